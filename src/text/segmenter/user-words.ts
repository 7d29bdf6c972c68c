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
  const { entries, total } = entriesOf(loader, pieces);
  return words.map((word) => {
    let product = 1;
    for (const part of bestParts(word, entries, total)) {
      product *= (entries.get(part)?.frequency ?? 1) / total;
    }
    const least = Math.floor(product * total) + 1;
    const known = entries.get(word);
    const frequency = Math.max(least, known?.frequency ?? 0);
    return { word, frequency, tag: known?.tag || "n" };
  });
}

interface Entry {
  readonly frequency: number;
  readonly tag: string;
}

function substrings(word: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < word.length; i++) {
    for (let j = i + 1; j <= word.length; j++) found.push(word.slice(i, j));
  }
  return found;
}

/** The most probable cut; a character that is no word counts as seen once. */
function bestParts(word: string, entries: ReadonlyMap<string, Entry>, total: number): string[] {
  const n = word.length;
  const score = new Float64Array(n + 1);
  const next = new Int32Array(n + 1);
  for (let i = n - 1; i >= 0; i--) {
    score[i] = Number.NEGATIVE_INFINITY;
    for (let j = i + 1; j <= n; j++) {
      const count = entries.get(word.slice(i, j))?.frequency ?? (j === i + 1 ? 1 : 0);
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

function entriesOf(
  loader: EngineLoader,
  wanted: ReadonlySet<string>,
): { entries: ReadonlyMap<string, Entry>; total: number } {
  const entries = new Map<string, Entry>();
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
        const [number = "", tag = ""] = text
          .slice(blank + 1, end)
          .trim()
          .split(" ");
        const frequency = Number.parseInt(number, 10) || 0;
        if (sumToo) total += frequency;
        if (isWanted) entries.set(word, { frequency, tag });
      }
    }
    start = end + 1;
  }
  totals.set(loader, total);
  return { entries, total };
}
