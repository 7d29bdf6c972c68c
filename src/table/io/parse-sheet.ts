import { createRequire } from "node:module";
import { beyondLimit, limits, nearest } from "../../base/index.js";
import { type ContentKind, contentKind, declaredCharset, decode } from "../../bytes/index.js";
import { tableError } from "../errors.js";

/** A cell as it stands; dates are ISO text (`2023-05-12`), empty is null.   中文: 单元格 */
export type SheetCell = string | number | boolean | null;

/** A cell that could not be read. */
export interface SheetFlaw {
  /** Row and column of the sheet, from 1. */
  readonly row: number;
  readonly column: number;
  /** `error`: an error of the spreadsheet (#DIV/0!); `formula`: one whose result is not stored. */
  readonly what: "error" | "formula";
  readonly text: string;
}

/** Merged cells, from 0, inclusive. */
export interface SheetMerge {
  readonly row: number;
  readonly column: number;
  readonly toRow: number;
  readonly toColumn: number;
}

/** One sheet of a workbook as a grid of cells. */
export interface Sheet {
  readonly name: string;
  /**
   * Rows from the first row of the sheet; a row ends at its last filled cell. Cells merged down a
   * column are filled with their value; those merged across stand in their first place.
   */
  readonly rows: readonly (readonly SheetCell[])[];
  readonly flaws: readonly SheetFlaw[];
  readonly merges: readonly SheetMerge[];
}

/** Some sheets of a workbook, and the names of all. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly names: readonly string[];
  /** Names of sheets that the spreadsheet does not show. */
  readonly hidden: readonly string[];
  /** `texts`: the file tells numbers from texts; `none`: it does not (HTML under .xls). */
  readonly types: "texts" | "none";
}

/** Which sheet to read, and how much. */
export interface ReadSheetOptions {
  /** Name, or position from 1. Default: the first shown sheet with two rows or more. */
  readonly sheet?: string | number;
  /** Name of a sheet to read beside it, if it is there. */
  readonly also?: string;
  /** Rows read at most. Default 1 048 576 (all a sheet can have). */
  readonly maxRows?: number;
}

const MAX_ROWS = 1_048_576;

type Xlsx = typeof import("@e965/xlsx");
const require = createRequire(import.meta.url);
let library: Xlsx | undefined;

/**
 * The sheets of the bytes of an .xlsx or .xls workbook as raw cells; their soundness is checked
 * before (`readSheet`). Pages and XML sheets that go under .xls are read as what they are.
 * 中文: 解析工作簿
 *
 * Dates are recognised by the cell's number format (1900 and 1904 systems); text stays text, so
 * codes keep their zeros, and numbers shown with leading zeros (format 000000) are such codes.
 * Without `sheet` all are read.
 *
 * Errors    table/no-such-sheet, table/unreadable-workbook; limit/exceeded (cells).
 */
export function parseWorkbook(
  bytes: Buffer,
  path: string,
  options: ReadSheetOptions = {},
): Workbook {
  // Loaded with the first workbook: start-up stays short.
  library ??= require("@e965/xlsx") as Xlsx;
  const xlsx = library;
  const kind = contentKind(bytes);
  const book = open(xlsx, bytes, path, options, kind);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const wanted = options.sheet === undefined ? book.SheetNames : [wantedName(book, path, options)];
  const names = [...wanted];
  const also = names.includes(options.also ?? "") ? undefined : options.also;
  if (also !== undefined && book.SheetNames.includes(also)) names.push(also);
  const sheets = names.map((name): Sheet => {
    const sheet = book.Sheets[name];
    if (sheet !== undefined) return { name, ...cells(xlsx, sheet, date1904, path) };
    throw tableError("unreadable-workbook", { file: path, reason: `sheet ${name} is missing` });
  });
  const hidden = book.SheetNames.filter((_, i) => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0);
  return { sheets, names: book.SheetNames, hidden, types: kind === "html" ? "none" : "texts" };
}

function wantedName(
  book: import("@e965/xlsx").WorkBook,
  path: string,
  { sheet }: ReadSheetOptions,
): string {
  const name = typeof sheet === "number" ? book.SheetNames[sheet - 1] : sheet;
  if (name !== undefined && book.SheetNames.includes(name)) return name;
  throw tableError("no-such-sheet", {
    file: path,
    sheet: String(sheet),
    nearest: typeof sheet === "string" ? nearest(sheet, book.SheetNames) : undefined,
    have: book.SheetNames,
  });
}

