import { greatest, type Notice, notice, UserError } from "../../base/index.js";
import { CsvScanner } from "./csv-scan.js";
import { findLabelRows, headerBelowTitles, labelOf } from "./find-header.js";

/** How a text table is laid out.   中文: 文本表格的版式 */
export interface CsvLayout {
  /** Code of the character between fields. */
  readonly delimiter: number;
  /** Byte at which the header begins. */
  readonly headerStart: number;
  /** Number of the header among the records of the file, from 1. */
  readonly headerRow: number;
  /** Byte at which the data begin, behind rows of labels and units; −1: right behind the header. */
  readonly bodyStart: number;
  /** Number of the first data record. */
  readonly bodyRow: number;
  /** Byte at which the data end: notes below the table are left out. */
  readonly bodyEnd: number;
  /** Labels and units by position. */
  readonly meta: readonly { readonly label?: string; readonly unit?: string }[];
  readonly notices: readonly Notice[];
}

const SAMPLE = 1 << 16;
const SAMPLE_ROWS = 40;
const DELIMITERS = [44, 9, 59, 124] as const;
const NAMES: Readonly<Record<number, readonly [string, string]>> = {
  9: ["tabs", "制表符"],
  59: ["semicolons", "分号"],
  124: ["bars", "竖线"],
};
const QUOTE = 34;
const TAB = 9;
const LF = 10;
const CR = 13;
const NOTE = /^"?\s*(?:注|说明|备注|资料来源|数据来源|来源|Notes?|Sources?)\s*[:：]/i;

/**
 * Finds what parts the fields (comma, tab, semicolon, bar, or `sep=` in the first line), titles
 * above the header, rows of labels and units below it, and notes below the data.
 * 中文: 识别分隔符、标题行、标签行和表尾注释
 *
 * Warnings  table/delimiter, table/notes-left-out, table/label-rows.
 */
export function csvLayout(bytes: Uint8Array, file: string): CsvLayout {
  const named = separatorLine(bytes);
  const start = named?.end ?? 0;
  const delimiter = named?.delimiter ?? findDelimiter(bytes, start);
  const sample = sampleRows(bytes, start, delimiter, file);
  const rows = sample.map((r) => r.cells);
  const header = rows.length === 0 ? 0 : headerBelowTitles(rows);
  const labels = rows.length === 0 ? [] : findLabelRows(rows, header);
  const before = named === undefined ? 1 : 2;
  const last = labels.at(-1);
  const fields = rows[header]?.length ?? 1;
  const { end, notes } = cutNotes(bytes, delimiter, fields);
  const notices: Notice[] = [];
  const isExpected = named !== undefined || (delimiter === TAB && /\.(?:tsv|tab|txt)$/i.test(file));
  if (NAMES[delimiter] !== undefined && !isExpected) {
    const [en, zh] = NAMES[delimiter];
    notices.push(notice("table/delimiter", `fields are parted by ${en}`, `字段以${zh}分隔`));
  }
  const titles = rows.slice(0, header).map((r) => r.filter((c) => c !== "").join(" "));
  if (titles.length + notes.length > 0) notices.push(notesNotice([...titles, ...notes]));
  if (labels.length > 0) notices.push(labelsNotice(labels.map((i) => i + before)));
  return {
    delimiter,
    headerStart: sample[header]?.at ?? start,
    headerRow: header + before,
    bodyStart: last === undefined ? -1 : sample[last + 1]!.at,
    bodyRow: (last ?? header) + before + 1,
    bodyEnd: end,
    meta: labels.length === 0 ? [] : rows[header]!.map((_, j) => labelOf(rows, labels, j)),
    notices,
  };
}

/** The code of the character that parts the fields of a text table.   中文: 识别分隔符 */
export function fieldDelimiter(head: Uint8Array): number {
  return separatorLine(head)?.delimiter ?? findDelimiter(head, 0);
}

/** `sep=;` in the first line, which Excel reads. */
function separatorLine(bytes: Uint8Array): { delimiter: number; end: number } | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.length));
  const found = /^"?sep=([^\r\n])"?(\r\n|\n|\r)/i.exec(head.toString("latin1"));
  if (found === null) return undefined;
  return { delimiter: found[1]!.charCodeAt(0), end: found[0].length };
}

