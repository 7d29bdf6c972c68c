import { greatest } from "../../../base/index.js";
import type { Sheet, SheetCell } from "../read-sheet.js";
import { parseCell } from "./parse-cell.js";

/** What a column of a yearbook sheet holds. */
export interface YearbookColumn {
  /** Position in the sheet, from 0. */
  readonly at: number;
  readonly variable: string;
  readonly unit: string;
  /** The year in its header, if any. */
  readonly year: number | undefined;
}

/** A yearbook sheet taken apart. */
export interface YearbookSheet {
  readonly columns: readonly YearbookColumn[];
  /** Rows of data, from 0, with the cleaned name of the unit. */
  readonly rows: readonly { readonly at: number; readonly name: string }[];
  /** The year of the title or the sheet's name, if any. */
  readonly year: number | undefined;
  /** What stands over the first column: 地区, 指标, 年份; empty where nothing does. */
  readonly corner: string;
  /** What lines above the header name, as statistics bureaus export it: 地区：甲市, 指标：生产总值(亿元). */
  readonly region: string | undefined;
  readonly indicator: string | undefined;
  /** Whether a line 数据库：… stands above the header. */
  readonly isExport: boolean;
  /** Rows left out: titles, notes, repeated headers. */
  readonly leftOut: readonly { readonly at: number; readonly text: string }[];
}

const YEAR = /(?<!\d)((?:19[4-9]|20[0-9]|21[0-4])\d)(?!\d)/;
const NOTE = /^(?:注|说明|备注|资料来源|数据来源|来源|本表|续表|单位[:：])/;
const EXPORT_LINE = /^(数据库|地区|指标|时间)[:：](.*)$/;
const UNIT_LINE = /单位[:：]\s*(\S+)/;
const UNIT_CELL =
  /^(?:[（(](.+)[）)]|(亿元|万元|千元|元|亿美元|万美元|百万美元|人|万人|千人|户|个|家|件|项|吨|万吨|公里|平方公里|平方米|万平方米|公顷|千公顷|亩|万千瓦时|亿千瓦时|立方米|万立方米|辆|张|册|所|%|％|‰|元\/人|人\/平方公里))$/;
/** A unit in brackets behind a heading. */
export const HEAD_UNIT = /[（(]([^（）()]+)[）)]\s*$/;

/** Blanks of all kinds out of a name: 北　京　市 → 北京市. */
export function cleanName(cell: SheetCell): string {
  return cell === null
    ? ""
    : String(cell)
        .normalize("NFKC")
        .replaceAll(/[\s\p{Cf}]/gu, "");
}

/** The year in a text, if there is one. */
export function yearIn(text: string): number | undefined {
  const found = YEAR.exec(text.normalize("NFKC"))?.[1];
  return found === undefined ? undefined : Number(found);
}

/**
 * Finds header, units, years and data rows of a yearbook sheet; undefined where there is no table.
 *
 * The header is every row above the first row that begins with a name and has a figure. A header
 * cell that is empty belongs to the one left of it when a row below has a heading there (merged
 * headings). Units stand in a row of their own, in brackets behind a heading, or in a line
 * 单位：万元 above.
 */
export function takeApart(sheet: Sheet): YearbookSheet | undefined {
  const { rows } = sheet;
  const start = rows.findIndex((row, i) => isData(row) && !isHeading(row) && i > 0);
  if (start < 1) return undefined;
  const leftOut: { at: number; text: string }[] = [];
  const header: (readonly SheetCell[])[] = [];
  const lines = new Map<string, string>();
  let year = yearIn(sheet.name);
  let unit = "";
  for (let i = 0; i < start; i++) {
    const row = rows[i]!;
    const filled = row.filter((c) => c !== null);
    const text = filled.join(" ");
    const unitLine = UNIT_LINE.exec(text)?.[1];
    if (unitLine !== undefined) unit = unitLine;
    const named = EXPORT_LINE.exec(filled.map(cleanName).join(""));
    if (named !== null && filled.length <= 2) {
      lines.set(named[1]!, named[2]!);
      leftOut.push({ at: i, text });
    } else if (filled.length <= 1 || unitLine !== undefined) {
      year ??= yearIn(text);
      if (text !== "") leftOut.push({ at: i, text });
    } else header.push(row);
  }
  if (header.length === 0) return undefined;
  const width = greatest(rows.map((r) => r.length));
  const columns = readColumns(header, width, unit);
  const data: { at: number; name: string }[] = [];
  const heads = new Set(header.map((row) => row.map(cleanName).join("|")));
  for (let i = start; i < rows.length; i++) {
    const row = rows[i]!;
    const name = cleanName(row[0] ?? null);
    const isTable = row.slice(1).some((c) => c !== null);
    if (name !== "" && isTable && !NOTE.test(name) && !heads.has(row.map(cleanName).join("|"))) {
      data.push({ at: i, name });
    } else if (row.some((c) => c !== null)) {
      leftOut.push({ at: i, text: row.filter((c) => c !== null).join(" ") });
    }
  }
  const corner = header.map((row) => cleanName(row[0] ?? null)).find((text) => text !== "") ?? "";
  return {
    columns,
    rows: data,
    year,
    corner,
    region: lines.get("地区") || undefined,
    indicator: lines.get("指标") || undefined,
    isExport: lines.has("数据库"),
    leftOut,
  };
}

