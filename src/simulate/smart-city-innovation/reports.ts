import { createRng } from "../../base/index.js";
import type { DemoSentences } from "../demo/demo-settings.js";
import { composeReport } from "../parts/records/compose-report.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { keywordSentences } from "../parts/records/keyword-sentences.js";
import { targetSentence } from "../parts/records/target-sentence.js";
import { STREAM_001 } from "./settings.js";

/** Words of `basic-research` and of `st-talent`; none lies inside another or in both lists. */
const TERMS = [
  "基础研究",
  "关键技术",
  "原始创新",
  "前沿技术",
  "科学研究",
  "知识产权",
  "科技成果",
  "高层次人才",
  "创新创业",
  "科技创新",
] as const;

/** City reports with so many keywords, by file name; none where the number is 0. 中文: 城市工作报告 */
export function reports001(
  seed: number,
  cities: readonly InventedCity[],
  years: readonly number[],
  counts: Float64Array,
  sentences: DemoSentences,
): Record<string, string> {
  const texts: Record<string, string> = {};
  cities.forEach((city, i) => {
    years.forEach((year, t) => {
      const count = counts[i * years.length + t]!;
      if (count === 0) return;
      const rng = createRng(seed, STREAM_001.reports, 2, i, year);
      const target = targetSentence(year, 6 + rng.integer(5), "soft", sentences, rng);
      const keywords = keywordSentences(count, TERMS, sentences, rng);
      const content = { place: city.name, year, keywords, target };
      texts[`reports/${city.code}_${year}.txt`] = composeReport(content, sentences, rng);
    });
  });
  return texts;
}
