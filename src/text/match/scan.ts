import type { Automaton } from "./automaton.js";

/** All occurrences of all patterns, in order of their end; of equal end the longest first. */
export interface Hits {
  readonly count: number;
  readonly pattern: Int32Array;
  /** Position behind the last unit. */
  readonly end: Int32Array;
}

/** A buffer that grows; reused from text to text. */
class HitBuffer {
  pattern = new Int32Array(1024);
  end = new Int32Array(1024);
  count = 0;

  add(pattern: number, end: number): void {
    if (this.count === this.pattern.length) this.#grow();
    this.pattern[this.count] = pattern;
    this.end[this.count++] = end;
  }

  #grow(): void {
    const size = this.pattern.length * 2;
    const pattern = new Int32Array(size);
    const end = new Int32Array(size);
    pattern.set(this.pattern);
    end.set(this.end);
    this.pattern = pattern;
    this.end = end;
  }
}

/**
 * One pass over a text: every occurrence of every pattern, overlapping ones too.
 * 中文: 一次扫描找出全部匹配
 */
export function scan(automaton: Automaton, text: string): Hits {
  const { letters, root, base, check, fail, output, outputLink } = automaton;
  const hits = new HitBuffer();
  const n = text.length;
  let state = 0;
  for (let i = 0; i < n; i++) {
    const code = letters[text.charCodeAt(i)]!;
    if (code === 0) {
      state = 0;
      continue;
    }
    while (state !== 0) {
      const target = base[state]! + code;
      // A leaf has base 0: the owner of that cell is another state.
      if (check[target] === state) {
        state = target;
        break;
      }
      state = fail[state]!;
    }
    if (state === 0) {
      state = root[code]!;
      if (state === 0) continue;
    }
    let at = output[state] !== -1 ? state : outputLink[state]!;
    while (at !== 0) {
      hits.add(output[at]!, i + 1);
      at = outputLink[at]!;
    }
  }
  return { count: hits.count, pattern: hits.pattern, end: hits.end };
}
