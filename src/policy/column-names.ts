import { UserError } from "../base/index.js";
import { type ColumnMatch, matchColumn, type Regions, refuseProvinces } from "../region/index.js";
import type { Table } from "../table/index.js";
import { policyError } from "./errors.js";

/** Level of the units of a panel. */
export type UnitLevelOfPanel = "prefecture" | "province";

/** Usual headings of codes and names, by level; lower case. */
const HEADINGS: Readonly<Record<UnitLevelOfPanel, { codes: string[]; names: string[] }>> = {
  prefecture: {
    codes: (
      "region_code city_code citycode adcode city_id cityid code " +
      "行政区划代码 城市代码 地级市代码 地区代码 市代码 市级代码 所属城市代码"
    ).split(" "),
    names: (
      "city city_name cityname region_name prefecture prefecture_name prefecturename " +
      "城市 城市名称 城市名 地级市 地级市名称 市 地市 市名 所在城市 所属城市 所属地级市 地区 地区名称"
    ).split(" "),
  },
  province: {
    codes: "region_code province_code provincecode adcode code 省份代码 省代码 行政区划代码".split(
      " ",
    ),
    names: (
      "province province_name provincename prov region_name " +
      "省份 省份名称 省 省市 所属省份 所在省份 地区 地区名称"
    ).split(" "),
  },
};

/** Usual headings of years. */
export const YEAR_HEADINGS = "year 年份 年度 年 会计年度 统计年度".split(" ");

/** The columns of a table under usual headings of units, codes first. */
export function unitColumns(table: Table, level: UnitLevelOfPanel = "prefecture"): string[] {
  const { codes, names } = HEADINGS[level];
  return underHeadings(table, [...codes, ...names]);
}

/** The columns of a table under the given headings, in the order of those. */
export function underHeadings(table: Table, headings: readonly string[]): string[] {
  const byLower = new Map(table.names.map((n) => [n.trim().toLowerCase(), n]));
  return headings.flatMap((h) => byLower.get(h) ?? []);
}

/** Which column the units were read from, and why. */
export interface ChosenColumn {
  readonly column: string;
  /** `asked` for; the `only` one; `most-rows` have a unit in it. */
  readonly why: "asked" | "only" | "most-rows";
  readonly nrow: number;
  /** Rows whose cell names a unit. */
  readonly placedRows: number;
  readonly emptyRows: number;
  /** The other columns that could have served. */
  readonly others: readonly { readonly column: string; readonly placedRows: number }[];
  /** Rows in which another column names another unit. */
  readonly disagree: readonly {
    readonly column: string;
    readonly rows: number;
    readonly example: string;
  }[];
  readonly match: ColumnMatch;
}

/**
 * Chooses the column of units: the one asked for, else among those under usual headings the one in
 * which most rows name a unit; codes go before names where both do.   中文: 选择城市列
 *
 * Errors    policy/no-city-column, region/provinces, table/missing-column.
 */
export function chooseUnitColumn(
  table: Table,
  asked: string | undefined,
  regions: Regions,
  options: { readonly level?: UnitLevelOfPanel; readonly to?: "prefecture" },
): ChosenColumn {
  const level = options.level ?? "prefecture";
  const candidates = unitColumns(table, level);
  if (asked === undefined && candidates.length === 0) {
    const what = level === "province" ? "the province" : "the city";
    throw policyError("no-city-column", { ...table.where(), have: table.names, what });
  }
  const names = asked === undefined ? candidates : [table.column(asked).name];
  const tried = names.map((column) => {
    const match = matchColumn(table, column, regions, { ...options, level, provinces: "match" });
    const units = match.names.map((n) => (n.status === "matched" ? n.unit.code : undefined));
    const placedRows = match.rows.reduce(
      (sum, n, i) => (units[i] === undefined ? sum : sum + n),
      0,
    );
    return {
      column,
      match,
      units,
      placedRows,
      provinces: provincesIn(match, regions, table, level),
    };
  });
  const usable = tried.filter((t) => t.provinces === undefined);
  const pool = usable.length > 0 ? usable : tried;
  const best = pool.reduce((a, b) => (b.placedRows > a.placedRows ? b : a));
  if (best.provinces !== undefined) throw best.provinces;
  const rest = usable.filter((t) => t !== best);
  return {
    column: best.column,
    why: asked !== undefined ? "asked" : rest.length === 0 ? "only" : "most-rows",
    nrow: table.nrow,
    placedRows: best.placedRows,
    emptyRows: best.match.emptyRows,
    others: rest.map(({ column, placedRows }) => ({ column, placedRows })),
    disagree: rest.flatMap((other) => disagreement(best, other)),
    match: best.match,
  };
}

interface Tried {
  readonly column: string;
  readonly match: ColumnMatch;
  readonly units: readonly (string | undefined)[];
}

function provincesIn(
  match: ColumnMatch,
  regions: Regions,
  table: Table,
  level: UnitLevelOfPanel,
): UserError | undefined {
  if (level === "province") return undefined;
  try {
    refuseProvinces(table, match, regions);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function disagreement(a: Tried, b: Tried): ChosenColumn["disagree"] {
  let rows = 0;
  let example = "";
  for (let i = 0; i < a.match.codes.length; i++) {
    const mine = a.match.codes[i]!;
    const theirs = b.match.codes[i]!;
    if (mine < 0 || theirs < 0) continue;
    const one = a.units[mine];
    const other = b.units[theirs];
    if (one === undefined || other === undefined || one === other) continue;
    if (rows++ === 0) example = `${a.match.names[mine]!.value} ≠ ${b.match.names[theirs]!.value}`;
  }
  return rows === 0 ? [] : [{ column: b.column, rows, example }];
}
