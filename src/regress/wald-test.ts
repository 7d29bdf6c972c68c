import {
  multiply,
  multiplyVector,
  pchisq,
  pf,
  pseudoInverseSymmetric,
  quadraticForm,
  transpose,
} from "../math/index.js";
import type { JointTest } from "../result/index.js";

/** Eigenvalues of RVR′ below this share of the largest count as zero. */
const RANK_TOLERANCE = 1e-12;

/**
 * Wald test of R β = r.   中文: Wald 检验
 *
 * F = (Rβ − r)′ (R V R′)⁻¹ (Rβ − r) / q on (q, df); χ² when df is infinite. q is the rank of RVR′.
 * Shapes    R q × k row-major, V k × k.
 */
export function waldTest(
  beta: Float64Array,
  V: Float64Array,
  R: Float64Array,
  r: Float64Array,
  df: number,
  hypothesis: string,
): JointTest | null {
  const k = beta.length;
  const q = r.length;
  const gap = multiplyVector(R, q, k, beta).map((v, i) => v - r[i]!);
  const RV = multiply(R, q, k, V, k);
  const middle = multiply(RV, q, k, transpose(R, q, k), q);
  // Scaled to unit diagonal, so that rank does not depend on the units of the variables.
  const scale = Float64Array.from({ length: q }, (_, i) => {
    const own = middle[i * q + i]!;
    return own > 0 ? 1 / Math.sqrt(own) : 0;
  });
  const scaled = middle.map((v, at) => v * scale[Math.floor(at / q)]! * scale[at % q]!);
  const { inverse, rank } = pseudoInverseSymmetric(scaled, q, RANK_TOLERANCE);
  if (rank === 0) return null;
  const chi2 = quadraticForm(
    gap.map((v, i) => v * scale[i]!),
    inverse,
  );
  if (df === Number.POSITIVE_INFINITY) {
    const p = pchisq(chi2, rank, { tail: "upper" });
    return { statistic: chi2, df1: rank, df2: null, p, distribution: "chi2", hypothesis };
  }
  const statistic = chi2 / rank;
  return {
    statistic,
    df1: rank,
    df2: df,
    p: pf(statistic, rank, df, { tail: "upper" }),
    distribution: "F",
    hypothesis,
  };
}

/** Rows of R that pick single coefficients. */
export function selection(indices: readonly number[], k: number): Float64Array {
  const R = new Float64Array(indices.length * k);
  indices.forEach((j, i) => {
    R[i * k + j] = 1;
  });
  return R;
}