/** Parses the wanted sheets only, where one is named. */
function open(
  xlsx: Xlsx,
  bytes: Buffer,
  path: string,
  options: ReadSheetOptions,
  kind: ContentKind,
) {
  const { sheet, also, maxRows = MAX_ROWS } = options;
  const at = typeof sheet === "number" ? sheet - 1 : sheet;
  // Text formats are decoded by our own door: the library takes GBK pages for Latin letters.
  const isText = kind === "html" || kind === "spreadsheet-xml";
  const input = isText
    ? decode(bytes, { file: path, declared: declaredCharset(bytes) }).text
    : bytes;
  try {
    return xlsx.read(input, {
      type: isText ? "string" : "buffer",
      dense: true,
      cellNF: true,
      cellHTML: false,
      // Without stubs a formula whose result is not stored leaves no trace.
      sheetStubs: true,
      sheetRows: maxRows,
      ...(kind === "html" ? { raw: true } : {}),
      ...(at === undefined ? {} : { sheets: also === undefined ? at : [at, also] }),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tableError("unreadable-workbook", { file: path, reason }, cause);
  }
}

function cells(
  xlsx: Xlsx,
  sheet: import("@e965/xlsx").WorkSheet,
  date1904: boolean,
  file: string,
): Omit<Sheet, "name"> {
  const data = (sheet["!data"] ?? []) as (import("@e965/xlsx").CellObject | undefined)[][];
  const rows: SheetCell[][] = [];
  const flaws: SheetFlaw[] = [];
  const most = limits().cells;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const row: SheetCell[] = [];
    const source = data[i] ?? [];
    count += source.length;
    if (count > most) throw beyondLimit("cells", file);
    for (let j = 0; j < source.length; j++) {
      const value = cellValue(xlsx, source[j], date1904);
      const flaw = value === null ? flawOf(source[j]) : undefined;
      if (flaw !== undefined) flaws.push({ row: i + 1, column: j + 1, ...flaw });
      row.push(value);
    }
    rows.push(row);
  }
  const merges = (sheet["!merges"] ?? []).map(({ s, e }) => ({
    row: s.r,
    column: s.c,
    toRow: e.r,
    toColumn: e.c,
  }));
  for (const merge of merges) fillDown(rows, merge);
  for (const row of rows) while (row.length > 0 && row.at(-1) === null) row.pop();
  while (rows.length > 0 && rows.at(-1)!.length === 0) rows.pop();
  return { rows, flaws, merges };
}

/** A value merged down a column belongs to every row of it. */
function fillDown(rows: SheetCell[][], { row, column, toRow }: SheetMerge): void {
  const value = rows[row]?.[column] ?? null;
  if (value === null) return;
  for (let i = row + 1; i <= Math.min(toRow, rows.length - 1); i++) {
    const below = rows[i]!;
    while (below.length <= column) below.push(null);
    below[column] ??= value;
  }
}

function flawOf(
  cell: import("@e965/xlsx").CellObject | undefined,
): Pick<SheetFlaw, "what" | "text"> | undefined {
  if (cell === undefined) return undefined;
  if (cell.t === "e") return { what: "error", text: cell.w ?? "#ERROR" };
  return cell.f === undefined || cell.v === ""
    ? undefined
    : { what: "formula", text: `=${cell.f}` };
}

function cellValue(
  xlsx: Xlsx,
  cell: import("@e965/xlsx").CellObject | undefined,
  date1904: boolean,
): SheetCell {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  const { v, t, z } = cell;
  if (t === "e" || t === "z") return null;
  if (typeof v === "number" && typeof z === "string") {
    if (xlsx.SSF.is_date(z)) return isoDate(xlsx, v, date1904);
    if (/^0{2,}$/.test(z) && Number.isInteger(v) && v >= 0) {
      return String(v).padStart(z.length, "0");
    }
  }
  if (v instanceof Date) return v.toISOString().slice(0, 10);
  return v === "" ? null : v;
}

function isoDate(xlsx: Xlsx, serial: number, date1904: boolean): SheetCell {
  const d = xlsx.SSF.parse_date_code(serial, { date1904 });
  if (d === null || d === undefined || d.y === 0) return serial;
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`;
  return serial % 1 === 0 ? day : `${day} ${two(d.H)}:${two(d.M)}:${two(Math.floor(d.S))}`;
}
