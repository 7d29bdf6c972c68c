import { defaultLag, periodsOf, requirePanel, sandwichOf } from "./panel-lags.js";
import type { VcovInput } from "./vcov-input.js";

/**
 * Newey–West inside each unit: pairs of rows of one unit at most L calendar periods apart, Bartlett
 * weights 1 − l/(L + 1).   中文: 面板 Newey–West 方差
 *
 * Without any factor. Source  Newey & West (1987), https://doi.org/10.2307/1913610
 */
export function neweyWestVcov(
  input: VcovInput,
  lag?: number,
): { matrix: Float64Array; periods: number } {
  const { unit, times } = requirePanel(input, "Newey–West");
  const T = periodsOf(times).values.length;
  const L = lag ?? defaultLag(T);
  const k = input.columns.length;
  const order = Int32Array.from({ length: input.n }, (_, i) => i).sort(
    (a, b) => unit.codes[a]! - unit.codes[b]! || times[a]! - times[b]! || a - b,
  );
  const score = (row: number, j: number) =>
    input.columns[j]![row]! * (input.multiplier === null ? 1 : input.multiplier[row]!);
  const meat = new Float64Array(k * k);
  for (let p = 0; p < input.n; p++) {
    const i = order[p]!;
    for (let q = p; q < input.n; q++) {
      const j = order[q]!;
      if (unit.codes[j] !== unit.codes[i]) break;
      const distance = times[j]! - times[i]!;
      if (distance > L) break;
      const weight = 1 - distance / (L + 1);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          const product = weight * score(i, a) * score(j, b);
          meat[a * k + b]! += product;
          if (q !== p) meat[b * k + a]! += product;
        }
      }
    }
  }
  return { matrix: sandwichOf(input, meat), periods: T };
}
