import type { Panel, Table } from "../table/index.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { negbin as family } from "./glm/families.js";
import { fitIndex, type LikelihoodOptions } from "./glm/fit-index.js";

/**
 * Negative binomial regression with mean dispersion (NB2, Var = μ + αμ²).   中文: 负二项回归
 *
 * The last coefficient is `lnalpha`; the variance is the joint observed information of (β, ln α).
 * Absorbed effects are dummies (their number must be small against the rows of each).
 * Defaults  no small-sample factor but G/(G−1); z statistics.
 * Agrees    Stata `nbreg`; R fixest `fenegbin` (coefficients and standard errors to 1e-8).
 */
export function negbin(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions,
): Fit {
  return fitIndex(table, formula, family, options);
}
