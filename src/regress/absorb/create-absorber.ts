import { append } from "../../base/index.js";
import { createWorkspace } from "./create-workspace.js";
import { denseSchur } from "./dense-schur.js";
import type { AbsorbedEffect, ColumnView } from "./effect.js";
import { type AbsorbPlan, planAbsorption } from "./plan.js";
import { type GraphFactor, graphFactor, graphPreconditioner } from "./preconditioner.js";
import { solveBlock } from "./solve-block.js";
import type { Workspace } from "./workspace.js";

/** Projected residual and error of the demeaned columns, relative to their size. */
export const DEFAULT_TOLERANCE = 1e-10;
const MAX_ITERATIONS = 10_000;
/** Columns solved together: one pass over the row indices serves all of them. */
const BLOCK_COLUMNS = 8;

export interface AbsorbOptions {
  /** Positive row weights. */
  readonly weights?: Float64Array;
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** Columns after the effects were swept out, and the effects. */
export interface Absorbed {
  readonly residuals: readonly Float64Array[];
  /** `effects[column][effect][level]`; unique up to the usual constants. */
  readonly effects: readonly (readonly Float64Array[])[];
  readonly iterations: number;
}

/** Sweeps fixed effects out of columns.   中文: 固定效应吸收器 */
export interface Absorber {
  readonly n: number;
  readonly effects: readonly AbsorbedEffect[];
  /** Residuals of each column on the effects, in new arrays. */
  demean(columns: readonly (Float64Array | ColumnView)[]): Float64Array[];
  /** As `demean`, with the coefficients of the effects and the iterations. */
  solve(columns: readonly Float64Array[]): Absorbed;
  /** The same effects under other weights (each step of a reweighted fit); the plan is reused. */
  withWeights(weights: Float64Array | undefined): Absorber;
}

/**
 * Prepares to sweep any number of effects out of any number of columns.   中文: 创建固定效应吸收器
 *
 * The effect with most levels is eliminated in closed form; conjugate gradients solve the normal
 * equations of the others, several columns at a time, until the estimated error of the demeaned
 * column is below `tolerance` times its size. One effect, and balanced two-way panels, need no
 * iteration.
 *
 * Shapes    effects: codes of length n; columns: any number of arrays of length n.
 * Defaults  tolerance 1e-10, at most 10 000 iterations.
 * Errors    regress/not-converged.
 * @example
 * const absorber = createAbsorber([{ name: "city", codes, size: 284 }], {});
 * const [yDemeaned, xDemeaned] = absorber.demean([y, x]);
 */
export function createAbsorber(
  effects: readonly AbsorbedEffect[],
  options: AbsorbOptions = {},
): Absorber {
  return fromPlan(effects, planAbsorption(effects, options.weights), options);
}

function fromPlan(
  effects: readonly AbsorbedEffect[],
  plan: AbsorbPlan,
  options: AbsorbOptions,
): Absorber {
  const tolerance = options.tolerance ?? DEFAULT_TOLERANCE;
  const maxIterations = options.maxIterations ?? MAX_ITERATIONS;
  let factor: GraphFactor | null | undefined;
  const graph = (space: Workspace) => {
    if (factor === undefined) factor = graphFactor(plan);
    return factor === null ? null : graphPreconditioner(space, factor);
  };
  const dense = denseSchur(plan);
  const run = (
    columns: readonly (Float64Array | ColumnView)[],
    wanted: "residuals" | "effects",
  ): Absorbed => {
    const residuals: Float64Array[] = [];
    const found: Float64Array[][] = [];
    let iterations = 0;
    const settings = { tolerance, maxIterations, wanted, graph, dense };
    for (let from = 0; from < columns.length; from += BLOCK_COLUMNS) {
      const block = columns
        .slice(from, from + BLOCK_COLUMNS)
        .map((c) => (c instanceof Float64Array ? { values: c, rows: null } : c));
      const space = createWorkspace(plan, block.length);
      try {
        space.take(block);
        const solved = solveBlock(space, settings);
        iterations = Math.max(iterations, solved.iterations);
        append(residuals, space.restore());
        append(found, solved.effects);
      } finally {
        space.close();
      }
    }
    return { residuals, effects: found, iterations };
  };
  return {
    n: plan.n,
    effects,
    demean: (columns) => [...run(columns, "residuals").residuals],
    solve: (columns) => run(columns, "effects"),
    withWeights: (weights) => {
      const { weights: _old, ...others } = options;
      const next = weights === undefined ? others : { ...others, weights };
      return fromPlan(effects, planAbsorption(effects, weights, plan), next);
    },
  };
}
