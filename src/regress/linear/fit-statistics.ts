import type { Ssc } from "../../result/index.js";
import type { ParameterCount } from "../vcov/count-parameters.js";
import { countParameters } from "../vcov/count-parameters.js";
import type { VcovInput } from "../vcov/vcov-input.js";

/** Sums of squares of a linear fit. */
export interface SumsOfSquares {
  readonly rss: number;
  readonly tss: number;
  /** After the sweep; null without absorbed effects. */
  readonly tssWithin: number | null;
  /** Σ e² without weights, and Σ w: what fixest's likelihood and RMSE are made of. */
  readonly rssUnweighted: number;
  readonly totalWeight: number;
}

/** Statistics of a linear fit.   中文: 拟合优度 */
export interface LinearStatistics {
  readonly r2: number | null;
  readonly r2Adj: number | null;
  readonly r2Within: number | null;
  readonly rmse: number | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

/**
 * R², adjusted, within, RMSE, log-likelihood and information criteria.
 *
 * K counts all absorbed levels less one per further effect (fixest) or less the redundant ones
 * (reghdfe). RMSE divides by N with fixest's rule and by N − K with reghdfe's; weights are scaled
 * to mean one. The likelihood is that of the unweighted residuals, as fixest's `logLik`.
 */
export function linearStatistics(
  input: VcovInput,
  ssc: Ssc,
  sums: SumsOfSquares,
  slopes: number,
  counts: ParameterCount,
): LinearStatistics {
  const { n } = input;
  const full = ssc.name === "reghdfe" ? counts : countParameters(input, ssc, "full", []);
  const K = ssc.name === "reghdfe" ? chargedInFull(input, counts) : full.charged;
  const { rss, tss, tssWithin } = sums;
  const r2 = tss > 0 ? 1 - rss / tss : null;
  const centred = input.constant === "none" ? 0 : 1;
  const r2Within = tssWithin !== null && tssWithin > 0 ? 1 - rss / tssWithin : null;
  const logLik = (-n / 2) * (Math.log((2 * Math.PI * sums.rssUnweighted) / n) + 1);
  const countAll = countParameters(input, { ...ssc, name: "fixest" }, "full", []).charged;
  return {
    r2,
    r2Adj: r2 === null || n <= K ? null : 1 - ((1 - r2) * (n - centred)) / (n - K),
    r2Within,
    rmse: Math.sqrt((rss / sums.totalWeight) * (ssc.name === "reghdfe" ? n / (n - K) : 1)),
    extra: {
      rss,
      tss,
      ...(tssWithin === null
        ? {}
        : {
            tssWithin,
            r2WithinAdj:
              r2Within === null || n <= K
                ? null
                : 1 - ((1 - r2Within) * (n - (K - slopes))) / (n - K),
          }),
      logLik: Number.isFinite(logLik) ? logLik : null,
      aic: Number.isFinite(logLik) ? -2 * logLik + 2 * countAll : null,
      bic: Number.isFinite(logLik) ? -2 * logLik + Math.log(n) * countAll : null,
      absorbed: full.effects,
    },
  };
}

/** reghdfe's adjusted R² and RMSE subtract every level of a nested effect. */
function chargedInFull(input: VcovInput, counts: ParameterCount): number {
  return counts.effects.reduce(
    (K, e) => K + (e.nested === "nested" ? e.levels : e.coefficients),
    input.parameters,
  );
}
