import { createRng } from "../../base/index.js";
import type { DemoSentences } from "../demo/demo-settings.js";
import { composeReport } from "../parts/records/compose-report.js";
import { keywordSentences } from "../parts/records/keyword-sentences.js";
import { targetSentence } from "../parts/records/target-sentence.js";
import { type Settings002, STREAM_002 } from "./settings.js";

/** Words of `new-quality-productive-forces` that the reports use; none lies inside another. */
const TERMS = [
  "人工智能",
  "数字经济",
  "新能源",
  "未来产业",
  "战略性新兴产业",
  "新业态",
  "科技创新",
  "产业升级",
  "数字化转型",
  "前沿技术",
  "创新驱动",
  "高质量发展",
] as const;

/** A province and its score by year. */
export interface ProvinceScores {
  readonly name: string;
  readonly code: string;
  readonly scores: Float64Array;
}

/**
 * National and provincial reports, by file name. A province's number of keywords goes with the
 * score that its cities' indices share, so that counting them gives a noisy measure of the index.
 * 中文: 全国与省级政府工作报告
 */
export function reports002(
  settings: Settings002,
  seed: number,
  provinces: readonly ProvinceScores[],
  sentences: DemoSentences,
): Record<string, string> {
  const { mean, spread, national, nationalGrowth } = settings.reports;
  const { first, last } = settings.years;
  const texts: Record<string, string> = {};
  const write = (file: string, place: string, year: number, count: number, unit: number): void => {
    const rng = createRng(seed, STREAM_002.reports, unit, year);
    const target = targetSentence(year, 6 + rng.integer(4), "soft", sentences, rng);
    const keywords = keywordSentences(count, TERMS, sentences, rng);
    texts[file] = composeReport({ place, year, keywords, target }, sentences, rng);
  };
  for (let year = first; year <= last; year++) {
    const t = year - first;
    write(`reports/CN_${year}.txt`, "全国", year, Math.round(national + nationalGrowth * t), 0);
    provinces.forEach((p, i) => {
      const count = Math.max(1, Math.round(mean + spread * p.scores[t]!));
      write(`reports/${p.code}_${year}.txt`, p.name, year, count, i + 1);
    });
  }
  return texts;
}
