import type { Panel, Table } from "../table/index.js";
import { defineFamily } from "./families.js";
import type { Fit } from "./fit.js";
import type { FormulaInput } from "./formula/syntax.js";
import { tobit as family, type TobitLimits } from "./glm/families.js";
import { fitIndex, fitIndexFormula, type LikelihoodOptions } from "./glm/fit-index.js";

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

/** The card of {@link tobit}. */
export const tobitFamily = defineFamily({
  name: "tobit",
  title: { en: "Tobit", zh: "Tobit" },
  phrase: { en: "tobit", zh: " Tobit 模型" },
  summary: { en: "outcomes censored from below, above or both", zh: "左、右或双侧受限的因变量" },
  cites: [],
  role: "fit",
  position: 70,
  takes: ["engine", "wild"],
  assumptions: [],
  options: {
    lower: {
      type: "number",
      en: "censored from below at (0, where neither is given)",
      zh: "左侧受限点（两者均未给出时为 0）",
    },
    upper: { type: "number", en: "censored from above at", zh: "右侧受限点" },
  },
  run: ({ table, formula, options }, { lower, upper }) => {
    const limits =
      lower === undefined && upper === undefined
        ? { lower: 0 }
        : {
            ...(lower === undefined ? {} : { lower }),
            ...(upper === undefined ? {} : { upper }),
          };
    return fitIndexFormula(table, formula, family(limits), options, limits);
  },
});
