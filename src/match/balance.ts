import { pchisq, twoSidedP } from "../math/index.js";
import type { Balance, BalanceSide, BalanceSummary } from "../result/index.js";
import { scoreModel } from "./score-model.js";

/**
 * Balance of covariates before and after matching.   中文: 平衡性检验
 *
 * Bias = 100 (mean treated − mean control) / √((var treated + var control)/2), variances of the
 * unmatched sample on both sides; t of the weighted regression on treatment among rows with weight.
 * Agrees    Stata pstest's definitions, 1e-8
 */
export function balanceTable(
  D: Float64Array,
  X: readonly Float64Array[],
  names: readonly string[],
  weights: Float64Array,
): Balance {
  const ones = new Float64Array(D.length).fill(1);
  const rows = X.map((x, j) => {
    const scale = Math.sqrt((spreadOf(x, D, 1, ones) + spreadOf(x, D, 0, ones)) / 2);
    const before = side(x, D, ones, scale);
    const after = side(x, D, weights, scale);
    const reduction = 100 * (1 - Math.abs(after.bias) / Math.abs(before.bias));
    return { variable: names[j]!, before, after, reduction };
  });
  return {
    rows,
    before: summary(
      rows.map((r) => r.before.bias),
      D,
      X,
      ones,
    ),
    after: summary(
      rows.map((r) => r.after.bias),
      D,
      X,
      weights,
    ),
  };
}

function side(x: Float64Array, D: Float64Array, w: Float64Array, scale: number): BalanceSide {
  const meanTreated = meanOf(x, D, 1, w);
  const meanControl = meanOf(x, D, 0, w);
  let total = 0;
  let treated = 0;
  let rss = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (!(w[i]! > 0)) continue;
    count++;
    total += w[i]!;
    if (D[i] === 1) treated += w[i]!;
    rss += w[i]! * (x[i]! - (D[i] === 1 ? meanTreated : meanControl)) ** 2;
  }
  const sxx = (treated * (total - treated)) / total;
  const difference = meanTreated - meanControl;
  const t = difference / Math.sqrt(rss / (count - 2) / sxx);
  return {
    meanTreated,
    meanControl,
    bias: (100 * difference) / scale,
    t,
    p: twoSidedP(t, count - 2),
    varianceRatio: spreadOf(x, D, 1, w) / spreadOf(x, D, 0, w),
  };
}

function meanOf(x: Float64Array, D: Float64Array, group: number, w: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    if (D[i] !== group) continue;
    sum += w[i]! * x[i]!;
    total += w[i]!;
  }
  return sum / total;
}

/** Weighted variance, weights scaled to the number of rows that have one (Stata aweights). */
function spreadOf(x: Float64Array, D: Float64Array, group: number, w: Float64Array): number {
  const mean = meanOf(x, D, group, w);
  let sum = 0;
  let total = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (D[i] !== group || !(w[i]! > 0)) continue;
    sum += w[i]! * (x[i]! - mean) ** 2;
    total += w[i]!;
    count++;
  }
  return (sum / total) * (count / (count - 1));
}

function summary(
  biases: readonly number[],
  D: Float64Array,
  X: readonly Float64Array[],
  w: Float64Array,
): BalanceSummary {
  const sizes = biases.map(Math.abs).sort((a, b) => a - b);
  const middle = sizes.length >> 1;
  const median =
    sizes.length % 2 === 1 ? sizes[middle]! : (sizes[middle - 1]! + sizes[middle]!) / 2;
  const common = {
    df: X.length,
    meanBias: sizes.reduce((a, v) => a + v, 0) / sizes.length,
    medianBias: median,
  };
  const at: number[] = [];
  for (let i = 0; i < w.length; i++) if (w[i]! > 0) at.push(i);
  const take = (v: Float64Array) => Float64Array.from(at, (i) => v[i]!);
  const constant = new Float64Array(at.length).fill(1);
  try {
    const fit = scoreModel(take(D), [constant, ...X.map(take)], take(w));
    const p = pchisq(fit.lr, X.length, { tail: "upper" });
    return { ...common, pseudoR2: fit.pseudoR2, lr: fit.lr, p };
  } catch {
    // A separated score after matching: the statistic does not exist.
    return { ...common, pseudoR2: null, lr: null, p: null };
  }
}
