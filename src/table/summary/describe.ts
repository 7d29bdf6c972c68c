import { quantiles, sum } from "../../math/index.js";
import { type Column, type ColumnMeta, columnMeta } from "../column.js";
import { Panel } from "../panel.js";
import type { Table } from "../table.js";

/** What is known of a numeric column.   中文: 数值变量描述 */
export interface NumberSummary extends ColumnMeta {
  readonly kind: "number";
  readonly name: string;
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  readonly mean: number;
  /** Divisor n − 1. */
  readonly sd: number;
  readonly min: number;
  readonly p1: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p99: number;
  readonly max: number;
  /** m₃/m₂^1.5 and m₄/m₂² with divisor n, as Stata. */
  readonly skewness: number;
  readonly kurtosis: number;
  /** Values beyond three interquartile ranges from the quartiles (Tukey's far out). */
  readonly outliers: number;
  /** The farthest of them with its row of the file; absent without any. */
  readonly farthest?: { readonly value: number; readonly row: number };
}

/** What is known of a text column. */
export interface TextSummary extends ColumnMeta {
  readonly kind: "text";
  readonly name: string;
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  /** The most frequent values. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** Shape of a panel. */
export interface PanelShape {
  readonly units: number;
  readonly periods: number;
  readonly first: number;
  readonly last: number;
  readonly balanced: boolean;
  /** Units that lack a period between their first and last. */
  readonly unitsWithGaps: number;
  /** Unit-periods that a balanced panel would have and this one lacks. */
  readonly absent: number;
}

/** A table described. */
export interface Description {
  readonly rows: number;
  readonly columns: readonly (NumberSummary | TextSummary)[];
  readonly panel?: PanelShape;
}

/**
 * Counts, moments, percentiles, missing values and outliers of every column.
 * 中文: 描述性统计（含缺失与异常值报告）
 *
 * Agrees    Stata `summarize, detail` (percentiles by its definition, divisor n for skewness).
 * @example describe(table).columns[0]
 */
export function describe(table: Table, names: readonly string[] = table.names): Description {
  const columns = names.map((name) => summarise(table, table.column(name)));
  return {
    rows: table.nrow,
    columns,
    ...(table instanceof Panel ? { panel: shapeOf(table) } : {}),
  };
}

function summarise(table: Table, column: Column): NumberSummary | TextSummary {
  const meta = columnMeta(column);
  return column.kind === "text"
    ? { ...summariseText(column), ...meta }
    : { ...summariseNumbers(table, column.name, column.values), ...meta };
}

function summariseText(column: Column & { kind: "text" }): TextSummary {
  const counts = new Map<number, number>();
  for (const code of column.codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  const n = [...counts.values()].reduce((a, b) => a + b, 0);
  const top = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 5)
    .map(([code, count]) => ({ value: column.levels[code]!, count }));
  return {
    kind: "text",
    name: column.name,
    n,
    missing: column.codes.length - n,
    distinct: counts.size,
    top,
  };
}

function summariseNumbers(table: Table, name: string, all: Float64Array): NumberSummary {
  const values = all.filter((v) => !Number.isNaN(v));
  const n = values.length;
  const mean = n === 0 ? Number.NaN : sum(values) / n;
  const power = (k: number): number => sum(values.map((v) => (v - mean) ** k)) / n;
  const m2 = power(2);
  const [min, p1, p25, p50, p75, p99, max] = quantiles(values, [0, 0.01, 0.25, 0.5, 0.75, 0.99, 1]);
  const far = farOut(all, p25!, p75!);
  return {
    kind: "number",
    name,
    n,
    missing: all.length - n,
    distinct: new Set(values).size,
    mean,
    sd: n < 2 ? Number.NaN : Math.sqrt((m2 * n) / (n - 1)),
    min: min!,
    p1: p1!,
    p25: p25!,
    p50: p50!,
    p75: p75!,
    p99: p99!,
    max: max!,
    skewness: m2 === 0 ? Number.NaN : power(3) / m2 ** 1.5,
    kurtosis: m2 === 0 ? Number.NaN : power(4) / m2 ** 2,
    outliers: far.count,
    ...(far.count === 0 ? {} : { farthest: { value: all[far.at]!, row: table.fileRow(far.at) } }),
  };
}

function farOut(values: Float64Array, p25: number, p75: number): { count: number; at: number } {
  const reach = 3 * (p75 - p25);
  let count = 0;
  let at = -1;
  let farthest = 0;
  for (let i = 0; i < values.length; i++) {
    const beyond = Math.max(p25 - reach - values[i]!, values[i]! - p75 - reach);
    // A column with most values equal has no spread to measure by.
    if (!(beyond > 0) || reach === 0) continue;
    count++;
    if (beyond > farthest) {
      farthest = beyond;
      at = i;
    }
  }
  return { count, at };
}

function shapeOf(panel: Panel): PanelShape {
  const periods = panel.periods;
  const units = panel.unitFactor.levels.length;
  const first = new Float64Array(units).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
  const count = new Int32Array(units);
  for (let i = 0; i < panel.nrow; i++) {
    const unit = panel.unitFactor.codes[i]!;
    first[unit] = Math.min(first[unit]!, panel.times[i]!);
    last[unit] = Math.max(last[unit]!, panel.times[i]!);
    count[unit]!++;
  }
  const between = (unit: number): number =>
    periods.filter((t) => t >= first[unit]! && t <= last[unit]!).length;
  let unitsWithGaps = 0;
  for (let u = 0; u < units; u++) if (count[u]! < between(u)) unitsWithGaps++;
  return {
    units,
    periods: periods.length,
    first: periods[0]!,
    last: periods.at(-1)!,
    balanced: panel.balanced,
    unitsWithGaps,
    absent: units * periods.length - panel.nrow,
  };
}
