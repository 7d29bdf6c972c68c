import type { ReportLine } from "./report-lines.js";

const TERMINAL = /[。！？；!?;：:…][”’」』）)》"]*$|[”」』》]$/;
const HEADING =
  /^(?:[（(]?[一二三四五六七八九十百]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[章节部分、]|[（(]?\d{1,3}[）)、．]|\d{1,3}\.(?!\d)|——|──|--|附[件：:])/;
const CONTINUES = /^[，、。；：！？）》”」』%,.;:!?)\]]/;
const OPEN = /[，、,]$|[（《“「『(][^）》”」』)]{0,30}$/;
const MAX_HEADING = 60;

/**
 * Undoes line breaks inside sentences: paragraphs, one for each line end.   中文: 合并断行
 *
 * A line goes on in the next when it ends in an opening mark or a comma, when the next begins with
 * a mark that can't begin a line, or when running text has not come to the end of a sentence and
 * no gap or heading follows. Texts that are wrapped at a fixed width join every full line.
 */
export function joinLines(lines: readonly ReportLine[]): string[] {
  const width = wrapWidth(lines);
  const paragraphs: string[] = [];
  let current = "";
  let lastLength = 0;
  for (const line of lines) {
    if (current !== "" && goesOn(current, lastLength, line, width)) {
      const glue = /[\x21-\x7e]$/.test(current) && /^[A-Za-z]/.test(line.text) ? " " : "";
      current += glue + line.text;
    } else {
      if (current !== "") paragraphs.push(current);
      current = line.text;
    }
    lastLength = line.text.length;
  }
  if (current !== "") paragraphs.push(current);
  return paragraphs;
}

function goesOn(current: string, lastLength: number, next: ReportLine, width: number): boolean {
  if (CONTINUES.test(next.text)) return true;
  if (OPEN.test(current)) return true;
  if (next.afterGap || HEADING.test(next.text)) return false;
  // The end of a sentence ends the paragraph, unless the line is full: then it is unknown.
  if (TERMINAL.test(current)) {
    return width > 0 && lastLength >= width && !/[！!：:]$/.test(current);
  }
  if (width > 0) return lastLength >= width - 1;
  if (isHeading(current)) return false;
  return isRunningText(current) || isWrapped(lastLength, current, next.text);
}

/** Shortest line of a text that is wrapped by hand. */
const LEAST_WRAPPED = 6;
const HEADING_END = /(?:回顾|总结|安排|部署|任务|目标|要求|重点|工作|报告|：)$/;

/**
 * A short line without any mark goes on in one that is no longer and has some: both are wrapped at
 * one width. A heading stands above a paragraph, which is longer.
 */
function isWrapped(lastLength: number, current: string, next: string): boolean {
  return (
    lastLength >= LEAST_WRAPPED &&
    next.length <= lastLength + 1 &&
    /[，。；、]/.test(next) &&
    !HEADING_END.test(current)
  );
}

function isHeading(text: string): boolean {
  return HEADING.test(text) && text.length <= MAX_HEADING && !/[。！？；]/.test(text);
}

function isRunningText(text: string): boolean {
  return /[，。；]|：./.test(text) || text.length > 40;
}

/** The line width of hard-wrapped text (most full lines equally long), else 0. */
function wrapWidth(lines: readonly ReportLine[]): number {
  if (lines.length < 12) return 0;
  const lengths = lines.map((l) => l.text.length).sort((a, b) => a - b);
  const width = lengths[Math.floor(0.95 * (lengths.length - 1))]!;
  if (width < 12 || width > 90) return 0;
  const full = lengths.filter((n) => n >= width - 2 && n <= width + 3).length;
  return full >= 0.5 * lengths.length ? width - 2 : 0;
}