/** A name (or, in a series of one region, a year) first, and behind it at least one figure or sign for none. */
function isData(row: readonly SheetCell[]): boolean {
  const [first, ...rest] = row;
  const name = cleanName(first ?? null);
  const isName = typeof first === "string" && name !== "" && !NOTE.test(name);
  const isYear = typeof first === "number" && yearIn(name) === first;
  return (isName || isYear) && rest.some(isFigure);
}

/** A number, or digits with a note behind them (123①); not a heading such as 2010年. */
function isFigure(cell: SheetCell): boolean {
  const parsed = parseCell(cell);
  if (parsed.kind === "number") return true;
  return (
    parsed.kind === "text" && /^[+-]?\d/.test(parsed.text) && yearIn(parsed.text) === undefined
  );
}

/** A row of which every figure is a year is a heading. */
function isHeading(row: readonly SheetCell[]): boolean {
  return row.slice(1).every((c) => {
    const parsed = parseCell(c);
    if (parsed.kind === "number") return yearIn(String(c)) === parsed.value;
    return !isFigure(c);
  });
}

function readColumns(
  header: readonly (readonly SheetCell[])[],
  width: number,
  sheetUnit: string,
): YearbookColumn[] {
  const full = header.map((row, level) =>
    spread(row, header.slice(0, level), header.slice(level + 1), width),
  );
  const columns: YearbookColumn[] = [];
  for (let at = 1; at < width; at++) {
    const parts: string[] = [];
    let unit = "";
    let year: number | undefined;
    for (const row of full) {
      const text = row[at]!;
      if (text === "") continue;
      const alone = UNIT_CELL.exec(text);
      if (alone !== null) {
        unit = alone[1] ?? alone[2]!;
        continue;
      }
      const found = yearIn(text);
      const rest = found === undefined ? text : text.replace(YEAR, "").replace(/^年|年$/, "");
      year = found ?? year;
      const inBrackets = HEAD_UNIT.exec(rest)?.[1];
      if (inBrackets !== undefined) unit = inBrackets;
      const part = rest.replace(HEAD_UNIT, "");
      if (part !== "" && parts.at(-1) !== part) parts.push(part);
    }
    if (parts.length === 0 && year === undefined) continue;
    columns.push({ at, variable: parts.join("_"), unit: unit || sheetUnit, year });
  }
  return columns;
}

/**
 * Fills a merged heading to the right as long as a lower row has headings (not mere units) and
 * neither this row nor one above begins a new heading.
 */
function spread(
  row: readonly SheetCell[],
  above: readonly (readonly SheetCell[])[],
  below: readonly (readonly SheetCell[])[],
  width: number,
): string[] {
  const out: string[] = [];
  for (let at = 0; at < width; at++) {
    const own = cleanName(row[at] ?? null);
    const isUnder = below.some((r) => {
      const text = cleanName(r[at] ?? null);
      return text !== "" && !UNIT_CELL.test(text);
    });
    const isNew = above.some((r) => cleanName(r[at] ?? null) !== "");
    const left = at > 1 && isUnder && !isNew ? out[at - 1]! : "";
    out.push(own !== "" ? own : left);
  }
  return out;
}
