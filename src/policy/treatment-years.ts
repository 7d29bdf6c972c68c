import { policyError } from "./errors.js";
import { coversWholeCity, type PolicyList, type PolicyRow } from "./policy-list.js";

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

/** First years of one city: as a whole, and in part. */
export interface CityTreatment {
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
 * First treated years of every city of a list; one entry for each city code (or name, where the
 * list has no code).   中文: 各城市首次处理年份
 *
 * Errors    policy/no-year, policy/not-applicable, policy/bad-start-map.
 */
export function treatmentYears(
  list: PolicyList,
  options: StartOptions = {},
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
  const cities = new Map<string, CityTreatment>();
  for (const row of list.rows) {
    const key = row.code || row.city;
    const before = cities.get(key);
    const year = startYear(row, options);
    const isWhole = coversWholeCity(row, list);
    cities.set(key, {
      code: row.code,
      city: row.city,
      whole: Math.min(before?.whole ?? Number.POSITIVE_INFINITY, isWhole ? year : Infinity),
      part: Math.min(before?.part ?? Number.POSITIVE_INFINITY, isWhole ? Infinity : year),
      rows: [...(before?.rows ?? []), { row, year }],
    });
  }
  return cities;
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
