import type { Panel, Table } from "../../table/index.js";
import { regressError } from "../errors.js";
import type { Fit } from "../fit.js";
import { parseFormula } from "../formula/parse-formula.js";
import type { Formula, FormulaInput } from "../formula/syntax.js";
import { type ModelFrame, modelFrame } from "../frame/model-frame.js";
import { checkRegressOptions, type RegressOptions } from "../options.js";
import { columnsOfVcov } from "../regress.js";
import { estimateIndex } from "./estimate-index.js";
import type { TobitLimits } from "./families.js";
import type { IndexFamily } from "./index-family.js";

/** Options of the likelihood models: those of `regress`, where singletons are kept by default. */
export type LikelihoodOptions = RegressOptions;

/** Parses, builds the frame and estimates one model. */
export function fitIndex(
  table: Table | Panel,
  formula: FormulaInput,
  family: IndexFamily,
  options: LikelihoodOptions,
  limits?: TobitLimits,
): Fit {
  return fitIndexFormula(table, oneFormula(formula, table), family, options, limits);
}

/** As {@link fitIndex}, of a parsed model. */
export function fitIndexFormula(
  table: Table | Panel,
  formula: Formula,
  family: IndexFamily,
  options: LikelihoodOptions,
  limits?: TobitLimits,
): Fit {
  checkRegressOptions(options);
  const frame = likelihoodFrame(table, formula, options);
  return estimateIndex(frame, family, { ...options, ...(limits === undefined ? {} : { limits }) });
}

/** The frame of a likelihood model; instruments have no meaning here. */
export function likelihoodFrame(
  table: Table | Panel,
  formula: Formula,
  options: LikelihoodOptions,
): ModelFrame {
  if (formula.instruments !== null) {
    throw regressError("not-supported", {
      what: "an instrument part in a likelihood model",
      whatZh: "似然模型中的工具变量部分",
      why: "two-stage least squares is linear",
      whyZh: "两阶段最小二乘只适用于线性模型",
    });
  }
  return modelFrame(table, formula, {
    ...options,
    singletons: options.singletons ?? "keep",
    required: columnsOfVcov(options.vcov),
  });
}

/** Exactly one model of a formula. */
export function oneFormula(formula: FormulaInput, table: Table): Formula {
  const formulas = parseFormula(formula, table.names);
  if (formulas.length === 1) return formulas[0]!;
  throw regressError("not-supported", {
    what: "one fit of several models",
    whatZh: "用一次估计表示多个模型",
    why: "the formula asks for several outcomes or steps",
    whyZh: "公式包含多个因变量或逐步项",
  });
}
