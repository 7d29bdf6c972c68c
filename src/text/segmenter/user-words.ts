import type { EngineLoader, UserWord } from "./engine.js";

/**
 * User words with the least frequency that keeps each word whole: more than the product of its
 * parts, and at least its own, as Python jieba's `suggest_freq` does.   中文: 用户词频
 */
export function userWords(loader: EngineLoader, words: readonly string[]): UserWord[] {
  if (words.length === 0) return [];
  const bare = loader.load([]);
  const parts = new Map(words.map((w) => [w, bare.cut(w, false)]));
  const wanted = new Set([...words, ...[...parts.values()].flat()]);
  const { frequency, total } = frequenciesOf(loader, wanted);
  return words.map((word) => {
    let product = 1;
    for (const part of parts.get(word)!) product *= (frequency.get(part) ?? 1) / total;
    const least = Math.floor(product * total) + 1;
    return { word, frequency: Math.max(least, frequency.get(word) ?? 0) };
  });
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
