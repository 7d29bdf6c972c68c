import { quantiles } from "../../math/index.js";
import { type Column, type NumericColumn, numberColumn } from "../column.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/** Choices of `winsorise` and `trim`; the defaults stand in `DEFAULTS`. */
export interface CutOptions {
  /** Lower and upper percentile. */
  readonly cuts?: readonly [number, number];
  /** Percentiles inside each value of this column (such as year). */
  readonly by?: string;
  /** Added to the name of the new column; left out, the column is replaced. */
  readonly suffix?: string;
}

/** What happened to one column. */
export interface CutReport {
  readonly column: string;
  readonly low: number;
  readonly high: number;
}

/** A table with cut columns, and how many cells changed at each end. */
export interface CutResult<T extends Table> {
  readonly table: T;
  readonly report: readonly CutReport[];
}

const DEFAULTS = { cuts: [1, 99] as const, suffix: "" };

/**
 * Replaces values beyond the cut percentiles by them.   中文: 缩尾处理
 *
 * Defaults  cuts 1 and 99 (percent) over all rows. Missing values stay missing.
 * Agrees    winsor2 (Stata), `cuts(1 99)`, also with `by()`; percentiles as Stata defines them.
 * @example winsorise(panel, ["rd"], { cuts: [1, 99], by: "year" }).table
 */
export function winsorise<T extends Table>(
  table: T,
  columns: readonly string[],
  options: CutOptions = {},
): CutResult<T> {
  return cut(table, columns, options, (bound) => bound);
}

/**
 * Makes values beyond the cut percentiles missing.   中文: 截尾处理
 *
 * Agrees    winsor2 (Stata) with `trim`.
 * @example trim(panel, ["rd"], { cuts: [1, 99], suffix: "_tr" }).report[0]!.high
 */
export function trim<T extends Table>(
  table: T,
  columns: readonly string[],
  options: CutOptions = {},
): CutResult<T> {
  return cut(table, columns, options, () => Number.NaN);
}

function cut<T extends Table>(
  table: T,
  columns: readonly string[],
  options: CutOptions,
  outside: (bound: number) => number,
): CutResult<T> {
  const { cuts, suffix } = { ...DEFAULTS, ...options };
  const [low, high] = cuts;
  if (!(low >= 0 && low < high && high <= 100)) throw tableError("bad-cuts", { low, high });
  const groups = groupsOf(table, options.by);
  const report: CutReport[] = [];
  const added: Column[] = columns.map((name) => {
    const source = table.column(name) as NumericColumn;
    const values = Float64Array.from(table.number(name));
    const changed = { low: 0, high: 0 };
    for (const rows of groups) cutGroup(values, rows, cuts, outside, changed);
    report.push({ column: name, ...changed });
    return { ...source, ...numberColumn(`${name}${suffix}`, values) };
  });
  return { table: table.withColumns(added) as T, report };
}

function groupsOf(table: Table, by: string | undefined): readonly (readonly number[])[] {
  if (by === undefined) return [Array.from({ length: table.nrow }, (_, i) => i)];
  const { codes, levels } = table.factor(by);
  const groups: number[][] = levels.map(() => []);
  codes.forEach((code, row) => {
    if (code >= 0) groups[code]!.push(row);
  });
  return groups;
}

function cutGroup(
  values: Float64Array,
  rows: readonly number[],
  cuts: readonly [number, number],
  outside: (bound: number) => number,
  changed: { low: number; high: number },
): void {
  const present = rows.map((row) => values[row]!);
  const [low, high] = quantiles(present, [cuts[0] / 100, cuts[1] / 100]) as [number, number];
  for (const row of rows) {
    if (values[row]! < low) {
      values[row] = outside(low);
      changed.low++;
    } else if (values[row]! > high) {
      values[row] = outside(high);
      changed.high++;
    }
  }
}
