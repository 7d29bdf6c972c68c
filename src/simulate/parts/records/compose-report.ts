import type { Rng } from "../../../base/index.js";
import type { DemoSentences } from "../../demo/demo-settings.js";
import { pick } from "../pick.js";
import { fillNumbers } from "./fill-numbers.js";

/** What one simulated report is about. */
export interface ReportContent {
  /** City or province; `全国` for the national report. */
  readonly place: string;
  readonly year: number;
  /** Sentences with keywords; a third of them looks back. */
  readonly keywords: readonly string[];
  /** Sentence with the growth target, numbers not yet filled in. */
  readonly target: string;
}

/**
 * The text of a simulated work report: sentences of our own around those that are given.
 * 中文: 拼成模拟政府工作报告
 */
export function composeReport(content: ReportContent, sentences: DemoSentences, rng: Rng): string {
  const { place, year, keywords, target } = content;
  const fill = (sentence: string): string => fillNumbers(sentence, rng);
  const half = Math.floor(keywords.length / 3);
  const review = shuffle(
    [...draw(sentences.review, 9, rng).map(fill), ...keywords.slice(0, half)],
    rng,
  );
  const plan = shuffle([...draw(sentences.plan, 8, rng).map(fill), ...keywords.slice(half)], rng);
  return [
    "【模拟文本，非真实报告】",
    "政府工作报告",
    `——${year}年1月${10 + rng.integer(15)}日在${place}人民代表大会会议上`,
    place === "全国" ? "国务院" : `${place}人民政府`,
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

function paragraphs(sentences: readonly string[]): string {
  const out: string[] = [];
  for (let i = 0; i < sentences.length; i += 4)
    out.push(`　　${sentences.slice(i, i + 4).join("")}`);
  return out.join("\n");
}

function draw<T>(from: readonly T[], count: number, rng: Rng): T[] {
  return Array.from(rng.permutation(from.length).slice(0, count), (i) => from[i]!);
}

function shuffle<T>(items: readonly T[], rng: Rng): T[] {
  return Array.from(rng.permutation(items.length), (i) => items[i]!);
}
