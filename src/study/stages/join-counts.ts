import type { Regions } from "../../region/index.js";
import { type Column, numberColumn, type Panel } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";
import { cellsByPlace, type PlaceYears, placeYear } from "./place-years.js";

/** One number for each region (or firm) and year, by code. */
export interface RegionYearCounts extends PlaceYears {
  readonly name: string;
  readonly panel: string;
  /** What the codes are: the unit's own region, its province, or a firm. */
  readonly by: "region" | "province" | "firm";
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
 * Counts by region and year as a column of the panel, with the places and years that have several
 * numbers, of which the last is taken.   中文: 词频与专利数并入面板
 *
 * Errors    study/no-match — not one row of the panel has a partner.
 */
export function joinCounts(
  panel: Panel,
  counts: RegionYearCounts,
  about: JoinSettings,
): { column: Column; report: JoinReport; repeated: readonly string[] } {
  const keyColumn = joinColumn(panel, counts, about.data);
  const keys = joinKeys(panel, keyColumn, counts, about.regions);
  const cells = cellsByPlace(counts);
  const values = new Float64Array(panel.nrow);
  const used = new Set<string>();
  let matched = 0;
  for (let i = 0; i < panel.nrow; i++) {
    const key = placeYear(keys[i], panel.times[i]!);
    const cell = cells.get(key);
    if (cell !== undefined) {
      used.add(key);
      matched++;
    }
    values[i] =
      cell === undefined ? (counts.absent === "zero" ? 0 : Number.NaN) : counts.values[cell]!;
  }
  if (used.size === 0) {
    const examples = [...cells.keys()].slice(0, 3).join(", ");
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
      unused: cells.size - used.size,
    },
    repeated: repeatedIn(counts, used),
  };
}

/** Places and years of the panel that have more than one number. */
function repeatedIn({ codes, years }: RegionYearCounts, used: ReadonlySet<string>): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  codes.forEach((code, i) => {
    const key = placeYear(code, years[i]!);
    if (seen.has(key) && used.has(key)) repeated.add(key);
    seen.add(key);
  });
  return [...repeated];
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
