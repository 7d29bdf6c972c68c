import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { extname } from "node:path";
import { fileError } from "../../base/index.js";
import {
  CsvScanner,
  detectEncoding,
  readSheet,
  type SheetCell,
  tableError,
} from "../../table/index.js";

/** A row of a file as text cells, with its number in the file (header = 1). */
export interface FileRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A table file opened row by row. */
export interface RowSource {
  /** SHA-256 of the file, for records without a number of their own. */
  readonly sha256: string;
  /** True where a row with too few cells is damaged (CSV); workbooks leave empty ends out. */
  readonly strict: boolean;
  rows(): IterableIterator<FileRow>;
}

const CHUNK = 4 * 1024 * 1024;
/** A record longer than this is an unclosed quote. */
const MAX_RECORD = 64 * 1024 * 1024;

/**
 * Opens a .csv, .xlsx or .xls file for reading row by row.   中文: 逐行读取
 *
 * CSV is read in pieces of 4 MB, so memory stays flat whatever the size of the file; UTF-8 (with
 * or without mark), UTF-16 and GB18030 are recognised.
 *
 * Errors    file/not-readable, table/binary, table/unclosed-quote, table/unreadable-workbook.
 */
export async function openRows(path: string): Promise<RowSource> {
  if (/^\.xlsx?$/i.test(extname(path))) return openWorkbook(path);
  const survey = surveyFile(path);
  return { sha256: survey.sha256, strict: true, rows: () => csvRows(path, survey.encoding) };
}

async function openWorkbook(path: string): Promise<RowSource> {
  const sheet = await readSheet(path);
  const { sha256 } = surveyFile(path, "hash-only");
  return {
    sha256,
    strict: false,
    *rows() {
      for (let i = 0; i < sheet.rows.length; i++) {
        yield { row: i + 1, cells: sheet.rows[i]!.map(cellText) };
      }
    },
  };
}

function cellText(cell: SheetCell): string {
  return cell === null ? "" : String(cell);
}

/** One pass over the bytes: hash, encoding, zero bytes. */
function surveyFile(path: string, what: "all" | "hash-only" = "all") {
  const hash = createHash("sha256");
  let encoding = "utf-8";
  let first = true;
  let carry = Buffer.alloc(0);
  for (const chunk of chunks(path)) {
    hash.update(chunk);
    if (what === "hash-only") continue;
    if (first && detectEncoding(chunk.subarray(0, 4)).startsWith("utf-16")) {
      encoding = detectEncoding(chunk);
    }
    first = false;
    if (encoding.startsWith("utf-16")) continue;
    const zero = chunk.indexOf(0);
    if (zero >= 0) throw tableError("binary", { file: path, row: 1 });
    if (encoding !== "utf-8") continue;
    const joined = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const cut = characterBoundary(joined);
    if (!isUtf8(joined.subarray(0, cut))) encoding = "gb18030";
    carry = Buffer.from(joined.subarray(cut));
  }
  if (encoding === "utf-8" && carry.length > 0 && !isUtf8(carry)) encoding = "gb18030";
  return { sha256: hash.digest("hex"), encoding };
}

/** Where the last whole UTF-8 character ends. */
function characterBoundary(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const c = bytes[bytes.length - back]!;
    if (c < 0x80) return bytes.length;
    if (c >= 0xc0) {
      const length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
      return back >= length ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}

function* chunks(path: string): IterableIterator<Buffer> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, buffer, 0, CHUNK, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw fileError("not-readable", { file: path, reason: code }, cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Pieces of the file as UTF-8 without a mark. */
function* utf8Chunks(path: string, encoding: string): IterableIterator<Buffer> {
  let first = true;
  const decoder = encoding === "utf-8" ? undefined : new TextDecoder(encoding);
  for (const chunk of chunks(path)) {
    const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    first = false;
    if (decoder === undefined) yield marked ? chunk.subarray(3) : chunk;
    else yield Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode(), "utf8");
}

function* csvRows(path: string, encoding: string): IterableIterator<FileRow> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  const pieces = utf8Chunks(path, encoding);
  for (let last = false; !last; ) {
    const next = pieces.next();
    last = next.done === true;
    const buffer: Buffer = next.done
      ? rest
      : rest.length === 0
        ? next.value
        : Buffer.concat([rest, next.value]);
    const reader = new RecordReader(buffer, path, line);
    for (;;) {
      const found = reader.read(last);
      if (found === undefined) break;
      yield found;
    }
    rest = buffer.subarray(reader.position);
    line = reader.line;
    if (rest.length > MAX_RECORD) throw tableError("unclosed-quote", { file: path, row: line });
  }
}

/** Takes whole records off a buffer; an unfinished one waits for more bytes. */
class RecordReader {
  position = 0;
  line: number;
  readonly #buffer: Buffer;
  readonly #scanner: CsvScanner;

  constructor(buffer: Buffer, file: string, line: number) {
    this.#buffer = buffer;
    this.line = line;
    this.#scanner = new CsvScanner(buffer, file);
  }

  read(isLast: boolean): FileRow | undefined {
    const scanner = this.#scanner;
    scanner.position = this.position;
    scanner.skipBlankLines();
    if (scanner.done) {
      this.position = this.#buffer.length;
      return undefined;
    }
    const cells: string[] = [];
    try {
      do {
        scanner.next(this.line);
        cells.push(scanner.text());
        // A record that ends with the buffer may go on in the next piece.
        if (!isLast && scanner.position >= this.#buffer.length) return undefined;
      } while (!scanner.lastInRow && !scanner.done);
    } catch (cause) {
      if (!isLast) return undefined;
      throw cause;
    }
    if (!scanner.lastInRow) cells.push("");
    this.position = scanner.position;
    const found = { row: this.line, cells };
    this.line++;
    return found;
  }
}
