import { createRng, type Rng } from "../../base/index.js";
import { composeReport } from "../parts/records/compose-report.js";
import { keywordSentences } from "../parts/records/keyword-sentences.js";
import { targetSentence } from "../parts/records/target-sentence.js";
import { type DemoCity, isTreated, STREAM } from "./demo-cities.js";
import { yearsOf } from "./demo-panel.js";
import type { DemoSentences, DemoSettings } from "./demo-settings.js";

/** One simulated report as a file. */
export interface DemoReport {
  readonly file: string;
  readonly text: string;
}

/**
 * Simulated work reports: sentences of our own, a growth target, and sentences with policy
 * keywords whose number is city effect + year effect + noise + the planted number when treated.
 * 中文: 模拟政府工作报告
 *
 * `terms` are the keywords put into the sentences; none may be part of another sentence.
 */
export function demoReports(
  settings: DemoSettings,
  sentences: DemoSentences,
  cities: readonly DemoCity[],
  terms: readonly string[],
): DemoReport[] {
  return cities.flatMap((city, c) => {
    const cityLevel = 5 + 3 * createRng(settings.seed, STREAM.reports, c).uniform();
    return yearsOf(settings).map((year, t) => {
      const rng = createRng(settings.seed, STREAM.reports, c, year);
      const base = Math.max(0, Math.round(cityLevel + 0.35 * t + 1.3 * rng.normal()));
      const keywords = base + (isTreated(city, year) ? settings.planted.keywords : 0);
      return {
        file: `${city.code}_${year}.txt`,
        text: writeReport(city, year, keywords, sentences, terms, rng),
      };
    });
  });
}

function writeReport(
  city: DemoCity,
  year: number,
  keywords: number,
  sentences: DemoSentences,
  terms: readonly string[],
  rng: Rng,
): string {
  const growth = 6 + rng.integer(5);
  const kind = rng.uniform() < 0.5 ? "hard" : "soft";
  const target = targetSentence(year, growth, kind, sentences, rng);
  const withTerms = keywordSentences(keywords, terms, sentences, rng);
  return composeReport({ place: city.name, year, keywords: withTerms, target }, sentences, rng);
}
