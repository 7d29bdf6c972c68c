import { median } from "../../math/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import type { SimilarityLevel } from "./similarity.js";

/** How to split. */
export interface SimilaritySplitOptions {
  readonly level: SimilarityLevel;
  /** First policy year: only the years before it count. */
  readonly before: number;
}

/**
 * Cities split at the median of their technology similarity before a policy.   中文: 按技术相似度中位数分组
 *
 * Takes the city table of `innovate`. One row for each city: `region_code`, `similarity` (mean over
 * the years before), `high` = 1 above the median of the cities, 0 at or below it; both are missing
 * where a city never had two firms with applications in those years.
 *
 * Source    methods.md §2; 皮建才、罗禹涵 (2025)
 * Errors    table/missing-column — the table is not by city.
 * @example similaritySplit(innovate(patents, options).table, { level: "ipc4", before: 2016 })
 */
export function similaritySplit(cities: Table, options: SimilaritySplitOptions): Table {
  const codes = cities.text("region_code");
  const years = cities.number("year");
  const values = cities.number(options.level === "ipc3" ? "similarity3" : "similarity4");
  const sums = codes.levels.map(() => ({ sum: 0, n: 0 }));
  for (let i = 0; i < cities.nrow; i++) {
    if (years[i]! >= options.before || Number.isNaN(values[i]!)) continue;
    const cell = sums[codes.codes[i]!]!;
    cell.sum += values[i]!;
    cell.n++;
  }
  const means = sums.map(({ sum, n }) => (n === 0 ? Number.NaN : sum / n));
  const known = means.filter((m) => !Number.isNaN(m));
  const cut = known.length === 0 ? Number.NaN : median(Float64Array.from(known));
  return new Table([
    textColumn("region_code", codes.levels),
    numberColumn("similarity", means),
    numberColumn(
      "high",
      means.map((m) => (Number.isNaN(m) ? Number.NaN : m > cut ? 1 : 0)),
    ),
  ]);
}
