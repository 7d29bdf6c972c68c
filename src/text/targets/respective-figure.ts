import { type Figure, findFigure } from "./target-figure.js";
import type { TargetKind } from "./target-kinds.js";

const RESPECTIVELY = /分别(?:同比|力争|确保|计划|预期|安排|可比)*/;
const SEPARATOR = /[、，]|以及|和|与|及/;
/** Between two figures of a list, marks of the first included. */
const BETWEEN_FIGURES = /^(?:以上|左右|以内|以下)?(?:[、，,]|以及|和|与|及)$/;
/** How far behind its subject the list may begin. */
const REACH = 80;

/**
 * The figure of a subject in a list of several: 地区生产总值和人均生产总值分别增长7%和6.3%.
 * 中文: “分别”句式中的对应数值
 *
 * The clause in front of 分别 is a list of subjects, what follows one of figures; only lists of the
 * same length are read. Undefined where there is no such list.
 */
export function respectiveFigure(
  line: string,
  at: number,
  behindAt: number,
  kind: TargetKind,
): Figure | undefined {
  const word = RESPECTIVELY.exec(line.slice(behindAt, behindAt + REACH));
  if (word === null) return undefined;
  const middle = line.slice(behindAt, behindAt + word.index);
  // A figure or the end of the clause in between: the list is not of this subject.
  if (/[。；：%\d]/.test(middle)) return undefined;
  const figuresAt = behindAt + word.index + word[0].length;
  const figures = figuresFrom(line, figuresAt, kind);
  if (figures.length < 2) return undefined;
  const subjects = subjectsBefore(line, behindAt + word.index, figures.length);
  const place = subjects?.findIndex((s) => at >= s.start && at < s.end) ?? -1;
  const subject = subjects?.[place];
  if (subject === undefined) return undefined;
  const before = line.slice(subject.start, at);
  if (kind.notBefore.test(before) || subject.end > behindAt + 4) return undefined;
  return { ...figures[place]!, listStart: figures[0]!.start, listEnd: figures.at(-1)!.end };
}

/** Figures one after the other, with nothing but separators between. */
function figuresFrom(line: string, from: number, kind: TargetKind): Figure[] {
  const figures: Figure[] = [];
  let at = from;
  for (;;) {
    const figure = findFigure(line.slice(at, at + 24), kind.unit);
    if (figure === undefined) return figures;
    const between = line.slice(at, at + figure.start);
    const fits = figures.length === 0 ? kind.between.test(between) : BETWEEN_FIGURES.test(between);
    if (!fits) return figures;
    figures.push({ ...figure, start: at + figure.start, end: at + figure.end });
    at += figure.end;
  }
}

const CLAUSE_ENDS = ["。", "；", "：", "%"];

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The last so many items of the list in front of 分别; undefined when it has fewer. */
function subjectsBefore(line: string, end: number, count: number): Span[] | undefined {
  const begin = CLAUSE_ENDS.reduce(
    (last, mark) => Math.max(last, line.lastIndexOf(mark, end - 1) + 1),
    0,
  );
  const items: Span[] = [];
  let start = begin;
  const clause = line.slice(begin, end);
  for (const separator of clause.matchAll(new RegExp(SEPARATOR.source, "g"))) {
    items.push({ start, end: begin + separator.index });
    start = begin + separator.index + separator[0].length;
  }
  items.push({ start, end });
  const filled = items.filter((s) => s.end > s.start);
  return filled.length < count ? undefined : filled.slice(-count);
}
