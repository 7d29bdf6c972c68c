import { type Notice, notice } from "../../../base/index.js";
import { type Column, numberColumn, textColumn } from "../../column.js";
import { tableError } from "../../errors.js";
import { Table } from "../../table.js";
import { readWorkbook, type Sheet } from "../read-sheet.js";
import { textSheet } from "../text-sheet.js";
import { parseCell } from "./parse-cell.js";
import {
  type PlacedCell,
  placeCells,
  type SheetCells,
  type YearbookLayout,
} from "./yearbook-cells.js";

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
  /** Region of sheets whose rows are indicators or years and that name none. */
  readonly region?: string;
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
    readonly layout: YearbookLayout;
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
 *           titles, notes and repeated headers in between; blanks inside names. Exports of a
 *           statistics bureau: by indicator (指标：… above, regions down), by region (地区：… above,
 *           indicators down), years down. A sheet that is a panel already is taken as it stands, and
 *           scratch cells beside it are skipped. Workbooks and .csv alike.
 * Cells     figures may be text (1,234.5, full-width); —, …, - and the like are missing; anything
 *           else is missing and listed in `oddCells`.
 * Errors    table/no-table, table/no-region (indicators of an unnamed region), table/no-year (a sheet without any), table/cell-twice (two different
 *           figures for a unit, year and variable), table/unit-differs (万元 in one sheet, 亿元 in
 *           another).
 * Warnings  table/odd-cells, table/rows-left-out, table/sheets-skipped, table/already-a-panel,
 *           table/assumed-region.
 * @example (await readYearbook(["2010.xlsx", "2011.xlsx"])).table
 */
export async function readYearbook(
  files: readonly string[],
  options: ReadYearbookOptions = {},
): Promise<Yearbook> {
  const gathered = new Gathered();
  for (const file of files) {
    const { sheets, hidden } = await sheetsOf(file, options);
    const placed = sheets.map((sheet) => ({ sheet, found: placeOne(sheet, file, options) }));
    const panel = placed.find(({ found }) => "layout" in found && found.layout === "panel");
    for (const { sheet, found } of placed) {
      const isBeside =
        panel !== undefined &&
        "layout" in found &&
        found.layout !== "panel" &&
        isScratch(sheet, panel.sheet);
      if ("why" in found) gathered.skip(file, sheet.name, found.why);
      else if (hidden.includes(sheet.name)) gathered.skip(file, sheet.name, "hidden");
      else if (isBeside) gathered.skip(file, sheet.name, "scratch beside a panel");
      else gather(gathered, file, sheet, found);
    }
  }
  if (gathered.sheets.length === 0) throwNothing(files, gathered.skipped);
  const report: YearbookReport = {
    sheets: gathered.sheets,
    skipped: gathered.skipped,
    missingSigns: Object.fromEntries(gathered.signs),
    oddCells: gathered.odd,
    leftOutRows: gathered.leftOut,
  };
  return {
    table: gathered.table(options),
    report,
    warnings: [...notices(report), ...gathered.assumedNotices()],
  };
}

/** The sheets asked for, with those that the spreadsheet does not show. */
async function sheetsOf(
  file: string,
  { sheets: asked }: ReadYearbookOptions,
): Promise<{ readonly sheets: readonly Sheet[]; readonly hidden: readonly string[] }> {
  const text = textSheet(file);
  if (text !== undefined) return { sheets: [text], hidden: [] };
  if (asked === undefined) {
    const book = await readWorkbook(file);
    const isAllHidden = book.hidden.length === book.names.length;
    return { sheets: book.sheets, hidden: isAllHidden ? [] : book.hidden };
  }
  const sheets: Sheet[] = [];
  for (const sheet of asked) sheets.push((await readWorkbook(file, { sheet })).sheets[0]!);
  return { sheets, hidden: [] };
}

function placeOne(sheet: Sheet, file: string, options: ReadYearbookOptions): SheetCells {
  // 2000-2023 in a name is the span of the file, and no year of a sheet.
  const named = new Set(file.replace(/^.*[\\/]/, "").match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? []);
  const year = options.year ?? (named.size === 1 ? Number([...named][0]) : undefined);
  return placeCells(sheet, { variable: options.variable, region: options.region, year });
}

/** Few cells beside those of the panel. */
function isScratch(sheet: Sheet, panel: Sheet): boolean {
  const cells = ({ rows }: Sheet): number =>
    rows.reduce((n, row) => n + row.filter((c) => c !== null).length, 0);
  return sheet !== panel && cells(sheet) < 0.1 * cells(panel);
}

function throwNothing(files: readonly string[], skipped: YearbookReport["skipped"]): never {
  const first = skipped.find((s) => s.why !== "no table");
  const { file = "", sheet = "" } = first ?? {};
  if (first?.why === "no region") throw tableError("no-region", { file, sheet });
  if (first?.why === "no year") throw tableError("no-year", { file, sheet });
  throw tableError("no-table", { file: files.join(", "), sheets: skipped.map((s) => s.sheet) });
}

