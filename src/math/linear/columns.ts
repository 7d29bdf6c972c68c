const BLOCK = 4096;

/**
 * X′WX of tall columns.   中文: 交叉乘积
 *
 * Shapes    columns k arrays of length n, weights n; result k × k row-major, symmetric.
 * Summed in blocks of 4096 rows in fixed order, so that the error grows with n/4096 and the columns
 * stay in the cache.
 */
export function crossProducts(
  columns: readonly Float64Array[],
  weights?: Float64Array,
): Float64Array {
  const k = columns.length;
  const out = new Float64Array(k * k);
  const n = columns[0]?.length ?? 0;
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n);
    for (let a = 0; a < k; a++) {
      let b = a;
      if (weights === undefined) {
        for (; b + 3 < k; b += 4) fourDots(columns, a, b, from, to, out, a * k + b);
      }
      for (; b < k; b++) {
        out[a * k + b]! += blockDot(columns[a]!, columns[b]!, weights, from, to);
      }
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) out[a * k + b] = out[b * k + a]!;
  return out;
}

/** X′Wy of tall columns.   中文: 交叉乘积向量 */
export function crossVector(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights?: Float64Array,
): Float64Array {
  const out = new Float64Array(columns.length);
  for (let from = 0; from < y.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, y.length);
    for (let a = 0; a < columns.length; a++) {
      out[a]! += blockDot(columns[a]!, y, weights, from, to);
    }
  }
  return out;
}

/** Xβ of tall columns, into a new array or `out`.   中文: 线性组合 */
export function combine(
  columns: readonly Float64Array[],
  beta: ArrayLike<number>,
  n = columns[0]?.length ?? 0,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  out.fill(0);
  columns.forEach((x, j) => {
    const b = beta[j]!;
    for (let i = 0; i < n; i++) out[i]! += b * x[i]!;
  });
  return out;
}

/** Four dot products with one pass over the first column: its loads are shared. */
function fourDots(
  columns: readonly Float64Array[],
  a: number,
  b: number,
  from: number,
  to: number,
  out: Float64Array,
  at: number,
): void {
  const x = columns[a]!;
  const y0 = columns[b]!;
  const y1 = columns[b + 1]!;
  const y2 = columns[b + 2]!;
  const y3 = columns[b + 3]!;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = from; i < to; i++) {
    const v = x[i]!;
    s0 += v * y0[i]!;
    s1 += v * y1[i]!;
    s2 += v * y2[i]!;
    s3 += v * y3[i]!;
  }
  out[at]! += s0;
  out[at + 1]! += s1;
  out[at + 2]! += s2;
  out[at + 3]! += s3;
}

function blockDot(
  x: Float64Array,
  y: Float64Array,
  w: Float64Array | undefined,
  from: number,
  to: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let i = from;
  if (w === undefined) {
    for (; i + 1 < to; i += 2) {
      s0 += x[i]! * y[i]!;
      s1 += x[i + 1]! * y[i + 1]!;
    }
    if (i < to) s0 += x[i]! * y[i]!;
  } else {
    for (; i + 1 < to; i += 2) {
      s0 += x[i]! * y[i]! * w[i]!;
      s1 += x[i + 1]! * y[i + 1]! * w[i + 1]!;
    }
    if (i < to) s0 += x[i]! * y[i]! * w[i]!;
  }
  return s0 + s1;
}
