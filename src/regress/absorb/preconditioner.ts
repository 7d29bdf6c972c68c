import { type ApproximateFactor, approximateCholesky } from "./approximate-cholesky.js";
import type { AbsorbPlan } from "./plan.js";

/** z ← M⁻¹ r on K interleaved columns. */
export type Preconditioner = (r: Float64Array, z: Float64Array, K: number) => void;

/** Division by Σ w v²: enough where the effects are well connected. */
export function diagonalPreconditioner(plan: AbsorbPlan): Preconditioner {
  const inverse = plan.diagonal.map((d) => (d > 0 ? 1 / d : 0));
  return (r, z, K) => {
    for (let c = 0, at = 0; c < inverse.length; c++) {
      const v = inverse[c]!;
      for (let k = 0; k < K; k++, at++) z[at] = r[at]! * v;
    }
  };
}

/**
 * For the largest iterated effect, an approximate inverse of its normal equations after elimination of
 * the primary one: the graph of the two effects is factored; the rest is divided by its diagonal.
 * Null where the two are not both level effects.
 */
export function graphPreconditioner(plan: AbsorbPlan): Preconditioner | null {
  if (plan.primary < 0) return null;
  const levels = plan.rest.filter((r) => r.values === null);
  const partner = levels.reduce<(typeof levels)[number] | null>(
    (best, r) => (best !== null && plan.sizes[best.effect]! >= plan.sizes[r.effect]! ? best : r),
    null,
  );
  if (partner === null) return null;
  const groups = plan.starts.length - 1;
  const size = plan.sizes[partner.effect]!;
  const factor = factorGraph(plan, partner.codes, groups, size);
  const simple = diagonalPreconditioner(plan);
  return (r, z, K) => {
    simple(r, z, K);
    const y = new Float64Array((groups + size) * K);
    const from = partner.offset * K;
    y.set(r.subarray(from, from + size * K), groups * K);
    factor.solve(y, K);
    z.set(y.subarray(groups * K), from);
  };
}

function factorGraph(
  plan: AbsorbPlan,
  codes: Int32Array,
  groups: number,
  size: number,
): ApproximateFactor {
  const { n, starts } = plan;
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  for (let g = 0; g < groups; g++) {
    for (let i = starts[g]!; i < starts[g + 1]!; i++) {
      from[i] = g;
      to[i] = groups + codes[i]!;
    }
  }
  const weight = plan.weights ?? new Float64Array(n).fill(1);
  return approximateCholesky({ vertices: groups + size, from, to, weight });
}