class Gathered {
  readonly sheets: { file: string; sheet: string; rows: number; layout: YearbookLayout }[] = [];
  readonly assumed: string[] = [];
  readonly skipped: { file: string; sheet: string; why: string }[] = [];
  readonly signs = new Map<string, number>();
  readonly odd: OddCell[] = [];
  leftOut = 0;
  /** Units and variables in order of appearance; value by unit, year, variable. */
  readonly units = new Map<string, Set<number>>();
  readonly variables = new Map<string, { unit: string; source: string }>();
  readonly values = new Map<string, number | string>();

  skip(file: string, sheet: string, why: string): void {
    this.skipped.push({ file, sheet, why });
  }

  put(file: string, { name, year, variable }: PlacedCell, value: number | string): void {
    const years = this.units.get(name);
    if (years === undefined) this.units.set(name, new Set([year]));
    else years.add(year);
    const key = JSON.stringify([name, year, variable]);
    const before = this.values.get(key);
    if (before !== undefined && !isNothing(before)) {
      if (isNothing(value) || value === before) return;
      const cell = `${name} ${year} ${variable}`;
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
      const meta = { ...(unit === "" ? {} : { unit }), source };
      columns.push(
        values.some((v) => typeof v === "string")
          ? textColumn(
              variable,
              values.map((v) => (isNothing(v) ? null : String(v))),
              meta,
            )
          : numberColumn(variable, values as number[], meta),
      );
    }
    return new Table(columns);
  }

  assumedNotices(): Notice[] {
    if (this.assumed.length === 0) return [];
    const sheets = this.assumed.slice(0, 5).join(", ");
    return [
      notice(
        "table/assumed-region",
        `no region stands above the figures, as in national exports: they were taken for 全国 (sheets ${sheets}); --region names another`,
        `表上方没有地区，按全国数据读取（工作表 ${sheets}）；可用 --region 指定地区`,
      ),
    ];
  }
}

function isNothing(value: number | string): boolean {
  return typeof value === "number" ? Number.isNaN(value) : value === "";
}

function gather(
  into: Gathered,
  file: string,
  sheet: Sheet,
  found: Exclude<SheetCells, { readonly why: string }>,
): void {
  const { layout, rows, leftOut, cells, assumed } = found;
  into.leftOut += leftOut;
  into.sheets.push({ file, sheet: sheet.name, rows, layout });
  if (assumed !== undefined) into.assumed.push(sheet.name);
  const source = file.replace(/^.*[\\/]/, "");
  for (const cell of cells) {
    const { variable, unit } = cell;
    const known = into.variables.get(variable);
    if (known && known.unit !== "" && unit !== "" && known.unit !== unit) {
      const units = { first: known.unit, second: unit };
      throw tableError("unit-differs", { file, sheet: sheet.name, variable, ...units });
    }
    if (known === undefined || (known.unit === "" && unit !== "")) {
      into.variables.set(variable, { unit, source });
    }
    into.put(file, cell, figureIn(into, file, sheet, cell));
  }
}

function figureIn(into: Gathered, file: string, sheet: Sheet, cell: PlacedCell): number | string {
  const raw = sheet.rows[cell.row]![cell.column] ?? null;
  if (cell.as === "text") return raw === null ? "" : String(raw).trim();
  const parsed = parseCell(raw);
  if (parsed.kind === "number") return parsed.value;
  if (parsed.kind === "text") {
    const { text } = parsed;
    into.odd.push({ file, sheet: sheet.name, row: cell.row + 1, column: cell.variable, text });
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
  const panels = report.sheets.filter((s) => s.layout === "panel").map((s) => s.sheet);
  if (panels.length > 0) {
    out.push(
      notice(
        "table/already-a-panel",
        `sheet(s) ${panels.slice(0, 5).join(", ")}: already a panel, taken as it stands (panel convert --sheet reads it too)`,
        `工作表 ${panels.slice(0, 5).join("、")} 已是面板，按原样读取（也可用 panel convert --sheet）`,
      ),
    );
  }
  if (report.skipped.length > 0) out.push(skippedNotice(report.skipped));
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

const WHY_ZH: Readonly<Record<string, string>> = {
  "no table": "没有表",
  "no region": "各行是指标但未注明地区，可用 --region",
  "no year": "没有年份，可用 --year",
  hidden: "隐藏的工作表",
  "scratch beside a panel": "面板旁的草稿",
};

function skippedNotice(skipped: YearbookReport["skipped"]): Notice {
  const list = (why: (text: string) => string): string =>
    skipped
      .slice(0, 8)
      .map((s) => `${s.sheet} (${why(s.why)})`)
      .join(", ");
  return notice(
    "table/sheets-skipped",
    `${skipped.length} sheet(s) were not read: ${list((w) => w)}`,
    `${skipped.length} 个工作表未读取：${list((w) => WHY_ZH[w] ?? w)}`,
  );
}
