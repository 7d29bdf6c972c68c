import { type Notice, notice } from "../base/index.js";
import { type Column, type Table, textColumn } from "../table/index.js";
import type { Region, RegionLevel } from "./region.js";
import type { Regions } from "./regions.js";

/** Choices of `matchRegions`. */
export interface MatchRegionsOptions {
  /** Level of the units. Default `prefecture` (with the municipalities). */
  readonly level?: RegionLevel;
  /** Column that names the province, to settle names. Default none. */
  readonly province?: string;
  /** Codes and names `as-written` (default: the unit of that name), or of `today`. */
  readonly names?: "as-written" | "today";
  /** Put before the new columns `code`, `name`, `province`. Default `region_`. */
  readonly prefix?: string;
}

/** A value that was not matched. */
export interface Unmatched {
  readonly value: string;
  readonly rows: number;
  /** `placeholder`: 市辖区, 省直辖县 …; `county`, `province`: a unit of another level. */
  readonly reason: "unknown" | "ambiguous" | "county" | "province" | "placeholder";
  readonly nearest?: string;
  readonly candidates?: readonly string[];
}

/** A table with region columns and the account of the matching. */
export interface MatchedRegions {
  readonly table: Table;
  /** Distinct values by outcome. */
  readonly distinct: number;
  readonly matched: number;
  readonly unmatched: readonly Unmatched[];
  /** Distinct names that are no longer in use, with the units of today. */
  readonly former: readonly { readonly value: string; readonly today: readonly string[] }[];
  /** Matched over distinct values, counties and placeholders left out of both. */
  readonly share: number;
  readonly warnings: readonly Notice[];
}

const PLACEHOLDER =
  /^(?:中国|全国|市辖区|县|(?:省|自治区)直辖.*|.*(?:合计|总计|全市|全省|平均|其他|其它))$/;

/**
 * Gives the region names of a column their codes, and lists those it cannot.   中文: 匹配地区名称
 *
 * Names are taken with or without 市/地区/州/盟, under old names, and as codes (see
 * `Regions.resolve`); nothing is guessed: a misspelt name is listed with the nearest one.
 *
 * Warnings  region/unmatched, region/former-names.
 * @example matchRegions(table, "city", regions).share
 */
export function matchRegions(
  table: Table,
  column: string,
  regions: Regions,
  options: MatchRegionsOptions = {},
): MatchedRegions {
  const level = options.level ?? "prefecture";
  const found = new Map<string, Region>();
  const missed = new Map<string, Unmatched>();
  const keys = Array.from({ length: table.nrow }, (_, i) => {
    const value = table.value(i, column);
    if (value === null) return null;
    const within = options.province === undefined ? null : table.value(i, options.province);
    const key = `${value}\u0001${within ?? ""}`;
    const before = missed.get(key);
    if (before !== undefined) missed.set(key, { ...before, rows: before.rows + 1 });
    else if (!found.has(key)) {
      const outcome = look(
        regions,
        String(value),
        level,
        within === null ? undefined : `${within}`,
      );
      if ("code" in outcome) found.set(key, outcome);
      else missed.set(key, outcome);
    }
    return key;
  });
  const prefix = options.prefix ?? "region_";
  const unit = (key: string | null): Region | undefined => {
    const region = key === null ? undefined : found.get(key);
    if (region === undefined || options.names !== "today") return region;
    return regions.continuation(region) ?? region;
  };
  const text = (name: string, of: (r: Region) => string): Column =>
    textColumn(
      `${prefix}${name}`,
      keys.map((key) => {
        const region = unit(key);
        return region === undefined ? null : of(region);
      }),
    );
  const former = [...found]
    .filter(([, r]) => r.to !== undefined)
    .map(([key, r]) => ({
      value: key.split("\u0001")[0]!,
      today: regions.today(r).map((now) => now.name),
    }));
  const unmatched = [...missed.values()];
  const fair = unmatched.filter((u) => u.reason === "unknown" || u.reason === "ambiguous").length;
  const matched = found.size;
  return {
    table: table.withColumns([
      text("code", (r) => r.code),
      text("name", (r) => r.name),
      text("province", (r) => r.province),
    ]),
    distinct: found.size + missed.size,
    matched,
    unmatched,
    former,
    share: matched + fair === 0 ? Number.NaN : matched / (matched + fair),
    warnings: [...unmatchedNotice(unmatched), ...formerNotice(former)],
  };
}

function look(
  regions: Regions,
  value: string,
  level: RegionLevel,
  within: string | undefined,
): Region | Unmatched {
  const narrowed = within === undefined ? { level } : { level, within };
  const result = regions.resolve(value, narrowed);
  if (result.status === "found") return result.region;
  if (PLACEHOLDER.test(value.trim())) return { value, rows: 1, reason: "placeholder" };
  if (result.status === "ambiguous") {
    const candidates = result.candidates.map((c) => `${c.province}${c.name} ${c.code}`);
    return { value, rows: 1, reason: "ambiguous", candidates };
  }
  for (const other of ["province", "county"] as const) {
    const elsewhere = regions.resolve(value, { level: other });
    if (other !== level && elsewhere.status !== "unknown") {
      return { value, rows: 1, reason: other };
    }
  }
  // Codes of placeholders end in 90; those of counties run by a province too.
  if (/^\d{4}(?:90|00)?(?:\.0)?$/.test(value)) return { value, rows: 1, reason: "placeholder" };
  return {
    value,
    rows: 1,
    reason: "unknown",
    ...(result.nearest === undefined ? {} : { nearest: result.nearest }),
  };
}

function unmatchedNotice(unmatched: readonly Unmatched[]): Notice[] {
  if (unmatched.length === 0) return [];
  const sample = unmatched
    .slice(0, 8)
    .map((u) => `${u.value} (${u.reason}${u.nearest === undefined ? "" : `, ${u.nearest}?`})`);
  return [
    notice(
      "region/unmatched",
      `${unmatched.length} distinct names were not matched: ${sample.join(", ")}`,
      `${unmatched.length} 个名称未匹配：${sample.join("、")}`,
    ),
  ];
}

function formerNotice(former: MatchedRegions["former"]): Notice[] {
  if (former.length === 0) return [];
  const sample = former.slice(0, 8).map((f) => `${f.value} → ${f.today.join("+")}`);
  return [
    notice(
      "region/former-names",
      `${former.length} names are no longer in use: ${sample.join(", ")}`,
      `${former.length} 个名称已不再使用：${sample.join("、")}`,
    ),
  ];
}
