import { type Notice, notice } from "../../base/index.js";
import { combine, sum } from "../../math/index.js";
import type { FitData, JointTest } from "../../result/index.js";
import { Fit, type FitEngine, waldOfSlopes } from "../fit.js";
import { droppedOf, leftOutNotice } from "../frame/left-out.js";
import type { ModelFrame } from "../frame/model-frame.js";
import { collinearNotice } from "../linear/collinear-notice.js";
import { estimateOls } from "../linear/estimate-ols.js";
import { linearStatistics } from "../linear/fit-statistics.js";
import {
  checkOutcome,
  checkSize,
  frameInput,
  INTERCEPT,
  netOutcome,
} from "../linear/linear-problem.js";
import { linearRecovery } from "../linear/recovery.js";
import { spread } from "../linear/spread.js";
import { createSweep, type Sweep } from "../linear/sweep.js";
import { olsFit } from "../ols-fit.js";
import { type RegressOptions, resolveSsc, type SscSpec, type VcovSpec } from "../options.js";
import { computeVcov } from "../vcov/compute-vcov.js";
import { countParameters } from "../vcov/count-parameters.js";
import type { VcovInput } from "../vcov/vcov-input.js";
import { type IvDiagnostics, ivDiagnostics } from "./diagnostics.js";
import { subtract } from "./gmm.js";
import { ivColumns } from "./iv-matrices.js";
import { type IvProblem, ivProblem } from "./iv-problem.js";
import { momentsOf } from "./moments.js";

/**
 * Two-stage least squares with fixed effects, its first stages, reduced form and diagnostics.
 * 中文: 两阶段最小二乘
 *
 * Agrees    R fixest 0.14 for estimates and variances; Stata ivreg2/ivreghdfe for the diagnostics.
 * Errors    regress/instrument-absorbed, regress/not-identified.
 */
export function estimateIv(
  frame: ModelFrame,
  options: Pick<RegressOptions, "vcov" | "ssc" | "tolerance" | "level">,
  sweep: Sweep = createSweep(frame, options.tolerance),
): Fit {
  const y = sweep.columns([netOutcome(frame)])[0]!;
  checkOutcome(frame, y);
  checkSize(frame, frame.regressors.length + frame.instruments.length + 1);
  const problem = ivProblem(frame, sweep, y);
  const solved = solveTwoStage(problem);
  const { names, coefficients, residuals, input } = solved;
  const slopes = names.map((_, j) => j).filter((j) => names[j] !== INTERCEPT);
  const weights = frame.weights;
  const sums = {
    rss: spread(residuals, weights, "raw"),
    tss: spread(y.raw, weights, input.constant === "none" ? "raw" : "centred"),
    tssWithin: sweep.absorber === null ? null : spread(y.values, weights, "raw"),
    rssUnweighted: spread(residuals, null, "raw"),
    totalWeight: weights === null ? frame.n : sum(weights),
  };
  const fixed = [...frame.warnings, ...leftOutNotice(frame), ...collinearNotice(problem.collinear)];
  const revise = (spec: VcovSpec, ssc: SscSpec | undefined) => {
    const asked = ssc ?? options.ssc;
    const rule = resolveSsc(asked);
    const { covariance, counts, warnings } = computeVcov(input, spec, rule);
    const statistics = linearStatistics(input, rule, sums, slopes.length, counts);
    const { logLik: _l, aic: _a, bic: _b, ...kept } = statistics.extra;
    const stages = stagesOf(problem, sweep, {
      vcov: spec,
      ...(asked ? { ssc: asked } : {}),
      ...(options.level === undefined ? {} : { level: options.level }),
    });
    const iv = diagnosticsOf(problem, input, spec);
    return {
      ...statistics,
      covariance,
      wald: waldOfSlopes(names, coefficients, covariance, slopes),
      warnings: [...fixed, ...warnings, ...ivNotices(iv)],
      extra: { ...kept, ...stages, iv },
    };
  };
  const recovery = linearRecovery(
    { ...solved, frame, sweep, y, ols: { ...solved.ols, residuals } },
    names,
    coefficients,
  );
  const engine: FitEngine = { frame, revise, residuals: () => residuals, ...recovery };
  const data: FitData = {
    model: "iv",
    outcome: frame.outcome.name,
    names,
    coefficients,
    nobs: frame.n,
    dropped: droppedOf(frame, { collinear: problem.collinear, separated: 0 }),
    fixedEffects: Object.fromEntries(frame.effects.map((e) => [e.name, e.size])),
    ...revise(options.vcov, options.ssc),
  };
  return new Fit(data, engine, options.level);
}

