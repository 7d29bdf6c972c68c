/**
 * Herfindahl–Hirschman index of non-negative sizes.   中文: 赫芬达尔指数
 *
 * Formula   Σ s², s = x / Σ x. Missing values are left out; no positive size gives NaN.
 * @example herfindahl([1, 1, 2]) // 0.375
 */
export function herfindahl(sizes: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < sizes.length; i++) {
    const x = sizes[i]!;
    if (Number.isNaN(x)) continue;
    sum += x;
    squares += x * x;
  }
  return sum > 0 ? squares / (sum * sum) : Number.NaN;
}
