import { type Notice, notice } from "../base/index.js";
import { crossProducts, inverseSpd } from "../math/index.js";
import type { FitData, MethodName } from "../result/index.js";
import { Panel, type Table } from "../table/index.js";
import { createAbsorber } from "./absorb/create-absorber.js";
import type { AbsorbedEffect } from "./absorb/effect.js";
import { regressError } from "./errors.js";
import type { FactorPanel } from "./factor-panel.js";
import { Fit, waldOfSlopes } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { compactCodes } from "./frame/classification.js";
import { droppedOf, leftOutNotice } from "./frame/left-out.js";
import { type ModelFrame, modelFrame } from "./frame/model-frame.js";
import { oneFormula } from "./glm/fit-index.js";
import {
  type AdditiveEffects,
  type FactorSolution,
  solveFactorModel,
} from "./interactive-effects-solve.js";
import { collinearNotice } from "./linear/collinear-notice.js";
import { independentColumns, sweptFrom } from "./linear/independent-columns.js";
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

export type FactorCriterion = "icp1" | "icp2" | "bic3";

export interface InteractiveEffectsOptions
  extends Pick<RegressOptions, "vcov" | "ssc" | "where" | "panel"> {
  /** Number of factors, or `auto` to choose it by the criterion. */
  readonly factors: number | "auto";
  /** Most factors tried by `auto`; default 5, and less than half of the shorter side. */
  readonly maxFactors?: number;
  readonly criterion?: FactorCriterion;
}

/** Criteria of one number of factors. */
export interface FactorChoice {
  readonly factors: number;
  readonly ssr: number;
  readonly icp1: number;
  readonly icp2: number;
  readonly bic3: number;
}

const OPTION_NAMES = [
  "vcov",
  "ssc",
  "where",
  "panel",
  "factors",
  "maxFactors",
  "criterion",
] as const;

/**
 * Panel regression with interactive fixed effects, y_it = x_it β + [α_i + δ_t] + λ_i′F_t + ε_it.
 * 中文: 交互固定效应模型
 *
 * Additive effects are those after `|` (none, the unit, the time, or both). Balanced panels: exact
 * minimum of the sum of squares; unbalanced: EM over the missing cells, finished by Newton steps.
 * Variance: regressors with additive effects, λ_i- and F_t-slopes swept out,
 * σ² = SSR/(n − p − r(N+T−r) − additive); z.
 * Defaults  criterion icp2 (Bai & Ng 2002) with `auto`; robust variances carry no K factor.
 * Errors    regress/needs-panel; regress/not-supported — effects other than unit and time, weights;
 *           regress/bad-factors.
 * Agrees    R phtt `Eup`, Stata `regife` (coefficients 1e-9); no bias correction.
 * Source    Bai (2009), Econometrica 77(4), https://doi.org/10.3982/ECTA6135
 * @example
 * interactiveEffects(panel, "y ~ x1 + did | city + year", { factors: 2, vcov: { type: "iid" } });
 */
export function interactiveEffects(
  table: Table | Panel,
  formula: FormulaInput,
  options: InteractiveEffectsOptions,
): Fit {
  checkOptionNames(options, OPTION_NAMES);
  const frame = modelFrame(table, oneFormula(formula, table), {
    singletons: "keep",
    required: columnsOfVcov(options.vcov),
    ...(options.where === undefined ? {} : { where: options.where }),
    ...(options.panel === undefined ? {} : { panel: options.panel }),
  });
  const additive = additiveOf(frame);
  const whole = factorPanel(frame);
  const { kept, collinear } = independent(frame, additive);
  const panel = { ...whole, columns: kept.map((c) => c.values) };
  const limit = Math.floor((Math.min(panel.N, panel.T) - 1) / 2);
  const chosen = chooseFactors(panel, additive, options, limit);
  const solution = chosen.solution ?? solveFactorModel(panel, chosen.r, additive);
  return fitOf({ frame, panel, additive, collinear, options, solution, ...chosen }, kept);
}

interface Problem {
  readonly frame: ModelFrame;
  readonly panel: FactorPanel;
  readonly additive: AdditiveEffects;
  readonly collinear: readonly string[];
  readonly options: InteractiveEffectsOptions;
  readonly solution: FactorSolution;
  readonly r: number;
  readonly table: readonly FactorChoice[];
}

