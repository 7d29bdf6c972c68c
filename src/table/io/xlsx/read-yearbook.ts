import { type Notice, notice } from "../../../base/index.js";
import { type Column, numberColumn, textColumn } from "../../column.js";
import { tableError } from "../../errors.js";
import { Table } from "../../table.js";
import { readSheet, type Sheet, sheetNames } from "../read-sheet.js";
import { parseCell } from "./parse-cell.js";
import { takeApart, type YearbookColumn, yearIn } from "./yearbook-sheet.js";

/** Choices of `readYearbook`. */
export interface ReadYearbookOptions {
  /** Sheets to read, by name. Default all that hold a table. */
  readonly sheets?: readonly string[];
  /** Name of the column of units. Default `city`. */
  readonly unit?: string;
  /** Name of the column of years. Default `year`. */
  readonly time?: string;
  /** Name of the variable where only years stand over the columns. Default the sheet's name. */
  readonly variable?: string;
  /** Year of files that name none in sheet or title. Default the year in the file's name. */
  readonly year?: number;
}

/** A cell that was no figure where figures stand. */
export interface OddCell {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly text: string;
}

/** What was found in the files. */
export interface YearbookReport {
  readonly sheets: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly rows: number;
  }[];
  readonly skipped: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly why: string;
  }[];
  /** Signs for no figure and how often they stood. */
  readonly missingSigns: Readonly<Record<string, number>>;
  readonly oddCells: readonly OddCell[];
  readonly leftOutRows: number;
}

/** A tidy panel and the account of it. */
export interface Yearbook {
  readonly table: Table;
  readonly report: YearbookReport;
  readonly warnings: readonly Notice[];
}

/**
 * Turns yearbook workbooks into a tidy panel: one row for each unit and year, one column for each
 * variable.   中文: 读取统计年鉴表
 *
 * Layouts   years across (one heading of years, or variable over years); one sheet for each year;
 *           one file for each year; several header rows with merged headings; a row of units;
 *           titles, notes and repeated headers in between; blanks inside names.
 * Cells     figures may be text (1,234.5, full-width); —, …, - and the like are missing; anything
 *           else is missing and listed in `oddCells`.
 * Errors    table/no-table, table/no-year (a sheet without any), table/cell-twice (two different
 *           figures for a unit, year and variable), table/unit-differs (万元 in one sheet, 亿元 in
 *           another).
 * Warnings  table/odd-cells, table/rows-left-out.
 * @example (await readYearbook(["2010.xlsx", "2011.xlsx"])).table
 */
export async function readYearbook(
  files: readonly string[],
  options: ReadYearbookOptions = {},
): Promise<Yearbook> {
  const gathered = new Gathered();
  for (const file of files) {
    for (const name of options.sheets ?? (await sheetNames(file))) {
      gather(gathered, file, await readSheet(file, { sheet: name }), options);
    }
  }
  if (gathered.sheets.length === 0) {
    throw tableError("no-table", {
      file: files.join(", "),
      sheets: gathered.skipped.map((s) => s.sheet),
    });
  }
  const report: YearbookReport = {
    sheets: gathered.sheets,
    skipped: gathered.skipped,
    missingSigns: Object.fromEntries(gathered.signs),
    oddCells: gathered.odd,
    leftOutRows: gathered.leftOut,
  };
  return { table: gathered.table(options), report, warnings: notices(report) };
}

class Gathered {
  readonly sheets: { file: string; sheet: string; rows: number }[] = [];
  readonly skipped: { file: string; sheet: string; why: string }[] = [];
  readonly signs = new Map<string, number>();
  readonly odd: OddCell[] = [];
  leftOut = 0;
  /** Units and variables in order of appearance; value by unit, year, variable. */
  readonly units = new Map<string, Set<number>>();
  readonly variables = new Map<string, { unit: string; source: string }>();
  readonly values = new Map<string, number>();

  put(file: string, name: string, year: number, column: YearbookColumn, value: number): void {
    const years = this.units.get(name);
    if (years === undefined) this.units.set(name, new Set([year]));
    else years.add(year);
    const key = JSON.stringify([name, year, column.variable]);
    const before = this.values.get(key);
    if (before !== undefined && !Number.isNaN(before)) {
      if (Number.isNaN(value) || value === before) return;
      const cell = `${name} ${year} ${column.variable}`;
      throw tableError("cell-twice", { file, cell, first: before, second: value });
    }
    this.values.set(key, value);
  }

