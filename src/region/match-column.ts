import type { Table } from "../table/index.js";
import { regionError } from "./errors.js";
import { type FoundName, type MatchNameOptions, type MissedName, matchName } from "./match-name.js";
import { isOwnUnit } from "./name-index.js";
import { isMunicipality } from "./read-areas.js";
import type { Regions } from "./regions.js";

/** Choices of `matchColumn`. */
export interface MatchColumnOptions extends Omit<MatchNameOptions, "within"> {
  /** Column that names the province, to settle names. Default none. */
  readonly province?: string;
  /** A column of provinces where prefectures are asked for: `refuse` (default), or `match` 吉林 and 海南. */
  readonly provinces?: "refuse" | "match";
}

/** The region names of a column, each looked up once.   中文: 一列地名的匹配结果 */
export interface ColumnMatch {
  readonly column: string;
  /** Index into `names` for each row; −1 where the cell is empty. */
  readonly codes: Int32Array;
  /** Distinct names (with the province beside them, if one is given) in order of appearance. */
  readonly names: readonly (FoundName | MissedName)[];
  /** Rows of each name. */
  readonly rows: readonly number[];
  readonly emptyRows: number;
}

/**
 * Looks up the names of a column through `matchName`.   中文: 匹配一列地名
 *
 * Errors    region/provinces — most names are provinces where prefectures are asked for;
 *           table/missing-column.
 */
export function matchColumn(
  table: Table,
  column: string,
  regions: Regions,
  options: MatchColumnOptions = {},
): ColumnMatch {
  const { province, provinces = "refuse", ...rest } = options;
  const indexOf = new Map<string, number>();
  const names: (FoundName | MissedName)[] = [];
  const rows: number[] = [];
  let emptyRows = 0;
  const codes = new Int32Array(table.nrow).fill(-1);
  table.column(column);
  for (let i = 0; i < table.nrow; i++) {
    const value = table.value(i, column);
    if (value === null || String(value).trim() === "") {
      emptyRows++;
      continue;
    }
    const within = province === undefined ? null : table.value(i, province);
    const key = `${value}\u0001${within ?? ""}`;
    let at = indexOf.get(key);
    if (at === undefined) {
      at = names.length;
      indexOf.set(key, at);
      const narrowed = within === null ? rest : { ...rest, within: String(within) };
      names.push(matchName(String(value), regions, narrowed));
      rows.push(0);
    }
    rows[at]!++;
    codes[i] = at;
  }
  const match = { column, codes, names, rows, emptyRows };
  if (provinces === "refuse" && (options.level ?? "prefecture") === "prefecture") {
    refuseProvinces(table, match, regions);
  }
  return match;
}

/**
 * Two of 25 provinces (吉林, 海南) are names of prefectures too: where provinces outnumber cities,
 * the column is not matched at prefecture level.   中文: 拒绝把省份列当作城市列
 *
 * Errors    region/provinces.
 */
export function refuseProvinces(table: Table, match: ColumnMatch, regions: Regions): void {
  const provinces = new Set<string>();
  let cities = 0;
  for (const name of match.names) {
    const found = regions.lookUp(name.value, { level: "province" });
    const isProvince = found.status === "found" && !isMunicipality(found.region.code);
    if (isProvince) provinces.add(found.region.code);
    else if (name.status === "matched" && !isMunicipality(name.region.code)) cities++;
  }
  if (provinces.size === 0 || provinces.size <= cities) return;
  throw regionError("provinces", {
    ...table.where(),
    column: match.column,
    provinces: provinces.size,
    values: new Set(match.names.map((n) => n.value)).size,
  });
}

/** How many names were matched how: `{ name: 280, short: 3, "old-name": 2 }`. */
export function matchedHow(match: ColumnMatch): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of match.names) {
    if (name.status === "matched") counts[name.how] = (counts[name.how] ?? 0) + 1;
  }
  return counts;
}

/** County-level units run directly by their province among the matched. */
export function ownUnits(match: ColumnMatch): readonly FoundName[] {
  return match.names.filter((n) => n.status === "matched").filter((n) => isOwnUnit(n.region));
}
