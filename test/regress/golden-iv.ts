import type { Fit } from "../../src/regress/index.js";
import type { GoldenModel } from "./golden.js";

/** Our number and the golden one; null where the golden program gives none. */
export type Pairs = Record<string, readonly [number | null | undefined, number | null | undefined]>;

/** Every statistic of ivreg2 and fixest that the file has for an instrumented fit. */
// biome-ignore lint/suspicious/noExplicitAny: golden results
export function ivPairs(fit: Fit, { ivreg2, tests }: any): Pairs {
  // biome-ignore lint/suspicious/noExplicitAny: the published block, read field by field
  const iv = fit.extra?.iv as any;
  const lm = iv.kpLm ?? iv.andersonLm;
  const pairs: Pairs = {
    underidentification: [lm.statistic, ivreg2.underidentification.stat],
    "underidentification p": [lm.p, ivreg2.underidentification.p],
    "Cragg-Donald": [iv.cdF, ivreg2.cragg_donald_wald_F],
    "rk F": [iv.kpF, ivreg2.kleibergen_paap_rk_wald_F],
    overidentification: [iv.overid?.statistic ?? 0, ivreg2.overidentification.stat],
    "overidentification p": [iv.overid?.p, ivreg2.overidentification.p],
    endogeneity: [iv.endogeneity.statistic, ivreg2.endogeneity.stat],
    "endogeneity p": [iv.endogeneity.p, ivreg2.endogeneity.p],
    "Anderson-Rubin F": [iv.andersonRubin.f.statistic, ivreg2.anderson_rubin.f_stat],
    "Anderson-Rubin F p": [iv.andersonRubin.f.p, ivreg2.anderson_rubin.f_p],
    "Anderson-Rubin": [iv.andersonRubin.chi2.statistic, ivreg2.anderson_rubin.chi2_stat],
    "Stock-Wright": [iv.stockWright.statistic, ivreg2.stock_wright_S.stat],
    "Stock-Wright p": [iv.stockWright.p, ivreg2.stock_wright_S.p],
  };
  ivreg2.first_stage.forEach((stage: Record<string, number>, j: number) => {
    pairs[`partial F ${j}`] = [iv.partialF[j].statistic, stage.F_excluded];
    pairs[`partial F p ${j}`] = [iv.partialF[j].p, stage.p];
    pairs[`partial F df2 ${j}`] = [iv.partialF[j].df2, stage.df2];
    pairs[`partial R2 ${j}`] = [iv.partialR2[j], stage.partial_r2];
    pairs[`Shea partial R2 ${j}`] = [iv.sheaPartialR2[j], stage.shea_partial_r2];
    pairs[`Sanderson-Windmeijer F ${j}`] = [iv.swF[j].statistic, stage.sanderson_windmeijer_F];
  });
  const wh = tests.fixest_wu_hausman;
  if (wh) {
    pairs["Wu-Hausman"] = [iv.wuHausman.statistic, wh.stat];
    pairs["Wu-Hausman p"] = [iv.wuHausman.p, wh.p];
  }
  return pairs;
}

/**
 * The file took the constant out of models without effects first (`partial(_cons)`), which drops it
 * from the variance of the moments; Stata's own output (c11) keeps it, and so do we.
 */
export function isPartialledOut(model: GoldenModel, fit: Fit): boolean {
  const iv = fit.extra?.iv as { readonly kpLm: unknown };
  return model.spec.fixed_effects.length === 0 && iv.kpLm !== null;
}
