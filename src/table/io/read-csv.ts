import { beyondLimit, limits, withoutFormulaGuard } from "../../base/index.js";
import { utf8Bytes } from "../../bytes/index.js";
import { type Column, numberColumn } from "../column.js";
import { tableError } from "../errors.js";
import { Table } from "../table.js";
import { cleanColumns } from "./clean-columns.js";
import { csvLayout } from "./csv-layout.js";
import { CsvScanner } from "./csv-scan.js";
import { trimBlanks } from "./parse-figure.js";
import { NumberParser } from "./parse-number.js";

/** Options of `readCsv`. */
export interface ReadCsvOptions {
  /** Name that messages use. Default `"data"`. */
  readonly file?: string;
  /** SHA-256 of the bytes, if known; kept in the table's origin. */
  readonly sha256?: string;
  /** Columns that stay text even when every cell looks like a number. Default none. */
  readonly text?: readonly string[];
}

const MAX_NAME = 1000;

/**
 * Reads RFC 4180 bytes as a table.   中文: 读取 CSV
 *
 * The delimiter (comma, tab, semicolon, bar, `sep=`), titles above the header, rows of labels and
 * units below it and notes at the end are recognised (`csvLayout`). A column is numeric when every
 * cell is a number or missing (empty, unquoted `NA`, `.`, `NaN`), or figures in text form
 * (`cleanColumns`); cells with leading zeros (`0071`) and whole numbers beyond 2^53 make it text. Any encoding that
 * `decode` knows is read. A trailing comma on every row is tolerated.
 *
 * Errors    limit/exceeded (columns, lineBytes); table/no-header, no-rows, duplicate-column, wrong-field-count, unclosed-quote
 *           — each with file and row; bytes/binary.
 * Warnings  in the table's origin: those of `decode`, `csvLayout` and `cleanColumns`.
 * @example readCsv(Buffer.from("city,y\na,1\n")).number("y")[0]; // 1
 */
export function readCsv(input: Uint8Array, options: ReadCsvOptions = {}): Table {
  const file = options.file ?? "data";
  const { bytes: whole, warnings } = utf8Bytes(input, { file });
  const layout = csvLayout(whole, file);
  const bytes = whole.subarray(0, layout.bodyEnd);
  const scanner = new CsvScanner(bytes, file, layout.delimiter);
  scanner.position = layout.headerStart;
  const names = readHeader(scanner, file);
  if (layout.bodyStart >= 0) scanner.position = layout.bodyStart;
  const bodyStart = scanner.position;
  const forced = new Set(options.text ?? []);
  const capacity = guessRows(bytes, bodyStart, names.length);
  const builders = names.map(
    (name, at) =>
      new ColumnBuilder(
        name,
        at,
        { bytes, bodyStart, capacity, delimiter: layout.delimiter, file },
        forced.has(name),
      ),
  );
  const rows = readBody(bytes, scanner, builders, { file, ...layout });
  if (rows === 0) throw tableError("no-rows", { file });
  const cleaned = cleanColumns(
    builders.map((b, j) => ({ ...b.build(rows), ...layout.meta[j] })),
    {
      text: forced,
      fileRow: (row) => row + layout.bodyRow,
      decimal: layout.delimiter === SEMICOLON ? "comma" : "point",
      types: "none",
    },
  );
  const notices = [...warnings, ...layout.notices, ...cleaned.notices];
  return new Table(cleaned.columns, {
    file,
    ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
    ...(layout.bodyRow === 2
      ? {}
      : { rowNumbers: Int32Array.from({ length: rows }, (_, i) => i + layout.bodyRow) }),
    ...(notices.length === 0 ? {} : { notices }),
  });
}

const SEMICOLON = 59;
const LF = 10;
const CR = 13;

/**
 * The rows behind the header. Plain numbers, nearly all cells of a panel, are parsed in place;
 * everything else (text, quotes, blanks) goes through the scanner. One loop, since a call for each
 * cell costs more than the cell.
 */
