import { type ApproximateFactor, approximateCholesky } from "./approximate-cholesky.js";
import type { AbsorbPlan } from "./plan.js";
import type { Workspace } from "./workspace.js";

/** z ← M⁻¹ r on the interleaved columns of a workspace. */
export type Preconditioner = (r: Float64Array, z: Float64Array) => void;

/** A factored graph of two effects. */
export interface GraphFactor {
  readonly factor: ApproximateFactor;
  readonly groups: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * For the largest iterated effect: an approximate inverse of its normal equations after elimination of
 * the primary one: the graph of the two effects is factored; the rest is divided by its diagonal.
 * Null where the two are not both level effects.
 */
export function graphFactor(plan: AbsorbPlan): GraphFactor | null {
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
  return { factor, groups, size, offset: partner.offset };
}

/** Division by the diagonal, but for the effects of a graph its approximate inverse. */
export function graphPreconditioner(
  space: Workspace,
  { factor, groups, size, offset }: GraphFactor,
): Preconditioner {
  const { K } = space;
  const y = new Float64Array((groups + size) * K);
  const from = offset * K;
  return (r, z) => {
    space.divideByDiagonal(r, z);
    y.fill(0, 0, groups * K);
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
