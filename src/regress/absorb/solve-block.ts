import { regressError } from "../errors.js";
import { conjugateGradients } from "./conjugate-gradients.js";
import type { AbsorbPlan } from "./plan.js";
import type { Preconditioner } from "./preconditioner.js";
import type { Workspace } from "./workspace.js";

export interface BlockOptions {
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly wanted: "residuals" | "effects";
  /** The preconditioner for badly connected effects, made when it is first needed. */
  readonly graph: (space: Workspace) => Preconditioner | null;
  /** The product with the written-out normal equations, where that is cheaper than the rows. */
  readonly dense: (K: number) => ((from: Float64Array, to: Float64Array) => void) | null;
}

export interface BlockSolution {
  readonly iterations: number;
  /** `effects[column][effect][level]`, empty unless wanted. */
  readonly effects: readonly Float64Array[][];
}

/** Rounds of refinement on the true residual; one is the rule. */
const MAX_ROUNDS = 6;
/** Iterations after which effects count as badly connected. */
const PATIENCE = 40;

/** Sweeps the plan's effects out of the workspace's rows, in place. */
export function solveBlock(space: Workspace, options: BlockOptions): BlockSolution {
  const { plan, K } = space;
  const original = options.wanted === "effects" ? Float64Array.from(space.rows) : null;
  space.eliminate();
  const total = new Float64Array(plan.size * K);
  const iterations = plan.rest.length > 0 ? iterate(space, total, options) : 0;
  const effects = original === null ? [] : effectsOf(plan, original, total, K);
  return { iterations, effects };
}

/** Solves for the iterated effects; their coefficients are added to `total`. */
function iterate(space: Workspace, total: Float64Array, options: BlockOptions): number {
  const { plan, K } = space;
  const norms = space.squares().map((v) => Math.sqrt(v));
  const multiply = options.dense(K) ?? ((from, to) => space.apply(from, to));
  const vectors = {
    x: space.vector(),
    r: space.vector(),
    z: space.vector(),
    p: space.vector(),
    q: space.vector(),
  };
  let precondition: Preconditioner = (r, z) => space.divideByDiagonal(r, z);
  let limit = PATIENCE;
  let iterations = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    space.gather(vectors.r);
    const left = projectedSize(plan, vectors.r, norms, K);
    if (round > 0 && left <= options.tolerance * 0.1) break;
    if (iterations >= options.maxIterations) {
      throw regressError("not-converged", {
        what: "the sweep of the fixed effects",
        iterations,
        reached: left,
        tolerance: options.tolerance,
      });
    }
    const step = conjugateGradients(
      space,
      vectors,
      { multiply, precondition, norms },
      { tolerance: options.tolerance, maxIterations: limit },
    );
    iterations += step.iterations;
    space.subtract(vectors.x);
    for (let i = 0; i < total.length; i++) total[i]! += vectors.x[i]!;
    if (!step.converged && limit === PATIENCE) {
      precondition = options.graph(space) ?? precondition;
      limit = options.maxIterations;
      continue;
    }
    if (step.steps.every((v, k) => v <= options.tolerance * norms[k]!)) break;
  }
  return iterations;
}

/** Largest norm over columns of the residual projected on the iterated effects. */
function projectedSize(plan: AbsorbPlan, b: Float64Array, norms: Float64Array, K: number): number {
  const size = new Float64Array(K);
  for (let c = 0, at = 0; c < plan.size; c++) {
    const d = plan.diagonal[c]!;
    for (let k = 0; k < K; k++, at++) if (d > 0) size[k]! += (b[at]! * b[at]!) / d;
  }
  return size.reduce((m, s, k) => Math.max(m, norms[k]! > 0 ? Math.sqrt(s) / norms[k]! : 0), 0);
}

/** Coefficients of every effect in the user's order; those of the eliminated factor by means. */
function effectsOf(
  plan: AbsorbPlan,
  original: Float64Array,
  alpha: Float64Array,
  K: number,
): Float64Array[][] {
  const columns = Array.from({ length: K }, () => plan.sizes.map((size) => new Float64Array(size)));
  for (const { effect, offset } of plan.rest) {
    for (let k = 0; k < K; k++) {
      const out = columns[k]![effect]!;
      for (let l = 0; l < out.length; l++) out[l] = alpha[(offset + l) * K + k]!;
    }
  }
  for (const { effect, codes, values } of plan.rest) {
    for (let i = 0; i < plan.n; i++) {
      const v = values === null ? 1 : values[i]!;
      for (let k = 0; k < K; k++) original[i * K + k]! -= v * columns[k]![effect]![codes[i]!]!;
    }
  }
  primaryEffects(plan, original, K, columns);
  return columns;
}

function primaryEffects(
  plan: AbsorbPlan,
  Z: Float64Array,
  K: number,
  columns: readonly (readonly Float64Array[])[],
): void {
  const { starts, weights } = plan;
  for (let g = 0; g + 1 < starts.length; g++) {
    for (let k = 0; k < K; k++) {
      const found = groupCoefficients(plan, Z, K, k, g, starts[g]!, starts[g + 1]!, weights);
      plan.slopes.forEach((slope, q) => {
        columns[k]![slope.effect]![g] = found.slopes[q]!;
      });
      if (plan.primary >= 0) columns[k]![plan.primary]![g] = found.mean;
    }
  }
}

/** Regression of one column inside one level on a constant and the raw slopes, backwards. */
function groupCoefficients(
  plan: AbsorbPlan,
  Z: Float64Array,
  K: number,
  k: number,
  g: number,
  from: number,
  to: number,
  w: Float64Array | null,
): { mean: number; slopes: number[] } {
  const slopes = plan.slopes.map(() => 0);
  const work = Float64Array.from({ length: to - from }, (_, i) => Z[(from + i) * K + k]!);
  for (let q = plan.slopes.length - 1; q >= 0; q--) {
    // The coefficient of the last orthogonalised slope is that of the raw one; take it off whole.
    const { values, inverse, raw } = plan.slopes[q]!;
    let s = 0;
    for (let i = from; i < to; i++) s += (w === null ? 1 : w[i]!) * values[i]! * work[i - from]!;
    slopes[q] = s * inverse[g]!;
    for (let i = from; i < to; i++) work[i - from]! -= slopes[q]! * raw[i]!;
  }
  let mean = 0;
  for (let i = from; i < to; i++) mean += (w === null ? 1 : w[i]!) * work[i - from]!;
  return { mean: mean * plan.inverse[g]!, slopes };
}
