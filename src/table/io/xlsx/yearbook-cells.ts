import { isYearName } from "../clean-columns.js";
import type { Sheet } from "../read-sheet.js";
import { panelSheet } from "./panel-sheet.js";
import { parseCell } from "./parse-cell.js";
import {
  cleanName,
  HEAD_UNIT,
  takeApart,
  type YearbookColumn,
  type YearbookSheet,
  yearIn,
} from "./yearbook-sheet.js";

/** How a sheet is laid out. */
export type YearbookLayout =
  /** Units down, variables or years across. */
  | "units"
  /** Indicators down, years across, for one region. */
  | "indicators"
  /** Years down, indicators across, for one region. */
  | "years"
  /** A panel as it stands. */
  | "panel";

/** A cell of a sheet and what it is of. */
export interface PlacedCell {
  /** Position in the sheet, from 0. */
  readonly row: number;
  readonly column: number;
  readonly name: string;
  readonly year: number;
  readonly variable: string;
  readonly unit: string;
  readonly as?: "figure" | "text";
}

/** The cells of a sheet, or why it has none. */
export type SheetCells =
  | {
      readonly layout: YearbookLayout;
      readonly cells: readonly PlacedCell[];
      readonly rows: number;
      readonly leftOut: number;
      /** Region that was taken where none is named: the whole country. */
      readonly assumed?: string;
    }
  | { readonly why: "no table" | "no region" | "no year" };

/** What a caller knows beyond the sheet. */
export interface Known {
  /** Name of the variable where only years stand over the columns. */
  readonly variable?: string | undefined;
  /** Region of sheets whose rows are indicators or years. */
  readonly region?: string | undefined;
  /** Year where neither sheet nor title names one. */
  readonly year: number | undefined;
}

const INDICATOR_CORNER = /^(?:指标|项目|指标名称|项目名称|指标项目|indicators?|items?)$/i;
const MEASURE_COLUMN = /^(?:计量)?单位$/;
/** National exports of the statistics bureau name no region. */
const COUNTRY = "全国";

/** Finds what every figure of a sheet is of.   中文: 年鉴工作表单元格归位 */
export function placeCells(sheet: Sheet, known: Known): SheetCells {
  const panel = panelSheet(sheet);
  if (panel !== undefined) {
    const cells = panel.variables.flatMap(({ at, name, as }) => {
      const { variable, unit } = nameAndUnit(name);
      return panel.rows.map((r) => ({
        row: r.at,
        column: at,
        name: r.name,
        year: r.year,
        variable,
        unit,
        as,
      }));
    });
    const { rows, leftOut } = panel;
    return { layout: "panel", cells, rows: rows.length, leftOut: leftOut.length };
  }
  const parts = takeApart(sheet);
  if (parts === undefined) return { why: "no table" };
  if (INDICATOR_CORNER.test(parts.corner) || (parts.region !== undefined && !parts.indicator)) {
    const isYears = parts.rows.every(({ name }) => yearIn(name) !== undefined);
    return isYears ? yearsDown(sheet, parts, known) : indicatorsDown(sheet, parts, known);
  }
  const isYears = parts.rows.every(({ name }) => /^(?:19|20|21)\d{2}年?$/.test(name));
  if (isYears || isYearName(parts.corner)) return yearsDown(sheet, parts, known);
  return unitsDown(sheet, parts, known);
}

function unitsDown(sheet: Sheet, parts: YearbookSheet, known: Known): SheetCells {
  const columns = parts.columns.filter((c) => hasFigures(sheet, c, parts.rows));
  if (columns.length === 0) return { why: "no table" };
  const fallback = parts.year ?? known.year;
  const named = nameAndUnit(parts.indicator ?? "");
  const cells: PlacedCell[] = [];
  for (const { at, variable, unit, year = fallback } of columns) {
    if (year === undefined) return { why: "no year" };
    const isBare = variable === "";
    const title = isBare ? (known.variable ?? (named.variable || sheet.name)) : variable;
    const measure = unit || (isBare ? named.unit : "");
    for (const row of parts.rows) {
      cells.push({ row: row.at, column: at, name: row.name, year, variable: title, unit: measure });
    }
  }
  return {
    layout: "units",
    cells,
    rows: parts.rows.length,
    leftOut: parts.leftOut.length,
  };
}

