import {
  choleskyInverse,
  choleskySolve,
  combine,
  crossVector,
  leastSquares,
} from "../math/index.js";
import { independentColumns, type RankOptions } from "./linear/independent-columns.js";

/** Least squares of one outcome.   中文: 最小二乘结果 */
export interface OlsFit {
  /** One per kept column. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Columns kept, and those that the effects absorb or that depend on kept ones before them. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  /** Those of `dropped` of which the effects leave nothing. */
  readonly absorbed: readonly number[];
  /** (X′WX)⁻¹ of the kept columns, row-major. */
  readonly XtXinv: Float64Array;
}

/**
 * Weighted least squares on flat columns; collinear columns are dropped in their order.
 * 中文: 最小二乘核心
 *
 * Normal equations by Cholesky with one step of refinement where the columns are well conditioned,
 * Householder QR with refinement in doubled precision otherwise (NIST's Longley, Wampler). Which
 * columns stay is decided by {@link independentColumns}.
 * Shapes    columns: k arrays of length n, y and weights length n.
 */
export function olsFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | null = null,
  options: RankOptions = {},
): OlsFit {
  const w = weights ?? undefined;
  const { kept, absorbed, dependent, factor } = independentColumns(columns, weights, options);
  const dropped = [...absorbed, ...dependent].sort((a, b) => a - b);
  const used = kept.map((j) => columns[j]!);
  if (factor === null) return { ...byQr(used, y, weights), kept, dropped, absorbed };
  const rank = kept.length;
  const beta = choleskySolve(factor, rank, crossVector(used, y, w));
  const residuals = minus(y, used, beta);
  const correction = choleskySolve(factor, rank, crossVector(used, residuals, w));
  for (let j = 0; j < rank; j++) beta[j]! += correction[j]!;
  minus(y, used, beta, residuals);
  return {
    coefficients: beta,
    residuals,
    kept,
    dropped,
    absorbed,
    XtXinv: choleskyInverse(factor, rank),
  };
}

/** Least squares on independent columns by QR. */
function byQr(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | null,
): Pick<OlsFit, "coefficients" | "residuals" | "XtXinv"> {
  if (weights === null) return leastSquares(columns, y, { tolerance: 0 });
  const root = weights.map(Math.sqrt);
  const scale = (x: Float64Array) => x.map((v, i) => v * root[i]!);
  const { coefficients, XtXinv } = leastSquares(columns.map(scale), scale(y), { tolerance: 0 });
  return { coefficients, residuals: minus(y, columns, coefficients), XtXinv };
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
