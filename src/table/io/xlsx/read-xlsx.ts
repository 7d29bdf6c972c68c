import { greatest, type Notice, notice } from "../../../base/index.js";
import { type Column, type ColumnMeta, numberColumn, textColumn } from "../../column.js";
import { tableError } from "../../errors.js";
import { Table } from "../../table.js";
import { readSheet, type Sheet, type SheetCell, sheetNames } from "../read-sheet.js";
import { parseCell } from "./parse-cell.js";
import { DICTIONARY_HEADER, DICTIONARY_SHEET } from "./write-xlsx.js";

/** Options of `readXlsx`. */
export interface ReadXlsxOptions {
  /** Name, or position from 1. Default: the first sheet that holds a table. */
  readonly sheet?: string | number;
  /** Columns that stay text even where every cell looks like a number. Default none. */
  readonly text?: readonly string[];
}

/**
 * Reads a sheet of a workbook as a table: one header row, one row for each record.
 * 中文: 读取 Excel 表
 *
 * Titles above the header, empty rows and columns, and single-cell notes below the data are left
 * out (and noted in the table's origin). A column is numeric when its cells are numbers, or
 * numbers with some written as text (`40,269.6`, full-width) or as a sign for no figure (`—`, `…`);
 * a column of text only stays text. For yearbook layouts (several header rows, years across) see
 * `readYearbook`.
 *
 * Errors    table/no-table, table/duplicate-column, and those of `readSheet`.
 */
export async function readXlsx(path: string, options: ReadXlsxOptions = {}): Promise<Table> {
  const names = await sheetNames(path);
  const candidates = options.sheet === undefined ? names : [options.sheet];
  // A sheet of one column is a page of notes unless there is nothing else.
  for (const leastCells of [2, 1]) {
    for (const sheet of candidates) {
      if (sheet === DICTIONARY_SHEET && candidates.length > 1) continue;
      const grid = await readSheet(path, { sheet });
      const header = headerRow(grid, leastCells);
      if (header < 0) continue;
      const table = sheetTable(
        grid,
        header,
        path,
        await readDictionary(path, names),
        new Set(options.text ?? []),
      );
      const notices = [...sheetNotice(grid.name, names), ...(table.origin?.notices ?? [])];
      return table.withOrigin({ ...table.origin, file: path, sheet: grid.name, notices });
    }
  }
  throw tableError("no-table", { file: path, sheets: names });
}

/** The first row with so many cells, and half of the widest, before the last; −1 without one. */
function headerRow(sheet: Sheet, leastCells: number): number {
  const filled = sheet.rows.map((row) => row.filter((c) => c !== null).length);
  const widest = greatest(filled);
  const least = Math.max(leastCells, Math.ceil(widest / 2));
  return filled.findIndex((n, i) => n >= least && i + 1 < filled.length);
}

function sheetTable(
  sheet: Sheet,
  header: number,
  path: string,
  meta: ReadonlyMap<string, ColumnMeta>,
  forced: ReadonlySet<string>,
): Table {
  const head = sheet.rows[header]!;
  const width = greatest(sheet.rows.map((r) => r.length));
  const { kept, notes } = dataRows(sheet, header, width);
  if (kept.length === 0) throw tableError("no-rows", { file: path });
  const columns: Column[] = [];
  for (let j = 0; j < width; j++) {
    const cells = kept.map((i) => sheet.rows[i]![j] ?? null);
    const title = head[j] ?? null;
    if (title === null && cells.every((c) => c === null)) continue;
    const name = title === null ? `column_${letters(j)}` : String(title).trim();
    columns.push(toColumn(name, cells, forced.has(name), meta.get(name) ?? {}));
  }
  const rowNumbers = Int32Array.from(kept, (i) => i + 1);
  return new Table(columns, { file: path, rowNumbers, notices: notesNotice(sheet.name, notes) });
}

