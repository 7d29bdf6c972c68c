import type { Panel, Table } from "../table/index.js";
import { defineFamily } from "./families.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { poisson as family } from "./glm/families.js";
import { fitIndex, fitIndexFormula, type LikelihoodOptions } from "./glm/fit-index.js";

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

/** The card of {@link poisson}. */
export const poissonFamily = defineFamily({
  name: "poisson",
  title: { en: "PPML", zh: "泊松伪极大似然（PPML）" },
  phrase: { en: "Poisson pseudo-maximum likelihood", zh: "泊松伪极大似然法（PPML）" },
  summary: {
    en: "Poisson pseudo-maximum likelihood for non-negative outcomes",
    zh: "非负因变量的泊松伪极大似然",
  },
  cites: [
    {
      key: "ppmlhdfe",
      text: "Correia, S., Guimarães, P., & Zylkin, T. (2020). Fast Poisson estimation with high-dimensional fixed effects. Stata Journal, 20(1), 95–115.",
    },
  ],
  role: "fit",
  position: 20,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {},
  run: ({ table, formula, options }) => fitIndexFormula(table, formula, family, options),
});
