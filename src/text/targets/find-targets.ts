import { type SectionKind, splitSections } from "../split-sections.js";
import { type Sentence, splitSentences } from "../split-sentences.js";
import { respectiveFigure } from "./respective-figure.js";
import { type Figure, findFigure } from "./target-figure.js";
import { TARGET_KINDS, type TargetKind, type TargetName } from "./target-kinds.js";

/** The wording of a target: hard, soft, or without a marker.   中文: 措辞类型 */
export type Wording = "hard" | "soft" | "plain";

/** A target with its sentence as evidence. */
export interface FoundTarget {
  readonly target: TargetName;
  readonly unit: "%" | "万人";
  readonly low: number;
  readonly high: number;
  /** The figure, or the mean of the interval. */
  readonly value: number;
  readonly wording: Wording;
  /** A second figure to strive for (7%以上、力争达到8%), else null. */
  readonly stretch: number | null;
  /** It is of the series that stands in for the usual one (registered unemployment). */
  readonly fallback: boolean;
  readonly sentence: string;
  /** Place of the figure in the text. */
  readonly start: number;
  readonly end: number;
}

/** How wording is read. */
export interface TargetOptions {
  readonly targets?: readonly TargetName[];
  /** What 力争 in front of the figure is; default `hard`, as in the usual word list. */
  readonly strive?: "hard" | "soft";
}

/** Below this score a figure is not this year's target. */
const THRESHOLD = 3;

/**
 * The targets that a report sets for its year.   中文: 识别年度目标
 *
 * Each figure behind its subject (地区生产总值增长…%) is scored: words of aim (预期目标, 计划, 建议) and
 * this year in front of it and a place in the plan speak for it; years past, five-year periods,
 * averages, levels of the nation and a place in the review speak against it. The best one above
 * the threshold counts, the first among equals.
 *
 * Wording   hard 以上, 不低于, 确保, 达到, 实现, 高于 … at the figure; soft 左右, 上下, an interval;
 *           plain without a marker. The word behind the figure goes before the one in front.
 * Source    余泳泽、潘妍 (2019); methods, section 1.
 * @example findTargets("今年的预期目标是：地区生产总值增长7%以上、力争达到8%。", 2020)[0] // value 7, hard, stretch 8
 */
export function findTargets(
  text: string,
  year: number | null,
  options: TargetOptions = {},
): FoundTarget[] {
  const wanted = options.targets ?? ["gdp"];
  const sentences = splitSentences(text);
  const sections = splitSections(text, year);
  const sectionOf = (position: number): SectionKind =>
    sections.find((s) => position >= s.start && position < s.end)?.kind ?? "other";
  return wanted.flatMap((name) => {
    const kind = TARGET_KINDS.find((k) => k.name === name)!;
    const bestOf = (subject: RegExp): FoundTarget | undefined => {
      let best: { target: FoundTarget; score: number } | undefined;
      sentences.forEach((sentence, i) => {
        for (const candidate of candidatesIn(text, sentence, { ...kind, subject }, options)) {
          const score = scoreOf(text, sentences, i, candidate, year, sectionOf(sentence.start));
          if (score >= THRESHOLD && score > (best?.score ?? 0)) {
            best = { target: candidate.target, score };
          }
        }
      });
      return best?.target;
    };
    const usual = bestOf(kind.subject);
    if (usual !== undefined) return [usual];
    const other = kind.fallback === undefined ? undefined : bestOf(kind.fallback);
    return other === undefined ? [] : [{ ...other, fallback: true }];
  });
}

interface Candidate {
  readonly target: FoundTarget;
  /** Place of the subject inside the sentence. */
  readonly subject: number;
  readonly figure: Figure;
}

