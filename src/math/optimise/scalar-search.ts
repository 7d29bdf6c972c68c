import { mathError } from "../errors.js";

export interface ScalarSearchOptions {
  /** Absolute width of the final bracket; default 4 ε |x|. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * Root of a function of one variable inside a bracket (Brent 1973).   中文: 一元求根
 *
 * Errors    math/no-bracket — no change of sign between the ends.
 * @example findRoot((x) => x * x - 2, 0, 2) // √2
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  options: ScalarSearchOptions = {},
): number {
  const { tolerance = 0, maxIterations = 200 } = options;
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) throw mathError("no-bracket", { low, high, atLow: fa, atHigh: fb });
  let c = a;
  let fc = fa;
  let d = b - a;
  let e = d;
  for (let i = 0; i < maxIterations; i++) {
    if (fb * fc > 0) {
      c = a;
      fc = fa;
      d = b - a;
      e = d;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const limit = 2 * Number.EPSILON * Math.abs(b) + 0.5 * tolerance;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= limit || fb === 0) return b;
    const step = interpolate(a, b, c, fa, fb, fc, half);
    const useful =
      Math.abs(e) >= limit &&
      Math.abs(fa) > Math.abs(fb) &&
      2 * Math.abs(step) < Math.min(3 * Math.abs(half) - limit, Math.abs(e));
    e = useful ? d : half;
    d = useful ? step : half;
    a = b;
    fa = fb;
    b += Math.abs(d) > limit ? d : Math.sign(half) * limit;
    fb = f(b);
  }
  throw mathError("not-converged", { what: "root search", iterations: maxIterations });
}

function interpolate(
  a: number,
  b: number,
  c: number,
  fa: number,
  fb: number,
  fc: number,
  half: number,
): number {
  const s = fb / fa;
  if (a === c) return (2 * half * s) / (s - 1) || 0;
  const q = fa / fc;
  const r = fb / fc;
  return -(s * (2 * half * q * (q - r) - (b - a) * (r - 1))) / ((q - 1) * (r - 1) * (s - 1)) || 0;
}

const GOLDEN = 0.3819660112501051;

/**
 * Minimum of a function of one variable on an interval (Brent 1973).   中文: 一元极小化
 *
 * @example minimizeScalar((x) => (x - 1) ** 2, 0, 3).x // 1
 */
export function minimizeScalar(
  f: (x: number) => number,
  low: number,
  high: number,
  options: ScalarSearchOptions = {},
): { readonly x: number; readonly value: number } {
  const { tolerance = 1e-8, maxIterations = 500 } = options;
  let a = low;
  let b = high;
  let x = a + GOLDEN * (b - a);
  let w = x;
  let v = x;
  let fx = f(x);
  let fw = fx;
  let fv = fx;
  let d = 0;
  let e = 0;
  for (let i = 0; i < maxIterations; i++) {
    const middle = 0.5 * (a + b);
    const limit = 1e-8 * Math.abs(x) + tolerance / 3;
    if (Math.abs(x - middle) <= 2 * limit - 0.5 * (b - a)) break;
    let p = 0;
    let q = 0;
    if (Math.abs(e) > limit) {
      const r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
    }
    if (Math.abs(p) < Math.abs(0.5 * q * e) && p > q * (a - x) && p < q * (b - x)) {
      e = d;
      d = p / q;
      const u = x + d;
      if (u - a < 2 * limit || b - u < 2 * limit) d = x < middle ? limit : -limit;
    } else {
      e = x < middle ? b - x : a - x;
      d = GOLDEN * e;
    }
    const u = x + (Math.abs(d) >= limit ? d : Math.sign(d) * limit);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { x, value: fx };
}
