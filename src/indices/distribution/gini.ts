import { mean, sum } from "../../math/index.js";
import { checkPositive } from "./positive-groups.js";

/**
 * Gini coefficient.   中文: 基尼系数
 *
 * Formula   Σ_i Σ_r |y_i − y_r| / (2 n² μ)
 * Errors    indices/negative-value, indices/too-few-values.
 * @example gini([1, 1, 1, 1]) // 0
 */
export function gini(values: ArrayLike<number>): number {
  checkPositive(values, "Gini");
  const present = Float64Array.from(values).filter((v) => !Number.isNaN(v));
  return giniBetween(present, present);
}

/** Mean absolute difference of two sets over the sum of their means. */
export function giniBetween(a: Float64Array, b: Float64Array): number {
  return meanAbsoluteDifference(a, b) / (mean(a) + mean(b));
}

/** Mean of |x − y| over all pairs, by one pass over both in order: O(n log n). */
export function meanAbsoluteDifference(a: Float64Array, b: Float64Array): number {
  const x = a.slice().sort();
  const y = b.slice().sort();
  const total = sum(y);
  let below = 0;
  let at = 0;
  const parts = new Float64Array(x.length);
  x.forEach((value, i) => {
    while (at < y.length && y[at]! <= value) below += y[at++]!;
    parts[i] = value * at - below + (total - below) - value * (y.length - at);
  });
  return sum(parts) / (x.length * y.length);
}

/** Mean of max(x − y, 0) over all pairs. */
export function meanPositiveDifference(a: Float64Array, b: Float64Array): number {
  return 0.5 * (meanAbsoluteDifference(a, b) + mean(a) - mean(b));
}
