import type { Notice } from "../base/index.js";
import { type Column, type Table, textColumn } from "../table/index.js";
import { matchColumn, matchedHow } from "./match-column.js";
import type { UnmatchedReason } from "./match-name.js";
import { matchNotices } from "./match-notices.js";
import type { Region, RegionLevel } from "./region.js";
import type { Regions } from "./regions.js";

/** Choices of `matchRegions`. */
export interface MatchRegionsOptions {
  /** Level of the units. Default `prefecture` (with the municipalities, 济源, 仙桃 and their like). */
  readonly level?: RegionLevel;
  /** Column that names the province, to settle names. Default none. */
  readonly province?: string;
  /** `prefecture`: counties and districts stand for their own prefecture. Default: unmatched. */
  readonly to?: "prefecture";
  /**
   * Codes and names of `today` (default, so that 毕节地区 and 毕节市 are one unit), or
   * `as-written`: of the unit of that name.
   */
  readonly names?: "as-written" | "today";
  /** Put before the new columns `code`, `name`, `province`. Default `region_`. */
  readonly prefix?: string;
}

/** A value that was not matched. */
export interface Unmatched {
  readonly value: string;
  readonly rows: number;
  readonly reason: UnmatchedReason;
  readonly nearest?: string;
  readonly candidates?: readonly string[];
}

/** A table with region columns and the account of the matching. */
export interface MatchedRegions {
  readonly table: Table;
  /** Distinct values by outcome. */
  readonly distinct: number;
  readonly matched: number;
  /** Matched values by how: code, name, short, suffix, old-name, path, to-prefecture. */
  readonly how: Readonly<Record<string, number>>;
  readonly emptyRows: number;
  readonly unmatched: readonly Unmatched[];
  /** Matched names that name other units too, with those. */
  readonly namesakes: readonly { readonly value: string; readonly others: readonly string[] }[];
  /** Distinct names that are no longer in use, with the units of today. */
  readonly former: readonly { readonly value: string; readonly today: readonly string[] }[];
  /** Matched over distinct values, units of other levels and placeholders left out of both. */
  readonly share: number;
  readonly warnings: readonly Notice[];
}

/**
 * Gives the region names of a column their codes, and lists those it cannot.   中文: 匹配地区名称
 *
 * Names are taken with or without 市/地区/州/盟, under old names, and as codes (see `matchName`);
 * nothing is guessed: a misspelt name is listed with the nearest one, the name of a county with
 * its county, and a name that also names another unit is said.
 *
 * Errors    region/provinces — the column names provinces; table/missing-column.
 * Warnings  region/unmatched, region/namesakes, region/to-prefecture, region/own-units,
 *           region/former-names, region/empty.
 * @example matchRegions(table, "city", regions).share
 */
export function matchRegions(
  table: Table,
  column: string,
  regions: Regions,
  options: MatchRegionsOptions = {},
): MatchedRegions {
  const match = matchColumn(table, column, regions, options);
  const { names, rows, codes } = match;
  const prefix = options.prefix ?? "region_";
  const unitOf = names.map((n) => {
    if (n.status === "unmatched") return undefined;
    return options.names === "as-written" ? n.region : n.unit;
  });
  const text = (name: string, of: (r: Region) => string): Column =>
    textColumn(
      `${prefix}${name}`,
      Array.from(codes, (code) => {
        const region = code < 0 ? undefined : unitOf[code];
        return region === undefined ? null : of(region);
      }),
    );
  const found = names.filter((n) => n.status === "matched");
  const unmatched = names.flatMap((n, i) => {
    if (n.status === "matched") return [];
    const { status: _, ...rest } = n;
    return [{ ...rest, rows: rows[i]! }];
  });
  const fair = unmatched.filter((u) => u.reason === "unknown" || u.reason === "ambiguous").length;
  return {
    table: table.withColumns([
      text("code", (r) => r.code),
      text("name", (r) => r.name),
      text("province", (r) => r.province),
    ]),
    distinct: names.length,
    matched: found.length,
    how: matchedHow(match),
    emptyRows: match.emptyRows,
    unmatched,
    namesakes: found
      .filter((n) => n.namesakes.length > 0)
      .map((n) => ({ value: n.value, others: n.namesakes.map((r) => `${r.name} ${r.code}`) })),
    former: found
      .filter((n) => n.region.to !== undefined)
      .map((n) => ({ value: n.value, today: regions.today(n.region).map((now) => now.name) })),
    share: found.length + fair === 0 ? Number.NaN : found.length / (found.length + fair),
    warnings: matchNotices(match, regions),
  };
}
