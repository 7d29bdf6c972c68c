import { greatest } from "../base/index.js";
/** What a part of a report speaks of.   中文: 章节类别 */
export type SectionKind = "review" | "plan" | "other";

/** A section of a cleaned report: `text.slice(start, end)`, heading included. */
export interface Section {
  readonly kind: SectionKind;
  readonly heading: string;
  readonly start: number;
  readonly end: number;
}

const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)[、：\s]?)(.{2,60})$/;
const REVIEW = /回顾|总结|成就|成绩|成效|历程|取得|过去|上年|进展|(?:工作|发展|执行|完成|主要)情况/;
const PLAN =
  /目标|任务|安排|部署|重点|思路|要求|展望|今后|做好|建议|打算|规划|举措|措施|新的一年|下一步|推进|加快|加强/;
const PLAN_OPENING =
  /(?:今年|明年|新的一年|[（(]?\d{4}年)[^。]{0,40}(?:总体要求|总的要求|预期目标|主要目标|工作思路|工作重点|重点(?:做好|抓好)|要(?:着力|重点)?(?:做好|抓好))/;

/**
 * Review of the past and plan for the coming year.   中文: 回顾与部署的划分
 *
 * Headings of the first level (一、…, or a heading without number that names a year's review or
 * work) are read by their words and years: a year before the report's or 回顾 is review, the
 * report's year or 任务, 安排, 重点 … is plan; what follows a plan stays plan. Without headings the
 * plan begins with the first sentence on this year's demands or targets.
 *
 * @example splitSections("一、2024年工作回顾\n…\n二、2025年工作安排\n…", 2025).map((s) => s.kind) // ["review", "plan"]
 */
export function splitSections(text: string, year: number | null): Section[] {
  const headings = findHeadings(text);
  if (headings.length === 0) return byOpening(text);
  const sections: Section[] = [];
  const first = headings[0]!;
  if (first.start > 0) sections.push({ kind: "other", heading: "", start: 0, end: first.start });
  let planned = false;
  headings.forEach((heading, i) => {
    const end = headings[i + 1]?.start ?? text.length;
    const kind: SectionKind = planned ? "plan" : classify(heading.text, year, i === 0);
    planned ||= kind === "plan";
    sections.push({ kind, heading: heading.text, start: heading.start, end });
  });
  return sections;
}

interface Heading {
  readonly text: string;
  readonly start: number;
}

function findHeadings(text: string): Heading[] {
  const numbered: Heading[] = [];
  const named: Heading[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (line.length <= 62 && !/[。；！？]$/.test(line)) {
      if (NUMBERED.test(line)) numbered.push({ text: line, start });
      else if (
        /\d{4}年|过去|今年|今后/.test(line) &&
        /回顾|工作|任务|安排|目标|要求/.test(line) &&
        line.length <= 36 &&
        !/[，：:]/.test(line)
      ) {
        named.push({ text: line, start });
      }
    }
    start += line.length + 1;
  }
  const reviewNumbered = numbered.some((h) => REVIEW.test(h.text) || PLAN.test(h.text));
  if (numbered.length < 2 || !reviewNumbered)
    return [...named, ...numbered].sort((a, b) => a.start - b.start);
  // A heading without number may stand before 一、 (工作回顾) or be the plan's only heading.
  return [...numbered, ...named].sort((a, b) => a.start - b.start);
}

function classify(heading: string, year: number | null, first: boolean): SectionKind {
  const years = [...heading.matchAll(/((?:19|20)\d{2})年/g)].map((m) => Number(m[1]));
  if (/回顾|总结|历程/.test(heading)) return "review";
  if (year !== null && years.length > 0) {
    if (greatest(years) >= year)
      return PLAN.test(heading) || /工作/.test(heading) ? "plan" : "other";
    return "review";
  }
  if (REVIEW.test(heading) && !/目标任务|总体要求/.test(heading)) return "review";
  if (PLAN.test(heading) && !first) return "plan";
  return first ? "other" : "plan";
}

function byOpening(text: string): Section[] {
  let start = 0;
  for (const line of text.split("\n")) {
    const match = PLAN_OPENING.exec(line);
    if (match !== null && start > 0) {
      return [
        { kind: "review", heading: "", start: 0, end: start },
        { kind: "plan", heading: "", start, end: text.length },
      ];
    }
    start += line.length + 1;
  }
  return [{ kind: "other", heading: "", start: 0, end: text.length }];
}
