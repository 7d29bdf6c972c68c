import { deviancePart, stirlingError } from "../loader.js";
import type { Tails } from "./tail.js";

const TINY = 1e-300;
const MAX_TERMS = 1_000_000;

/**
 * Regularised incomplete gamma function, both tails.   中文: 正则化不完全伽马函数
 *
 * Formula   P(a, x) = γ(a, x)/Γ(a), Q = 1 − P. Saddle-point prefix (Loader) times a power series
 *           below x = a + 1 and a continued fraction (modified Lentz) above, so that a tail as small
 *           as 1e-290 keeps about 13 digits.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const prefix = Math.exp(-stirlingError(a) - deviancePart(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    const lower = prefix * lowerSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = prefix * a * upperFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MAX_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

/** 1/(x+1−a − 1(1−a)/(x+3−a − …)) by modified Lentz. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MAX_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + an / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h;
}
