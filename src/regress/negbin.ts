import type { Panel, Table } from "../table/index.js";
import { defineFamily } from "./families.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { negbin as family } from "./glm/families.js";
import { fitIndex, fitIndexFormula, type LikelihoodOptions } from "./glm/fit-index.js";

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

/** The card of {@link negbin}. */
export const negbinFamily = defineFamily({
  name: "negbin",
  title: { en: "Negative binomial", zh: "负二项回归" },
  phrase: { en: "negative binomial regression", zh: "负二项回归" },
  summary: {
    en: "counts with overdispersion, Var = μ + αμ² (NB2)",
    zh: "过度离散的计数，方差 μ + αμ²（NB2）",
  },
  cites: [],
  role: "fit",
  position: 30,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {},
  run: ({ table, formula, options }) => fitIndexFormula(table, formula, family, options),
});
