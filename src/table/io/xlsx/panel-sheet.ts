import { greatest } from "../../../base/index.js";
import { parseFigure } from "../parse-figure.js";
import type { Sheet, SheetCell } from "../read-sheet.js";
import { cleanName } from "./yearbook-sheet.js";

/** A sheet that is a panel as it stands: a column of units, one of years, and one for each variable. */
export interface PanelSheet {
  /** Position of the columns, from 0. */
  readonly unitAt: number;
  readonly timeAt: number;
  readonly variables: readonly {
    readonly at: number;
    readonly name: string;
    /** `text`: names and codes, kept as they stand. */
    readonly as: "figure" | "text";
  }[];
  readonly rows: readonly { readonly at: number; readonly name: string; readonly year: number }[];
  /** Rows with something in them that are none of the panel. */
  readonly leftOut: readonly number[];
}

const UNIT_NAME =
  /^(?:城市|城市名称?|地级市|市|地区|区域|县|区县|省份?|省市|.*city.*|.*region.*|province|county)$/i;
/** A heading under which years may stand: year, 年份, 统计年度, 年度标识, 时间. */
const TIME_NAME = /^(?:years?|yr|时间|[^\d]*年[^\d]*)$/i;
const MOST_TITLES = 10;

/**
 * Recognises a tidy panel: under one header a column named as year with years in it, and a column of
 * names; each name has several years or each year several names.   中文: 识别整洁面板
 *
 * Where several columns hold names, one named as city or region is taken of which the names, with
 * the year, tell the rows apart.
 */
export function panelSheet(sheet: Sheet): PanelSheet | undefined {
  const { rows } = sheet;
  const width = rows.length === 0 ? 0 : greatest(rows.map((r) => r.length));
  for (let head = 0; head < Math.min(rows.length - 1, MOST_TITLES); head++) {
    const titles = Array.from({ length: width }, (_, j) => cleanName(rows[head]![j] ?? null));
    const named = titles.flatMap((t, j) => (TIME_NAME.test(t) ? [j] : []));
    if (named.length === 0) continue;
    for (const timeAt of named) {
      const panel = panelBelow(rows, head, titles, timeAt);
      if (panel !== undefined) return panel;
    }
    return undefined;
  }
  return undefined;
}

function panelBelow(
  rows: Sheet["rows"],
  head: number,
  titles: readonly string[],
  timeAt: number,
): PanelSheet | undefined {
  const below = rows.map((row, at) => ({ row, at })).slice(head + 1);
  const filled = below.filter(({ row }) => row.some((c) => c !== null));
  const dated = filled.filter(({ row }) => !Number.isNaN(yearOf(row[timeAt] ?? null)));
  if (dated.length < 2 || dated.length < 0.8 * filled.length) return undefined;
  const years = dated.map(({ row }) => yearOf(row[timeAt] ?? null));
  const named = titles.map((_, j) => dated.map(({ row }) => cleanName(row[j] ?? null)));
  const isNames = (j: number): boolean =>
    j !== timeAt &&
    titles[j] !== "" &&
    dated.filter(
      ({ row }) => typeof row[j] === "string" && parseFigure(String(row[j])).form === "text",
    ).length >=
      0.8 * dated.length;
  const hasCodes = (j: number): boolean =>
    dated.some(({ row }) => typeof row[j] === "string" && parseFigure(row[j]).form === "code");
  const tells = (j: number): boolean =>
    new Set(named[j]!.map((name, i) => `${name}|${years[i]}`)).size === dated.length;
  const candidates = titles.map((_, j) => j).filter(isNames);
  const unitAt =
    candidates.find((j) => UNIT_NAME.test(titles[j]!) && tells(j)) ??
    candidates.find(tells) ??
    candidates.find((j) => UNIT_NAME.test(titles[j]!));
  if (unitAt === undefined) return undefined;
  const data = dated
    .map(({ at }, i) => ({ at, name: named[unitAt]![i]!, year: years[i]! }))
    .filter((r) => r.name !== "");
  const kept = new Set(data.map((r) => r.at));
  return {
    unitAt,
    timeAt,
    variables: titles
      .map(
        (name, at) => ({ at, name, as: isNames(at) || hasCodes(at) ? "text" : "figure" }) as const,
      )
      .filter(({ at, name }) => name !== "" && at !== unitAt && at !== timeAt),
    rows: data,
    leftOut: filled.map(({ at }) => at).filter((at) => !kept.has(at)),
  };
}

function yearOf(cell: SheetCell): number {
  const { form, value } = parseFigure(String(cell ?? ""));
  const isYear = form === "plain" || form === "full-width" || form === "year" || form === "date";
  return isYear && Number.isInteger(value) && value >= 1900 && value < 2150 ? value : Number.NaN;
}
