import { type Notice, notice } from "../base/index.js";
import { pchisq } from "../math/index.js";
import type { FitData } from "../result/index.js";
import { Panel, type Table } from "../table/index.js";
import { regressError } from "./errors.js";
import { Fit, waldOfSlopes } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { compactCodes } from "./frame/classification.js";
import { droppedOf, leftOutNotice } from "./frame/left-out.js";
import { type ModelFrame, modelFrame } from "./frame/model-frame.js";
import type { FrontierPanel, FrontierProblem } from "./frontier-likelihood.js";
import {
  type FrontierEfficiency,
  type FrontierMaximum,
  frontierEfficiency,
  maximizeFrontier,
} from "./frontier-maximum.js";
import { oneFormula } from "./glm/fit-index.js";
import { frameInput, INTERCEPT } from "./linear/linear-problem.js";
import {
  checkOptionNames,
  type RegressOptions,
  resolveSsc,
  type SscSpec,
  type VcovSpec,
} from "./options.js";
import { columnsOfVcov } from "./regress.js";
import { computeVcov } from "./vcov/compute-vcov.js";
import type { VcovInput } from "./vcov/vcov-input.js";

export interface FrontierOptions extends Pick<RegressOptions, "vcov" | "where" | "panel"> {
  readonly distribution?: "half-normal" | "truncated-normal";
  readonly frontier?: "production" | "cost";
  /** `decay`: u_it = exp(−η(t − T)) u_i (Battese & Coelli 1992); needs a panel. */
  readonly time?: "invariant" | "decay";
  /** `panel` (default where a panel is declared): one u for a unit; `pooled`: one for each row. */
  readonly inefficiency?: "panel" | "pooled";
}

/** A stochastic frontier: the fit, and the efficiency of each row used. */
export interface FrontierResult {
  readonly fit: Fit;
  readonly efficiency: FrontierEfficiency;
}

const OPTION_NAMES = [
  "vcov",
  "where",
  "panel",
  "distribution",
  "frontier",
  "time",
  "inefficiency",
] as const;

/**
 * Stochastic frontier by maximum likelihood.   中文: 随机前沿分析
 *
 * Pooled half- or truncated-normal; with a panel the time-invariant and the time-decay model. The
 * coefficients are β, ln σ_v², ln σ_u², μ, η; the variance is the observed information (sandwich
 * of the producers' scores with clusters). A translog is written in the formula.
 * Defaults  half-normal, production, invariant; the last period T is that of the sample; z.
 * Errors    regress/not-supported — absorbed effects, instruments; regress/needs-panel.
 * Warnings  regress/no-inefficiency — σ_u goes to zero (residuals are skewed the wrong way).
 * Agrees    R frontier `sfa` and Stata `frontier`, `xtfrontier` at the maximum to 1e-7.
 * @example
 * frontier(panel, "lny ~ lnk + lnl", { time: "decay", vcov: { type: "iid" } }).efficiency.batteseCoelli;
 */
export function frontier(
  table: Table | Panel,
  formula: FormulaInput,
  options: FrontierOptions,
): FrontierResult {
  checkOptionNames(options, OPTION_NAMES);
  const frame = modelFrame(table, oneFormula(formula, table), {
    singletons: "keep",
    required: columnsOfVcov(options.vcov),
    ...(options.where === undefined ? {} : { where: options.where }),
    ...(options.panel === undefined ? {} : { panel: options.panel }),
  });
  checkSupported(frame, options);
  const isPanel = frame.table instanceof Panel && options.inefficiency !== "pooled";
  const problem = problemOf(frame, options, isPanel);
  const maximum = maximizeFrontier(problem);
  const efficiency = frontierEfficiency(problem, maximum.theta);
  return { fit: fitOf(frame, problem, maximum, efficiency, options), efficiency };
}