function solveTwoStage(problem: IvProblem) {
  const { frame, exogenous, endogenous, instruments, y } = problem;
  const w = frame.weights;
  const Z = [...exogenous, ...instruments].map((c) => c.values);
  const constants = exogenous.filter((c) => c.name === INTERCEPT);
  const others = exogenous.filter((c) => c.name !== INTERCEPT);
  const X = [...constants, ...endogenous, ...others];
  const fittedOf = new Map(
    endogenous.map((c) => [c, subtract(c.values, olsFit(Z, c.values, w).residuals)] as const),
  );
  const projected = X.map((c) => fittedOf.get(c) ?? c.values);
  const ols = olsFit(projected, y.values, w, { tolerance: 0 });
  const coefficients = ols.coefficients;
  const residuals = subtract(
    y.values,
    combine(
      X.map((c) => c.values),
      coefficients,
      frame.n,
    ),
  );
  const rss = spread(residuals, w, "raw");
  const hasLevels = frame.effects.some((e) => e.slope === undefined);
  const input: VcovInput = {
    ...frameInput(frame),
    columns: projected,
    multiplier: w === null ? residuals : residuals.map((e, i) => e * w[i]!),
    bread: ols.XtXinv,
    classical: (divisor) => ols.XtXinv.map((v) => (v * rss) / divisor),
    leverage: null,
    parameters: X.length,
    constant: constants.length > 0 ? "estimated" : hasLevels ? "absorbed" : "none",
    reference: "t",
  };
  return { names: X.map((c) => c.name), X, coefficients, residuals, ols, input };
}

/** First stages and the reduced form as full fits with the same variance. */
function stagesOf(
  problem: IvProblem,
  sweep: Sweep,
  options: Pick<RegressOptions, "vcov" | "ssc" | "level">,
): { firstStage: Fit[]; reducedForm: Fit } {
  const { frame } = problem;
  const regressors = [...frame.instruments, ...frame.regressors];
  const stageOf = (outcome: { readonly name: string; readonly values: Float64Array }): Fit => {
    const stage = estimateOls(
      {
        ...frame,
        outcome,
        regressors,
        endogenous: [],
        instruments: [],
        offset: null,
        warnings: [],
      },
      options,
      sweep,
    );
    const names = problem.instruments.map((z) => z.name);
    return stage.withExtra({ excludedInstruments: stage.test(names) satisfies JointTest | null });
  };
  return {
    firstStage: frame.endogenous.map(stageOf),
    reducedForm: stageOf(netOutcome(frame)),
  };
}

function diagnosticsOf(problem: IvProblem, input: VcovInput, spec: VcovSpec): IvDiagnostics {
  const moments = momentsOf(input, spec);
  const columns = ivColumns(problem);
  const clusters = spec.type === "cluster" ? spec.cluster.map((name) => input.classes(name)) : [];
  const rule = spec.type === "cluster" ? "nonnested" : "full";
  const coefficients = countParameters(input, resolveSsc("reghdfe"), rule, clusters).effects.reduce(
    (s, e) => s + e.coefficients,
    0,
  );
  // Where every effect is nested in a cluster, ivreghdfe still charges the constant.
  const absorbed = input.constant === "absorbed" ? Math.max(coefficients, 1) : coefficients;
  const L = problem.exogenous.length + problem.instruments.length;
  const full = countParameters(input, resolveSsc("fixest"), "full", []).charged;
  return ivDiagnostics(columns, moments, {
    absorbed,
    df2: spec.type === "cluster" ? moments.clusters - 1 : input.n - L - absorbed,
    residualDf: input.n - full,
  });
}

function ivNotices(iv: IvDiagnostics): Notice[] {
  const notices: Notice[] = [];
  if (iv.stockYogo !== null && iv.kpF !== null) {
    notices.push(
      notice(
        "regress/stock-yogo-iid",
        "the Stock–Yogo critical values hold for iid errors; compare them with the rk F with care",
        "Stock–Yogo 临界值以同方差为前提，与 rk F 比较时请谨慎",
      ),
    );
  }
  if (iv.endogeneity === null) {
    notices.push(
      notice(
        "regress/moments-rank",
        "there are fewer clusters than moments: the Hansen and endogeneity tests do not exist",
        "聚类数少于矩条件数：Hansen 检验与内生性检验不存在",
      ),
    );
  }
  return notices;
}