function indicatorsDown(sheet: Sheet, parts: YearbookSheet, known: Known): SheetCells {
  const region = regionOf(parts, known);
  if (region === undefined) return { why: "no region" };
  const measureAt = parts.columns.find((c) => MEASURE_COLUMN.test(c.variable))?.at;
  const columns = parts.columns.filter((c) => hasFigures(sheet, c, parts.rows));
  const rows = parts.rows.filter(({ at }) =>
    columns.some((c) => parseCell(sheet.rows[at]![c.at] ?? null).kind === "number"),
  );
  const fallback = parts.year ?? known.year;
  const dated = columns.filter((c) => (c.year ?? fallback) !== undefined);
  if (rows.length === 0 || dated.length === 0)
    return { why: rows.length === 0 ? "no table" : "no year" };
  const names = rowVariables(rows, (at) =>
    measureAt === undefined ? "" : cleanName(sheet.rows[at]![measureAt] ?? null),
  );
  const cells = rows.flatMap(({ at }, i) =>
    dated.map((c) => ({
      row: at,
      column: c.at,
      name: region.name,
      year: (c.year ?? fallback)!,
      variable: c.variable === "" ? names[i]!.variable : `${names[i]!.variable}_${c.variable}`,
      unit: c.variable === "" ? names[i]!.unit : c.unit,
    })),
  );
  const leftOut = parts.leftOut.length + parts.rows.length - rows.length;
  return { layout: "indicators", cells, rows: rows.length, leftOut, ...region.assumed };
}

function yearsDown(sheet: Sheet, parts: YearbookSheet, known: Known): SheetCells {
  const region = regionOf(parts, known);
  if (region === undefined) return { why: "no region" };
  const columns = parts.columns.filter((c) => hasFigures(sheet, c, parts.rows));
  const rows = parts.rows.filter(({ name }) => yearIn(name) !== undefined);
  const cells = rows.flatMap(({ at, name }) =>
    columns.map((c) => ({
      row: at,
      column: c.at,
      name: region.name,
      year: yearIn(name)!,
      variable: c.variable || (parts.indicator ?? sheet.name),
      unit: c.unit,
    })),
  );
  if (cells.length === 0) return { why: "no table" };
  const leftOut = parts.leftOut.length + parts.rows.length - rows.length;
  return { layout: "years", cells, rows: rows.length, leftOut, ...region.assumed };
}

function regionOf(
  { region, isExport }: YearbookSheet,
  known: Known,
): { readonly name: string; readonly assumed: { readonly assumed?: string } } | undefined {
  const named = region ?? known.region;
  if (named !== undefined) return { name: named, assumed: {} };
  return isExport ? { name: COUNTRY, assumed: { assumed: COUNTRY } } : undefined;
}

/** Names of indicators; two that differ in their unit only keep it in the name. */
function rowVariables(
  rows: readonly { readonly at: number; readonly name: string }[],
  measureOf: (at: number) => string,
): { readonly variable: string; readonly unit: string }[] {
  const parts = rows.map(({ at, name }) => {
    const { variable, unit } = nameAndUnit(name);
    return { full: name, variable, unit: unit || measureOf(at) };
  });
  const units = new Map<string, Set<string>>();
  for (const { variable, unit } of parts) {
    units.set(variable, (units.get(variable) ?? new Set()).add(unit));
  }
  return parts.map(({ full, variable, unit }) => ({
    variable: units.get(variable)!.size > 1 ? full : variable,
    unit,
  }));
}

function nameAndUnit(text: string): { readonly variable: string; readonly unit: string } {
  const unit = HEAD_UNIT.exec(text)?.[1] ?? "";
  const variable = text.replace(HEAD_UNIT, "");
  return variable === "" ? { variable: text, unit: "" } : { variable, unit };
}

function hasFigures(
  sheet: Sheet,
  column: YearbookColumn,
  rows: readonly { readonly at: number }[],
): boolean {
  return rows.some(({ at }) => parseCell(sheet.rows[at]![column.at] ?? null).kind === "number");
}
