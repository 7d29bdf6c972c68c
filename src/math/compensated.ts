const SPLITTER = 134217729; // 2^27 + 1 (Veltkamp)

/** A number as an unevaluated sum of two doubles (about 32 digits). */
export interface DoubleDouble {
  high: number;
  low: number;
}

/**
 * Sum with Neumaier's compensation: the error does not grow with the number of terms.
 * 中文: 补偿求和
 *
 * @example sum([1, 1e100, 1, -1e100]) // 2
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const t = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - t + x : x - t + total;
    total = t;
  }
  // Infinities make `lost` NaN; the plain sum is then the right answer.
  return Number.isNaN(lost) ? total : total + lost;
}

/** Arithmetic mean by compensated summation; NaN for no values.   中文: 均值 */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Sample variance (divisor n − 1) by two compensated passes.   中文: 样本方差 */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  const squares = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) squares[i] = (values[i]! - centre) ** 2;
  return sum(squares) / (values.length - 1);
}

/** Adds a · b to an accumulator with about 32 digits (TwoProduct and TwoSum).   中文: 双倍精度累加 */
export function addProduct(into: DoubleDouble, a: number, b: number): void {
  const p = a * b;
  const ta = SPLITTER * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLITTER * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  const error = al * bl - (p - ah * bh - al * bh - ah * bl);
  const s = into.high + p;
  const z = s - into.high;
  into.low += into.high - (s - z) + (p - z) + error;
  into.high = s;
}

/** Plain dot product with four accumulators in fixed order (fast; error grows like √n).  中文: 内积 */
export function dot(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const whole = n - (n % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < n; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}
