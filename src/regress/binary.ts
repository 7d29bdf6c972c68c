import type { Panel, Table } from "../table/index.js";
import { defineFamily } from "./families.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { logit as logitIndex, probit as probitIndex } from "./glm/families.js";
import { fitIndex, fitIndexFormula, type LikelihoodOptions } from "./glm/fit-index.js";

/**
 * Logit; effects after `|` are dummies (incidental parameters: prefer {@link clogit} for many).
 * 中文: Logit 模型
 *
 * Groups whose outcome is all 0 or all 1 are dropped and counted as separated. Without effects the
 * fit carries average marginal effects.
 * Defaults  observed information; HC1 with N/(N−1), clusters with G/(G−1); z statistics (Stata).
 */
export function logit(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions,
): Fit {
  return fitIndex(table, formula, logitIndex, options);
}

/** Probit with the observed information (Stata's); otherwise as {@link logit}.   中文: Probit 模型 */
export function probit(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions,
): Fit {
  return fitIndex(table, formula, probitIndex, options);
}

/** The card of {@link logit}. */
export const logitFamily = defineFamily({
  name: "logit",
  title: { en: "Logit", zh: "Logit" },
  phrase: { en: "logit", zh: " Logit 模型" },
  summary: { en: "0/1 outcomes, logistic errors", zh: "0/1 因变量，Logistic 误差" },
  cites: [],
  role: "fit",
  position: 40,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {},
  run: ({ table, formula, options }) => fitIndexFormula(table, formula, logitIndex, options),
});

/** The card of {@link probit}. */
export const probitFamily = defineFamily({
  name: "probit",
  title: { en: "Probit", zh: "Probit" },
  phrase: { en: "probit", zh: " Probit 模型" },
  summary: { en: "0/1 outcomes, normal errors", zh: "0/1 因变量，正态误差" },
  cites: [],
  role: "fit",
  position: 60,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {},
  run: ({ table, formula, options }) => fitIndexFormula(table, formula, probitIndex, options),
});
