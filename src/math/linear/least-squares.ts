import { addProduct } from "../compensated.js";
import {
  gramInverse,
  type Qr,
  type QrOptions,
  qr,
  solveUpper,
  solveUpperTransposed,
} from "./qr.js";

const MAX_REFINEMENTS = 8;

export interface LeastSquares {
  /** One per kept column. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  readonly rank: number;
  /** rank × rank. */
  readonly XtXinv: Float64Array;
  /** Refinement steps that still changed the coefficients. */
  readonly refinements: number;
}

/**
 * Least squares by Householder QR with iterative refinement in doubled precision.
 * 中文: 高精度最小二乘
 *
 * The augmented system r + Xβ = y, X′r = 0 is refined (Björck 1967), its residuals taken with about 32 digits, until
 * the coefficients no longer change. Reaches 14 or more certified digits on NIST's Longley and
 * Wampler problems.
 * Shapes    columns k arrays of length n, y n. For weights multiply rows by √w first.
 * Defaults  dependent columns are dropped in order, see {@link qr}.
 * Source    Björck (1967), Iterative refinement of linear least squares solutions, BIT 7.
 */
export function leastSquares(
  columns: readonly Float64Array[],
  y: Float64Array,
  options: QrOptions = {},
): LeastSquares {
  const q = qr(columns, options);
  const used = q.kept.map((j) => columns[j]!);
  const rhs = y.slice();
  q.applyTransposed(rhs);
  const beta = solveUpper(q.R, q.rank, rhs);
  const residuals = rhs.fill(0, 0, q.rank);
  q.apply(residuals);
  let refinements = 0;
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MAX_REFINEMENTS; step++) {
    const size = refineOnce(q, used, y, beta, residuals, before);
    if (!(size < before)) break;
    before = size;
    if (size === 0) break;
    refinements++;
  }
  return {
    coefficients: beta,
    residuals,
    kept: q.kept,
    dropped: q.dropped,
    rank: q.rank,
    XtXinv: gramInverse(q.R, q.rank),
    refinements,
  };
}

/** One refinement; returns the relative size of the change, and applies it only if it shrank. */
function refineOnce(
  q: Qr,
  X: readonly Float64Array[],
  y: Float64Array,
  beta: Float64Array,
  residuals: Float64Array,
  before: number,
): number {
  const { f, g } = augmentedResidual(X, y, beta, residuals);
  q.applyTransposed(f);
  const h = solveUpperTransposed(q.R, q.rank, g);
  const right = f.slice(0, q.rank).map((v, i) => v - h[i]!);
  const change = solveUpper(q.R, q.rank, right);
  let size = 0;
  for (let j = 0; j < q.rank; j++) {
    const relative = Math.abs(change[j]!) / Math.max(Math.abs(beta[j]!), Number.MIN_VALUE);
    if (change[j] !== 0) size = Math.max(size, relative);
  }
  if (!(size < before)) return size;
  f.set(h, 0);
  q.apply(f);
  for (let j = 0; j < q.rank; j++) beta[j]! += change[j]!;
  for (let i = 0; i < f.length; i++) residuals[i]! += f[i]!;
  return size < 1e-16 ? 0 : size;
}

function augmentedResidual(
  X: readonly Float64Array[],
  y: Float64Array,
  beta: Float64Array,
  residuals: Float64Array,
): { f: Float64Array; g: Float64Array } {
  const total = { high: 0, low: 0 };
  const f = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) {
    total.high = y[i]!;
    total.low = 0;
    addProduct(total, -1, residuals[i]!);
    for (let j = 0; j < X.length; j++) addProduct(total, -beta[j]!, X[j]![i]!);
    f[i] = total.high + total.low;
  }
  const g = new Float64Array(X.length);
  for (let j = 0; j < X.length; j++) {
    total.high = 0;
    total.low = 0;
    const x = X[j]!;
    for (let i = 0; i < y.length; i++) addProduct(total, -x[i]!, residuals[i]!);
    g[j] = total.high + total.low;
  }
  return { f, g };
}
