import type { EngineLoader, UserWord } from "./engine.js";

/**
 * User words with the least frequency that keeps each word whole: more than the product of its
 * parts, and at least its own, as Python jieba's `suggest_freq` does.   中文: 用户词频
 *
 * The parts are those of the most probable path through the engine's own dictionary (jieba's cut
 * without HMM), worked out here: asking the engine would cost a load of its dictionary.
 */
export function userWords(loader: EngineLoader, words: readonly string[]): UserWord[] {
  if (words.length === 0) return [];
  const pieces = new Set(words.flatMap(substrings));
  const { frequency, total } = frequenciesOf(loader, pieces);
  return words.map((word) => {
    let product = 1;
    for (const part of bestParts(word, frequency, total)) {
      product *= (frequency.get(part) ?? 1) / total;
    }
    const least = Math.floor(product * total) + 1;
    return { word, frequency: Math.max(least, frequency.get(word) ?? 0) };
  });
}

function substrings(word: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < word.length; i++) {
    for (let j = i + 1; j <= word.length; j++) found.push(word.slice(i, j));
  }
  return found;
}

/** The most probable cut; a character that is no word counts as seen once. */
function bestParts(word: string, frequency: ReadonlyMap<string, number>, total: number): string[] {
  const n = word.length;
  const score = new Float64Array(n + 1);
  const next = new Int32Array(n + 1);
  for (let i = n - 1; i >= 0; i--) {
    score[i] = Number.NEGATIVE_INFINITY;
    for (let j = i + 1; j <= n; j++) {
      const count = frequency.get(word.slice(i, j)) ?? (j === i + 1 ? 1 : 0);
      if (count === 0) continue;
      const value = Math.log(count / total) + score[j]!;
      if (value > score[i]!) {
        score[i] = value;
        next[i] = j;
      }
    }
  }
  const parts: string[] = [];
  for (let i = 0; i < n; i = next[i]!) parts.push(word.slice(i, next[i]!));
  return parts;
}

const totals = new WeakMap<EngineLoader, number>();

function frequenciesOf(
  loader: EngineLoader,
  wanted: ReadonlySet<string>,
): { frequency: ReadonlyMap<string, number>; total: number } {
  const frequency = new Map<string, number>();
  let total = totals.get(loader) ?? 0;
  const sumToo = total === 0;
  const text = loader.dictionary();
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    const blank = text.indexOf(" ", start);
    if (blank > start && blank < end) {
      const word = text.slice(start, blank);
      const isWanted = wanted.has(word);
      if (sumToo || isWanted) {
        const count = Number.parseInt(text.slice(blank + 1, end), 10) || 0;
        if (sumToo) total += count;
        if (isWanted) frequency.set(word, count);
      }
    }
    start = end + 1;
  }
  totals.set(loader, total);
  return { frequency, total };
}
