import {
  choleskySolve,
  pchisq,
  pf,
  qt,
  quadraticForm,
  submatrix,
  tryCholesky,
  twoSidedP,
} from "../../math/index.js";
import type { EventRow, Pretrend, TidyRow } from "../../result/index.js";

/** An estimated number without its name.   中文: 一个估计值 */
export type Estimate = Omit<TidyRow, "name">;

/** Estimate with test and 95 % interval; df = Infinity uses the normal.   中文: 检验与区间 */
export function withTest(estimate: number, se: number | null, df: number): Estimate {
  if (se === null || !(se > 0)) {
    return { estimate, se, statistic: null, p: null, ciLow: null, ciHigh: null };
  }
  const q = qt(0.975, df);
  return {
    estimate,
    se,
    statistic: estimate / se,
    p: twoSidedP(estimate / se, df),
    ciLow: estimate - q * se,
    ciHigh: estimate + q * se,
  };
}

/** What is known of one event time before tests are added. */
export interface EventCell {
  readonly time: number;
  readonly estimate: number;
  readonly se: number | null;
  readonly n: number | null;
}

/** Event rows with pointwise and, where a critical value is given, simultaneous bands. */
export function eventRows(
  cells: readonly EventCell[],
  df: number,
  criticalSup: number | null,
): EventRow[] {
  return cells.map(({ time, estimate, se, n }) => {
    const { p, ciLow, ciHigh } = withTest(estimate, se, df);
    const wide = criticalSup === null || se === null ? null : criticalSup * se;
    return {
      time,
      estimate,
      se,
      p,
      ciLow,
      ciHigh,
      ciLowSup: wide === null ? null : estimate - wide,
      ciHighSup: wide === null ? null : estimate + wide,
      n,
    };
  });
}

/** Joint Wald test that the picked estimates are zero: χ², and F with `df` below (Infinity: χ²). */
export function jointTest(
  estimates: ArrayLike<number>,
  V: Float64Array,
  pick: readonly number[],
  df: number,
): Pretrend | null {
  const q = pick.length;
  if (q === 0) return null;
  const L = tryCholesky(submatrix(V, estimates.length, pick), q);
  if (typeof L === "number") return null;
  const b = Float64Array.from(pick, (j) => estimates[j]!);
  const z = choleskySolve(L, q, b);
  let statistic = 0;
  for (let i = 0; i < q; i++) statistic += b[i]! * z[i]!;
  const p = Number.isFinite(df)
    ? pf(statistic / q, q, df, { tail: "upper" })
    : pchisq(statistic, q, { tail: "upper" });
  return { statistic, df: q, p };
}

/** Estimate and standard error of a linear combination. */
export function combination(
  weights: ArrayLike<number>,
  estimates: ArrayLike<number>,
  V: Float64Array,
): { readonly estimate: number; readonly se: number } {
  let estimate = 0;
  for (let j = 0; j < estimates.length; j++) estimate += weights[j]! * estimates[j]!;
  return { estimate, se: Math.sqrt(Math.max(0, quadraticForm(weights, V))) };
}

/** Weights 1/m on the picked positions of k. */
export function equalWeights(k: number, pick: readonly number[]): Float64Array {
  const w = new Float64Array(k);
  for (const j of pick) w[j] = 1 / pick.length;
  return w;
}
