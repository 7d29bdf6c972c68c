import {
  firstYearCell,
  numberColumn,
  type Panel,
  readFirstYears,
  type Table,
} from "../table/index.js";
import { policyError } from "./errors.js";

/** Columns that `hypotheticalPilots` needs. */
export interface HypotheticalOptions {
  /** Column of the true first treated year: 0 or Inf = never, empty as `readFirstYears` has it. */
  readonly first: string;
  /** Column to rank by, highest first. */
  readonly rank: string;
  /** Year whose rank counts: that of adoption (default), or the year before. */
  readonly rankAt?: "adoption" | "before";
  /** Name of the new dummy; `NAME_first` goes with it. Default `"hypothetical"`. */
  readonly name?: string;
}

/**
 * As many new units a year as truly treated, highest rank first: an instrument for a policy whose
 * pilots were chosen by something else as well.   中文: 按排序构造的假想试点
 *
 * In each adoption year the n units with the highest value of `rank` (in that year or the year
 * before) that were not taken earlier become hypothetical pilots; ties go by the order of units.
 *
 * Errors    table/timing-varies and the others of `readFirstYears`, policy/too-few-ranked, table/missing-column.
 * Source    study 003 (pilots by penetration rank).
 */
export function hypotheticalPilots(panel: Panel, options: HypotheticalOptions): Table {
  const timings = readFirstYears(panel, options.first).ofUnit;
  // A unit that is not in the sample is no true pilot, and none of the hypothetical ones.
  const firstOf = Float64Array.from(timings, firstYearCell);
  const adopted = new Map<number, number>();
  for (const year of firstOf) if (year > 0) adopted.set(year, (adopted.get(year) ?? 0) + 1);
  const rank = panel.number(options.rank);
  const taken = new Float64Array(firstOf.length);
  const shift = options.rankAt === "before" ? 1 : 0;
  for (const [year, count] of [...adopted].sort(([a], [b]) => a - b)) {
    const standing = unitValues(panel, rank, year - shift)
      .map((value, unit) => ({ value, unit }))
      .filter(
        (u) =>
          !Number.isNaN(u.value) && taken[u.unit] === 0 && timings[u.unit]!.state !== "excluded",
      )
      .sort((a, b) => b.value - a.value || a.unit - b.unit);
    if (standing.length < count) {
      const available = standing.length;
      throw policyError("too-few-ranked", {
        year,
        needed: count,
        available,
        column: options.rank,
      });
    }
    for (const { unit } of standing.slice(0, count)) taken[unit] = year;
  }
  const name = options.name ?? "hypothetical";
  const codes = panel.unitFactor.codes;
  const first = Float64Array.from(codes, (unit) =>
    timings[unit]!.state === "excluded" ? Number.NaN : taken[unit]!,
  );
  const dummy = first.map((year, i) =>
    Number.isNaN(year) ? year : Number(year > 0 && panel.times[i]! >= year),
  );
  return panel.withColumns([numberColumn(name, dummy), numberColumn(`${name}_first`, first)]);
}

function unitValues(panel: Panel, values: Float64Array, year: number): number[] {
  const out = new Array<number>(panel.unitFactor.levels.length).fill(Number.NaN);
  for (let i = 0; i < panel.nrow; i++) {
    if (panel.times[i] === year) out[panel.unitFactor.codes[i]!] = values[i]!;
  }
  return out;
}
