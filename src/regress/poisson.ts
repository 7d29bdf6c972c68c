import type { Panel, Table } from "../table/index.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { poisson as family } from "./glm/families.js";
import { fitIndex, type LikelihoodOptions } from "./glm/fit-index.js";

/**
 * Poisson pseudo-maximum likelihood with any fixed effects.   中文: 泊松伪极大似然（含固定效应）
 *
 * The outcome may be any non-negative number. Rows whose effect or regressors make a zero certain
 * (separation) are dropped and counted, since no finite estimate exists with them.
 * Defaults  ssc fixest; singletons kept, as fixest; z statistics.
 * Agrees    R fixest 0.14 `fepois` to 1e-9; Stata `ppmlhdfe` with `ssc: { kAdj: false }`.
 * Source    Correia, Guimarães & Zylkin (2020), ppmlhdfe, Stata Journal 20(1).
 * @example
 * poisson(table, "patents ~ did + lngdp | city + year", { vcov: { type: "cluster", cluster: ["city"] } });
 */
export function poisson(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions,
): Fit {
  return fitIndex(table, formula, family, options);
}