function candidatesIn(
  text: string,
  sentence: Sentence,
  kind: TargetKind,
  options: TargetOptions,
): Candidate[] {
  const line = text.slice(sentence.start, sentence.end);
  const found: Candidate[] = [];
  for (const match of line.matchAll(kind.subject)) {
    const at = match.index;
    const placed = figureOf(line, at, at + match[0].length, kind);
    if (placed === undefined) continue;
    const [least, most] = kind.range;
    if (placed.low < least || placed.high > most) continue;
    found.push({
      target: describe(line, sentence.start, placed, kind, options),
      subject: at,
      figure: placed,
    });
  }
  return found;
}

/** A comparison in front of the figure: 高于全省平均水平1个百分点，达到…. */
const COMPARISON =
  /(?:高于|快于|好于|优于|超过|高出|领先|不低于)(?:于)?[^，。；\d]{0,12}\d+(?:\.\d+)?(?:[-—~至]\d+(?:\.\d+)?)?个百分点(?:以上|左右)?[，、,]?(?:并|且|即|也就是)*/;

/** The figure that belongs to a subject: its own behind it, or its place in a list (分别增长…). */
function figureOf(
  line: string,
  at: number,
  behindAt: number,
  kind: TargetKind,
): Figure | undefined {
  const listed = respectiveFigure(line, at, behindAt, kind);
  if (listed !== undefined) return listed;
  if (kind.notBefore.test(line.slice(Math.max(0, at - 6), at))) return undefined;
  const behind = line.slice(behindAt);
  const compared = COMPARISON.exec(behind.slice(0, 60));
  const from = compared !== null && kind.between.test(behind.slice(0, compared.index));
  const skipped = from ? compared.index + compared[0].length : 0;
  const figure = findFigure(behind.slice(skipped, skipped + 60), kind.unit);
  if (figure === undefined || !kind.between.test(behind.slice(skipped, skipped + figure.start))) {
    return undefined;
  }
  const shift = behindAt + skipped;
  return { ...figure, start: figure.start + shift, end: figure.end + shift };
}

