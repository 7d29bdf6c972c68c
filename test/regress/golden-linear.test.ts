import { describe, expect, it } from "vitest";
import type { Fit, RegressOptions } from "../../src/regress/index.js";
import {
  compareFit,
  deviation,
  fitGolden,
  formulaOf,
  type GoldenModel,
  logDeviation,
  optionsOf,
  readCase,
} from "./golden.js";

// Our own target for linear models; p values have a smaller number of digits in the files.
const TARGET = 1e-8;
/**
 * fixest solves these two by normal equations and loses digits: near-collinear regressors, and one
 * with mean 10⁶ and unit variance. Ours agree with exact rational arithmetic to 1e-9 (see
 * exact-arithmetic.test.ts), so the difference is fixest's.
 */
const LOST_BY_REFERENCE: Readonly<Record<string, number>> = { ols_near: 2e-7, ols_big: 2e-5 };

const CASES = [
  "c01_city_panel",
  "c02_firm_panel",
  "c03_interactions",
  "c06_mediation_dk",
  "c10_collinearity",
  "c12_wild_bootstrap",
];

describe.each(CASES)("the linear models of %s", (name) => {
  const { golden, table } = readCase(name);
  const models = golden.models.filter((m) => m.kind === "ols");
  // Models that differ by their variance only share one estimate, revised by `withVcov`.
  const estimates = new Map<string, Fit>();
  const fitOnce = (model: GoldenModel, ssc?: RegressOptions["ssc"]): Fit => {
    const { weights, subset, singletons } = model.spec;
    const panel = /DK|NW/.test(model.spec.vcov.type);
    const key = JSON.stringify([formulaOf(model), weights, subset, singletons, panel]);
    const options = optionsOf(model, ssc);
    const known = estimates.get(key) ?? fitGolden(table, model, ssc);
    estimates.set(key, known);
    return known.withVcov(options.vcov, { ssc: options.ssc ?? "fixest" });
  };

  it.each(models.map((m) => [m.id, m] as const))("%s agrees to 1e-8", (id, model) => {
    const fit = fitOnce(model);
    const limit = LOST_BY_REFERENCE[id] ?? TARGET;
    for (const [what, value] of Object.entries(compareFit(fit, model.results))) {
      expect(value, what).toBeLessThanOrEqual(limit);
    }
    expect(fit.dropped.collinear).toEqual(model.results.dropped_collinear);
    const levels = model.results.fixed_effect_levels;
    if (levels) expect(fit.fixedEffects).toEqual(levels);
    if (model.results.n_clusters) expect(fit.covariance.clusters).toEqual(model.results.n_clusters);
  });

  const withStata = models.filter((m) => m.results.stata_reghdfe);
  it.skipIf(withStata.length === 0)("counts and reports as reghdfe does with its rule", () => {
    for (const model of withStata) {
      const stata = model.results.stata_reghdfe;
      const fit = fitOnce(model, "reghdfe");
      const constant = fit.extra?.constant as ReturnType<typeof fit.tidy>[number];
      const rows = new Map([...fit.tidy(), constant].map((row) => [row.name, row]));
      for (const e of stata.coefficients) {
        const row = rows.get(e.term);
        expect(deviation(row?.estimate ?? null, e.estimate), e.term).toBeLessThan(TARGET);
        expect(deviation(row?.se ?? null, e.se), e.term).toBeLessThan(TARGET);
        expect(logDeviation(row?.p ?? Number.NaN, e.p), e.term).toBeLessThan(TARGET);
      }
      const found = {
        F: [fit.wald?.statistic, stata.F.stat],
        df: [fit.covariance.df, stata.df_r],
        r2: [fit.r2, stata.r2],
        adj: [fit.r2Adj, stata.adj_r2],
        within: [fit.r2Within, stata.within_r2],
        withinAdj: [fit.extra?.r2WithinAdj, stata.within_adj_r2],
        rmse: [fit.rmse, stata.rmse],
      };
      for (const [what, [ours, theirs]] of Object.entries(found)) {
        expect(deviation(ours as number, theirs), `${model.id} ${what}`).toBeLessThan(TARGET);
      }
    }
  });
});
