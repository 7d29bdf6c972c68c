import { joinLines } from "./join-lines.js";
import { reportBounds } from "./report-bounds.js";
import { type ReportLine, reportLines } from "./report-lines.js";

/** A line that cleaning took out, and why. */
export interface RemovedLine {
  readonly text: string;
  readonly reason: "page-number" | "running-header" | "editor-note" | "furniture";
}

/** A report without what is not report.   中文: 清洗后的报告 */
export interface CleanedReport {
  /** The report from the address to the closing call, one paragraph for each line. */
  readonly text: string;
  /** Lines above the address: title, session, speaker, portal buttons. Blanks kept. */
  readonly head: readonly string[];
  /** Glossaries and lists behind the report (名词解释, 实事清单), one paragraph for each line. */
  readonly appendix: string;
  readonly removed: readonly RemovedLine[];
  /** How the beginning was found; `first-paragraph` says that no address was seen. */
  readonly opening: "address" | "formula" | "first-paragraph";
  /** The closing call was found. */
  readonly closing: boolean;
}

/**
 * Takes the report out of a text as it comes from portals, files and transcriptions.
 * 中文: 清洗政府工作报告文本
 *
 * Full-width letters and digits become half-width, invisible characters and blanks between Chinese
 * characters go, line breaks inside sentences are undone; portal buttons, captions, page numbers,
 * running headers, editor notes and licence tails are removed and listed; glossaries and project
 * lists are kept apart in `appendix`.
 *
 * @example cleanReport("打印\n各位代表：\n现在，我代表市政府报告工作，请予审议。\n相关报道：").text
 */
export function cleanReport(text: string): CleanedReport {
  const removed: RemovedLine[] = [];
  const lines = dropPageFurniture(reportLines(text), removed);
  const bounds = reportBounds(lines);
  const { head, first } = splitHead(lines, bounds.start);
  const body: ReportLine[] = first === undefined ? [] : [first];
  const from = bounds.start + (first === undefined ? 0 : 1);
  for (const line of lines.slice(from, bounds.end)) {
    if (isEditorNote(line.text)) removed.push({ text: line.raw, reason: "editor-note" });
    else body.push(line);
  }
  for (const line of lines.slice(bounds.appendixEnd)) {
    removed.push({ text: line.raw, reason: "furniture" });
  }
  return {
    text: joinLines(body).join("\n"),
    head,
    appendix: joinLines(lines.slice(bounds.end, bounds.appendixEnd)).join("\n"),
    removed,
    opening: bounds.opening,
    closing: bounds.closing,
  };
}

/**
 * Cleans a text that is no report (an annual report, a policy): characters, blanks and broken
 * lines as above, page numbers and running headers out, nothing cut at the ends.
 * 中文: 清洗一般文本
 */
export function cleanText(text: string): { text: string; removed: readonly RemovedLine[] } {
  const removed: RemovedLine[] = [];
  const lines = dropPageFurniture(reportLines(text), removed);
  return { text: joinLines(lines).join("\n"), removed };
}

/** Text on the line of the address belongs to the head: 国务院总理某某各位代表：. */
function splitHead(
  lines: readonly ReportLine[],
  start: number,
): { head: string[]; first: ReportLine | undefined } {
  const head = lines.slice(0, start).map((l) => l.raw);
  const line = lines[start];
  const at = line?.text.search(/(?:尊敬的)?各位(?:代表|委员)[：:，,！!]?$/) ?? -1;
  if (line === undefined || at <= 0) return { head, first: undefined };
  const rawAt = line.raw.search(/(?:尊敬的)?各\s*位\s*(?:代\s*表|委\s*员)/);
  head.push(line.raw.slice(0, Math.max(rawAt, 0)).trim());
  return { head, first: { ...line, text: line.text.slice(at), raw: line.text.slice(at) } };
}

const BARE_NUMBER = /^\d{1,3}$/;
const MARKED_NUMBER =
  /^(?:[-—–―－·]+\s*\d{1,3}\s*[-—–―－·]+|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*[/／]\s*\d{1,3}|\d{1,3}页)$/;
const HEADER_WORDS = /政府工作报告|人民政府|政府网|人民代表大会|门户网站/;

/** Page numbers, and lines that come back at the edges of pages or again and again. */
function dropPageFurniture(lines: readonly ReportLine[], removed: RemovedLine[]): ReportLine[] {
  const pages = lines.at(-1)?.page ?? 0;
  const headers = repeatedLines(lines, pages + 1);
  const numbers = pageNumbers(lines, pages);
  const kept: ReportLine[] = [];
  for (const line of lines) {
    const { text } = line;
    if (text.length > 60) kept.push(line);
    else if (numbers.has(line)) removed.push({ text: line.raw, reason: "page-number" });
    else if (headers.has(shape(text))) removed.push({ text: line.raw, reason: "running-header" });
    else kept.push(line);
  }
  return kept;
}

/**
 * Lines that are page numbers: marked ones (— 3 —), bare ones at the edge of a page, between gaps,
 * or in a row 1, 2, 3 …. A bare number inside a sentence (PM / 2 / .5) is none.
 */
function pageNumbers(lines: readonly ReportLine[], pages: number): ReadonlySet<ReportLine> {
  const bare = lines.filter((l) => BARE_NUMBER.test(l.text));
  const inRow =
    bare.length >= 3 && bare.every((l, i) => i === 0 || +l.text === +bare[i - 1]!.text + 1);
  const found = new Set<ReportLine>(inRow ? bare : []);
  lines.forEach((line, i) => {
    if (line.text.length > 20) return;
    if (MARKED_NUMBER.test(line.text)) found.add(line);
    else if (BARE_NUMBER.test(line.text)) {
      const before = lines[i - 1];
      const after = lines[i + 1];
      const atEdge = pages > 0 && (before?.page !== line.page || after?.page !== line.page);
      if (atEdge || (line.afterGap && after?.afterGap !== false)) found.add(line);
    }
  });
  return found;
}

function repeatedLines(lines: readonly ReportLine[], pages: number): ReadonlySet<string> {
  const counts = new Map<string, number>();
  lines.forEach((line, i) => {
    if (line.text.length > 60 || END_OF_SENTENCE.has(line.text.at(-1)!)) return;
    const atEdge =
      pages > 1 && (lines[i - 2]?.page !== line.page || lines[i + 2]?.page !== line.page);
    if (atEdge || HEADER_WORDS.test(line.text)) {
      const key = shape(line.text);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  const enough = pages > 1 ? Math.max(3, Math.floor(pages / 3)) : 4;
  return new Set([...counts].filter(([, n]) => n >= enough).map(([key]) => key));
}

const END_OF_SENTENCE = new Set("。；！：");

/** Page numbers inside a header differ from page to page. */
function shape(text: string): string {
  return text.replace(/\d+/g, "#");
}

const EDITOR_NOTE =
  /^[（(【]?(?:(?:责任)?编辑|责编|校对|审核|来源|文字整理|稿源|记者|本报记者|摄影)[：:\s].{0,40}[）)】]?$|^.{0,80}(?:记者|通讯员|特约)[^。]{0,20}摄[）)]?$|^[（(](?:新华社|本报).{0,30}电[）)]$/;

function isEditorNote(text: string): boolean {
  // Cheap looks first: most lines are running text.
  return text.length <= 120 && /摄[）)]?$|[:：\s]|电[）)]$/.test(text) && EDITOR_NOTE.test(text);
}