const HARD_BEHIND = /^(?:及|或)?以上|^以内|^以下/;
const SOFT_BEHIND = /^(?:的)?(?:左右|上下|之间|区间|的区间)/;
const HARD_BEFORE = /(?:不低于|不少于|高于|超过|突破|确保|达到|实现|不超过|控制在|低于|必保)$/;
const SOFT_BEFORE = /(?:大约|大体|约|左右|区间|预计)$/;
const STRIVE = /(?:力争|争取|努力|冲刺|奋力)[^，。；]{0,4}$/;
const STRETCH =
  /^[^，。；]{0,6}[，、,（(]?(?:并|在实际工作中|在此基础上)?(?:力争|争取|努力|冲刺|奋力)(?:实现|达到|完成|增长|突破|争取|在|到)*/;

function describe(
  line: string,
  offset: number,
  figure: Figure,
  kind: TargetKind,
  options: TargetOptions,
): FoundTarget {
  const own = line.slice(figure.end);
  const isMarked = HARD_BEHIND.test(own) || SOFT_BEHIND.test(own);
  const behind = isMarked ? own : line.slice(figure.listEnd ?? figure.end);
  const before = line.slice(
    Math.max(0, (figure.listStart ?? figure.start) - 14),
    figure.listStart ?? figure.start,
  );
  const second = stretchOf(behind, kind);
  // 力争8%、确保7%: the figure that is ensured is the target, the other one is striven for.
  const ensured = /^[，、,]确保(?:达到|实现|完成|增长|在)*/.exec(behind);
  const floor =
    ensured === null
      ? undefined
      : findFigure(behind.slice(ensured[0].length).slice(0, 16), kind.unit);
  const isFloor = floor !== undefined && floor.start === 0 && STRIVE.test(before);
  const { low, high } = isFloor ? floor : figure;
  return {
    target: kind.name,
    unit: kind.unit,
    low,
    high,
    value: low === high ? low : Math.round(((low + high) / 2) * 1e10) / 1e10,
    wording: isFloor ? "hard" : wordingOf(before, behind, figure, options),
    stretch: isFloor ? figure.high : second,
    fallback: false,
    sentence: line,
    start: offset + figure.start,
    end: offset + figure.end,
  };
}

function wordingOf(
  before: string,
  behind: string,
  figure: Figure,
  options: TargetOptions,
): Wording {
  if (HARD_BEHIND.test(behind)) return "hard";
  if (SOFT_BEHIND.test(behind) || figure.low !== figure.high) return "soft";
  // 增长确保在: the word may stand before the verb of the clause.
  const clause = before
    .replace(/^.*[，。；：、]/, "")
    .replace(/(?:增长|增速|为|在|到|上涨|涨幅)+$/, "");
  if (STRIVE.test(clause)) return options.strive ?? "hard";
  if (HARD_BEFORE.test(clause) || /(?:确保|必保|不低于)/.test(clause)) return "hard";
  return SOFT_BEFORE.test(clause) ? "soft" : "plain";
}

function stretchOf(behind: string, kind: TargetKind): number | null {
  const match = STRETCH.exec(behind);
  if (match === null) return null;
  const figure = findFigure(behind.slice(match[0].length).slice(0, 16), kind.unit);
  return figure !== undefined && figure.start <= 1 ? figure.high : null;
}

const AIM =
  /预期目标|主要目标|发展目标|增长目标|目标是|目标为|目标建议|调控目标|奋斗目标|计划要求|计划(?:安排)?|建议|安排|主要预期|预期为|预期/;
const PERIOD =
  /年均|每年|平均|五年|时期|期间|年代|“[一二三四五六七八九十]+五”|规划|纲要|到本世纪|十年/;
const PAST =
  /去年|上年(?!增长|提高)|过去|以来|前[一二三四五六七八九]年|上半年|季度|累计|比上年(?=增长[\d.]+%[，、].*实现了)/;
const DONE =
  /(?:圆满|全面|超额|顺利|较好)完成|预计(?:全年|全省|全市|地区)|初步(?:核算|统计)|实现了|完成了/;
const ELSEWHERE = /全国|世界|全球|发达国家|全省平均|我国/;

function scoreOf(
  text: string,
  sentences: readonly Sentence[],
  at: number,
  candidate: Candidate,
  year: number | null,
  section: SectionKind,
): number {
  const sentence = sentences[at]!;
  const before = text.slice(sentence.start, sentence.start + candidate.subject);
  const clause = before.replace(/^.*[；。]/s, "");
  const middle = text.slice(
    sentence.start + candidate.subject,
    sentence.start + candidate.figure.start,
  );
  const above = sentences[at - 1];
  const intro = above === undefined ? "" : text.slice(above.start, above.end);
  // 主要预期目标是： may stand on the line above.
  const led = /[：:]$/.test(intro) && AIM.test(intro);
  let score = 0;
  if (AIM.test(before) || AIM.test(middle) || led) score += 3;
  if (section === "plan") score += 2;
  if (section === "review") score -= 2;
  const context = led ? intro + before : before;
  if (/今年|新的一年|本年|明年/.test(context) || (year !== null && context.includes(`${year}年`)))
    score += 2;
  if (PERIOD.test(clause) || PERIOD.test(middle.replace(COMPARISON, ""))) score -= 5;
  if (namesLaterYear(clause, year)) score -= 5;
  if (PAST.test(clause) || namesEarlierYear(clause, year)) score -= 4;
  if (DONE.test(clause)) score -= 4;
  if (ELSEWHERE.test(clause)) score -= 3;
  return score;
}

function namesLaterYear(text: string, year: number | null): boolean {
  if (year === null) return false;
  return [...text.matchAll(/到((?:19|20)\d{2})年/g)].some((m) => Number(m[1]) > year);
}

function namesEarlierYear(text: string, year: number | null): boolean {
  if (year === null || text.includes(`${year}年`) || text.includes("今年")) return false;
  return [...text.matchAll(/((?:19|20)\d{2})年/g)].some((m) => Number(m[1]) < year);
}
