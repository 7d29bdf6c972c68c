import type { Panel, Table } from "../table/index.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { logit as logitFamily, probit as probitFamily } from "./glm/families.js";
import { fitIndex, type LikelihoodOptions } from "./glm/fit-index.js";

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
  return fitIndex(table, formula, logitFamily, options);
}

/** Probit with the observed information (Stata's); otherwise as {@link logit}.   中文: Probit 模型 */
export function probit(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions,
): Fit {
  return fitIndex(table, formula, probitFamily, options);
}
