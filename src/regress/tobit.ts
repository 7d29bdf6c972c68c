import type { Panel, Table } from "../table/index.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { tobit as family, type TobitLimits } from "./glm/families.js";
import { fitIndex, type LikelihoodOptions } from "./glm/fit-index.js";

/**
 * Tobit with normal errors, censored from below, above or both.   中文: Tobit 模型
 *
 * The last coefficient is `lnsigma`.
 * Defaults  censored from below at 0; z statistics.
 * Agrees    R survival `survreg` (Gaussian), Stata `tobit` (which prints t with N − k and var(e)).
 */
export function tobit(
  table: Table | Panel,
  formula: FormulaInput,
  options: LikelihoodOptions & { readonly limits?: TobitLimits },
): Fit {
  const { limits = { lower: 0 }, ...rest } = options;
  return fitIndex(table, formula, family(limits), rest, limits);
}
