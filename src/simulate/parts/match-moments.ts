import { normalQuantile } from "../../base/index.js";
import { findRoot, mean, variance } from "../../math/index.js";

/** The moments that a paper prints for a variable; sd with n − 1. */
export interface Moments {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** What stands beside the free part of the variable. */
export interface MatchOptions {
  /** Added to each drawn value, such as a planted effect; the moments are those of the sum. */
  readonly added?: Float64Array;
  /** Cells that are given, with what is added already in them; NaN = free. */
  readonly fixed?: Float64Array;
}

/** Spread of the logits between which the solution is looked for: nearly constant to nearly 0/1. */
const SPREAD = { low: 1e-4, high: 30 } as const;
/** Logits beyond this are 0 or 1 for every purpose. */
const LOGIT = 700;

/**
 * Values in the order of given scores that have the printed mean, standard deviation, minimum and
 * maximum.   中文: 按秩映射到给定的均值、标准差、最小值与最大值
 *
 * Formula   x = L + (U − L) · logistic(a + b · z), z the normal scores of the ranks, with a and b
 *           such that the mean and sd of x + added are the printed ones; L = min − min(added) and
 *           U = max − max(added), so that no cell leaves the printed range. The cells with the
 *           lowest and the highest sum are set to min and max. Bounded and, at a mean near the lower
 *           bound, close to a log-normal: the right tails of economic variables come out.
 * Shapes    scores, added and the result one number for each cell.
 * Errors    throws a fault where no such values exist (an sd too large for the range).
 * @example matchMoments(scores, { mean: 0.154, sd: 0.054, min: 0.051, max: 0.337 })
 */
export function matchMoments(
  scores: Float64Array,
  target: Moments,
  options: MatchOptions = {},
): Float64Array {
  const n = scores.length;
  const added = options.added ?? new Float64Array(n);
  const fixed = options.fixed ?? new Float64Array(n).fill(Number.NaN);
  const free = indices(n).filter((i) => Number.isNaN(fixed[i]!));
  const z = normalScores(scores, free);
  const [least, most] = range(free.map((i) => added[i]!));
  const low = target.min - least;
  const width = target.max - most - low;
  const out = Float64Array.from(fixed);
  const fill = (a: number, b: number): Float64Array => {
    free.forEach((i, k) => {
      out[i] = low + width * logistic(a + b * z[k]!) + added[i]!;
    });
    pinExtremes(out, free, z, target);
    return out;
  };
  const centre = (b: number): number =>
    findRoot((a) => mean(fill(a, b)) - target.mean, -LOGIT, LOGIT, { tolerance: 1e-12 });
  const spread = (b: number): number => Math.sqrt(variance(fill(centre(b), b))) - target.sd;
  const b = findRoot(spread, SPREAD.low, SPREAD.high, { tolerance: 1e-10 });
  return Float64Array.from(fill(centre(b), b));
}

/**
 * Standard normal quantiles of the ranks: the same shape whatever the scores are. Equal scores
 * share the mean of their quantiles, so that they stay equal.
 */
function normalScores(scores: Float64Array, free: readonly number[]): Float64Array {
  const order = free
    .map((_, k) => k)
    .sort((i, j) => scores[free[i]!]! - scores[free[j]!]! || i - j);
  const z = new Float64Array(free.length);
  const scoreOf = (k: number): number => scores[free[k]!]!;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scoreOf(order[end]!) === scoreOf(order[start]!)) end++;
    let sum = 0;
    for (let rank = start; rank < end; rank++) sum += normalQuantile((rank + 0.5) / free.length);
    for (let rank = start; rank < end; rank++) z[order[rank]!] = sum / (end - start);
    start = end;
  }
  return z;
}

/** Sets the lowest and the highest free cell, and those of the same score, to the extremes. */
function pinExtremes(
  out: Float64Array,
  free: readonly number[],
  z: Float64Array,
  target: Moments,
): void {
  let lowest = 0;
  let highest = 0;
  free.forEach((i, k) => {
    if (out[i]! < out[free[lowest]!]!) lowest = k;
    if (out[i]! > out[free[highest]!]!) highest = k;
  });
  const [least, most] = [z[lowest]!, z[highest]!];
  free.forEach((i, k) => {
    if (z[k] === least) out[i] = target.min;
    if (z[k] === most) out[i] = target.max;
  });
}

function range(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return [low, high];
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function indices(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