function fitOf(p: Problem, kept: readonly { readonly name: string }[]): Fit {
  const { frame, panel, solution, r } = p;
  const names = kept.map((c) => c.name);
  const Z = tangentResiduals(p);
  const parameters = names.length + r * (panel.N + panel.T - r) + additiveCount(p);
  const df = frame.n - parameters;
  if (df <= 0) {
    throw regressError("too-many-parameters", { rows: frame.n, parameters });
  }
  const bread = inverseSpd(crossProducts(Z), names.length);
  const input: VcovInput = {
    ...frameInput(frame),
    effects: [],
    columns: Z,
    multiplier: solution.residuals,
    bread,
    classical: (divisor) => bread.map((v) => (v * solution.ssr) / divisor),
    leverage: null,
    parameters,
    constant: "none",
    reference: "normal",
  };
  const balanced = frame.n === panel.N * panel.T;
  const fixed = [
    ...frame.warnings,
    ...leftOutNotice(frame),
    ...collinearNotice(p.collinear),
    ...emNotice(balanced, solution),
  ];
  const all = names.map((_, j) => j);
  const revise = (spec: VcovSpec, ssc: SscSpec | undefined) => {
    const own = ssc ?? p.options.ssc;
    const rule = resolveSsc(own ?? (spec.type === "iid" ? "fixest" : { kAdj: false }));
    const { covariance, warnings } = computeVcov(input, spec, rule);
    const wald = waldOfSlopes(names, solution.beta, covariance, all);
    return { covariance, wald, warnings: [...fixed, ...warnings] };
  };
  const data: FitData = {
    model: "ife",
    method: BAI,
    outcome: frame.outcome.name,
    names,
    coefficients: solution.beta,
    nobs: frame.n,
    dropped: droppedOf(frame, { collinear: p.collinear, separated: 0 }),
    fixedEffects: Object.fromEntries(frame.effects.map((e) => [e.name, e.size])),
    ...goodness(frame.outcome.values, solution.ssr),
    extra: {
      factors: r,
      additive: p.additive,
      ssr: solution.ssr,
      sigma2: solution.ssr / df,
      sigma2Df: df,
      factorValues: rowsOf(solution.F, panel.T, r),
      loadings: rowsOf(solution.loadings, panel.N, r),
      ...(p.table.length === 0 ? {} : { choice: p.table }),
      iterations: solution.iterations,
    },
    ...revise(p.options.vcov, p.options.ssc),
  };
  const y = frame.outcome.values;
  return new Fit(data, {
    frame,
    revise,
    residuals: () => solution.residuals,
    fitted: () => y.map((v, i) => v - solution.residuals[i]!),
    effects: () => unavailable("the levels of additive effects beside factors"),
    predict: () => unavailable("prediction for new rows of a factor model"),
  });
}

function unavailable(what: string): never {
  throw regressError("not-supported", {
    what,
    whatZh: "因子模型的该结果",
    why: "effects and factors are identified together only on the panel",
    whyZh: "效应与因子只能在样本面板内共同识别",
  });
}

/** Regressors with everything swept out that the fitted structure can absorb to first order. */
function tangentResiduals({ frame, panel, solution, r, additive }: Problem): Float64Array[] {
  const { unit, time, N, T } = panel;
  const effects: AbsorbedEffect[] = [];
  if (additive === "unit" || additive === "two-way") {
    effects.push({ name: "unit", codes: unit, size: N });
  }
  if (additive === "time" || additive === "two-way") {
    effects.push({ name: "time", codes: time, size: T });
  }
  for (let l = 0; l < r; l++) {
    const byTime = Float64Array.from(unit, (_, i) => solution.F[time[i]! * r + l]!);
    const byUnit = Float64Array.from(unit, (u) => solution.loadings[u * r + l]!);
    effects.push({ name: `unit[F${l}]`, codes: unit, size: N, slope: byTime });
    effects.push({ name: `time[λ${l}]`, codes: time, size: T, slope: byUnit });
  }
  if (effects.length === 0) return [...panel.columns];
  return createAbsorber(effects, { tolerance: 1e-11 }).demean(panel.columns).slice(0, frame.n);
}

function additiveCount({ panel, additive }: Problem): number {
  if (additive === "two-way") return panel.N + panel.T - 1;
  if (additive === "unit") return panel.N;
  return additive === "time" ? panel.T : 0;
}

function chooseFactors(
  panel: FactorPanel,
  additive: AdditiveEffects,
  options: InteractiveEffectsOptions,
  limit: number,
): { r: number; table: readonly FactorChoice[]; solution?: FactorSolution } {
  if (options.factors !== "auto") {
    const r = options.factors;
    if (Number.isInteger(r) && r >= 0 && r <= limit) return { r, table: [] };
    throw regressError("bad-factors", { found: r, units: panel.N, periods: panel.T, most: limit });
  }
  const most = Math.min(options.maxFactors ?? 5, limit);
  const solutions = Array.from({ length: most + 1 }, (_, r) =>
    solveFactorModel(panel, r, additive),
  );
  const { N, T } = panel;
  const n = panel.y.length;
  const top = solutions[most]!.ssr / n;
  const table = solutions.map(({ ssr }, r): FactorChoice => {
    const level = Math.log(ssr / n);
    return {
      factors: r,
      ssr,
      icp1: level + (r * (N + T) * Math.log((N * T) / (N + T))) / (N * T),
      icp2: level + (r * (N + T) * Math.log(Math.min(N, T))) / (N * T),
      bic3: ssr / n + (r * top * (N + T - r) * Math.log(N * T)) / (N * T),
    };
  });
  const criterion = options.criterion ?? "icp2";
  const best = table.reduce((a, b) => (b[criterion] < a[criterion] ? b : a));
  return { r: best.factors, table, solution: solutions[best.factors]! };
}

