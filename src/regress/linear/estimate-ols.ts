import { type Notice, notice } from "../../base/index.js";
import { sum } from "../../math/index.js";
import type { FitData, Ssc } from "../../result/index.js";
import { effectLeverage } from "../absorb/effect-leverage.js";
import { regressError } from "../errors.js";
import { Fit, type FitEngine, tidyRow, waldOfSlopes } from "../fit.js";
import { droppedOf, leftOutNotice } from "../frame/left-out.js";
import type { ModelFrame } from "../frame/model-frame.js";
import { olsFit } from "../ols-fit.js";
import { type RegressOptions, resolveSsc, type SscSpec, type VcovSpec } from "../options.js";
import { computeVcov } from "../vcov/compute-vcov.js";
import type { VcovInput } from "../vcov/vcov-input.js";
import { collinearNotice, constantWithin, type LeftOut } from "./collinear-notice.js";
import { linearStatistics } from "./fit-statistics.js";
import {
  checkOutcome,
  checkSize,
  frameInput,
  INTERCEPT,
  interceptColumn,
  keepSwept,
  netOutcome,
  rankOptions,
} from "./linear-problem.js";
import type { LinearSolution } from "./linear-solution.js";
import { linearRecovery } from "./recovery.js";
import { spread } from "./spread.js";
import { createSweep, type Sweep } from "./sweep.js";

/** Solves the least-squares problem of a frame. */
export function solveOls(frame: ModelFrame, sweep: Sweep): LinearSolution {
  const y = sweep.columns([netOutcome(frame)])[0]!;
  checkOutcome(frame, y);
  const candidates = [
    ...(frame.intercept === "yes" ? [interceptColumn(frame.n)] : []),
    ...frame.regressors,
  ];
  checkSize(frame, candidates.length);
  const { kept, absorbed } = keepSwept(sweep, candidates);
  // Effects alone are a model: the first of sw0() and csw0().
  const isEmpty = candidates.length === 0 && frame.effects.length > 0;
  if (kept.length === 0 && !isEmpty) throw regressError("no-regressor", { terms: absorbed });
  const ols = olsFit(
    kept.map((c) => c.values),
    y.values,
    frame.weights,
    rankOptions(sweep, kept),
  );
  const swept = new Set([...absorbed, ...ols.absorbed.map((j) => kept[j]!.name)]);
  const gone = new Set([...swept, ...ols.dropped.map((j) => kept[j]!.name)]);
  return {
    frame,
    sweep,
    y,
    X: ols.kept.map((j) => kept[j]!),
    ols,
    collinear: candidates
      .filter((c) => gone.has(c.name))
      .map(({ name, values }): LeftOut => {
        if (!swept.has(name)) return { name, why: "dependent" };
        return { name, why: "absorbed", within: constantWithin(values, frame.effects) };
      }),
  };
}

/** Estimates a linear model without instruments.   中文: 线性模型估计 */
export function estimateOls(
  frame: ModelFrame,
  options: Pick<RegressOptions, "vcov" | "ssc" | "tolerance" | "level">,
  sweep: Sweep = createSweep(frame, options.tolerance),
): Fit {
  const solution = solveOls(frame, sweep);
  const { y, X, ols } = solution;
  const names = X.map((c) => c.name);
  const input = olsInput(solution);
  const rss = spread(ols.residuals, frame.weights, "raw");
  const sums = {
    rss,
    tss: spread(y.raw, frame.weights, input.constant === "none" ? "raw" : "centred"),
    tssWithin: sweep.absorber === null ? null : spread(y.values, frame.weights, "raw"),
    rssUnweighted: spread(ols.residuals, null, "raw"),
    totalWeight: frame.weights === null ? frame.n : sum(frame.weights),
  };
  const slopes = names.map((_, j) => j).filter((j) => names[j] !== INTERCEPT);
  const fixed = [
    ...frame.warnings,
    ...leftOutNotice(frame),
    ...collinearNotice(solution.collinear),
    ...perfectFit(sums),
  ];
  const recovery = linearRecovery(solution, names, ols.coefficients);
  const engine: FitEngine = {
    frame,
    revise: (spec, ssc) => revise(spec, ssc),
    residuals: () => ols.residuals,
    ...recovery,
    linear: {
      X: X.map((c) => c.values),
      y: y.values,
      weights: frame.weights,
      XtXinv: ols.XtXinv,
      absorber: sweep.absorber,
      classes: input.classes,
    },
  };
  const revise = (spec: VcovSpec, ssc: SscSpec | undefined) => {
    const rule = resolveSsc(ssc ?? options.ssc);
    const { covariance, counts, warnings } = computeVcov(input, spec, rule);
    const statistics = linearStatistics(input, rule, sums, slopes.length, counts);
    return {
      ...statistics,
      covariance,
      wald: waldOfSlopes(names, ols.coefficients, covariance, slopes),
      warnings: [...fixed, ...warnings],
      extra: { ...statistics.extra, ...constantOf(solution, input, rule, covariance) },
    };
  };
  const data: FitData = {
    model: "ols",
    outcome: frame.outcome.name,
    names,
    coefficients: ols.coefficients,
    nobs: frame.n,
    dropped: droppedOf(frame, {
      collinear: solution.collinear.map((c) => c.name),
      separated: 0,
    }),
    fixedEffects: Object.fromEntries(frame.effects.map((e) => [e.name, e.size])),
    ...revise(options.vcov, options.ssc),
  };
  return new Fit(data, engine, options.level);
}

