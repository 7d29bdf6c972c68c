import { Regions } from "../region/index.js";
import { policyError } from "./errors.js";
import { type PlacedList, type PlaceOptions, placeRows } from "./place-rows.js";
import type { PolicyList, PolicyRow } from "./policy-list.js";

/** From when a pilot counts.   中文: 处理起始规则 */
export interface StartOptions {
  /** `announcement` (default): the list's year; `following`: the year after. */
  readonly start?: "announcement" | "following";
  /**
   * Years of batches as a paper has them, by `"year:batch"`, `"batch"` or `"year"`; the most
   * exact key wins, and `start` is not added to a mapped year.
   */
  readonly startMap?: ReadonlyMap<string, number>;
}

/** From when, and for which units of a panel. */
export interface TreatmentOptions extends StartOptions, PlaceOptions {
  /** Region table in which the units are looked up. Default: the bundled one. */
  readonly regions?: Regions;
  /**
   * A unit that stands twice with different years: in a list of the user's an `error` (default),
   * or the `earliest` counts, as in the bundled lists, where a province and a city in it may both stand.
   */
  readonly repeats?: "error" | "earliest";
}

/** First years of one unit: as a whole, and in part. */
export interface CityTreatment {
  /** Code of today; empty where the list's name is not known. */
  readonly code: string;
  readonly city: string;
  /** First year in which the city is covered as a whole; Infinity if never. */
  readonly whole: number;
  /** First year in which a part is covered; Infinity if none. */
  readonly part: number;
  readonly rows: readonly { readonly row: PolicyRow; readonly year: number }[];
}

/** The year from which a row counts, under the rule. */
export function startYear(row: PolicyRow, options: StartOptions): number {
  const map = options.startMap;
  const mapped =
    map?.get(`${row.year}:${row.batch}`) ?? map?.get(row.batch) ?? map?.get(String(row.year));
  if (mapped !== undefined) return mapped;
  return options.start === "following" ? row.year + 1 : row.year;
}

/**
 * First treated years of every unit of a list; one entry for each code (or name, where it is not
 * known).   中文: 各城市首次处理年份
 *
 * Errors    policy/no-year, policy/not-applicable, policy/bad-start-map, policy/two-years,
 *           policy/list-of-provinces.
 */
export function treatmentYears(
  list: PolicyList,
  options: TreatmentOptions = {},
): ReadonlyMap<string, CityTreatment> {
  return placedYears(list, placeRows(list, options.regions ?? Regions.load(), options), options);
}

/** As `treatmentYears`, of a list whose rows are placed already. */
export function placedYears(
  list: PolicyList,
  placed: PlacedList,
  options: TreatmentOptions = {},
): ReadonlyMap<string, CityTreatment> {
  if (list.form === "counts") throw policyError("not-applicable", { name: list.name });
  const undated = list.rows.filter((r) => Number.isNaN(startYear(r, options)));
  const first = undated[0];
  if (first !== undefined) {
    throw policyError("no-year", {
      name: list.name,
      unit: first.unit,
      file: list.file,
      row: first.fileRow,
      count: undated.length,
    });
  }
  if ((options.repeats ?? (list.state === "given" ? "error" : "earliest")) === "error") {
    refuseTwoYears(list, placed, options);
  }
  const cities = new Map<string, CityTreatment>();
  for (const { row, code, name, covers } of placed.rows) {
    const key = code || name;
    const before = cities.get(key);
    const year = startYear(row, options);
    const isWhole = covers === "whole";
    cities.set(key, {
      code,
      city: before?.city ?? name,
      whole: Math.min(before?.whole ?? Number.POSITIVE_INFINITY, isWhole ? year : Infinity),
      part: Math.min(before?.part ?? Number.POSITIVE_INFINITY, isWhole ? Infinity : year),
      rows: [...(before?.rows ?? []), { row, year }],
    });
  }
  return cities;
}

/** One unit of the list with two years: which one counts is the user's to say. */
function refuseTwoYears(list: PolicyList, placed: PlacedList, options: StartOptions): void {
  const seen = new Map<string, { row: PolicyRow; year: number }>();
  const twice: string[] = [];
  let firstRow = 0;
  for (const { row, code, name } of placed.rows) {
    const year = startYear(row, options);
    const isPart = row.unit !== row.city && row.unit !== "";
    const key = `${code || name}\u0001${isPart ? row.unit : ""}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, { row, year });
    else if (before.year !== year) {
      if (twice.length === 0) firstRow = row.fileRow;
      twice.push(
        `${row.unit || name} ${before.year} (${before.row.fileRow}), ${year} (${row.fileRow})`,
      );
    }
  }
  if (twice.length > 0) {
    throw policyError("two-years", { file: list.file, row: firstRow, units: twice });
  }
}

/** Every key of the map must name some row of some list. Errors: policy/bad-start-map. */
export function checkStartMap(lists: readonly PolicyList[], options: StartOptions): void {
  const rows = lists.flatMap((l) => l.rows);
  const known = new Set(rows.map((r) => `${Number.isNaN(r.year) ? "" : r.year}:${r.batch}`));
  for (const key of options.startMap?.keys() ?? []) {
    const used = rows.some(
      (r) => key === `${r.year}:${r.batch}` || key === r.batch || key === String(r.year),
    );
    if (!used) throw policyError("bad-start-map", { key, known: [...known] });
  }
}
