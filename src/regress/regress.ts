import type { MethodName } from "../result/index.js";
import type { Panel, Table } from "../table/index.js";
import { regressError } from "./errors.js";
import { defineFamily } from "./families.js";
import type { Fit } from "./fit.js";
import { parseFormula } from "./formula/parse-formula.js";
import type { Formula, FormulaInput } from "./formula/syntax.js";
import { type ModelFrame, modelFrame } from "./frame/model-frame.js";
import { estimateIv } from "./iv/estimate-iv.js";
import { estimateOls } from "./linear/estimate-ols.js";
import { createSweep, type Sweep } from "./linear/sweep.js";
import { checkRegressOptions, type RegressOptions, type VcovSpec } from "./options.js";

/**
 * Fits one linear model, with any fixed effects and instruments.   中文: 线性回归
 *
 * Defaults  ssc fixest, singletons dropped, tolerance 1e-10. The variance is always stated.
 * Errors    regress/formula … (see errors.ts), table/missing-column.
 * Warnings  regress/collinear, regress/dropped-rows, regress/log-not-positive, regress/infinite, regress/few-clusters.
 * Agrees    R fixest 0.14 `feols` and Stata reghdfe 6 (`ssc: "reghdfe"`) to 1e-8 and better.
 * @example
 * const fit = regress(table, "y ~ did + gdp | city + year", {
 *   vcov: { type: "cluster", cluster: ["city"] },
 * });
 */
export function regress(table: Table | Panel, formula: FormulaInput, options: RegressOptions): Fit {
  checkRegressOptions(options);
  const formulas = parseFormula(formula, table.names);
  if (formulas.length !== 1) {
    throw regressError("not-supported", {
      what: "one fit of several models",
      whatZh: "用一次估计表示多个模型",
      why: "the formula asks for several outcomes or steps: call regressAll()",
      whyZh: "公式包含多个因变量或逐步项：请调用 regressAll()",
    });
  }
  return fitFormula(table, formulas[0]!, options, new SweepCache());
}

/**
 * Fits every model that a formula asks for: outcomes `c(y1, y2)`, steps `sw() csw()`. Models on the
 * same rows and effects share the sweep.   中文: 多因变量或逐步回归
 */
export function regressAll(
  table: Table | Panel,
  formula: FormulaInput,
  options: RegressOptions,
): Fit[] {
  checkRegressOptions(options);
  const cache = new SweepCache();
  return parseFormula(formula, table.names).map((f) => fitFormula(table, f, options, cache));
}

function fitFormula(
  table: Table | Panel,
  formula: Formula,
  options: RegressOptions,
  cache: SweepCache,
): Fit {
  const frame = modelFrame(table, formula, {
    ...options,
    required: columnsOfVcov(options.vcov),
  });
  const estimate = formula.instruments === null ? estimateOls : estimateIv;
  const fit = estimate(frame, options, cache.get(frame, options.tolerance));
  return fit.withMethod(formula.instruments === null ? OLS : TWO_STAGE);
}

/** Columns that a variance reads: rows without them cannot be used. */
export function columnsOfVcov(spec: VcovSpec): readonly string[] {
  if (spec.type === "cluster") return spec.cluster;
  if (spec.type === "conley") return [spec.lat, spec.lon];
  return [];
}

/** Keeps the last sweep for models with the same rows, effects and weights. */
class SweepCache {
  #last: { readonly frame: ModelFrame; readonly sweep: Sweep } | null = null;

  get(frame: ModelFrame, tolerance: number | undefined): Sweep {
    if (this.#last !== null && isSameSample(this.#last.frame, frame)) return this.#last.sweep;
    const sweep = createSweep(frame, tolerance);
    this.#last = { frame, sweep };
    return sweep;
  }
}

function isSameSample(a: ModelFrame, b: ModelFrame): boolean {
  return (
    a.n === b.n &&
    a.effects.map((e) => e.name).join() === b.effects.map((e) => e.name).join() &&
    (a.rows === b.rows ||
      (a.rows !== null && b.rows !== null && a.rows.every((r, i) => r === b.rows![i])))
  );
}

const OLS: MethodName = {
  name: "ols",
  title: { en: "OLS", zh: "OLS" },
  phrase: { en: "ordinary least squares", zh: "普通最小二乘法（OLS）" },
  cites: [],
};

/** What a formula with instruments is fitted by. */
const TWO_STAGE: MethodName = {
  name: "iv",
  title: { en: "2SLS", zh: "2SLS" },
  phrase: { en: "two-stage least squares", zh: "两阶段最小二乘法（2SLS）" },
  cites: [
    {
      key: "kp",
      text: "Kleibergen, F., & Paap, R. (2006). Generalized reduced rank tests using the singular value decomposition. Journal of Econometrics, 133(1), 97–126.",
    },
  ],
  note: {
    en: "Weak instruments are judged by the statistics of Kleibergen and Paap (2006).",
    zh: "弱工具变量以 Kleibergen 和 Paap（2006）统计量判断。",
  },
};

/** The card of {@link regress}; a formula with instruments is fitted by two-stage least squares. */
export const linearFamily = defineFamily({
  ...OLS,
  name: "gaussian",
  summary: {
    en: "least squares; two-stage least squares where the formula has instruments",
    zh: "最小二乘；公式含工具变量时为两阶段最小二乘",
  },
  role: "fit",
  position: 10,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {},
  run: ({ table, formula, options }) => regress(table, formula, options),
});
