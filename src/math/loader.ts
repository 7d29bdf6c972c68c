/** ln √(2π). */
export const LN_SQRT_2PI = 0.9189385332046728;
const SERIES_FROM = 16;

/**
 * Error of Stirling's formula, ln Γ(n+1) − [(n+½) ln n − n + ln √(2π)].   中文: 斯特林公式误差项
 *
 * Asymptotic series from 16 on, stepped down by δ(n) = δ(n+1) + (n+½) ln(1+1/n) − 1 below; the
 * absolute error stays near 1e-16, which is what an exponent needs.
 * Source    Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function stirlingError(n: number): number {
  let shift = 0;
  let m = n;
  while (m < SERIES_FROM) {
    shift += (m + 0.5) * Math.log1p(1 / m) - 1;
    m++;
  }
  const r = 1 / (m * m);
  const series =
    (1 / 12 -
      r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360)))))) /
    m;
  return series + shift;
}

/**
 * Deviance part x ln(x/m) + m − x without cancellation when x is near m.   中文: 偏差项
 *
 * Source    Loader (2000), `bd0`.
 */
export function deviancePart(x: number, m: number): number {
  if (Math.abs(x - m) < 0.1 * (x + m)) {
    const v = (x - m) / (x + m);
    let sum = (x - m) * v;
    let term = 2 * x * v;
    for (let j = 1; j < 1000; j++) {
      term *= v * v;
      const next = sum + term / (2 * j + 1);
      if (next === sum) break;
      sum = next;
    }
    return sum;
  }
  return x * Math.log(x / m) + m - x;
}
