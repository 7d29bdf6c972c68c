import type { Panel, Table } from "../table/index.js";
// Loading this file defines every family.
import "./binary.js";
import "./clogit.js";
import { familyNamed } from "./families.js";
import type { Fit } from "./fit.js";
import { parseFormula } from "./formula/parse-formula.js";
import type { FormulaInput } from "./formula/syntax.js";
import { oneFormula } from "./glm/fit-index.js";
import "./negbin.js";
import type { RegressOptions } from "./options.js";
import "./poisson.js";
import { linearFamily, regressAll } from "./regress.js";
import "./tobit.js";

/** Name of a distribution of the outcome, `--family` on the command line.   中文: 分布族 */
export type Family = string;

/**
 * Fits one model of the family that is named; `own` are the options of its card.   中文: 按分布族估计
 *
 * Errors    method/bad-option — no such family, or a value that one of its options cannot take
 * @example fitFamily(table, "patents ~ did | city + year", "poisson", { vcov: { type: "hc1" } });
 */
export function fitFamily(
  table: Table | Panel,
  formula: FormulaInput,
  family: Family,
  options: RegressOptions,
  own: Readonly<Record<string, unknown>> = {},
): Fit {
  const card = familyNamed(family);
  return card.run({ table, formula: oneFormula(formula, table), options }, own);
}

/** Fits every model that a formula asks for (outcomes `c()`, steps `sw() csw()`). */
export function fitFamilyAll(
  table: Table | Panel,
  formula: FormulaInput,
  family: Family,
  options: RegressOptions,
  own: Readonly<Record<string, unknown>> = {},
): Fit[] {
  const card = familyNamed(family);
  // Least squares shares the sweep between models on the same rows.
  if (card === linearFamily) return regressAll(table, formula, options);
  return parseFormula(formula, table.names).map((f) =>
    card.run({ table, formula: f, options }, own),
  );
}
