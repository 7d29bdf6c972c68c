import { createRng, type Rng } from "../../base/index.js";
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
  const fill = (sentence: string): string => fillNumbers(sentence, rng);
  const growth = 6 + rng.integer(5);
  const kind = rng.uniform() < 0.5 ? sentences.target.hard : sentences.target.soft;
  const target = `${pick(kind, rng)}${pick(sentences.targetTail, rng)}`
    .replaceAll("{y}", String(year))
    .replaceAll("{g2}", String(growth + 1))
    .replaceAll("{g}", String(growth));
  const withTerms = Array.from({ length: keywords }, () =>
    fill(pick(sentences.keyword, rng).replaceAll("{term}", pick(terms, rng))),
  );
  const half = Math.floor(withTerms.length / 3);
  const review = shuffle(
    [...draw(sentences.review, 9, rng).map(fill), ...withTerms.slice(0, half)],
    rng,
  );
  const plan = shuffle([...draw(sentences.plan, 8, rng).map(fill), ...withTerms.slice(half)], rng);
  return [
    "【模拟文本，非真实报告】",
    "政府工作报告",
    `——${year}年1月${10 + rng.integer(15)}日在${city.name}人民代表大会会议上`,
    `${city.name}人民政府`,
    "各位代表：",
    pick(sentences.opening, rng),
    `一、${year - 1}年工作回顾`,
    paragraphs(review),
    `二、${year}年工作安排`,
    fill(target),
    paragraphs(plan),
    pick(sentences.closing, rng),
    "",
  ].join("\n");
}

function fillNumbers(sentence: string, rng: Rng): string {
  return sentence
    .replaceAll("{n2}", () => String(3 + rng.integer(40)))
    .replaceAll("{n}", () => String(20 + rng.integer(380)))
    .replaceAll("{q}", () => String(72 + rng.integer(24)))
    .replaceAll("{p}", () => (1 + rng.integer(8) + rng.integer(10) / 10).toFixed(1));
}

function paragraphs(sentences: readonly string[]): string {
  const out: string[] = [];
  for (let i = 0; i < sentences.length; i += 4)
    out.push(`　　${sentences.slice(i, i + 4).join("")}`);
  return out.join("\n");
}

function pick<T>(from: readonly T[], rng: Rng): T {
  return from[rng.integer(from.length)]!;
}

function draw<T>(from: readonly T[], count: number, rng: Rng): T[] {
  return Array.from(rng.permutation(from.length).slice(0, count), (i) => from[i]!);
}

function shuffle<T>(items: readonly T[], rng: Rng): T[] {
  return Array.from(rng.permutation(items.length), (i) => items[i]!);
}
