import type { Panel, Table } from "../table/index.js";
import { logit, probit } from "./binary.js";
import { clogit } from "./clogit.js";
import type { Fit } from "./fit.js";
import { negbin } from "./negbin.js";
import type { RegressOptions } from "./options.js";
import { poisson } from "./poisson.js";
import { regress } from "./regress.js";
import { tobit } from "./tobit.js";

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
  formula: string,
  family: Family,
  options: RegressOptions,
): Fit {
  switch (family) {
    case "gaussian":
      return regress(table, formula, options);
    case "poisson":
      return poisson(table, formula, options);
    case "negbin":
      return negbin(table, formula, options);
    case "logit":
      return logit(table, formula, options);
    case "clogit":
      return clogit(table, formula, options);
    case "probit":
      return probit(table, formula, options);
    case "tobit":
      return tobit(table, formula, options);
  }
}
