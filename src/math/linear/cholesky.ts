import { mathError } from "../errors.js";

/** Smallest share of a column that must survive projection on the ones before it. */
export const COLLINEAR_TOLERANCE = 1e-10;

/** A Cholesky factor of the independent columns of a Gram matrix. */
export interface CholeskyInOrder {
  /** Columns kept, ascending. */
  readonly kept: readonly number[];
  /** Columns that are linear combinations of kept ones before them. */
  readonly dropped: readonly number[];
  /** Lower factor of the kept columns, row-major, rank × rank. */
  readonly L: Float64Array;
}

/**
 * Cholesky factor A = L Lᵀ.   中文: 乔列斯基分解
 *
 * Errors    math/not-positive-definite — a pivot is not positive.
 */
export function cholesky(A: Float64Array, k: number): Float64Array {
  const L = tryCholesky(A, k);
  if (typeof L === "number") {
    throw mathError("not-positive-definite", { what: "the matrix", pivot: L });
  }
  return L;
}

/** Like {@link cholesky}, but returns the number of the offending column instead of throwing. */
export function tryCholesky(A: Float64Array, k: number): Float64Array | number {
  const L = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    for (let i = j; i < k; i++) {
      let s = A[i * k + j]!;
      for (let l = 0; l < j; l++) s -= L[i * k + l]! * L[j * k + l]!;
      if (i === j) {
        if (!(s > 0)) return j;
        L[j * k + j] = Math.sqrt(s);
      } else L[i * k + j] = s / L[j * k + j]!;
    }
  }
  return L;
}

/**
 * Cholesky factor of X′X that drops collinear columns in their order.   中文: 按次序剔除共线列的分解
 *
 * Column j is dropped when the squared norm left after projection on the kept columns before it is
 * at most `tolerance` times its own squared norm (fixest's rule), so earlier columns stay; or at most
 * `floors[j]`, where a column has its own.
 */
export function choleskyInOrder(
  A: Float64Array,
  k: number,
  options: number | { readonly tolerance?: number; readonly floors?: ArrayLike<number> } = {},
): CholeskyInOrder {
  const { tolerance = COLLINEAR_TOLERANCE, floors = null } =
    typeof options === "number" ? { tolerance: options } : options;
  const kept: number[] = [];
  const dropped: number[] = [];
  const rows: number[][] = [];
  for (let j = 0; j < k; j++) {
    const row: number[] = [];
    for (let r = 0; r < kept.length; r++) {
      let s = A[j * k + kept[r]!]!;
      const other = rows[r]!;
      for (let l = 0; l < r; l++) s -= row[l]! * other[l]!;
      row.push(s / other[r]!);
    }
    const own = A[j * k + j]!;
    let left = own;
    for (const v of row) left -= v * v;
    if (!(left > Math.max(tolerance * own, floors === null ? 0 : floors[j]!))) {
      dropped.push(j);
      continue;
    }
    row.push(Math.sqrt(left));
    kept.push(j);
    rows.push(row);
  }
  const rank = kept.length;
  const L = new Float64Array(rank * rank);
  rows.forEach((row, i) => {
    L.set(row, i * rank);
  });
  return { kept, dropped, L };
}

/** Solves L Lᵀ x = b.   中文: 由乔列斯基因子求解 */
export function choleskySolve(L: Float64Array, k: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let s = b[i]!;
    for (let j = 0; j < i; j++) s -= L[i * k + j]! * x[j]!;
    x[i] = s / L[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    let s = x[i]!;
    for (let j = i + 1; j < k; j++) s -= L[j * k + i]! * x[j]!;
    x[i] = s / L[i * k + i]!;
  }
  return x;
}

/** Inverse of a symmetric positive definite matrix from its factor.   中文: 由因子求逆 */
export function choleskyInverse(L: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const unit = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = choleskySolve(L, k, unit);
    for (let i = j; i < k; i++) {
      inverse[i * k + j] = column[i]!;
      inverse[j * k + i] = column[i]!;
    }
  }
  return inverse;
}

/**
 * Inverse of a symmetric positive definite matrix.   中文: 对称正定矩阵的逆
 *
 * Scaled to unit diagonal first, so that columns of very different size do no harm.
 * Errors    math/not-positive-definite.
 */
export function inverseSpd(A: Float64Array, k: number): Float64Array {
  const scale = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    const own = A[i * k + i]!;
    if (!(own > 0)) throw mathError("not-positive-definite", { what: "the matrix", pivot: i });
    scale[i] = 1 / Math.sqrt(own);
  }
  const scaled = A.map((v, at) => v * scale[Math.floor(at / k)]! * scale[at % k]!);
  const inverse = choleskyInverse(cholesky(scaled, k), k);
  return inverse.map((v, at) => v * scale[Math.floor(at / k)]! * scale[at % k]!);
}

/** ln det A from its Cholesky factor.   中文: 对数行列式 */
export function lnDeterminant(L: Float64Array, k: number): number {
  let s = 0;
  for (let i = 0; i < k; i++) s += Math.log(L[i * k + i]!);
  return 2 * s;
}
