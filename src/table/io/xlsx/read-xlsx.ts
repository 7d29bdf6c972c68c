import { greatest, type Notice, notice } from "../../../base/index.js";
import { type Column, type ColumnMeta, numberColumn, textColumn } from "../../column.js";
import { tableError } from "../../errors.js";
import { Table } from "../../table.js";
import { cleanColumns } from "../clean-columns.js";
import { labelsNotice } from "../csv-layout.js";
import { findLabelRows, labelOf } from "../find-header.js";
import { parseFigure, trimBlanks } from "../parse-figure.js";
import { readWorkbook, type Sheet, type SheetCell, type Workbook } from "../read-sheet.js";
import { DICTIONARY_HEADER, DICTIONARY_SHEET } from "./write-xlsx.js";

/** Options of `readXlsx`. */
export interface ReadXlsxOptions {
  /** Name, or position from 1. Default: the first sheet that holds a table. */
  readonly sheet?: string | number;
  /** Columns that stay text even where every cell looks like a number. Default none. */
  readonly text?: readonly string[];
}

/** A sheet of so few rows, with so small a share of the cells of the fullest one, is scratch. */
const SCRATCH_ROWS = 10;
const SCRATCH_SHARE = 0.1;

/**
 * Reads a sheet of a workbook as a table: one header row, one row for each record.
 * 中文: 读取 Excel 表
 *
 * Without `sheet` the first one that is shown, holds a table and is no mere scratch beside a fuller
 * one is read, and the others with a table are named. Titles above the header, empty rows and
 * columns, and single-cell notes below the data are left out (and noted in the table's origin);
 * header rows over merged cells are joined (`2018_GDP`), rows of labels and units (CSMAR, CNRDS)
 * become labels, cells merged down a column are filled. A column is numeric when its cells are
 * numbers, or numbers with some in text form (`cleanColumns`); a column in which all cells are whole
 * numbers stored as text stays text and is named. For yearbook layouts see `readYearbook`.
 *
 * Errors    table/no-table, table/duplicate-column, and those of `readWorkbook`.
 * Warnings  in the table's origin: table/sheet-read, table/hidden-sheet, table/error-cells, table/no-stored-value,
 *           table/notes-left-out, table/label-rows, table/joined-header, those of `cleanColumns`.
 */
export async function readXlsx(path: string, options: ReadXlsxOptions = {}): Promise<Table> {
  const book = await readWorkbook(path, {
    also: DICTIONARY_SHEET,
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
  });
  return tableOfBook(book, path, options);
}

/** The table of a workbook that has been read already; see `readXlsx`. */
export function tableOfBook(book: Workbook, path: string, options: ReadXlsxOptions): Table {
  const candidates = candidateSheets(book, options.sheet !== undefined);
  // A sheet of one column is a page of notes unless there is nothing else.
  for (const leastCells of [2, 1]) {
    const found = candidates
      .map((sheet) => ({ sheet, header: headerRow(sheet, leastCells) }))
      .filter((c) => c.header >= 0);
    const most = found.length === 0 ? 0 : greatest(found.map((c) => filledCells(c.sheet)));
    const chosen = found.find(
      ({ sheet }) => sheet.rows.length > SCRATCH_ROWS || filledCells(sheet) >= SCRATCH_SHARE * most,
    );
    if (chosen === undefined) continue;
    const { sheet, header } = chosen;
    return sheetTable(sheet, header, path, {
      meta: readDictionary(book),
      forced: new Set(options.text ?? []),
      types: book.types,
      notices: [...sheetNotice(sheet.name, book), ...hiddenNotice(sheet.name, book)],
    });
  }
  throw tableError("no-table", { file: path, sheets: book.names });
}

/** Shown sheets first; hidden ones only where nothing else is there, or one is asked for. */
function candidateSheets(book: Workbook, isAsked: boolean): readonly Sheet[] {
  if (isAsked) return book.sheets.slice(0, 1);
  const data =
    book.sheets.length > 1
      ? book.sheets.filter((s) => s.name !== DICTIONARY_SHEET)
      : [...book.sheets];
  const shown = data.filter((s) => !book.hidden.includes(s.name));
  return shown.some((s) => s.rows.length > 1) ? shown : data;
}

function filledCells(sheet: Sheet): number {
  return sheet.rows.reduce((n, row) => n + row.filter((c) => c !== null).length, 0);
}

