import { deviancePart, stirlingError } from "../loader.js";
import type { Tails } from "./tail.js";

const TINY = 1e-300;
const MAX_TERMS = 1_000_000;

/**
 * Regularised incomplete beta function I_x(a, b), both tails.   中文: 正则化不完全贝塔函数
 *
 * Formula   saddle-point prefix (Loader) times a continued fraction (modified Lentz); `x` and
 *           `1 − x` are both passed in, so that neither end loses its digits.
 * @example incompleteBeta(2, 3, 0.25, 0.75).lower // 0.26171875
 */
export function incompleteBeta(a: number, b: number, x: number, oneMinusX: number): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (oneMinusX <= 0) return { lower: 1, upper: 0 };
  const n = a + b;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviancePart(a, n * x) -
    deviancePart(b, n * oneMinusX);
  // x^a (1−x)^b Γ(a+b+1) / (Γ(a+1) Γ(b+1))
  const prefix = Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
  if (x < (a + 1) / (n + 2)) {
    const lower = prefix * (b / n) * betaFraction(a, b, x);
    return { lower, upper: 1 - lower };
  }
  const upper = prefix * (a / n) * betaFraction(b, a, oneMinusX);
  return { lower: 1 - upper, upper };
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < TINY) d = TINY;
  d = 1 / d;
  let h = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = 1 + even / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = 1 + odd / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h;
}
