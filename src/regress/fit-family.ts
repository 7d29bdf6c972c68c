import type { Panel, Table } from "../table/index.js";
import { clogitFormula } from "./clogit.js";
import type { Fit } from "./fit.js";
import { parseFormula } from "./formula/parse-formula.js";
import type { Formula, FormulaInput } from "./formula/syntax.js";
import { logit, negbin, poisson, probit, tobit } from "./glm/families.js";
import { fitIndexFormula, oneFormula } from "./glm/fit-index.js";
import type { RegressOptions } from "./options.js";
import { regress, regressAll } from "./regress.js";

/** Distribution of the outcome, `--family` on the command line.   中文: 分布族 */
export const FAMILIES = [
  "gaussian",
  "poisson",
  "negbin",
  "logit",
  "clogit",
  "probit",
  "tobit",
] as const;

export type Family = (typeof FAMILIES)[number];

/**
 * Fits one model of the family that is named.   中文: 按分布族估计
 *
 * @example fitFamily(table, "patents ~ did | city + year", "poisson", { vcov: { type: "hc1" } });
 */
export function fitFamily(
  table: Table | Panel,
  formula: FormulaInput,
  family: Family,
  options: RegressOptions,
): Fit {
  return family === "gaussian"
    ? regress(table, formula, options)
    : fitLikelihood(table, oneFormula(formula, table), family, options);
}

/** Fits every model that a formula asks for (outcomes `c()`, steps `sw() csw()`). */
export function fitFamilyAll(
  table: Table | Panel,
  formula: FormulaInput,
  family: Family,
  options: RegressOptions,
): Fit[] {
  return family === "gaussian"
    ? regressAll(table, formula, options)
    : parseFormula(formula, table.names).map((f) => fitLikelihood(table, f, family, options));
}

function fitLikelihood(
  table: Table | Panel,
  formula: Formula,
  family: Exclude<Family, "gaussian">,
  options: RegressOptions,
): Fit {
  if (family === "clogit") return clogitFormula(table, formula, options);
  if (family === "tobit") {
    const limits = { lower: 0 };
    return fitIndexFormula(table, formula, tobit(limits), options, limits);
  }
  return fitIndexFormula(table, formula, FAMILY[family], options);
}

const FAMILY = { poisson, negbin, logit, probit } as const;
