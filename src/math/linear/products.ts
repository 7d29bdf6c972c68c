/**
 * C = A B on flat row-major arrays.   中文: 矩阵乘积
 *
 * Shapes    A m × n, B n × p, C m × p.
 */
export function multiply(
  A: Float64Array,
  m: number,
  n: number,
  B: Float64Array,
  p: number,
): Float64Array {
  const C = new Float64Array(m * p);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < n; l++) {
      const a = A[i * n + l]!;
      if (a === 0) continue;
      for (let j = 0; j < p; j++) C[i * p + j]! += a * B[l * p + j]!;
    }
  }
  return C;
}

/** Aᵀ of an m × n matrix.   中文: 转置 */
export function transpose(A: Float64Array, m: number, n: number): Float64Array {
  const T = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) T[j * m + i] = A[i * n + j]!;
  return T;
}

/** A v for an m × n matrix.   中文: 矩阵乘向量 */
export function multiplyVector(
  A: Float64Array,
  m: number,
  n: number,
  v: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    let s = 0;
    for (let j = 0; j < n; j++) s += A[i * n + j]! * v[j]!;
    out[i] = s;
  }
  return out;
}

/** vᵀ A v for a k × k matrix.   中文: 二次型 */
export function quadraticForm(v: ArrayLike<number>, A: Float64Array): number {
  const k = v.length;
  let total = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) total += v[i]! * A[i * k + j]! * v[j]!;
  }
  return total;
}

/** B M B for symmetric k × k B ("bread") and M ("meat"): the sandwich.   中文: 三明治 */
export function sandwich(bread: Float64Array, meat: Float64Array, k: number): Float64Array {
  const V = multiply(multiply(bread, k, k, meat, k), k, k, bread, k);
  return symmetrize(V, k);
}

/** (A + Aᵀ)/2, in a new array.   中文: 对称化 */
export function symmetrize(A: Float64Array, k: number): Float64Array {
  const S = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) S[i * k + j] = 0.5 * (A[i * k + j]! + A[j * k + i]!);
  }
  return S;
}

/** The k × k identity.   中文: 单位矩阵 */
export function identity(k: number): Float64Array {
  const I = new Float64Array(k * k);
  for (let i = 0; i < k; i++) I[i * k + i] = 1;
  return I;
}

/** Rows and columns `keep` of a k × k matrix.   中文: 子矩阵 */
export function submatrix(A: Float64Array, k: number, keep: readonly number[]): Float64Array {
  const size = keep.length;
  const out = new Float64Array(size * size);
  keep.forEach((row, i) => {
    keep.forEach((column, j) => {
      out[i * size + j] = A[row * k + column]!;
    });
  });
  return out;
}