function readBody(
  bytes: Uint8Array,
  scanner: CsvScanner,
  builders: readonly ColumnBuilder[],
  place: { readonly file: string; readonly delimiter: number; readonly bodyRow: number },
): number {
  const parser = new NumberParser();
  const { delimiter, bodyRow } = place;
  const throwCount = (row: number, found: number): never => {
    const { file } = place;
    throw tableError("wrong-field-count", { file, row: row + bodyRow, found, expected: k });
  };
  const k = builders.length;
  const n = bytes.length;
  let row = 0;
  while (scanner.skipBlankLines()) {
    let position = scanner.position;
    for (let at = 0; ; at++) {
      const builder = at < k ? builders[at]! : undefined;
      if (builder?.numeric === true) {
        const value = parser.parse(bytes, position);
        const end = parser.end;
        const next = end < 0 ? -1 : end >= n ? LF : bytes[end]!;
        if (next === delimiter || next === LF || next === CR) {
          builder.addNumber(value, row);
          position = end + 1;
          if (next === delimiter) continue;
          if (next === CR && bytes[position] === LF) position++;
          if (at + 1 < k) throwCount(row, at + 1);
          break;
        }
      }
      scanner.position = position;
      scanner.next(row + bodyRow);
      position = scanner.position;
      if (builder !== undefined) builder.add(scanner, row);
      else if (scanner.end > scanner.start || at > k) throwCount(row, at + 1);
      if (scanner.lastInRow) {
        if (at + 1 < k) throwCount(row, at + 1);
        break;
      }
    }
    scanner.position = position;
    row++;
  }
  return row;
}

/**
 * Rows to make room for: the length of the body by the mean length of the first lines, of which each
 * has a delimiter at least for every column but one.
 */
function guessRows(bytes: Uint8Array, bodyStart: number, columns: number): number {
  const sample = bytes.subarray(bodyStart, bodyStart + (1 << 16));
  if (sample.length === 0) return 16;
  let lines = 0;
  for (const c of sample) if (c === LF) lines++;
  const mean = Math.max(sample.length / Math.max(lines, 1), columns);
  return Math.ceil(((bytes.length - bodyStart) / mean) * 1.05) + 16;
}

function readHeader(scanner: CsvScanner, file: string): string[] {
  if (!scanner.skipBlankLines()) throw tableError("no-header", { file });
  const names: string[] = [];
  do {
    scanner.next(1);
    if (scanner.end - scanner.start > MAX_NAME) throw tableError("no-header", { file });
    names.push(scanner.text().trim());
    if (names.length > limits().columns) throw beyondLimit("columns", file);
  } while (!scanner.lastInRow);
  if (names.at(-1) === "" && names.length > 1) names.pop();
  const seen = new Set<string>();
  return names.map((name, i) => {
    const shown = name === "" ? `column${i + 1}` : name;
    if (seen.has(shown)) throw tableError("duplicate-column", { column: shown, file });
    seen.add(shown);
    return shown;
  });
}

/** The rows behind the header, which a column reads again when it turns out to be text. */
interface Body {
  readonly bytes: Uint8Array;
  readonly bodyStart: number;
  readonly capacity: number;
  readonly delimiter: number;
  readonly file: string;
}

/** Collects one column: numbers until the first cell that is none, then text from the start. */
class ColumnBuilder {
  readonly #name: string;
  readonly #at: number;
  readonly #bytes: Uint8Array;
  readonly #body: Body;
  #numbers: Float64Array | undefined;
  #codes = new Int32Array(0);
  readonly #levels: string[] = [];
  readonly #codeOf = new Map<string, number>();
  #lastStart = 0;
  #lastEnd = 0;
  #lastCode = -2;

  constructor(name: string, at: number, body: Body, forceText: boolean) {
    this.#numbers = new Float64Array(body.capacity);
    this.#name = name;
    this.#at = at;
    this.#bytes = body.bytes;
    this.#body = body;
    if (forceText) this.#becomeText(0);
  }

  /** True as long as every cell so far was a number or missing. */
  get numeric(): boolean {
    return this.#numbers !== undefined;
  }