function hiddenNotice(read: string, book: Workbook): Notice[] {
  if (!book.hidden.includes(read)) return [];
  return [
    notice(
      "table/hidden-sheet",
      `sheet ${read} is hidden in the workbook`,
      `工作表 ${read} 在工作簿中是隐藏的`,
    ),
  ];
}

/** The first row with so many cells, and half of the widest, before the last; −1 without one. */
function headerRow(sheet: Sheet, leastCells: number): number {
  const filled = sheet.rows.map((row) => row.filter((c) => c !== null).length);
  const widest = filled.length === 0 ? 0 : greatest(filled);
  const least = Math.max(leastCells, Math.ceil(widest / 2));
  return filled.findIndex((n, i) => n >= least && i + 1 < filled.length);
}

/** The rows of a header: cells merged across in its first row have headings below them. */
function headerRows(sheet: Sheet, found: number): readonly number[] {
  const isAcross = (row: number): boolean =>
    sheet.merges.some((m) => m.row === row && m.toRow === row && m.toColumn > m.column);
  const first = found > 0 && isHeading(sheet, found - 1) && isAcross(found - 1) ? found - 1 : found;
  let last = found;
  while (isAcross(last) && last + 2 < sheet.rows.length && isHeading(sheet, last + 1)) last++;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Two cells or more, none of them a figure other than a year. */
function isHeading(sheet: Sheet, row: number): boolean {
  const cells = sheet.rows[row]!.filter((c) => c !== null);
  return (
    cells.length >= 2 &&
    cells.every((c) => {
      const { form, value } = parseFigure(String(c));
      return form === "text" || form === "year" || (value >= 1800 && value < 2200);
    })
  );
}

/** The names of columns: merged headings reach over the columns that they span. */
function columnTitles(sheet: Sheet, header: readonly number[], width: number): string[] {
  const cellAt = (row: number, j: number): string => {
    const over = sheet.merges.find(
      (m) => m.row <= row && row <= m.toRow && m.column <= j && j <= m.toColumn,
    );
    const cell = sheet.rows[over?.row ?? row]![over?.column ?? j] ?? null;
    return cell === null ? "" : String(cell).replaceAll(/\s+/g, " ").trim();
  };
  return Array.from({ length: width }, (_, j) => {
    const parts = header.map((row) => cellAt(row, j)).filter((t) => t !== "");
    return [...new Set(parts)].join("_");
  });
}

interface TableContext {
  readonly meta: ReadonlyMap<string, ColumnMeta>;
  readonly forced: ReadonlySet<string>;
  readonly types: Workbook["types"];
  readonly notices: readonly Notice[];
}

function sheetTable(sheet: Sheet, found: number, path: string, context: TableContext): Table {
  const { forced, types } = context;
  const header = headerRows(sheet, found);
  const above = header[0]!;
  const below = header.at(-1)!;
  const width = greatest(sheet.rows.map((r) => r.length));
  const labels = findLabelRows(sheet.rows.slice(0, below + LABEL_SAMPLE), below);
  const { kept, notes } = dataRows(sheet, above, labels.at(-1) ?? below, width);
  if (kept.length === 0) throw tableError("no-rows", { file: path });
  const titles = columnTitles(sheet, header, width);
  const columns: Column[] = [];
  const stored = new Set<string>();
  for (let j = 0; j < width; j++) {
    const cells = kept.map((i) => sheet.rows[i]![j] ?? null);
    const title = titles[j]!;
    if (title === "" && cells.every((c) => c === null)) continue;
    const name = title === "" ? `column_${letters(j)}` : title;
    const meta = { ...labelOf(sheet.rows, labels, j), ...context.meta.get(name) };
    if (cells.some((c) => typeof c === "number")) stored.add(name);
    columns.push(toColumn(name, cells, forced.has(name), meta));
  }
  const rowNumbers = Int32Array.from(kept, (i) => i + 1);
  const cleaned = cleanColumns(columns, {
    text: forced,
    stored,
    types,
    fileRow: (row) => rowNumbers[row]!,
  });
  const notices = [
    ...context.notices,
    ...joinedNotice(header, titles),
    ...(labels.length === 0 ? [] : [labelsNotice(labels.map((i) => i + 1))]),
    ...notesNotice(sheet.name, notes),
    ...flawNotices(sheet, new Set(kept), titles),
    ...cleaned.notices,
  ];
  return new Table(cleaned.columns, { file: path, sheet: sheet.name, rowNumbers, notices });
}

/** Rows below the header that are looked at for labels and units. */
const LABEL_SAMPLE = 40;

function joinedNotice(header: readonly number[], titles: readonly string[]): Notice[] {
  if (header.length < 2) return [];
  const rows = header.map((i) => i + 1).join(", ");
  const sample = titles.filter((t) => t.includes("_")).slice(0, 3);
  return [
    notice(
      "table/joined-header",
      `rows ${rows} are one header and were joined (${sample.join(", ")})`,
      `第 ${rows} 行是多层表头，已合并为列名（${sample.join("、")}）`,
    ),
  ];
}

/** Cells of the data that hold an error, or a formula without a result. */
function flawNotices(sheet: Sheet, kept: ReadonlySet<number>, titles: readonly string[]): Notice[] {
  const list = (what: "error" | "formula") => {
    const found = sheet.flaws.filter((f) => f.what === what && kept.has(f.row - 1));
    const sample = found
      .slice(0, 5)
      .map((f) => `${letters(f.column - 1)}${f.row} ${titles[f.column - 1] ?? ""} ${f.text}`);
    return { count: found.length, sample: sample.join("; ") };
  };
  const errors = list("error");
  const formulas = list("formula");
  return [
    ...(errors.count === 0
      ? []
      : [
          notice(
            "table/error-cells",
            `sheet ${sheet.name}: ${errors.count} cell(s) hold an error of the spreadsheet and are missing (${errors.sample})`,
            `工作表 ${sheet.name}：${errors.count} 个单元格是公式错误，记为缺失（${errors.sample}）`,
          ),
        ]),
    ...(formulas.count === 0
      ? []
      : [
          notice(
            "table/no-stored-value",
            `sheet ${sheet.name}: ${formulas.count} formula(s) have no stored result and are missing (${formulas.sample}); open the workbook in a spreadsheet and save it`,
            `工作表 ${sheet.name}：${formulas.count} 个公式没有保存计算结果，记为缺失（${formulas.sample}）；请用电子表格软件打开后重新保存`,
          ),
        ]),
  ];
}

/** Rows below the header: without empty ones and without single-cell notes at the end. */
function dataRows(
  sheet: Sheet,
  above: number,
  below: number,
  width: number,
): { kept: number[]; notes: { row: number; text: string }[] } {
  const kept: number[] = [];
  for (let i = below + 1; i < sheet.rows.length; i++) {
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
  for (let i = 0; i < above; i++) {
    const text = sheet.rows[i]!.filter((c) => c !== null).join(" ");
    if (text !== "") notes.unshift({ row: i + 1, text });
  }
  return { kept, notes };
}

/** Which sheet was read, where the workbook has others (the data dictionary is read along). */
function sheetNotice(read: string, book: Workbook): Notice[] {
  const others = book.names.filter((n) => n !== read && n !== DICTIONARY_SHEET);
  if (others.length === 0) return [];
  const list = (rows: string, hidden: string): string =>
    others
      .slice(0, 6)
      .map((name) => {
        const sheet = book.sheets.find((s) => s.name === name);
        const size = sheet === undefined ? [] : [`${sheet.rows.length} ${rows}`];
        const facts = [...size, ...(book.hidden.includes(name) ? [hidden] : [])];
        return facts.length === 0 ? name : `${name} (${facts.join(", ")})`;
      })
      .join(rows === "rows" ? ", " : "、") + (others.length > 6 ? " …" : "");
  return [
    notice(
      "table/sheet-read",
      `sheet ${read} was read; ${others.length} left out: ${list("rows", "hidden")} (--sheet)`,
      `读取工作表 ${read}；未读 ${others.length} 个：${list("行", "隐藏")}（可用 --sheet 指定）`,
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

/** Numbers if all cells are; else text, which `cleanColumns` looks at. */
function toColumn(
  name: string,
  cells: readonly SheetCell[],
  isForced: boolean,
  meta: ColumnMeta,
): Column {
  const isNumeric = cells.every((c) => c === null || typeof c !== "string");
  if (!isForced && isNumeric) {
    const values = Float64Array.from(cells, (c) => (c === null ? Number.NaN : Number(c)));
    return numberColumn(name, values, meta);
  }
  return textColumn(
    name,
    cells.map((c) => {
      if (c === null || typeof c !== "string" || isForced) return c === null ? null : String(c);
      return trimBlanks(c);
    }),
    meta,
  );
}

function readDictionary(book: Workbook): ReadonlyMap<string, ColumnMeta> {
  const found = new Map<string, ColumnMeta>();
  const sheet = book.sheets.find((s) => s.name === DICTIONARY_SHEET);
  if (sheet === undefined) return found;
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
