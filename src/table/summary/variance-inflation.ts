import { leastSquares, mean } from "../../math/index.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/** Variance inflation factors and their mean. */
export interface VarianceInflation {
  readonly factors: readonly { readonly name: string; readonly vif: number }[];
  readonly mean: number;
  /** Rows with all values. */
  readonly nobs: number;
}

/**
 * Variance inflation of each regressor: 1/(1 − R²) of its regression on the others.
 * 中文: 方差膨胀因子
 *
 * Infinity  for a column that the others determine.
 * Agrees    Stata `estat vif`.
 * Errors    table/too-few-rows.
 * @example varianceInflation(table, ["gdp", "fdi", "pop"]).mean
 */
export function varianceInflation(table: Table, names: readonly string[]): VarianceInflation {
  const columns = names.map((name) => table.number(name));
  const rows: number[] = [];
  for (let i = 0; i < table.nrow; i++) {
    if (columns.every((c) => !Number.isNaN(c[i]!))) rows.push(i);
  }
  const n = rows.length;
  if (n <= names.length + 1 || names.length < 2) {
    throw tableError("too-few-rows", { columns: names, rows: n, needed: names.length + 2 });
  }
  const kept = columns.map((c) => Float64Array.from(rows, (i) => c[i]!));
  const one = new Float64Array(n).fill(1);
  const factors = names.map((name, j) => {
    const y = kept[j]!;
    const others = kept.filter((_, k) => k !== j);
    const { residuals } = leastSquares([one, ...others], y);
    const centre = mean(y);
    const total = y.reduce((sum, v) => sum + (v - centre) ** 2, 0);
    const left = residuals.reduce((sum, e) => sum + e * e, 0);
    // Residuals of a dependent column are rounding only.
    const share = left / total;
    return { name, vif: share < 1e-14 ? Number.POSITIVE_INFINITY : 1 / share };
  });
  return { factors, mean: mean(factors.map((f) => f.vif)), nobs: n };
}
