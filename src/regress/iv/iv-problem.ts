import { regressError } from "../errors.js";
import type { ModelFrame } from "../frame/model-frame.js";
import type { NamedColumn } from "../frame/term-columns.js";
import { interceptColumn, rankOptions } from "../linear/linear-problem.js";
import type { Sweep, SweptColumn } from "../linear/sweep.js";
import { olsFit } from "../ols-fit.js";

/** The variables of a two-stage problem after the sweep, independent of each other.   中文: 工具变量问题 */
export interface IvProblem {
  readonly frame: ModelFrame;
  readonly sweep: Sweep;
  readonly y: SweptColumn;
  /** Exogenous regressors, the constant first where there is one. */
  readonly exogenous: readonly SweptColumn[];
  readonly endogenous: readonly SweptColumn[];
  /** Excluded instruments. */
  readonly instruments: readonly SweptColumn[];
  readonly collinear: readonly string[];
  /** √(weight), scaled so that the weights add up to the rows; null without weights. */
  readonly rootWeights: Float64Array | null;
}

/**
 * Sweeps the variables and drops what is collinear: exogenous regressors, then instruments that
 * they explain.
 *
 * Errors    regress/instrument-absorbed — no instrument is left; regress/not-identified — fewer
 *           instruments than endogenous regressors; regress/no-regressor — an endogenous one is absorbed.
 */
export function ivProblem(frame: ModelFrame, sweep: Sweep, y: SweptColumn): IvProblem {
  const constant = frame.intercept === "yes" ? [interceptColumn(frame.n)] : [];
  const exogenous = independent(sweep, frame, [...constant, ...frame.regressors], []);
  const endogenous = independent(sweep, frame, frame.endogenous, exogenous.kept);
  if (endogenous.dropped.length > 0) {
    throw regressError("no-regressor", { terms: endogenous.dropped });
  }
  const instruments = independent(sweep, frame, frame.instruments, exogenous.kept);
  const m = endogenous.kept.length;
  if (instruments.kept.length === 0) {
    throw regressError("instrument-absorbed", { instruments: instruments.dropped });
  }
  if (instruments.kept.length < m) {
    throw regressError("not-identified", {
      endogenous: m,
      instruments: instruments.kept.length,
    });
  }
  return {
    frame,
    sweep,
    y,
    exogenous: exogenous.kept,
    endogenous: endogenous.kept,
    instruments: instruments.kept,
    collinear: [...exogenous.dropped, ...instruments.dropped],
    rootWeights: rootsOf(frame.weights),
  };
}

function independent(
  sweep: Sweep,
  frame: ModelFrame,
  columns: readonly NamedColumn[],
  before: readonly SweptColumn[],
): { kept: SweptColumn[]; dropped: string[] } {
  const swept = sweep.columns(columns);
  const alive = swept.filter((c) => c.fate === "kept");
  if (alive.length === 0) return { kept: [], dropped: columns.map((c) => c.name) };
  const all = [...before, ...alive];
  const { kept } = olsFit(
    all.map((c) => c.values),
    new Float64Array(frame.n),
    frame.weights,
    rankOptions(sweep, all),
  );
  const survivors = new Set(kept.map((j) => all[j]!).slice(before.length));
  return {
    kept: alive.filter((c) => survivors.has(c)),
    dropped: swept.filter((c) => !survivors.has(c)).map((c) => c.name),
  };
}

function rootsOf(weights: Float64Array | null): Float64Array | null {
  if (weights === null) return null;
  let total = 0;
  for (const w of weights) total += w;
  const scale = weights.length / total;
  return weights.map((w) => Math.sqrt(w * scale));
}
