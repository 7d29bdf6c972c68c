import type { Regions } from "../../region/index.js";
import { type Column, numberColumn, type Panel } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";

/** One number for each region (or firm) and year, by code. */
export interface RegionYearCounts {
  readonly name: string;
  readonly panel: string;
  /** What the codes are: the unit's own region, its province, or a firm. */
  readonly by: "region" | "province" | "firm";
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
  readonly panel: string;
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
  about: JoinSettings,
): { column: Column; report: JoinReport } {
  const keyColumn = joinColumn(panel, counts, about.data);
  const keys = joinKeys(panel, keyColumn, counts, about.regions);
  const byKey = new Map<string, number>();
  counts.codes.forEach((code, i) => {
    if (code !== null) byKey.set(`${code} ${counts.years[i]}`, counts.values[i]!);
  });
  const values = new Float64Array(panel.nrow);
  const used = new Set<string>();
  let matched = 0;
  for (let i = 0; i < panel.nrow; i++) {
    const key = `${keys[i]} ${panel.times[i]}`;
    const value = byKey.get(key);
    if (value !== undefined) {
      used.add(key);
      matched++;
    }
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
  const { source, lineage, name } = counts;
  return {
    column: numberColumn(name, values, { source, lineage }),
    report: {
      name,
      panel: counts.panel,
      matched,
      rows: panel.nrow,
      unused: byKey.size - used.size,
    },
  };
}

/** What of a study says how counts find their rows. */
export interface JoinSettings {
  readonly data: Pick<Study["data"], "regionCode" | "firmName" | "panels">;
  readonly regions: Pick<Regions, "byCode">;
}

/** The column of the panel that holds the codes. */
export function joinColumn(
  panel: Panel,
  counts: Pick<RegionYearCounts, "panel" | "by">,
  data: JoinSettings["data"],
): string {
  const about = counts.panel === "main" ? data : data.panels?.[counts.panel];
  return (counts.by === "firm" ? about?.firmName : about?.regionCode) ?? panel.unit;
}

/** The code of each row of the panel, as the counts have it. */
export function joinKeys(
  panel: Panel,
  column: string,
  counts: Pick<RegionYearCounts, "by">,
  regions: JoinSettings["regions"],
): readonly string[] {
  const factor = panel.factor(column);
  let levels = factor.levels.map(String);
  if (counts.by === "province") {
    levels = levels.map((code) => regions.byCode(code)?.provinceCode ?? `${code.slice(0, 2)}0000`);
  }
  return Array.from(factor.codes, (code) => levels[code] ?? "");
}