function checkSupported(frame: ModelFrame, options: FrontierOptions): void {
  if (frame.effects.length > 0 || frame.instruments.length > 0 || frame.intercept === "no") {
    throw regressError("not-supported", {
      what: "a frontier with absorbed effects, instruments or without a constant",
      whatZh: "含吸收效应、工具变量或不含常数项的前沿模型",
      why: "the mean of the inefficiency is told apart from the constant by the likelihood",
      whyZh: "似然函数须把无效率均值与常数项区分开",
    });
  }
  const wantsPanel = options.time === "decay" || options.inefficiency === "panel";
  if (wantsPanel && !(frame.table instanceof Panel)) {
    throw regressError("needs-panel", { what: "time decay of inefficiency" });
  }
  if (options.time === "decay" && options.inefficiency === "pooled") {
    throw regressError("not-supported", {
      what: "time decay of pooled inefficiency",
      whatZh: "混合模型中的无效率时间衰减",
      why: "decay links the periods of one unit",
      whyZh: "时间衰减描述同一单位各期之间的关系",
    });
  }
}

function problemOf(frame: ModelFrame, options: FrontierOptions, isPanel: boolean): FrontierProblem {
  const n = frame.n;
  const timeFromEnd = new Float64Array(n);
  let panels: FrontierPanel[] = Array.from({ length: n }, (_, i) => ({ rows: [i] }));
  if (isPanel && frame.table instanceof Panel) {
    const { table, rows } = frame;
    const unit = compactCodes(table.unitFactor.codes, table.unitFactor.levels.length, rows);
    const members = Array.from({ length: unit.size }, (): number[] => []);
    unit.codes.forEach((u, i) => {
      members[u]!.push(i);
    });
    panels = members.map((m) => ({ rows: m }));
    if (options.time === "decay") {
      let last = Number.NEGATIVE_INFINITY;
      const at = (i: number) => table.times[rows === null ? i : rows[i]!]!;
      for (let i = 0; i < n; i++) last = Math.max(last, at(i));
      for (let i = 0; i < n; i++) timeFromEnd[i] = at(i) - last;
    }
  }
  return {
    y: frame.outcome.values,
    columns: [new Float64Array(n).fill(1), ...frame.regressors.map((c) => c.values)],
    panels,
    timeFromEnd,
    sign: options.frontier === "cost" ? -1 : 1,
    mu: options.distribution === "truncated-normal" ? "free" : "zero",
    decay: options.time === "decay" ? "free" : "none",
  };
}

function fitOf(
  frame: ModelFrame,
  problem: FrontierProblem,
  maximum: FrontierMaximum,
  efficiency: FrontierEfficiency,
  options: FrontierOptions,
): Fit {
  const slopes = [INTERCEPT, ...frame.regressors.map((c) => c.name)];
  const names = [
    ...slopes,
    "lnsig2v",
    "lnsig2u",
    ...(problem.mu === "free" ? ["mu"] : []),
    ...(problem.decay === "free" ? ["eta"] : []),
  ];
  const input = inputOf(frame, problem, maximum, names.length);
  const tested = slopes.map((_, j) => j).slice(1);
  const revise = (spec: VcovSpec, ssc: SscSpec | undefined) => {
    checkVariance(spec, problem, frame.n);
    const { covariance, warnings } = computeVcov(input, spec, resolveSsc(ssc ?? { kAdj: false }));
    const wald = waldOfSlopes(names, maximum.theta, covariance, tested);
    return {
      covariance,
      wald,
      warnings: [
        ...frame.warnings,
        ...leftOutNotice(frame),
        ...inefficiency(problem, maximum),
        ...warnings,
      ],
    };
  };
  const data: FitData = {
    model: "frontier",
    outcome: frame.outcome.name,
    names,
    coefficients: maximum.theta,
    nobs: frame.n,
    dropped: droppedOf(frame, { collinear: [], separated: 0 }),
    fixedEffects: {},
    r2: null,
    r2Adj: null,
    r2Within: null,
    rmse: null,
    extra: {
      frontier: options.frontier ?? "production",
      distribution: options.distribution ?? "half-normal",
      units: problem.panels.length,
      ...derived(problem, maximum),
      efficiency: efficiencyJson(efficiency, options),
      iterations: maximum.iterations,
    },
    ...revise(options.vcov, undefined),
  };
  const residuals = () =>
    problem.y.map((v, i) => problem.columns.reduce((s, x, j) => s - x[i]! * maximum.theta[j]!, v));
  return new Fit(data, {
    frame,
    revise,
    residuals,
    fitted: () => residuals().map((e, i) => problem.y[i]! - e),
    effects: () => [],
    predict: () => {
      throw regressError("not-supported", {
        what: "prediction for new rows of a frontier",
        whatZh: "前沿模型对新样本的预测",
        why: "their inefficiency is not known",
        whyZh: "新样本的无效率未知",
      });
    },
  });
}

