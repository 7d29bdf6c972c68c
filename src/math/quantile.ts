import { mathError } from "./errors.js";

/** Definition of a sample quantile (Hyndman & Fan 1996 numbering). */
export type QuantileType = 2 | 7;

/**
 * Sample quantiles; missing values (NaN) are left out.   中文: 样本分位数
 *
 * Defaults  type 2 — Stata's `summarize, detail`, `centile`-free winsor2: with P = n p, the mean of
 *           the P-th and next value if P is whole, else the value at ⌈P⌉. Type 7 is R's default
 *           (linear interpolation).
 * Errors    math/bad-argument — p outside [0, 1].
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(values: ArrayLike<number>, p: number, type: QuantileType = 2): number {
  return quantileSorted(sortedValues(values), p, type);
}

/** Several quantiles with one sort.   中文: 多个分位数 */
export function quantiles(
  values: ArrayLike<number>,
  ps: readonly number[],
  type: QuantileType = 2,
): number[] {
  const sorted = sortedValues(values);
  return ps.map((p) => quantileSorted(sorted, p, type));
}

/** Median, the mean of the middle two for an even number of values.   中文: 中位数 */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5, 2);
}

function sortedValues(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((v) => !Number.isNaN(v))
    .sort();
}

function quantileSorted(sorted: Float64Array, p: number, type: QuantileType): number {
  if (!(p >= 0 && p <= 1)) {
    throw mathError("bad-argument", { what: "a quantile", found: p, expected: "between 0 and 1" });
  }
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  if (type === 7) {
    const h = (n - 1) * p;
    const low = Math.floor(h + FUZZ);
    const share = Math.max(0, h - low);
    const below = sorted[low]!;
    return share < FUZZ || low + 1 >= n ? below : below + share * (sorted[low + 1]! - below);
  }
  const position = n * p;
  const whole = Math.floor(position + FUZZ);
  if (Math.abs(position - whole) < FUZZ) {
    if (whole <= 0) return sorted[0]!;
    if (whole >= n) return sorted[n - 1]!;
    return 0.5 * (sorted[whole - 1]! + sorted[whole]!);
  }
  return sorted[Math.min(whole, n - 1)]!;
}

/** n · p is seldom exact (200 · 0.95): R allows the same fuzz. */
const FUZZ = 1e-9;