/** Rows below the header: without empty ones and without single-cell notes at the end. */
function dataRows(
  sheet: Sheet,
  header: number,
  width: number,
): { kept: number[]; notes: { row: number; text: string }[] } {
  const kept: number[] = [];
  for (let i = header + 1; i < sheet.rows.length; i++) {
    if (sheet.rows[i]!.some((c) => c !== null)) kept.push(i);
  }
  const notes: { row: number; text: string }[] = [];
  while (width >= 3 && kept.length > 0) {
    const row = kept.at(-1)!;
    const cells = sheet.rows[row]!.filter((c) => c !== null);
    if (cells.length !== 1 || typeof cells[0] !== "string") break;
    notes.unshift({ row: row + 1, text: cells[0] });
    kept.pop();
  }
  for (let i = 0; i < header; i++) {
    const text = sheet.rows[i]!.filter((c) => c !== null).join(" ");
    if (text !== "") notes.unshift({ row: i + 1, text });
  }
  return { kept, notes };
}

/** Which sheet was read, where the workbook has others (the data dictionary is read along). */
function sheetNotice(read: string, names: readonly string[]): Notice[] {
  const others = names.filter((n) => n !== read && n !== DICTIONARY_SHEET);
  if (others.length === 0) return [];
  const some = others.slice(0, 6);
  const more = others.length > 6 ? " …" : "";
  return [
    notice(
      "table/sheet-read",
      `sheet ${read} was read; ${others.length} left out: ${some.join(", ")}${more} (--sheet)`,
      `读取工作表 ${read}；未读 ${others.length} 个：${some.join("、")}${more}（可用 --sheet 指定）`,
    ),
  ];
}

function notesNotice(sheet: string, notes: readonly { row: number; text: string }[]): Notice[] {
  if (notes.length === 0) return [];
  const sample = notes
    .slice(0, 4)
    .map((n) => `${n.row}: ${n.text.slice(0, 40)}`)
    .join("; ");
  return [
    notice(
      "table/notes-left-out",
      `sheet ${sheet}: ${notes.length} row(s) outside the table were left out (${sample})`,
      `工作表 ${sheet}：略去表外的 ${notes.length} 行（${sample}）`,
    ),
  ];
}

/** Numbers if any cell is one and no other holds words; else text. */
export function toColumn(
  name: string,
  cells: readonly SheetCell[],
  isForced: boolean,
  meta: ColumnMeta,
): Column {
  const hasNumber = cells.some((c) => typeof c === "number");
  if (!isForced && (hasNumber || cells.every((c) => c === null))) {
    const values = new Float64Array(cells.length);
    const isNumeric = cells.every((cell, i) => {
      const parsed = parseCell(cell);
      values[i] = parsed.kind === "number" ? parsed.value : Number.NaN;
      return parsed.kind !== "text";
    });
    if (isNumeric) return numberColumn(name, values, meta);
  }
  return textColumn(
    name,
    cells.map((c) => (c === null ? null : String(c))),
    meta,
  );
}

async function readDictionary(
  path: string,
  sheets: readonly string[],
): Promise<ReadonlyMap<string, ColumnMeta>> {
  const found = new Map<string, ColumnMeta>();
  if (!sheets.includes(DICTIONARY_SHEET)) return found;
  const sheet = await readSheet(path, { sheet: DICTIONARY_SHEET });
  const keys = DICTIONARY_HEADER.slice(1);
  for (const row of sheet.rows.slice(1)) {
    const entries = keys
      .map((key, k) => [key, row[k + 1] ?? null] as const)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, String(value)]);
    if (row[0] !== null && row[0] !== undefined) {
      found.set(String(row[0]), Object.fromEntries(entries) as ColumnMeta);
    }
  }
  return found;
}

function letters(j: number): string {
  const last = String.fromCharCode(65 + (j % 26));
  return j < 26 ? last : letters(Math.floor(j / 26) - 1) + last;
}
