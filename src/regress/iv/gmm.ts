import {
  combine,
  crossVector,
  inverseSpd,
  multiply,
  multiplyVector,
  pseudoInverseSymmetric,
  quadraticForm,
  solveLinear,
  transpose,
  tryCholesky,
} from "../../math/index.js";
import { crossBlock } from "./iv-matrices.js";

/**
 * The minimised objective g′ W g of linear moments Z′(y − Xβ); null when the variance of the moments
 * has too small a rank to weigh them (fewer clusters than moments).
 */
export function gmmObjective(
  y: Float64Array,
  X: readonly Float64Array[],
  Z: readonly Float64Array[],
  S: Float64Array,
): number | null {
  const L = Z.length;
  const K = X.length;
  const { inverse: W, rank } = invertWithRank(S, L);
  if (rank < K) return null;
  const Zy = crossVector(Z, y);
  if (K === 0) return quadraticForm(Zy, W);
  const ZX = crossBlock(Z, X);
  const XZ = transpose(ZX, L, K);
  const XZW = multiply(XZ, K, L, W, L);
  const beta = solveLinear(multiply(XZW, K, L, ZX, K), K, multiplyVector(XZW, K, L, Zy));
  return quadraticForm(crossVector(Z, subtract(y, combine(X, beta, y.length))), W);
}

/** Inverse of a variance of moments; of the pseudo kind when it is singular. */
export function invertVariance(S: Float64Array, L: number): Float64Array {
  return invertWithRank(S, L).inverse;
}

function invertWithRank(S: Float64Array, L: number): { inverse: Float64Array; rank: number } {
  const scale = Float64Array.from({ length: L }, (_, i) => 1 / Math.sqrt(S[i * L + i]! || 1));
  const scaled = S.map((v, at) => v * scale[Math.floor(at / L)]! * scale[at % L]!);
  const factor = tryCholesky(scaled, L);
  if (typeof factor !== "number" && factor.every((v, at) => at % (L + 1) !== 0 || v > 1e-7)) {
    return { inverse: inverseSpd(S, L), rank: L };
  }
  // Fewer clusters than moments: the variance has no full rank.
  const { inverse, rank } = pseudoInverseSymmetric(scaled, L);
  return {
    inverse: inverse.map((v, at) => v * scale[Math.floor(at / L)]! * scale[at % L]!),
    rank,
  };
}

export function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, i) => v - b[i]!);
}
