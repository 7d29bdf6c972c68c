import { normaliseCharacters, removeBlanks } from "./normalise-characters.js";

/** One line of a report: as read, and without blanks between Chinese characters. */
export interface ReportLine {
  readonly raw: string;
  readonly text: string;
  /** An empty line stood before it. */
  readonly afterGap: boolean;
  /** Page of a paged source, counted from 0. */
  readonly page: number;
}

const LONG_LINE = 500;
const PARAGRAPH_MARK = /[\u3000\u2003](?:[\u3000\u2003 ])+| {4,}/g;
const SENTENCE_GAP = /(?<=[。！？：；”）!?]) (?=[^ ])/g;
const HEADING_GAP =
  /(?<=^|\n)((?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。！？\n ]{2,40}) (?=[^ ])/g;

/**
 * Lines of a report text.   中文: 报告分行
 *
 * In a very long line (a report on one line) the marks that stand for paragraphs become line
 * ends: two or more wide blanks, a blank behind the end of a sentence, a blank behind a heading.
 */
export function reportLines(text: string): ReportLine[] {
  const normal = normaliseCharacters(text);
  const lines: ReportLine[] = [];
  let afterGap = false;
  let page = 0;
  for (const line of normal.split("\n")) {
    for (const part of line.length > LONG_LINE ? splitLong(line) : [line]) {
      const feeds = part.includes("\f") ? part.split("\f").length - 1 : 0;
      page += feeds;
      const raw = (feeds > 0 ? part.replaceAll("\f", "") : part).trim();
      if (raw === "") {
        // A page break is no paragraph break.
        afterGap ||= feeds === 0 && (lines.at(-1)?.page ?? 0) === page;
        continue;
      }
      lines.push({ raw, text: removeBlanks(raw), afterGap, page });
      afterGap = false;
    }
  }
  return lines;
}

function splitLong(line: string): string[] {
  return line
    .replace(PARAGRAPH_MARK, "\n")
    .replace(SENTENCE_GAP, "\n")
    .replace(HEADING_GAP, "$1\n")
    .split("\n");
}
