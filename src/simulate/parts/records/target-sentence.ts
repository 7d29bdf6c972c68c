import type { Rng } from "../../../base/index.js";
import type { DemoSentences } from "../../demo/demo-settings.js";
import { pick } from "../pick.js";

/** The sentence with the growth target of the year.   中文: 增长目标句 */
export function targetSentence(
  year: number,
  growth: number,
  kind: "hard" | "soft",
  sentences: DemoSentences,
  rng: Rng,
): string {
  return `${pick(sentences.target[kind], rng)}${pick(sentences.targetTail, rng)}`
    .replaceAll("{y}", String(year))
    .replaceAll("{g2}", String(growth + 1))
    .replaceAll("{g}", String(growth));
}
