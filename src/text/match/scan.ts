import { UnitWindow, WINDOW_UNITS } from "../unit-window.js";
import { type Automaton, pairBit } from "./automaton.js";

/** All occurrences of all patterns, in order of their end; of equal end the longest first. */
export interface Hits {
  readonly count: number;
  readonly pattern: Int32Array;
  /** Position behind the last unit. */
  readonly end: Int32Array;
}

/** Hits that grow; one buffer can serve text after text. */
export class HitBuffer implements Hits {
  pattern = new Int32Array(64);
  end = new Int32Array(64);
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

const window = new UnitWindow();

/**
 * One pass over a text: every occurrence of every pattern, overlapping ones too.
 * 中文: 一次扫描找出全部匹配
 *
 * `into` is emptied and filled; without it the result is a buffer of its own.
 */
export function scan(automaton: Automaton, text: string, into = new HitBuffer()): Hits {
  const { letters, root, pairs, base, cells, fail, reports, output } = automaton;
  const mask = 8 * pairs.length - 1;
  into.count = 0;
  let state = 0;
  for (let from = 0; from < text.length; from += WINDOW_UNITS) {
    const n = Math.min(WINDOW_UNITS, text.length - from);
    const units = window.load(text, from, n);
    let next = letters[units[0]!]!;
    for (let i = 0; i < n; i++) {
      const code = next;
      next = letters[units[i + 1]!]!;
      if (state !== 0) {
        if (code === 0) {
          state = 0;
          continue;
        }
        do {
          const cell = 2 * (base[state]! + code);
          if (cells[cell] === state) {
            state = cells[cell + 1]!;
            break;
          }
          state = fail[state]!;
        } while (state !== 0);
      }
      if (state === 0) {
        const bit = pairBit(code, next, mask);
        if (((pairs[bit >> 3]! >> (bit & 7)) & 1) === 0) continue;
        state = root[code]!;
      }
      let at = reports[state]!;
      while (at !== 0) {
        into.add(output[at]!, from + i + 1);
        at = reports[fail[at]!]!;
      }
    }
  }
  return into;
}
