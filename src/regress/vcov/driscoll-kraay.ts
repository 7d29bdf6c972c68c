import { defaultLag, periodsOf, requirePanel, sandwichOf } from "./panel-lags.js";
import { classScores } from "./score-products.js";
import type { VcovInput } from "./vcov-input.js";

/**
 * Driscoll–Kraay: scores summed over units in each period, Bartlett weights 1 − l/(L + 1) over
 * calendar lags.   中文: Driscoll–Kraay 方差
 *
 * Without any factor. Source  Driscoll & Kraay (1998), https://doi.org/10.1162/003465398557825
 */
export function driscollKraayVcov(
  input: VcovInput,
  lag?: number,
): { matrix: Float64Array; periods: number } {
  const { times } = requirePanel(input, "Driscoll–Kraay");
  const { values, codes } = periodsOf(times);
  const T = values.length;
  const L = lag ?? defaultLag(T);
  const k = input.columns.length;
  const sums = classScores(input.columns, input.multiplier, codes, T);
  const meat = new Float64Array(k * k);
  for (let t = 0; t < T; t++) {
    for (let s = t; s < T; s++) {
      const distance = values[s]! - values[t]!;
      if (distance > L) break;
      const weight = 1 - distance / (L + 1);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          const product = weight * sums[t * k + a]! * sums[s * k + b]!;
          meat[a * k + b]! += product;
          if (s !== t) meat[b * k + a]! += product;
        }
      }
    }
  }
  return { matrix: sandwichOf(input, meat), periods: T };
}