function checkVariance(spec: VcovSpec, problem: FrontierProblem, n: number): void {
  const isPooled = problem.panels.length === n;
  if (spec.type === "iid" || spec.type === "cluster" || isPooled) return;
  throw regressError("not-supported", {
    what: "this variance of a panel frontier",
    whatZh: "面板前沿模型的该方差",
    why: "scores exist by unit: cluster by the unit",
    whyZh: "得分以单位为单元：请按单位聚类",
  });
}

function inputOf(
  frame: ModelFrame,
  problem: FrontierProblem,
  maximum: FrontierMaximum,
  size: number,
): VcovInput {
  const columns = Array.from({ length: size }, (_, j) => {
    const column = new Float64Array(frame.n);
    problem.panels.forEach(({ rows }, i) => {
      column[rows[0]!] = maximum.scores[i * size + j]!;
    });
    return column;
  });
  return {
    ...frameInput(frame),
    columns,
    multiplier: null,
    bread: maximum.covariance,
    classical: () => maximum.covariance,
    leverage: null,
    parameters: size,
    constant: "estimated",
    reference: "normal",
  };
}

function derived(p: FrontierProblem, m: FrontierMaximum): Readonly<Record<string, unknown>> {
  const k = p.columns.length;
  const varV = Math.exp(m.theta[k]!);
  const varU = Math.exp(m.theta[k + 1]!);
  const chi2 = Math.max(0, 2 * (m.logLik - m.logLikOls));
  const isHalfNormal = p.mu === "zero" && p.decay === "none";
  return {
    logLik: m.logLik,
    logLikOls: m.logLikOls,
    sigmaV: Math.sqrt(varV),
    sigmaU: Math.sqrt(varU),
    sigma2: varV + varU,
    lambda: Math.sqrt(varU / varV),
    gamma: varU / (varV + varU),
    // Half of the mass of the null distribution sits at zero: σ_u is on its boundary.
    ...(isHalfNormal
      ? {
          noInefficiency: {
            statistic: chi2,
            p: chi2 === 0 ? 1 : 0.5 * pchisq(chi2, 1, { tail: "upper" }),
            hypothesis: "sigma_u = 0, mixture of chi2(0) and chi2(1)",
          },
        }
      : {}),
  };
}

function efficiencyJson(
  e: FrontierEfficiency,
  options: FrontierOptions,
): Readonly<Record<string, unknown>> {
  const values = e.batteseCoelli;
  const mean = (x: Float64Array) => x.reduce((s, v) => s + v, 0) / x.length;
  return {
    mean: mean(values),
    min: values.reduce((m, v) => Math.min(m, v), Number.POSITIVE_INFINITY),
    max: values.reduce((m, v) => Math.max(m, v), Number.NEGATIVE_INFINITY),
    meanJlms: mean(e.jlms.map((u) => Math.exp(-u))),
    batteseCoelli: Array.from(values),
    jlms: Array.from(e.jlms),
    ...(options.frontier === "cost" ? { cost: Array.from(e.cost) } : {}),
  };
}

/** Share of the inefficiency in the variance below which it is called absent. */
const NO_INEFFICIENCY = 1e-4;

function inefficiency(p: FrontierProblem, m: FrontierMaximum): Notice[] {
  const k = p.columns.length;
  const ratio = Math.exp(m.theta[k + 1]! - m.theta[k]!);
  if (ratio > NO_INEFFICIENCY) return [];
  return [
    notice(
      "regress/no-inefficiency",
      "the residuals show no inefficiency (wrong skewness): sigma_u goes to zero, its errors mean nothing",
      "残差未显示无效率（偏度方向相反）：sigma_u 趋于零，其标准误没有意义",
    ),
  ];
}
