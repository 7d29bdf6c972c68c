import { createRng, type Rng } from "../../base/index.js";
import { loadDictionary } from "../../text/index.js";
import { demoSentences } from "../demo/demo-settings.js";
import type { City004 } from "./cities.js";
import { type Settings004, STREAM_004 } from "./settings.js";
import type { Splits004 } from "./splits.js";

/** Word list that the study counts in the reports. */
const DICTIONARY = "industry-university-research";

/** Words about cooperation by city-year: they rise with standing and time, not with policies. */
export function attention004(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
): Float64Array {
  const T = settings.years.last - settings.years.first + 1;
  return Float64Array.from(
    cities.flatMap((city, i) => {
      const rng = createRng(seed, STREAM_004.reports, i);
      const level = 2.5 + 0.9 * city.standing + 0.6 * rng.normal();
      return Array.from({ length: T }, (_, t) =>
        Math.max(0, Math.round(level + 0.16 * t + 0.8 * rng.normal())),
      );
    }),
  );
}

/**
 * Work reports of cities and provinces as a table (code, year, text): cooperation words as counted
 * in `attention`, growth targets worded hard or soft, above or not above the province's.
 * 中文: 模拟政府工作报告
 */
export function reports004(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
  splits: Splits004,
  attention: Float64Array,
): string {
  const { first, last } = settings.years;
  const T = last - first + 1;
  const words = loadDictionary(DICTIONARY).flatMap((d) => d.terms.map((t) => t.term));
  const free = (lines: readonly string[]): string[] =>
    lines.filter((line) => !words.some((word) => line.includes(word)));
  const all = demoSentences();
  const sentences = {
    ...all,
    keyword: free(all.keyword),
    review: free(all.review),
    plan: free(all.plan),
  };
  const provinces = [...new Map(cities.map((c) => [c.provinceCode, c.province]))];
  const goals = provinceGoals(seed, provinces.length, T);
  const lines = ["region_code,year,text"];
  const add = (code: string, year: number, text: string): void => {
    lines.push(`${code},${year},"${text}"`);
  };
  provinces.forEach(([code, name], p) => {
    for (let t = 0; t < T; t++) {
      const rng = createRng(seed, STREAM_004.reports, 5000, p, t);
      const target = softOrHard(goals[p]![t]!, rng.uniform() < 0.3 ? "soft" : "hard", rng);
      add(code, first + t, write(name, first + t, target, 0, sentences, words, rng));
    }
  });
  const place = new Map(provinces.map(([code], p) => [code, p]));
  cities.forEach((city, c) => {
    for (let t = 0; t < T; t++) {
      const i = c * T + t;
      const rng = createRng(seed, STREAM_004.reports, 6000, c, t);
      const above = goals[place.get(city.provinceCode)!]![t]!;
      const goal =
        splits.overbid[i] === 1 ? above + 0.5 * (1 + rng.integer(4)) : above - 0.5 * rng.integer(2);
      const target = softOrHard(goal, splits.soft[i] === 1 ? "soft" : "hard", rng);
      add(
        city.code,
        first + t,
        write(city.name, first + t, target, attention[i]!, sentences, words, rng),
      );
    }
  });
  lines.push("");
  return lines.join("\n");
}

/** Growth targets of provinces in per cent, falling in half points. */
function provinceGoals(seed: number, provinces: number, T: number): number[][] {
  return Array.from({ length: provinces }, (_, p) => {
    const rng = createRng(seed, STREAM_004.reports, 7000, p);
    const start = 9.5 + 0.5 * rng.integer(5);
    return Array.from({ length: T }, (_, t) =>
      Math.max(5, start - 0.5 * Math.floor((t * 0.9 + rng.uniform()) * 1)),
    );
  });
}

function softOrHard(goal: number, wording: "soft" | "hard", rng: Rng): string {
  const g = shown(goal);
  const forms =
    wording === "hard"
      ? [`地区生产总值增长${g}%以上`, `确保地区生产总值增长${g}%`, `地区生产总值增长不低于${g}%`]
      : [
          `地区生产总值增长${g}%左右`,
          `地区生产总值增长${shown(goal - 0.5)}%至${shown(goal + 0.5)}%`,
        ];
  return forms[rng.integer(forms.length)]!;
}

function shown(value: number): string {
  return String(Number(value.toFixed(1)));
}

type Sentences = ReturnType<typeof demoSentences>;

function write(
  place: string,
  year: number,
  target: string,
  count: number,
  sentences: Sentences,
  words: readonly string[],
  rng: Rng,
): string {
  const fill = (line: string): string =>
    line
      .replaceAll("{n2}", String(3 + rng.integer(40)))
      .replaceAll("{n}", String(20 + rng.integer(380)))
      .replaceAll("{q}", String(72 + rng.integer(24)))
      .replaceAll("{p}", (1 + rng.integer(8) + rng.integer(10) / 10).toFixed(1));
  const pick = (from: readonly string[]): string => from[rng.integer(from.length)]!;
  const some = (from: readonly string[], n: number): string =>
    Array.from(rng.permutation(from.length).slice(0, n), (i) => fill(from[i]!)).join("");
  const terms = Array.from({ length: count }, () =>
    fill(pick(sentences.keyword).replaceAll("{term}", pick(words))),
  );
  return [
    "【模拟文本，非真实报告】",
    "政府工作报告",
    `——${year}年1月${10 + rng.integer(15)}日在${place}人民代表大会会议上`,
    "各位代表：",
    pick(sentences.opening),
    `一、${year - 1}年工作回顾`,
    some(sentences.review, 4),
    `二、${year}年工作安排`,
    `${year}年的主要预期目标是：${target}，居民消费价格涨幅控制在3%左右。`,
    `${terms.join("")}${some(sentences.plan, 4)}`,
    pick(sentences.closing),
  ].join("\n");
}
