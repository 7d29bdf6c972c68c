import { LN_SQRT_2PI, stirlingError } from "../loader.js";

/** ln Γ(x) for x > 0.   中文: 对数伽马函数 @example lnGamma(5) // ln 24 */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x === 1 || x === 2) return 0;
  // Γ(x) = Γ(x+1)/x; Stirling with its error term is exact to rounding for any x.
  return (x - 0.5) * Math.log(x) - x + LN_SQRT_2PI + stirlingError(x);
}

/** ψ(x), derivative of ln Γ, for x > 0.   中文: 双伽马函数 @example digamma(1) // −0.5772156649 */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 12) {
    shift -= 1 / z;
    z++;
  }
  const r = 1 / (z * z);
  return (
    shift +
    Math.log(z) -
    1 / (2 * z) -
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760))))))
  );
}

/** ψ′(x) for x > 0.   中文: 三伽马函数 @example trigamma(1) // π²/6 */
export function trigamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 12) {
    shift += 1 / (z * z);
    z++;
  }
  const r = 1 / (z * z);
  const tail =
    r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - r * (691 / 2730))))));
  return shift + 1 / z + r / 2 + tail / z;
}