/**
 * The delimiter that parts the header and most records into the same number of fields; the comma
 * where it does so nearly as well.
 */
function findDelimiter(bytes: Uint8Array, start: number): number {
  const counts = countDelimiters(bytes, start);
  const header = counts.find((c) => c.some((n) => n > 0));
  if (header === undefined) return DELIMITERS[0];
  const shares = DELIMITERS.map((_, d) => {
    if (header[d] === 0) return 0;
    const tallies = new Map<number, number>();
    for (const c of counts) tallies.set(c[d]!, (tallies.get(c[d]!) ?? 0) + 1);
    tallies.delete(0);
    return tallies.size === 0 ? 0 : greatest([...tallies.values()]) / counts.length;
  });
  const best = greatest(shares);
  if (shares[0]! > 0 && shares[0]! >= 0.8 * best) return DELIMITERS[0];
  return best < 0.5 ? DELIMITERS[0] : DELIMITERS[shares.indexOf(best)]!;
}

/** How often each delimiter stands outside quotes, for the first records. */
function countDelimiters(bytes: Uint8Array, start: number): number[][] {
  const records: number[][] = [];
  const end = Math.min(bytes.length, start + SAMPLE);
  let counts = DELIMITERS.map(() => 0);
  let isQuoted = false;
  let isBlank = true;
  for (let i = start; i < end && records.length < SAMPLE_ROWS; i++) {
    const c = bytes[i]!;
    if (c === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (c === LF || c === CR) {
      if (!isBlank) records.push(counts);
      counts = DELIMITERS.map(() => 0);
      isBlank = true;
      continue;
    } else if (c === 44) counts[0]!++;
    else if (c === 9) counts[1]!++;
    else if (c === 59) counts[2]!++;
    else if (c === 124) counts[3]!++;
    isBlank = false;
  }
  if (!isBlank && end === bytes.length && records.length < SAMPLE_ROWS) records.push(counts);
  return records;
}

interface SampleRow {
  readonly at: number;
  readonly cells: readonly string[];
}

/** The first records as texts; a quote that is not closed ends them (the reader will say so). */
function sampleRows(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  file: string,
): readonly SampleRow[] {
  const scanner = new CsvScanner(bytes, file, delimiter);
  scanner.position = start;
  const rows: SampleRow[] = [];
  try {
    while (rows.length < SAMPLE_ROWS && scanner.position < start + SAMPLE) {
      if (!scanner.skipBlankLines()) break;
      const at = scanner.position;
      const cells: string[] = [];
      do {
        scanner.next(rows.length + 1);
        cells.push(scanner.text().trim());
      } while (!scanner.lastInRow);
      rows.push({ at, cells });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return rows;
}

/** Lines 注：… and 资料来源：… at the end of the file that do not fill the fields of a row. */
function cutNotes(
  bytes: Uint8Array,
  delimiter: number,
  fields: number,
): { end: number; notes: string[] } {
  const notes: string[] = [];
  let end = bytes.length;
  const mark = String.fromCharCode(delimiter);
  while (end > 0 && fields > 1) {
    let stop = end;
    while (stop > 0 && (bytes[stop - 1] === LF || bytes[stop - 1] === CR)) stop--;
    let start = stop;
    while (start > 0 && bytes[start - 1] !== LF && bytes[start - 1] !== CR) start--;
    if (start === 0 || stop - start > 1000) break;
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString("utf8");
    const note = line.replace(/[,;\t|"]+$/, "");
    if (!NOTE.test(line) || note.split(mark).length >= fields) break;
    notes.unshift(note.replace(/^"/, ""));
    end = start;
  }
  return { end, notes };
}

function notesNotice(texts: readonly string[]): Notice {
  const sample = texts
    .slice(0, 4)
    .map((t) => t.slice(0, 40))
    .join("; ");
  return notice(
    "table/notes-left-out",
    `${texts.length} row(s) outside the table were left out (${sample})`,
    `略去表外的 ${texts.length} 行（${sample}）`,
  );
}

/** Rows that became labels and units of the columns. */
export function labelsNotice(rows: readonly number[]): Notice {
  return notice(
    "table/label-rows",
    `row(s) ${rows.join(", ")} below the header are labels and units of the columns, not data`,
    `表头下方第 ${rows.join("、")} 行是变量标签与单位，不是数据`,
  );
}