  addNumber(value: number, row: number): void {
    let numbers = this.#numbers!;
    if (row >= numbers.length) {
      numbers = grow(numbers);
      this.#numbers = numbers;
    }
    numbers[row] = value;
  }

  add(scanner: CsvScanner, row: number): void {
    if (this.#numbers !== undefined) {
      const value = numberOf(this.#bytes, scanner);
      if (value !== undefined) {
        this.addNumber(value, row);
        return;
      }
      this.#becomeText(row);
    }
    this.#addText(scanner, row);
  }

  build(rows: number): Column {
    if (this.#numbers !== undefined) return numberColumn(this.#name, trim(this.#numbers, rows));
    return {
      kind: "text",
      name: this.#name,
      codes: this.#codes.slice(0, rows),
      levels: this.#levels,
    };
  }

  /** Reads the cells above again as text: rare, and almost always at the first row. */
  #becomeText(row: number): void {
    this.#codes = new Int32Array(Math.max(1024, this.#numbers?.length ?? 0));
    this.#numbers = undefined;
    const { bytes, bodyStart, delimiter, file } = this.#body;
    const again = new CsvScanner(bytes, file, delimiter);
    again.position = bodyStart;
    for (let r = 0; r < row; r++) {
      again.skipBlankLines();
      for (let at = 0; ; at++) {
        again.next(r + 2);
        if (at === this.#at) this.#addText(again, r);
        if (again.lastInRow) break;
      }
    }
  }

  #addText(scanner: CsvScanner, row: number): void {
    if (row >= this.#codes.length) {
      const longer = new Int32Array(this.#codes.length * 2);
      longer.set(this.#codes);
      this.#codes = longer;
    }
    this.#codes[row] = this.#codeFor(scanner);
  }

  #codeFor(scanner: CsvScanner): number {
    const { start, end } = scanner;
    if (start === end) return -1;
    if (!scanner.quoted && end - start === 2 && isNa(this.#bytes, start)) return -1;
    if (
      this.#lastCode !== -2 &&
      scanner.tail === "" &&
      sameBytes(this.#bytes, start, end, this.#lastStart, this.#lastEnd)
    ) {
      return this.#lastCode;
    }
    // Quotes say that blanks at the ends are meant.
    const raw = scanner.text();
    const text = withoutFormulaGuard(scanner.quoted ? raw : trimBlanks(raw));
    if (text === "") return -1;
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#levels.length;
      this.#levels.push(text);
      this.#codeOf.set(text, code);
    }
    this.#lastStart = start;
    this.#lastEnd = end;
    this.#lastCode = scanner.tail === "" ? code : -2;
    return code;
  }
}

const slowParser = new NumberParser();

/** The number in a cell that may have blanks or quotes around it; undefined for text. */
function numberOf(bytes: Uint8Array, scanner: CsvScanner): number | undefined {
  if (scanner.tail !== "") return undefined;
  let { start, end } = scanner;
  while (start < end && bytes[start] === 32) start++;
  while (end > start && bytes[end - 1] === 32) end--;
  if (start === end) return Number.NaN;
  if (end - start === 1 && bytes[start] === 46) return Number.NaN;
  const value = slowParser.parse(bytes, start);
  if (slowParser.end !== end) return undefined;
  return scanner.quoted && isNa(bytes, start) ? undefined : value;
}

function isNa(bytes: Uint8Array, start: number): boolean {
  return bytes[start] === 78 && bytes[start + 1] === 65;
}

function sameBytes(bytes: Uint8Array, s1: number, e1: number, s2: number, e2: number): boolean {
  if (e1 - s1 !== e2 - s2) return false;
  for (let i = s1, j = s2; i < e1; i++, j++) if (bytes[i] !== bytes[j]) return false;
  return true;
}

/** The first rows; a view where little room is wasted, else a copy. */
function trim(values: Float64Array, rows: number): Float64Array {
  return values.length <= rows * 1.25 ? values.subarray(0, rows) : values.slice(0, rows);
}

function grow(values: Float64Array): Float64Array {
  const longer = new Float64Array(values.length * 2);
  longer.set(values);
  return longer;
}
