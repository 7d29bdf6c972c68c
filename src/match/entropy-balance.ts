import { crossProducts, solveLinear } from "../math/index.js";
import { matchError } from "./errors.js";

const STEPS = 200;
/** Largest gap left, in standard deviations of the covariate. */
const TOLERANCE = 1e-9;

/**
 * Weights on controls that reproduce the treated means exactly and stay nearest to equal weights.
 * 中文: 熵平衡
 *
 * Minimises Σ w ln w subject to Σ w x = treated mean, by Newton's method on the dual with step
 * halving. Weights of controls sum to the number of treated rows; treated rows weigh 1.
 * Errors    match/one-group, match/not-balanced — the means cannot be reached
 * Source    Hainmueller (2012), doi 10.1093/pan/mpr025
 */
export function entropyBalance(D: Float64Array, X: readonly Float64Array[]): Float64Array {
  const T: number[] = [];
  const C: number[] = [];
  D.forEach((d, i) => {
    (d === 1 ? T : C).push(i);
  });
  if (T.length === 0 || C.length === 0) {
    throw matchError("one-group", { treated: T.length, controls: C.length });
  }
  const k = X.length;
  const columns = X.map((x) => {
    const mean = T.reduce((a, i) => a + x[i]!, 0) / T.length;
    const centred = Float64Array.from(C, (i) => x[i]! - mean);
    const scale = Math.sqrt(centred.reduce((a, v) => a + v * v, 0) / C.length) || 1;
    return centred.map((v) => v / scale);
  });
  let lambda = new Float64Array(k);
  let now = dual(columns, lambda);
  for (let step = 0; step < STEPS; step++) {
    const gap = now.gradient.reduce((a, v) => Math.max(a, Math.abs(v)), 0);
    if (gap < TOLERANCE) {
      const out = new Float64Array(D.length);
      for (const i of T) out[i] = 1;
      C.forEach((i, j) => {
        out[i] = now.weights[j]! * T.length;
      });
      return out;
    }
    const H = crossProducts(columns, now.weights);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) H[a * k + b]! -= now.gradient[a]! * now.gradient[b]!;
      H[a * k + a]! += 1e-12;
    }
    const direction = solveLinear(H, k, now.gradient);
    let size = 1;
    let next = dual(columns, moved(lambda, direction, size));
    while (!(next.value <= now.value) && size > 1e-8) {
      size /= 2;
      next = dual(columns, moved(lambda, direction, size));
    }
    lambda = moved(lambda, direction, size);
    now = next;
  }
  const largest = now.gradient.reduce((a, v) => Math.max(a, Math.abs(v)), 0);
  throw matchError("not-balanced", { largest });
}

function moved(lambda: Float64Array, direction: Float64Array, size: number) {
  return lambda.map((v, j) => v - size * direction[j]!);
}

/** ln Σ exp(λ′x), its gradient (the weighted mean) and the weights. */
function dual(columns: readonly Float64Array[], lambda: Float64Array) {
  const n = columns[0]?.length ?? 0;
  const weights = new Float64Array(n);
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    let v = 0;
    for (let j = 0; j < columns.length; j++) v += lambda[j]! * columns[j]![i]!;
    weights[i] = v;
    if (v > top) top = v;
  }
  let total = 0;
  for (let i = 0; i < n; i++) {
    weights[i] = Math.exp(weights[i]! - top);
    total += weights[i]!;
  }
  for (let i = 0; i < n; i++) weights[i]! /= total;
  const gradient = Float64Array.from(columns, (x) => {
    let s = 0;
    for (let i = 0; i < n; i++) s += weights[i]! * x[i]!;
    return s;
  });
  return { value: top + Math.log(total), gradient, weights };
}
