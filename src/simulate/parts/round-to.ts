/** Values rounded to a number of decimals, as they are written.   中文: 四舍五入 */
export function roundTo(values: Float64Array, digits: number): Float64Array {
  return values.map((v) => (Number.isFinite(v) ? Number(v.toFixed(digits)) : v));
}
