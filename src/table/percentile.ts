/**
 * The percentile of sorted values as Stata defines it.   中文: 百分位数（Stata 定义）
 *
 * Formula   P = n·p/100; the mean of the P-th and the next value when P is an integer, otherwise
 *           the value at ceiling(P).
 * Shapes    `sorted` ascending, without missing values; p in 0 … 100. Empty gives NaN.
 * Agrees    Stata `summarize, detail`, `_pctile`, winsor2; R `quantile(type = 2)`.
 * @example percentile(Float64Array.of(1, 2, 3, 4), 50) // 2.5
 */
export function percentile(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  // n·p before the division: with whole percents the test for an integer is exact.
  const position = (n * p) / 100;
  const whole = Math.round(position);
  if (Math.abs(position - whole) > POSITION_TOLERANCE) return sorted[Math.ceil(position) - 1]!;
  if (whole <= 0) return sorted[0]!;
  if (whole >= n) return sorted[n - 1]!;
  return (sorted[whole - 1]! + sorted[whole]!) / 2;
}

/** Rounding of n·p/100 for fractional p stays below this. */
const POSITION_TOLERANCE = 1e-9;

/** The values without missing ones, ascending. */
export function sortedValues(values: Float64Array): Float64Array {
  return values.filter((v) => !Number.isNaN(v)).sort();
}