  table(options: ReadYearbookOptions): Table {
    const rows = [...this.units].flatMap(([name, years]) =>
      [...years].sort((a, b) => a - b).map((year) => ({ name, year })),
    );
    const columns: Column[] = [
      textColumn(
        options.unit ?? "city",
        rows.map((r) => r.name),
      ),
      numberColumn(
        options.time ?? "year",
        rows.map((r) => r.year),
      ),
    ];
    for (const [variable, { unit, source }] of this.variables) {
      const values = rows.map(
        (r) => this.values.get(JSON.stringify([r.name, r.year, variable])) ?? Number.NaN,
      );
      columns.push(numberColumn(variable, values, { ...(unit === "" ? {} : { unit }), source }));
    }
    return new Table(columns);
  }
}

function gather(into: Gathered, file: string, sheet: Sheet, options: ReadYearbookOptions): void {
  const parts = takeApart(sheet);
  const numeric = parts?.columns.filter((c) => hasFigures(sheet, c, parts.rows)) ?? [];
  if (parts === undefined || numeric.length === 0) {
    into.skipped.push({ file, sheet: sheet.name, why: "no table" });
    return;
  }
  const fallback = parts.year ?? options.year ?? yearIn(file.replace(/^.*[\\/]/, ""));
  into.leftOut += parts.leftOut.length;
  into.sheets.push({ file, sheet: sheet.name, rows: parts.rows.length });
  for (const found of numeric) {
    const year = found.year ?? fallback;
    if (year === undefined) throw tableError("no-year", { file, sheet: sheet.name });
    const variable = found.variable || (options.variable ?? sheet.name);
    const column = { ...found, variable };
    const known = into.variables.get(variable);
    if (known && known.unit !== "" && found.unit !== "" && known.unit !== found.unit) {
      const units = { first: known.unit, second: found.unit };
      throw tableError("unit-differs", { file, sheet: sheet.name, variable, ...units });
    }
    if (known === undefined || known.unit === "") {
      into.variables.set(variable, { unit: found.unit, source: file.replace(/^.*[\\/]/, "") });
    }
    for (const { at, name } of parts.rows) {
      into.put(file, name, year, column, figure(into, file, sheet, at, column));
    }
  }
}

function hasFigures(
  sheet: Sheet,
  column: YearbookColumn,
  rows: readonly { readonly at: number }[],
): boolean {
  return rows.some(({ at }) => parseCell(sheet.rows[at]![column.at] ?? null).kind === "number");
}

function figure(
  into: Gathered,
  file: string,
  sheet: Sheet,
  row: number,
  column: YearbookColumn,
): number {
  const parsed = parseCell(sheet.rows[row]![column.at] ?? null);
  if (parsed.kind === "number") return parsed.value;
  if (parsed.kind === "text") {
    const { text } = parsed;
    into.odd.push({ file, sheet: sheet.name, row: row + 1, column: column.variable, text });
  } else if (parsed.sign !== "") {
    into.signs.set(parsed.sign, (into.signs.get(parsed.sign) ?? 0) + 1);
  }
  return Number.NaN;
}

function notices(report: YearbookReport): Notice[] {
  const out: Notice[] = [];
  const odd = report.oddCells;
  if (odd.length > 0) {
    const sample = odd
      .slice(0, 5)
      .map((c) => `${c.sheet} ${c.row} ${c.column}: ${c.text}`)
      .join("; ");
    out.push(
      notice(
        "table/odd-cells",
        `${odd.length} cells are no figures and are missing (${sample})`,
        `${odd.length} 个单元格不是数值，记为缺失（${sample}）`,
      ),
    );
  }
  if (report.leftOutRows > 0) {
    out.push(
      notice(
        "table/rows-left-out",
        `${report.leftOutRows} rows of titles, notes and repeated headers were left out`,
        `略去标题、注释和重复表头共 ${report.leftOutRows} 行`,
      ),
    );
  }
  return out;
}
