import { CsvScanner } from "../../table/index.js";

/** A row of a file as text cells, with its number in the file (header = 1). */
export interface FileRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** Where a record of CSV bytes ends; the same grammar as `CsvScanner`.   中文: CSV 记录边界 */
export class RecordBounds {
  /** Behind the last character of the record. */
  stop = 0;
  /** Behind its line break. */
  next = 0;
  /** True when a field stands in quotes. */
  quoted = false;
  readonly #delimiter: number;

  constructor(delimiter = COMMA) {
    this.#delimiter = delimiter;
  }

  /** Finds the end of the record that begins at `from`; false when it is not in the bytes. */
  find(bytes: Uint8Array, from: number): boolean {
    const n = bytes.length;
    const delimiter = this.#delimiter;
    this.quoted = false;
    for (let i = from; ; i++) {
      if (bytes[i] === QUOTE) {
        this.quoted = true;
        i = behindQuote(bytes, i + 1);
      }
      let c = 0;
      for (; i < n; i++) {
        c = bytes[i]!;
        if (c === delimiter || c === LF || c === CR) break;
      }
      if (i >= n) return false;
      if (c === delimiter) continue;
      this.stop = i;
      this.next = c === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
      return true;
    }
  }
}

/** Where the next record begins: blank lines are none. */
export function skipBlankLines(bytes: Uint8Array, from: number): number {
  let i = from;
  while (i < bytes.length && (bytes[i] === LF || bytes[i] === CR)) i++;
  return i;
}

/**
 * The records of a piece of CSV in UTF-8 that begins and ends between records.   中文: 读取 CSV 片段
 *
 * Errors    table/unclosed-quote
 */
export function* pieceRows(
  bytes: Buffer,
  file: string,
  firstRow: number,
  delimiter = COMMA,
): IterableIterator<FileRow> {
  const bounds = new RecordBounds(delimiter);
  const mark = String.fromCharCode(delimiter);
  let row = firstRow;
  for (let at = skipBlankLines(bytes, 0); at < bytes.length; row++) {
    // The last record of a file may end without a line break.
    const isWhole = bounds.find(bytes, at);
    const stop = isWhole ? bounds.stop : bytes.length;
    const cells = bounds.quoted
      ? quotedCells(bytes.subarray(at, stop), file, row, delimiter)
      : bytes.toString("utf8", at, stop).split(mark);
    yield { row, cells };
    at = isWhole ? skipBlankLines(bytes, bounds.next) : stop;
  }
}

function quotedCells(record: Buffer, file: string, row: number, delimiter: number): string[] {
  const scanner = new CsvScanner(record, file, delimiter);
  const cells: string[] = [];
  do {
    scanner.next(row);
    cells.push(scanner.text());
  } while (!scanner.lastInRow);
  return cells;
}

/** Behind the quote that closes a field; the length of the bytes when none does. */
function behindQuote(bytes: Uint8Array, from: number): number {
  for (let i = bytes.indexOf(QUOTE, from); i >= 0; i = bytes.indexOf(QUOTE, i + 2)) {
    if (bytes[i + 1] !== QUOTE) return i + 1;
  }
  return bytes.length;
}
