import { type Column, numberColumn, type Panel } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../read-study.js";

/** One number for each region and year, by code. */
export interface RegionYearCounts {
  readonly name: string;
  readonly codes: readonly (string | null)[];
  readonly years: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly source: string;
  /** Where the numbers came from, for the lineage. */
  readonly lineage: string;
  /** What a region-year without a record means: nothing found, or not known. */
  readonly absent: "zero" | "missing";
}

/** How many rows found a partner; nothing is joined silently. */
export interface JoinReport {
  readonly name: string;
  readonly matched: number;
  readonly rows: number;
  /** Region-years of the counts that are not in the panel. */
  readonly unused: number;
}

/**
 * Counts by region and year as a column of the panel.   中文: 词频与专利数并入面板
 *
 * Errors    study/no-match — not one row of the panel has a partner.
 */
export function joinCounts(
  panel: Panel,
  counts: RegionYearCounts,
  study: Study,
): { column: Column; report: JoinReport } {
  const keyColumn = study.data.regionCode ?? study.data.unit;
  const factor = panel.factor(keyColumn);
  const byKey = new Map<string, number>();
  counts.codes.forEach((code, i) => {
    if (code !== null) byKey.set(`${code} ${counts.years[i]}`, counts.values[i]!);
  });
  const values = new Float64Array(panel.nrow);
  const used = new Set<string>();
  for (let i = 0; i < panel.nrow; i++) {
    const key = `${factor.levels[factor.codes[i]!]} ${panel.times[i]}`;
    const value = byKey.get(key);
    if (value !== undefined) used.add(key);
    values[i] = value ?? (counts.absent === "zero" ? 0 : Number.NaN);
  }
  if (used.size === 0) {
    const examples = [...byKey.keys()].slice(0, 3).join(", ");
    throw studyError("no-match", {
      what: { en: `the counts "${counts.name}"`, zh: `“${counts.name}”的计数` },
      column: keyColumn,
      examples,
    });
  }
  const { source, lineage } = counts;
  return {
    column: numberColumn(counts.name, values, { source, lineage }),
    report: {
      name: counts.name,
      matched: used.size,
      rows: panel.nrow,
      unused: byKey.size - used.size,
    },
  };
}
