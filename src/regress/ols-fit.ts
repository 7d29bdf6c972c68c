import {
  choleskyInOrder,
  choleskyInverse,
  choleskySolve,
  combine,
  crossProducts,
  crossVector,
  leastSquares,
  QR_TOLERANCE,
} from "../math/index.js";

/** Below this condition indicator of X′X the normal equations keep enough digits. */
const SAFE_PIVOT = 1e-9;
/** Longest columns for which a doubtful system goes to QR with refinement. */
const QR_LIMIT = 5e7;

/** Least squares of one outcome.   中文: 最小二乘结果 */
export interface OlsFit {
  /** One per kept column. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Columns kept, and those that depend on kept ones before them. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  /** (X′WX)⁻¹ of the kept columns, row-major. */
  readonly XtXinv: Float64Array;
}

/**
 * Weighted least squares on flat columns; collinear columns are dropped in their order.
 * 中文: 最小二乘核心
 *
 * Normal equations by Cholesky with one step of refinement where the columns are well conditioned,
 * Householder QR with refinement in doubled precision otherwise (NIST's Longley, Wampler).
 * Shapes    columns: k arrays of length n, y and weights length n.
 */
export function olsFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | null = null,
  tolerance = QR_TOLERANCE,
): OlsFit {
  const k = columns.length;
  const w = weights ?? undefined;
  const XtX = crossProducts(columns, w);
  const factor = choleskyInOrder(XtX, k);
  const isSafe =
    factor.dropped.length === 0 &&
    factor.kept.every((j, r) => {
      const pivot = factor.L[r * k + r]!;
      return pivot * pivot > SAFE_PIVOT * XtX[j * k + j]!;
    });
  if (!isSafe && y.length * k <= QR_LIMIT) return byQr(columns, y, weights, tolerance);
  const rank = factor.kept.length;
  const used = factor.kept.map((j) => columns[j]!);
  const beta = choleskySolve(factor.L, rank, crossVector(used, y, w));
  const residuals = minus(y, used, beta);
  const correction = choleskySolve(factor.L, rank, crossVector(used, residuals, w));
  for (let j = 0; j < rank; j++) beta[j]! += correction[j]!;
  minus(y, used, beta, residuals);
  return {
    coefficients: beta,
    residuals,
    kept: factor.kept,
    dropped: factor.dropped,
    XtXinv: choleskyInverse(factor.L, rank),
  };
}

function byQr(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | null,
  tolerance: number,
): OlsFit {
  if (weights === null) return leastSquares(columns, y, { tolerance });
  const root = weights.map(Math.sqrt);
  const scale = (x: Float64Array) => x.map((v, i) => v * root[i]!);
  const fit = leastSquares(columns.map(scale), scale(y), { tolerance });
  const used = fit.kept.map((j) => columns[j]!);
  return {
    coefficients: fit.coefficients,
    residuals: minus(y, used, fit.coefficients),
    kept: fit.kept,
    dropped: fit.dropped,
    XtXinv: fit.XtXinv,
  };
}

function minus(
  y: Float64Array,
  columns: readonly Float64Array[],
  beta: ArrayLike<number>,
  into: Float64Array = new Float64Array(y.length),
): Float64Array {
  combine(columns, beta, y.length, into);
  for (let i = 0; i < into.length; i++) into[i] = y[i]! - into[i]!;
  return into;
}
