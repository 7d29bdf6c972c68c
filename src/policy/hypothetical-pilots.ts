import { numberColumn, type Panel, type Table } from "../table/index.js";
import { policyError } from "./errors.js";

/** Columns that `hypotheticalPilots` needs. */
export interface HypotheticalOptions {
  /** Column of the true first treated year; 0, missing or Inf = never. */
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
 * Errors    policy/constant-within-unit, policy/too-few-ranked, table/missing-column.
 * Source    study 003 (pilots by penetration rank).
 */
export function hypotheticalPilots(panel: Panel, options: HypotheticalOptions): Table {
  const firstOf = firstYears(panel, options.first);
  const adopted = new Map<number, number>();
  for (const year of firstOf) if (year > 0) adopted.set(year, (adopted.get(year) ?? 0) + 1);
  const rank = panel.number(options.rank);
  const taken = new Float64Array(firstOf.length);
  const shift = options.rankAt === "before" ? 1 : 0;
  for (const [year, count] of [...adopted].sort(([a], [b]) => a - b)) {
    const standing = unitValues(panel, rank, year - shift)
      .map((value, unit) => ({ value, unit }))
      .filter((u) => !Number.isNaN(u.value) && taken[u.unit] === 0)
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
  const first = Float64Array.from(codes, (unit) => taken[unit]!);
  const dummy = first.map((year, i) => Number(year > 0 && panel.times[i]! >= year));
  return panel.withColumns([numberColumn(name, dummy), numberColumn(`${name}_first`, first)]);
}

function firstYears(panel: Panel, column: string): Float64Array {
  const values = panel.number(column);
  const firstOf = new Float64Array(panel.unitFactor.levels.length).fill(Number.NaN);
  values.forEach((value, i) => {
    const unit = panel.unitFactor.codes[i]!;
    const year = Number.isFinite(value) ? value : 0;
    if (Number.isNaN(firstOf[unit]!)) firstOf[unit] = year;
    else if (firstOf[unit] !== year) {
      const name = String(panel.unitFactor.levels[unit]);
      throw policyError("constant-within-unit", { column, unit: name });
    }
  });
  return firstOf;
}

function unitValues(panel: Panel, values: Float64Array, year: number): number[] {
  const out = new Array<number>(panel.unitFactor.levels.length).fill(Number.NaN);
  for (let i = 0; i < panel.nrow; i++) {
    if (panel.times[i] === year) out[panel.unitFactor.codes[i]!] = values[i]!;
  }
  return out;
}
