import { choleskyInverse, gramInverse, qr, tryCholesky } from "../math/index.js";
import { correlations, unitColumns } from "./correlations.js";

/** Inverse of a correlation matrix and its log determinant. */
export interface InverseCorrelation {
  /** k × k row-major; `1 / inverse_jj` is the share of j that the others leave unexplained. */
  readonly inverse: Float64Array;
  readonly lnDeterminant: number;
}

/** Below this unexplained share the normal equations lose more digits than we promise. */
const SAFE_SHARE = 1e-3;

/** A column this close to the others' span has an inverse of rounding noise. */
const SINGULAR = 1e-7;

/**
 * Inverse of the correlation matrix of columns, or `null` when it is singular.   中文: 相关矩阵的逆
 *
 * By Cholesky where that keeps ten digits, else by QR of the columns themselves, which works on
 * norms instead of their squares.
 */
export function inverseCorrelation(
  columns: readonly Float64Array[],
  r = correlations(columns),
): InverseCorrelation | null {
  const k = columns.length;
  const factor = tryCholesky(r, k);
  if (typeof factor !== "number") {
    const inverse = choleskyInverse(factor, k);
    let safe = true;
    for (let j = 0; j < k; j++) if (!(inverse[j * k + j]! < 1 / SAFE_SHARE)) safe = false;
    if (safe) return { inverse, lnDeterminant: lnDeterminantOf(factor, k) };
  }
  const { R, dropped } = qr(unitColumns(columns), { tolerance: SINGULAR });
  if (dropped.length > 0) return null;
  // |R′R| of unit columns is the determinant of the correlation matrix.
  return { inverse: gramInverse(R, k), lnDeterminant: lnDeterminantOf(R, k) };
}

/** 2 Σ ln |diagonal| of a triangular factor. */
function lnDeterminantOf(factor: Float64Array, k: number): number {
  let sum = 0;
  for (let j = 0; j < k; j++) sum += 2 * Math.log(Math.abs(factor[j * k + j]!));
  return sum;
}
