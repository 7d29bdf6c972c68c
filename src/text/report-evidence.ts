import { greatest } from "../base/index.js";
import { type ChineseDate, chineseDate, chineseYear, YEAR } from "./chinese-date.js";

/** A value for which one place in the document speaks. */
export interface Evidence<T> {
  readonly value: T;
  /** How much the place is trusted. */
  readonly weight: number;
  readonly from: string;
}

/** What a document and its surroundings say about themselves. */
export interface ReportClues {
  /** Lines above the address, blanks kept. */
  readonly head: readonly string[];
  readonly text: string;
  /** File name without folder. */
  readonly fileName: string;
  /** What a table row or the caller states. */
  readonly given: {
    readonly region?: string | undefined;
    readonly year?: number | undefined;
    readonly title?: string | undefined;
    readonly date?: string | undefined;
  };
  /** The place that alone decides the region, where it names one; default all of them. */
  readonly regionFrom?: "title" | "text" | undefined;
}

const SESSION =
  /(?:在|日)(.{0,40}?)第?([一二三四五六七八九十百零〇\d]{1,4})届?.{0,6}?(?:人民代表大会|人大)|在(.{2,24}?)(?:人民代表大会|人大)/;
/** A line that begins with the assembly: 某市第十六届人民代表大会第三次会议文件. */
const SESSION_LINE =
  /^[（(—－-]*([^年月日，。在（(]{2,20}?)第?([一二三四五六七八九十百零〇\d]{1,4})届.{0,6}?(?:人民代表大会|人大)/;
/** A line that is the name of a region and nothing else. */
const REGION_LINE = /^[（(]?[\u4e00-\u9fff]{1,10}(?:省|市|县|区|州|盟|旗|自治区)[）)]?$/;
const OFFICE = /(?:省长|市长|县长|区长|州长|盟长|旗长|主席|专员|总理|主任)/;

/** The date of the session, as year, month, day; else a date that stands on a line of its own. */
export function sessionDate(clues: ReportClues): ChineseDate | undefined {
  const lines = headLines(clues);
  for (const line of [...lines, clues.text.slice(0, 120)]) {
    const date = chineseDate(line);
    if (date !== undefined && /会议|大会|人大|报告/.test(line)) return date;
  }
  for (const line of lines) {
    const date = chineseDate(line);
    if (date !== undefined && line.length <= 20 && ONLY_DATE.test(line)) return date;
  }
  return undefined;
}

const ONLY_DATE = /^[（(【[—－-]*[^（）()]{6,14}日[）)】\]—－-]*$/;

/** Which years the document speaks for.   中文: 年份证据 */
export function yearEvidence(clues: ReportClues): Evidence<number>[] {
  const found: Evidence<number>[] = [];
  const add = (value: number, weight: number, from: string): void => {
    if (value >= 1949 && value <= 2100) found.push({ value, weight, from });
  };
  const session = sessionDate(clues);
  // A session at the end of a year may already speak of the next one.
  if (session !== undefined) add(session[0], session[1] >= 11 ? 0.5 : 1, "session date");
  const { given } = clues;
  if (given.year !== undefined) add(given.year, 0.9, "given");
  const titles = [given.title ?? "", ...headLines(clues).filter((l) => l.includes("工作报告"))];
  for (const title of titles) {
    const year = YEAR_IN_TITLE.exec(title.replace(/[\s\u3000]/g, ""));
    if (year !== null) {
      add(chineseYear(year[1] ?? year[2]!), 0.7, "title");
      break;
    }
  }
  for (const [value, weight, from] of headingYears(clues.text)) add(value, weight, from);
  const inName = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(clues.fileName);
  if (inName !== null) add(Number(inName[1]), 0.4, "file name");
  const published = /^((?:19|20)\d{2})\D/.exec(given.date ?? "");
  if (published !== null) add(Number(published[1]), 0.3, "publication date");
  return found;
}

const YEAR_IN_TITLE = new RegExp(
  `(${YEAR})(?:年|(?=.{0,24}政府))(?!.{0,4}月).{0,24}工作报告|工作报告[（(]?(${YEAR})年?`,
);
const YEAR_IN_HEADING = new RegExp(`(${YEAR})年`, "g");
const REVIEW_WORDS = /回顾|总结|成就|成绩|情况|过去/;
const PLAN_WORDS =
  /重点工作|工作(?:重点|安排|任务|部署|总体|目标|要求)|目标任务|主要任务|预期目标|总体要求/;

/** Headings tell the year: 2025年工作回顾 is in the report of 2026, 2026年重点工作 too. */
function headingYears(text: string): [number, number, string][] {
  let review: [number, number, string] | undefined;
  let plan: [number, number, string] | undefined;
  for (const line of text.split("\n")) {
    if (line.length > 45 || /[。；]/.test(line)) continue;
    const years = [...line.matchAll(YEAR_IN_HEADING)];
    if (years.length === 0) continue;
    const value = (m: RegExpMatchArray): number => chineseYear(m[1]!);
    const at = line.search(REVIEW_WORDS);
    if (at >= 0) {
      const before = years.filter((m) => m.index < at).map(value);
      if (before.length > 0) review ??= [greatest(before) + 1, 0.8, "heading of the review"];
    } else if (years.length === 1 && PLAN_WORDS.test(line) && !/五年|时期/.test(line)) {
      plan ??= [value(years[0]!), 0.8, "heading of the plan"];
    }
  }
  return [review, plan].filter((e) => e !== undefined);
}

/** Names of regions for which the document speaks, as written.   中文: 地区证据 */
export function regionEvidence(clues: ReportClues): Evidence<string>[] {
  const found: Evidence<string>[] = [];
  const add = (value: string | undefined, weight: number, from: string): void => {
    const name = trimName(value ?? "");
    if (name !== "") found.push({ value: name, weight, from });
  };
  const lines = headLines(clues);
  const opening = clues.text.slice(0, 400).replace(/\n/g, "");
  const session =
    [...lines, opening].map((l) => SESSION.exec(l)).find((m) => m !== null) ??
    lines.map((l) => SESSION_LINE.exec(l)).find((m) => m !== null);
  if (session !== undefined && session !== null) {
    const name = session[1] ?? session[3] ?? "";
    const isNational =
      /全国人民代表大会|全国人大/.test(session[0]) || name.includes("中华人民共和国");
    add(isNational ? "全国" : name, 1, "session");
  }
  const mandate = /我(?:谨|现)?代表([^，。：！]{0,20}?)(国务院|中央人民政府|人民政府|政府)/.exec(
    opening,
  );
  if (mandate !== null) {
    const isNational = mandate[2] === "国务院" || mandate[2] === "中央人民政府";
    add(isNational ? "全国" : mandate[1], 0.9, "opening");
  }
  for (const line of lines) {
    const own = line.replace(/^.*(?:会议上|工作报告|\d日)/, "");
    const office = new RegExp(`^(.{0,20}?)(?:人民政府|政府)?(?:代|副)?${OFFICE.source}`).exec(own);
    if (office === null || /[。，]/.test(office[0])) continue;
    add(/国务院/.test(office[0]) ? "全国" : office[1], 0.7, "speaker");
    break;
  }
  for (const title of [clues.given.title ?? "", ...lines]) {
    const name = regionInTitle(title.replace(/[\s\u3000]/g, ""));
    if (name === undefined || new RegExp(OFFICE.source).test(name)) continue;
    add(/国务院/.test(name) ? "全国" : name, 0.6, "title");
    break;
  }
  const own = lines.find((l) => REGION_LINE.test(l));
  add(own?.replace(/^[（(]|[）)]$/g, ""), 0.5, "line of its own");
  if (clues.given.region !== undefined) add(clues.given.region, 0.8, "given");
  return found;
}

/** 2020年合肥市政府工作报告, 合肥市2020年政府工作报告, 2020年政府工作报告（合肥市）. */
function regionInTitle(title: string): string | undefined {
  const behind = /政府工作报告[（(—－-]+([^年，。：（）()\d]{2,16})[）)]?$/.exec(title)?.[1];
  const before = new RegExp(
    `^[—－-]*(?:关于)?([^年，。：（）()\\d]{2,16}?)(?:人民政府|政府)?(?:关于)?(?:${YEAR})年(?:度)?(?:人民)?(?:政府)?工作报告`,
  ).exec(title)?.[1];
  return (
    /(?:^|年)([^年，。：]{2,16}?)(?:人民政府|政府)工作报告/.exec(title)?.[1] ??
    (before === undefined || /工作报告/.test(before) ? undefined : before) ??
    (behind === undefined || SAYS_NO_REGION.test(behind) ? undefined : behind)
  );
}

const SAYS_NO_REGION = /摘要|全文|节选|解读|实录|草案|摘登|审议|会议|大会|[上下一二]$/;

const NAME = "[\\u4e00-\\u9fff](?:[\\s\\u3000]+[\\u4e00-\\u9fff]{1,2}|[\\u4e00-\\u9fff·]{1,9}?)";
const NAME_AFTER = new RegExp(
  `(?:代|副)?${OFFICE.source}(?:兼[^\\s]{2,14}(?:部长|主任|书记|委员))?[\\s\\u3000：:]*(${NAME})(?:同志)?(?=$|[\\s\\u3000，。在作]|代表|同志)`,
);
const NAME_BEFORE = new RegExp(`日([\\u4e00-\\u9fff·]{2,8})(?:代)?${OFFICE.source}`);
const NO_NAME = /政府|工作|报告|会议|大会|发布|来源|时间|在/;

/** The name of the one who gave the report, without blanks. */
export function speakerOf(clues: ReportClues): string | undefined {
  for (let i = 0; i < clues.head.length; i++) {
    const line = `${clues.head[i]} ${clues.head[i + 1] ?? ""}`;
    for (const pattern of [NAME_AFTER, NAME_BEFORE]) {
      const name = pattern.exec(line)?.[1]?.replace(/[\s\u3000]/g, "");
      if (name !== undefined && !NO_NAME.test(name)) return name;
    }
  }
  return undefined;
}

function headLines(clues: ReportClues): string[] {
  const squeezed = clues.head.map((l) => l.replace(/[\s\u3000]/g, "")).filter((l) => l !== "");
  // A session line may be broken: …第十四届 / 人民代表大会第五次会议上.
  const joined = squeezed.map((l, i) => (/届$/.test(l) ? l + (squeezed[i + 1] ?? "") : l));
  return joined.filter((l) => !/^来源|^时间/.test(l));
}

/** 河北省人民 → 河北省; bare kinds (省, 市, 自治区) say nothing. */
function trimName(text: string): string {
  const name = text
    .replace(/[\s\u3000—―\-–·]/g, "")
    .replace(/^.*日/, "")
    .replace(/^(?:中共|在)/, "")
    .replace(/(?:人民政府|人民|政府|召开的)$/, "")
    .replace(/^(?:\d{4}年)/, "");
  const isKind = /^(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县|本届|我)?$/.test(name);
  return isKind || /[：:、，届会]/.test(name) ? "" : name;
}
