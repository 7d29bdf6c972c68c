import { pchisq } from "../../math/index.js";
import type { ModelFrame } from "../frame/model-frame.js";
import type { IndexFamily } from "./index-family.js";
import { type IndexMaximum, maximizeIndex } from "./maximize-index.js";

export interface IndexStatistics {
  readonly rmse: number;
  readonly extra: Readonly<Record<string, unknown>>;
}

/**
 * Log-likelihood, that of the constant alone, McFadden's pseudo-R², information criteria.
 * 中文: 似然统计量
 *
 * K of AIC and BIC counts all absorbed levels (as fixest) and not the ancillary parameter; the
 * model of the constant alone has no offset.
 */
export function indexStatistics(
  frame: ModelFrame,
  family: IndexFamily,
  maximum: IndexMaximum,
  mu: Float64Array,
  counts: {
    readonly parameters: number;
    readonly tested: number;
    readonly limits?: { readonly lower?: number; readonly upper?: number };
  },
): IndexStatistics {
  const { n, weights } = frame;
  const y = frame.outcome.values;
  const alone = maximizeIndex({
    family,
    y,
    columns: [new Float64Array(n).fill(1)],
    effects: [],
    ...(weights === null ? {} : { weights }),
  }).logLik;
  const { logLik } = maximum;
  const { parameters: K } = counts;
  const squared = mu.reduce((s, m, i) => s + (weights?.[i] ?? 1) * (y[i]! - m) ** 2, 0);
  const chi2 = Math.max(0, 2 * (logLik - alone));
  return {
    rmse: Math.sqrt(squared / n),
    extra: {
      logLik,
      logLikNull: alone,
      pseudoR2: 1 - logLik / alone,
      aic: -2 * logLik + 2 * K,
      bic: -2 * logLik + Math.log(n) * K,
      ...devianceOf(family.name, y, mu, weights, logLik),
      ...ancillaryOf(family, maximum.a),
      ...censoredOf(family.name, y, counts.limits),
      ...(frame.effects.length > 0 || counts.tested === 0
        ? {}
        : {
            likelihoodRatio: {
              statistic: chi2,
              df: counts.tested,
              p: pchisq(chi2, counts.tested, { tail: "upper" }),
            },
          }),
      iterations: maximum.iterations,
    },
  };
}

function devianceOf(
  name: IndexFamily["name"],
  y: Float64Array,
  mu: Float64Array,
  weights: Float64Array | null,
  logLik: number,
): Readonly<Record<string, number>> {
  if (name === "logit" || name === "probit") return { deviance: -2 * logLik };
  if (name !== "poisson") return {};
  let deviance = 0;
  for (let i = 0; i < y.length; i++) {
    const v = y[i]!;
    const part = v > 0 ? v * Math.log(v / mu[i]!) - (v - mu[i]!) : mu[i]!;
    deviance += 2 * (weights?.[i] ?? 1) * part;
  }
  return { deviance };
}

function ancillaryOf(family: IndexFamily, a: number): Readonly<Record<string, number>> {
  if (family.ancillary === "lnalpha") return { alpha: Math.exp(a), theta: Math.exp(-a) };
  if (family.ancillary === "lnsigma") return { sigma: Math.exp(a) };
  return {};
}

function censoredOf(
  name: IndexFamily["name"],
  y: Float64Array,
  limits: { readonly lower?: number; readonly upper?: number } | undefined,
): Readonly<Record<string, number>> {
  if (name !== "tobit") return {};
  const low = limits?.lower ?? Number.NEGATIVE_INFINITY;
  const high = limits?.upper ?? Number.POSITIVE_INFINITY;
  return {
    leftCensored: y.filter((v) => v <= low).length,
    rightCensored: y.filter((v) => v >= high).length,
  };
}
