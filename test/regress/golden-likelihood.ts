import { type Family, type Fit, fitFamily, type RegressOptions } from "../../src/regress/index.js";
import type { Table } from "../../src/table/index.js";
import type { GoldenModel } from "./golden.js";

const FAMILY: Record<string, Family> = {
  poisson: "poisson",
  negbin: "negbin",
  logit: "logit",
  probit: "probit",
  conditional_logit: "clogit",
  tobit: "tobit",
};

/** Options as the golden file states them; Stata's rules (`ssc: null`) are our default. */
function optionsOf({ spec }: GoldenModel): RegressOptions {
  const { ssc, vcov } = spec;
  const type = vcov.type.startsWith("HC") ? "hc1" : vcov.type;
  return {
    vcov:
      type === "cluster"
        ? { type: "cluster", cluster: vcov.clusters }
        : { type: type as "iid" | "hc1" },
    ...(ssc === null
      ? {}
      : {
          ssc: {
            kAdj: ssc.K_adj as boolean,
            kFixef: ssc.K_fixef as "full",
            gAdj: ssc.G_adj as boolean,
          },
        }),
    ...("offset" in spec ? { offset: String(spec.offset) } : {}),
  };
}

function formulaOf({ spec, id }: GoldenModel): string {
  const dummies = id.startsWith("nb_observed") ? ["i(year)"] : [];
  const effects = spec.fixed_effects.length > 0 ? ` | ${spec.fixed_effects.join(" + ")}` : "";
  return `${spec.outcome} ~ ${[...spec.regressors, ...dummies].join(" + ")}${effects}`;
}

/** Fits a golden model of counts, choices or censored outcomes. */
export function fitLikelihood(table: Table, m: GoldenModel): Fit {
  return fitFamily(table, formulaOf(m), FAMILY[m.kind]!, optionsOf(m));
}

/** Our name of the ancillary parameter and the dummies. */
export function ourName(term: string): string | null {
  if (term === "Log(scale)") return "lnsigma";
  if (term === ".theta") return null;
  return term.replace("factor(year)", "year::");
}

/** Golden statistics and ours. */
export const LIKELIHOOD_STATISTICS: Readonly<Record<string, string>> = {
  loglik: "logLik",
  loglik_null: "logLikNull",
  aic: "aic",
  bic: "bic",
  deviance: "deviance",
  pseudo_r2: "pseudoR2",
  pseudo_r2_mcfadden: "pseudoR2",
};
