import {
  cholesky,
  eigenSymmetric,
  fromEigen,
  multiply,
  quadraticForm,
  solveLinear,
  symmetrize,
  transpose,
} from "../../math/index.js";
import { invertVariance } from "./gmm.js";
import { crossBlock, gram } from "./iv-matrices.js";
import type { Moments } from "./moments.js";

/**
 * Kleibergen–Paap rk statistic of H0: the m endogenous regressors are identified up to rank m − 1.
 * 中文: Kleibergen–Paap 秩检验
 *
 * `LM` takes the variance of the moments under the null of irrelevance, `Wald` that of the reduced-form
 * residuals. χ² with L − m + 1 degrees of freedom.
 * Shapes    X m and Z L columns with everything else partialled out.
 * Agrees    Stata ranktest (Kleibergen & Schaffer) as used by ivreg2.
 * Source    Kleibergen & Paap (2006), https://doi.org/10.1016/j.jeconom.2005.02.011
 */
export function rankTest(
  X: readonly Float64Array[],
  Z: readonly Float64Array[],
  moments: Moments,
  form: "LM" | "Wald",
): number {
  const m = X.length;
  const L = Z.length;
  const Zx = crossBlock(Z, X);
  const Qz = cholesky(gram(Z), L);
  const Qx = cholesky(gram(X), m);
  // Θ = Qz⁻¹ Z′X Qx⁻ᵀ (L × m).
  const left = solveLinear(Qz, L, Zx, m);
  const theta = transpose(solveLinear(Qx, m, transpose(left, L, m), L), m, L);
  const { u12, u22, v12, v22 } = partition(theta, L, m);
  const q = m - 1;
  const A = orthogonalPart(u12, u22, q, L - q);
  const B = orthogonalPart(v12, v22, q, 1);
  // λ = (B ⊗ A)′ vec Θ, an (L − q)-vector since B has one column.
  const lambda = new Float64Array(L - q);
  for (let c = 0; c < L - q; c++) {
    for (let i = 0; i < L; i++) {
      for (let j = 0; j < m; j++) lambda[c]! += A[i * (L - q) + c]! * theta[i * m + j]! * B[j]!;
    }
  }
  const residuals = form === "LM" ? X : reducedResiduals(X, Z);
  const S = moments.stacked(residuals, Z);
  const V = transformed(S, { Qx, Qz, A, B, m, L, columns: L - q });
  return quadraticForm(lambda, invertVariance(V, L - q));
}

function reducedResiduals(X: readonly Float64Array[], Z: readonly Float64Array[]): Float64Array[] {
  const L = Z.length;
  const Pi = solveLinear(gram(Z), L, crossBlock(Z, X), X.length);
  return X.map((x, j) => {
    const out = x.slice();
    Z.forEach((z, i) => {
      const p = Pi[i * X.length + j]!;
      for (let r = 0; r < out.length; r++) out[r]! -= p * z[r]!;
    });
    return out;
  });
}

/** Blocks of the full singular vectors that belong to the smallest singular value. */
function partition(theta: Float64Array, L: number, m: number) {
  const { U, V } = fullVectors(theta, L, m);
  const q = m - 1;
  const block = (M: Float64Array, size: number, from: number, to: number) => {
    const out = new Float64Array((to - from) * (size - q));
    for (let i = from; i < to; i++) {
      for (let j = q; j < size; j++) out[(i - from) * (size - q) + j - q] = M[i * size + j]!;
    }
    return out;
  };
  return {
    u12: block(U, L, 0, q),
    u22: block(U, L, q, L),
    v12: block(V, m, 0, q),
    v22: block(V, m, q, m),
  };
}

function fullVectors(theta: Float64Array, L: number, m: number) {
  const T = transpose(theta, L, m);
  const small = eigenSymmetric(symmetrize(multiply(T, m, L, theta, m), m), m);
  const large = eigenSymmetric(symmetrize(multiply(theta, L, m, T, L), L), L);
  return { U: large.vectors, V: small.vectors };
}

/** [M12; M22] M22⁻¹ (M22 M22′)^½: the orthogonal complement in Kleibergen and Paap's form. */
function orthogonalPart(
  M12: Float64Array,
  M22: Float64Array,
  q: number,
  size: number,
): Float64Array {
  const square = multiply(M22, size, size, transpose(M22, size, size), size);
  const { values, vectors } = eigenSymmetric(symmetrize(square, size), size);
  const root = fromEigen(
    values.map((v) => Math.sqrt(Math.max(v, 0))),
    vectors,
    size,
  );
  const factor = solveLinear(M22, size, root, size);
  const top = multiply(M12, q, size, factor, size);
  const bottom = multiply(M22, size, size, factor, size);
  const out = new Float64Array((q + size) * size);
  out.set(top, 0);
  out.set(bottom, q * size);
  return out;
}

interface Shapes {
  readonly Qx: Float64Array;
  readonly Qz: Float64Array;
  readonly A: Float64Array;
  readonly B: Float64Array;
  readonly m: number;
  readonly L: number;
  readonly columns: number;
}

/** (B′Qx⁻¹ ⊗ A′Qz⁻¹) S (…)′. */
function transformed(S: Float64Array, { Qx, Qz, A, B, m, L, columns }: Shapes): Float64Array {
  const b = solveLinear(transpose(Qx, m, m), m, B);
  const a = solveLinear(transpose(Qz, L, L), L, A, columns);
  const T = new Float64Array(columns * m * L);
  for (let c = 0; c < columns; c++) {
    for (let j = 0; j < m; j++) {
      for (let i = 0; i < L; i++) T[c * m * L + j * L + i] = b[j]! * a[i * columns + c]!;
    }
  }
  const TS = multiply(T, columns, m * L, S, m * L);
  return multiply(TS, columns, m * L, transpose(T, columns, m * L), columns);
}
