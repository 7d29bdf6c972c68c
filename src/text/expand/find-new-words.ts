import { append, least, throwIfInterrupted } from "../../base/index.js";

/** A string that behaves like a word.   中文: 新词候选 */
export interface NewWord {
  readonly word: string;
  readonly count: number;
  /** Least pointwise mutual information over all ways to cut the word in two, bits. */
  readonly cohesion: number;
  /** The smaller one of the entropies of its left and right neighbours, nats. */
  readonly entropy: number;
}

/** Thresholds of new-word discovery. */
export interface NewWordOptions {
  /** Default 5. */
  readonly minCount?: number;
  /** Characters; default 6. */
  readonly maxLength?: number;
  /** Default 4 bits. */
  readonly minCohesion?: number;
  /** Default 0.8 nats. */
  readonly minEntropy?: number;
  readonly signal?: AbortSignal;
}

/**
 * Words that the texts form by themselves: strings that hold together (cohesion) and stand in many
 * surroundings (branch entropy).   中文: 新词发现（凝聚度与左右熵）
 *
 * Formula   cohesion = min over cuts log2( p(w) / (p(a) p(b)) ), p relative to all characters;
 *           entropy = min(H(left neighbour), H(right neighbour)); the end of a clause is a
 *           neighbour of its own each time it comes.
 * Only strings whose two parts of one character less are frequent are counted (a string is never
 * more frequent than its parts), so the work stays small.
 *
 * @example findNewWords(["发展新质生产力。", "培育新质生产力，"], { minCount: 2, minEntropy: 0 })
 */
export function findNewWords(texts: readonly string[], options: NewWordOptions = {}): NewWord[] {
  const minCount = options.minCount ?? 5;
  const maxLength = options.maxLength ?? 6;
  const clauses = texts.flatMap((t) => t.split(/[^\p{L}\p{N}]+/u)).filter((c) => c.length >= 2);
  let total = 0;
  const counts = new Map<string, number>();
  for (const clause of clauses) {
    total += clause.length;
    for (const c of clause) counts.set(c, (counts.get(c) ?? 0) + 1);
  }
  let frequent = new Set([...counts].filter(([, n]) => n >= minCount).map(([w]) => w));
  const candidates: string[] = [];
  for (let length = 2; length <= maxLength; length++) {
    throwIfInterrupted(options.signal);
    const found = countStrings(clauses, length, frequent, minCount);
    if (found.size === 0) break;
    for (const [word, n] of found) counts.set(word, n);
    frequent = new Set(found.keys());
    append(candidates, found.keys());
  }
  const cohesive = new Map<string, number>();
  for (const word of candidates) {
    const cohesion = cohesionOf(word, counts, total);
    if (cohesion >= (options.minCohesion ?? 4)) cohesive.set(word, cohesion);
  }
  const entropies = branchEntropies(clauses, cohesive, maxLength);
  const words: NewWord[] = [];
  for (const [word, cohesion] of cohesive) {
    const entropy = entropies.get(word) ?? 0;
    if (entropy >= (options.minEntropy ?? 0.8)) {
      words.push({ word, count: counts.get(word)!, cohesion, entropy });
    }
  }
  return words.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

function countStrings(
  clauses: readonly string[],
  length: number,
  frequent: ReadonlySet<string>,
  minCount: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const clause of clauses) {
    for (let i = 0; i + length <= clause.length; i++) {
      if (!frequent.has(clause.slice(i, i + length - 1))) continue;
      if (!frequent.has(clause.slice(i + 1, i + length))) continue;
      const word = clause.slice(i, i + length);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  for (const [word, n] of counts) if (n < minCount) counts.delete(word);
  return counts;
}

function cohesionOf(word: string, counts: ReadonlyMap<string, number>, total: number): number {
  let least = Number.POSITIVE_INFINITY;
  const own = counts.get(word)! / total;
  for (let cut = 1; cut < word.length; cut++) {
    const left = (counts.get(word.slice(0, cut)) ?? 0) / total;
    const right = (counts.get(word.slice(cut)) ?? 0) / total;
    if (left > 0 && right > 0) least = Math.min(least, Math.log2(own / (left * right)));
  }
  return least;
}

function branchEntropies(
  clauses: readonly string[],
  words: ReadonlyMap<string, number>,
  maxLength: number,
): Map<string, number> {
  const left = new Map<string, Map<string, number>>();
  const right = new Map<string, Map<string, number>>();
  let edge = 0;
  const add = (side: Map<string, Map<string, number>>, word: string, neighbour: string): void => {
    let seen = side.get(word);
    if (seen === undefined) {
      seen = new Map();
      side.set(word, seen);
    }
    const key = neighbour === "" ? `#${edge++}` : neighbour;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  };
  for (const clause of clauses) {
    for (let i = 0; i < clause.length; i++) {
      for (let length = 2; length <= maxLength && i + length <= clause.length; length++) {
        const word = clause.slice(i, i + length);
        if (!words.has(word)) continue;
        add(left, word, clause.charAt(i - 1));
        add(right, word, clause.charAt(i + length));
      }
    }
  }
  const result = new Map<string, number>();
  for (const word of words.keys()) {
    const entropies = [left.get(word), right.get(word)].map((m) => entropyOf(m));
    result.set(word, least(entropies));
  }
  return result;
}

function entropyOf(counts: ReadonlyMap<string, number> | undefined): number {
  if (counts === undefined) return 0;
  let total = 0;
  for (const n of counts.values()) total += n;
  let entropy = 0;
  for (const n of counts.values()) entropy -= (n / total) * Math.log(n / total);
  return entropy;
}
