/** A straight line with mean 0 and variance 1.   中文: 标准化线性趋势 */
export function standardTrend(times: number): Float64Array {
  const middle = (times - 1) / 2;
  const sd = Math.sqrt((times ** 2 - 1) / 12) || 1;
  return Float64Array.from({ length: times }, (_, t) => (t - middle) / sd);
}
