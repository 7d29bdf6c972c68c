import type { Rng } from "../../../base/index.js";
import type { DemoSentences } from "../../demo/demo-settings.js";
import { pick } from "../pick.js";
import { fillNumbers } from "./fill-numbers.js";

/** So many sentences with one keyword each, drawn from the terms.   中文: 含关键词的句子 */
export function keywordSentences(
  count: number,
  terms: readonly string[],
  sentences: DemoSentences,
  rng: Rng,
): string[] {
  return Array.from({ length: count }, () =>
    fillNumbers(pick(sentences.keyword, rng).replaceAll("{term}", pick(terms, rng)), rng),
  );
}
