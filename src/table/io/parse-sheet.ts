import { nearest } from "../../base/index.js";
import { tableError } from "../errors.js";

/** A cell as it stands; dates are ISO text (`2023-05-12`), empty is null.   中文: 单元格 */
export type SheetCell = string | number | boolean | null;

/** One sheet of a workbook as a grid of cells. */
export interface Sheet {
  readonly name: string;
  /** Rows from the first row of the sheet; a row ends at its last filled cell. */
  readonly rows: readonly (readonly SheetCell[])[];
}

/** Which sheet to read, and how much. */
export interface ReadSheetOptions {
  /** Name, or position from 1. Default: the first sheet with two rows or more. */
  readonly sheet?: string | number;
  /** Rows read at most. Default 1 048 576 (all a sheet can have). */
  readonly maxRows?: number;
}

const MAX_ROWS = 1_048_576;

type Xlsx = typeof import("@e965/xlsx");

/**
 * One sheet of the bytes of an .xlsx or .xls workbook as raw cells; their soundness is checked before
 * (`readSheet`).   中文: 解析工作表
 *
 * Dates are recognised by the cell's number format (1900 and 1904 systems); text stays text, so
 * codes keep their zeros. Merged cells stand in their first place only.
 *
 * Errors    table/no-such-sheet, table/unreadable-workbook.
 */
export async function parseSheet(
  bytes: Buffer,
  path: string,
  options: ReadSheetOptions = {},
): Promise<Sheet> {
  const xlsx = await import("@e965/xlsx");
  const book = open(xlsx, bytes, path, options);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const grid = (name: string): SheetCell[][] => {
    const sheet = book.Sheets[name];
    if (sheet !== undefined) return cells(xlsx, sheet, date1904);
    throw tableError("unreadable-workbook", { file: path, reason: `sheet ${name} is missing` });
  };
  if (options.sheet !== undefined) {
    const wanted = options.sheet;
    const name = typeof wanted === "number" ? book.SheetNames[wanted - 1] : wanted;
    if (name === undefined || !book.SheetNames.includes(name)) {
      throw tableError("no-such-sheet", {
        file: path,
        sheet: String(wanted),
        nearest: typeof wanted === "string" ? nearest(wanted, book.SheetNames) : undefined,
        have: book.SheetNames,
      });
    }
    return { name, rows: grid(name) };
  }
  for (const name of book.SheetNames) {
    const rows = grid(name);
    if (rows.length >= 2) return { name, rows };
  }
  const first = book.SheetNames[0]!;
  return { name: first, rows: grid(first) };
}

/** The names of the sheets of a workbook, in order. */
export async function parseSheetNames(bytes: Buffer, path: string): Promise<readonly string[]> {
  const xlsx = await import("@e965/xlsx");
  return open(xlsx, bytes, path, { maxRows: 1 }).SheetNames;
}

/** Parses the wanted sheet only, where one is named. */
function open(xlsx: Xlsx, bytes: Buffer, path: string, options: ReadSheetOptions) {
  const { sheet, maxRows = MAX_ROWS } = options;
  try {
    return xlsx.read(bytes, {
      type: "buffer",
      dense: true,
      cellNF: true,
      cellHTML: false,
      cellFormula: false,
      sheetRows: maxRows,
      ...(sheet === undefined ? {} : { sheets: typeof sheet === "number" ? sheet - 1 : sheet }),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tableError("unreadable-workbook", { file: path, reason }, cause);
  }
}

function cells(xlsx: Xlsx, sheet: import("@e965/xlsx").WorkSheet, date1904: boolean) {
  const data = (sheet["!data"] ?? []) as (import("@e965/xlsx").CellObject | undefined)[][];
  const rows: SheetCell[][] = [];
  for (let i = 0; i < data.length; i++) {
    const row: SheetCell[] = [];
    const source = data[i] ?? [];
    for (let j = 0; j < source.length; j++) row.push(cellValue(xlsx, source[j], date1904));
    while (row.length > 0 && row.at(-1) === null) row.pop();
    rows.push(row);
  }
  while (rows.length > 0 && rows.at(-1)!.length === 0) rows.pop();
  return rows;
}

function cellValue(
  xlsx: Xlsx,
  cell: import("@e965/xlsx").CellObject | undefined,
  date1904: boolean,
): SheetCell {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  const { v, t, z } = cell;
  if (t === "e") return null;
  if (typeof v === "number" && typeof z === "string" && xlsx.SSF.is_date(z)) {
    return isoDate(xlsx, v, date1904);
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
