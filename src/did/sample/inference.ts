import { qt, quadraticForm, submatrix, supT, twoSidedP } from "../../math/index.js";
import { selection, waldTest } from "../../regress/index.js";
import type { EventRow, JointTest, TidyRow } from "../../result/index.js";
import type { DidSample } from "./sample.js";

/** An estimated number without its name.   中文: 一个估计值 */
export type Estimate = Omit<TidyRow, "name">;

/** Level of the intervals that are not asked for at another.   中文: 默认置信水平 */
export const LEVEL = 0.95;

/** The level in results of a sample whose intervals have another than 0.95; else nothing. */
export function levelOf({ spec }: Pick<DidSample, "spec">): { readonly level?: number } {
  return spec.level === undefined ? {} : { level: spec.level };
}

/**
 * Estimate with test and interval; df = Infinity uses the normal.   中文: 检验与区间
 *
 * A standard error that cannot be estimated (zero, missing) is null, never 0.
 * Defaults  level 0.95
 */
export function withTest(
  estimate: number,
  se: number | null,
  df: number,
  level: number | undefined,
): Estimate {
  if (se === null || !(se > 0)) {
    return { estimate, se: null, statistic: null, p: null, ciLow: null, ciHigh: null };
  }
  const q = qt((1 - (level ?? LEVEL)) / 2, df, { tail: "upper" });
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
  level: number | undefined,
): EventRow[] {
  return cells.map(({ time, estimate, se: own, n }) => {
    const { se, p, ciLow, ciHigh } = withTest(estimate, own, df, level);
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

/** Joint Wald test that the picked estimates are zero: F with `df` below, χ² where it is infinite. */
export function jointTest(
  estimates: ArrayLike<number>,
  V: Float64Array,
  pick: readonly number[],
  df: number,
): JointTest | null {
  const q = pick.length;
  if (q === 0) return null;
  const k = estimates.length;
  const zero = new Float64Array(q);
  const picked = Float64Array.from(pick, (j) => estimates[j]!);
  const all = pick.map((_, j) => j);
  const test = waldTest(picked, submatrix(V, k, pick), selection(all, q), zero, df, "");
  // A covariance without full rank has no test of all the restrictions.
  if (test === null || test.df1 < q) return null;
  const { hypothesis: _, ...shown } = test;
  return shown;
}

/**
 * Critical value of the simultaneous band: sup-t with the fit's degrees of freedom (Infinity: normal),
 * never below the pointwise one; null where no estimate has a variance.
 */
export function supCritical(
  V: Float64Array,
  k: number,
  df: number,
  level: number | undefined,
): number | null {
  const value = supT(V, k, { df, level: level ?? LEVEL });
  return Number.isNaN(value) ? null : value;
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