function olsInput(solution: LinearSolution): VcovInput {
  const { frame, X, ols } = solution;
  const w = frame.weights;
  const columns = X.map((c) => c.values);
  const rss = spread(ols.residuals, w, "raw");
  const hasConstant = X.some((c) => c.name === INTERCEPT);
  return {
    ...frameInput(frame),
    columns,
    multiplier: w === null ? ols.residuals : ols.residuals.map((e, i) => e * w[i]!),
    bread: ols.XtXinv,
    classical: (divisor) => ols.XtXinv.map((v) => (v * rss) / divisor),
    leverage: {
      X: columns,
      weights: w,
      effects: () => (frame.effects.length === 0 ? null : effectLeverage(frame.effects, w)),
    },
    parameters: columns.length,
    constant: hasConstant
      ? "estimated"
      : frame.effects.some((e) => e.slope === undefined)
        ? "absorbed"
        : "none",
    reference: "t",
  };
}

/** Share of the outcome's variation below which the fit is called perfect. */
const PERFECT = 1e-20;

function perfectFit(sums: { readonly rss: number; readonly tss: number }): Notice[] {
  if (sums.rss > PERFECT * sums.tss) return [];
  return [
    notice(
      "regress/perfect-fit",
      "the residuals are zero: standard errors mean nothing here",
      "残差为零：标准误没有意义",
    ),
  ];
}

/** reghdfe's `_cons`: the constant of the regression through the means, with its variance. */
function constantOf(
  solution: LinearSolution,
  input: VcovInput,
  ssc: Ssc,
  covariance: FitData["covariance"],
): Readonly<Record<string, unknown>> {
  if (ssc.name !== "reghdfe" || input.constant !== "absorbed") return {};
  const { frame, X, y, ols } = solution;
  const w = frame.weights;
  const meanOf = (x: Float64Array) => {
    let total = 0;
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
      const v = w === null ? 1 : w[i]!;
      total += v;
      sum += v * x[i]!;
    }
    return sum / total;
  };
  const means = X.map((c) => meanOf(c.raw));
  const shifted = [
    new Float64Array(frame.n).fill(1),
    ...X.map((c, j) => {
      const mean = means[j]!;
      return c.values.map((v) => v + mean);
    }),
  ];
  const yMean = meanOf(y.raw);
  const yShifted = y.values.map((v) => v + yMean);
  const fit = olsFit(shifted, yShifted, w);
  const withConstant: VcovInput = {
    ...input,
    columns: fit.kept.map((j) => shifted[j]!),
    bread: fit.XtXinv,
    classical: (divisor) => {
      const rss = spread(ols.residuals, w, "raw");
      return fit.XtXinv.map((v) => (v * rss) / divisor);
    },
    leverage: null,
  };
  const spec = specOf(covariance);
  if (spec === null) return {};
  const V = computeVcov(withConstant, spec, ssc).covariance.matrix;
  return { constant: tidyRow("_cons", fit.coefficients[0]!, V[0]!, covariance.df) };
}

/** The request that a clustered or plain variance came from. */
function specOf(covariance: FitData["covariance"]): VcovSpec | null {
  const { type, ways } = covariance;
  if (type === "cluster") return { type, cluster: ways };
  return type === "iid" || type === "hc1" ? { type } : null;
}