function additiveOf(frame: ModelFrame): AdditiveEffects {
  if (!(frame.table instanceof Panel)) {
    throw regressError("needs-panel", { what: "the interactive-effects model" });
  }
  const { unit, time } = frame.table;
  const names = frame.effects.map((e) => e.name);
  const known =
    frame.effects.every((e) => e.slope === undefined) &&
    names.every((name) => name === unit || name === time);
  if (!known || frame.instruments.length > 0 || frame.weights !== null) {
    throw regressError("not-supported", {
      what: "an interactive-effects model with other effects than unit and time, or instruments",
      whatZh: "含单位与时间以外效应（或工具变量）的交互固定效应模型",
      why: "factors and loadings belong to the declared unit and time",
      whyZh: "因子与载荷对应所声明的单位与时间",
    });
  }
  if (names.includes(unit)) return names.includes(time) ? "two-way" : "unit";
  return names.includes(time) ? "time" : "none";
}

function factorPanel(frame: ModelFrame): FactorPanel {
  const table = frame.table as Panel;
  const unit = compactCodes(table.unitFactor.codes, table.unitFactor.levels.length, frame.rows);
  const factor = table.factor(table.time);
  const time = compactCodes(factor.codes, factor.levels.length, frame.rows);
  return {
    y: frame.outcome.values,
    columns: [],
    unit: unit.codes,
    time: time.codes,
    N: unit.size,
    T: time.size,
  };
}

/** Regressors (with a constant only where no effect and the formula wants one) that vary. */
function independent(
  frame: ModelFrame,
  additive: AdditiveEffects,
): { kept: { name: string; values: Float64Array }[]; collinear: string[] } {
  const columns = frame.regressors.filter((c) => c.name !== INTERCEPT);
  const swept =
    additive === "none"
      ? columns.map((c) => c.values)
      : createAbsorber(frame.effects).demean(columns.map((c) => c.values));
  const { kept: at } = independentColumns(swept, null, {
    solver: "normal",
    ...(additive === "none"
      ? {}
      : sweptFrom(
          columns.map((c) => c.values),
          null,
        )),
  });
  const gone = columns.map((c) => c.name).filter((_, j) => !at.includes(j));
  if (at.length === 0) throw regressError("no-regressor", { terms: gone });
  return { kept: at.map((j) => columns[j]!), collinear: gone };
}

function goodness(
  y: Float64Array,
  ssr: number,
): Pick<FitData, "r2" | "r2Adj" | "r2Within" | "rmse"> {
  const centre = y.reduce((s, v) => s + v, 0) / y.length;
  const tss = y.reduce((s, v) => s + (v - centre) ** 2, 0);
  return {
    r2: tss > 0 ? 1 - ssr / tss : null,
    r2Adj: null,
    r2Within: null,
    rmse: Math.sqrt(ssr / y.length),
  };
}

function rowsOf(matrix: Float64Array, rows: number, r: number): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from(matrix.slice(i * r, (i + 1) * r)));
}

function emNotice(balanced: boolean, { end, iterations }: FactorSolution): Notice[] {
  if (balanced) return [];
  if (end === "cut") {
    return [
      notice(
        "regress/ife-unsettled",
        `after ${iterations} passes of EM the estimates still move: too few cells for so many factors? Take fewer factors, or drop units with many gaps`,
        `EM 迭代 ${iterations} 次后估计值仍在变化：单元格可能不足以识别这么多因子。请减少因子数，或剔除缺失较多的单位`,
      ),
    ];
  }
  return [
    notice(
      "regress/ife-unbalanced",
      "the panel is unbalanced: missing cells were filled by EM, which may stop at a local minimum",
      "面板不平衡：缺失单元由 EM 迭代填补，可能只达到局部极小",
    ),
  ];
}

/** Who the method is, in the words of tables and the methods section. */
const BAI: MethodName = {
  name: "ife",
  title: { en: "Interactive fixed effects (Bai 2009)", zh: "交互固定效应（Bai，2009）" },
  phrase: {
    en: "interactive fixed effects (Bai 2009)",
    zh: "交互固定效应模型（Bai，2009）",
  },
  cites: [
    {
      key: "bai",
      text: "Bai, J. (2009). Panel data models with interactive fixed effects. Econometrica, 77(4), 1229–1279.",
    },
  ],
};
