import { countingTerm, isCountingTerm, type MatchScript } from "../characters/counting-text.js";
import type { Dictionary } from "./dictionary.js";

/**
 * Dictionaries with their terms as they are looked for: through the same normalisation as the
 * texts, so that a term in traditional characters meets a text in simplified ones, and the other
 * way round.   中文: 词典的计数形式
 */
export async function countingDictionaries(
  dictionaries: readonly Dictionary[],
  script: MatchScript = "both",
): Promise<Dictionary[]> {
  const counting: Dictionary[] = [];
  for (const dictionary of dictionaries) {
    // Most dictionaries need nothing, and a run over a few texts should not pay for each term.
    if (dictionary.terms.every((t) => isCountingTerm(t.key) && t.exclude.every(isCountingTerm))) {
      counting.push(dictionary);
      continue;
    }
    const terms = [];
    for (const term of dictionary.terms) {
      const key = await countingTerm(term.key, script);
      const exclude = await Promise.all(term.exclude.map((e) => countingTerm(e, script)));
      terms.push({ ...term, key, exclude });
    }
    counting.push({ ...dictionary, terms });
  }
  return counting;
}
