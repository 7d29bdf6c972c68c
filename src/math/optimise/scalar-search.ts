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
