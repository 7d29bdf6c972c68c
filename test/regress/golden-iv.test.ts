import { describe, expect, it } from "vitest";
import type { Fit } from "../../src/regress/index.js";
import { caseFolder, compareFit, deviation, fitGolden, readCase } from "./golden.js";
import { isPartialledOut, ivPairs } from "./golden-iv.js";

const TARGET = 1e-8;

interface Diagnostic {
  readonly statistic: number;
  readonly p: number;
  readonly df2: number;
}

// biome-ignore lint/suspicious/noExplicitAny: the published block, read field by field
const block = (fit: Fit): any => fit.extra?.iv;

function close(actual: number | null | undefined, expected: number | null, what: string): void {
  if (expected === null || expected === undefined) return;
  expect(deviation(actual ?? Number.NaN, expected), what).toBeLessThan(TARGET);
}

describe("two-stage least squares of c04_iv", () => {
  const { golden, table } = readCase("c04_iv");

  it.each(golden.models.map((m) => [m.id, m] as const))("%s agrees to 1e-8", (_, model) => {
    const fit = fitGolden(table, model);
    const { results } = model;
    // The file's sums of squares are those of weights scaled to mean one.
    const stats = model.spec.weights === null ? results.fit : { r2: results.fit.r2 };
    for (const [what, value] of Object.entries(compareFit(fit, { ...results, fit: stats }))) {
      expect(value, what).toBeLessThan(TARGET);
    }
    const iv = block(fit);
    const { ivreg2 } = results;
    const isPartialled = isPartialledOut(model, fit);
    for (const [what, [ours, theirs]] of Object.entries(ivPairs(fit, results))) {
      // See `isPartialledOut`: it matters for this one test.
      if (isPartialled && what.startsWith("Stock-Wright")) continue;
      close(ours, theirs ?? null, what);
    }
    if (isPartialled) {
      const gap = deviation(iv.stockWright.statistic, ivreg2.stock_wright_S.stat);
      expect(gap).toBeLessThan(4e-3);
    }
    expect((iv.kpLm ?? iv.andersonLm).df).toBe(ivreg2.underidentification.df);
    expect(iv.kpF === null).toBe(ivreg2.kleibergen_paap_rk_wald_F === null);
    if (ivreg2.stock_yogo_10_15_20_25) {
      expect(Object.values(iv.stockYogo)).toEqual(ivreg2.stock_yogo_10_15_20_25);
    }
    const wh = results.tests.fixest_wu_hausman;
    if (wh) expect(iv.wuHausman.df2).toBe(wh.df2);
    compareStages(fit, results);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: golden results
function compareStages(fit: Fit, results: any): void {
  const stages = [...(fit.extra!.firstStage as Fit[]), fit.extra!.reducedForm as Fit];
  [...results.first_stage, results.reduced_form].forEach((expected, j) => {
    const stage = stages[j]!;
    const stats = { r2: expected.r2, within_r2: expected.within_r2 };
    for (const [what, value] of Object.entries(compareFit(stage, { ...expected, fit: stats }))) {
      expect(value, `${expected.outcome} ${what}`).toBeLessThan(TARGET);
    }
    const excluded = stage.extra!.excludedInstruments as Diagnostic;
    close(excluded.statistic, expected.F_excluded.stat, "excluded");
    close(excluded.p, expected.F_excluded.p, "excluded p");
  });
}

const STATA_CASES = [
  "c11a_stata_card",
  "c11b_stata_cluster",
  "c11c_stata_two_endog",
  "c11d_stata_twoway",
];
const hasStata = STATA_CASES.every((name) => caseFolder(name) !== null);

describe.skipIf(!hasStata)("Stata's own ivreg2 output (third-party data, shared folder)", () => {
  // Stata stored its output as text of single or double precision: the file's own tolerances.
  const SE = 1e-6;
  const STATISTIC = 1e-4;

  it.each(STATA_CASES)("%s agrees to the precision that Stata stored", (name) => {
    const { golden, table } = readCase(name);
    for (const model of golden.models) {
      const isSmall = model.id.includes("small");
      const fit = fitGolden(table, model, isSmall ? "fixest" : "none");
      const rows = new Map(fit.tidy().map((row) => [row.name, row]));
      for (const e of model.results.coefficients) {
        const row = rows.get(e.term)!;
        expect(deviation(row.estimate, e.estimate), `${model.id} ${e.term}`).toBeLessThan(SE);
        expect(deviation(row.se, e.se), `${model.id} ${e.term} se`).toBeLessThan(SE);
        if (isSmall) expect(deviation(row.p, e.p, 1e-12), model.id).toBeLessThan(STATISTIC);
      }
      if (model.kind !== "iv") continue;
      const iv = block(fit);
      const stata = model.results.stata.diagnostics;
      const pairs: Record<string, [number | null | undefined, number | undefined]> = {
        idstat: [(iv.kpLm ?? iv.andersonLm).statistic, stata.idstat],
        cdf: [iv.cdF, stata.cdf],
        widstat: [iv.kpF ?? iv.cdF, stata.widstat],
        overid: [iv.overid?.statistic ?? 0, stata.j ?? stata.sargan],
        arf: [iv.andersonRubin.f.statistic, stata.arf],
        archi2: [iv.andersonRubin.chi2.statistic, stata.archi2],
        endogeneity: [iv.endogeneity?.statistic, stata.estat],
        stockWright: [iv.stockWright.statistic, stata.sstat],
      };
      for (const [what, [ours, theirs]] of Object.entries(pairs)) {
        if (theirs === undefined || theirs === null) continue;
        expect(deviation(ours ?? Number.NaN, theirs), `${model.id} ${what}`).toBeLessThan(
          STATISTIC,
        );
      }
      model.results.stata.first_stage.forEach((stage: Record<string, number>, j: number) => {
        expect(deviation(iv.partialF[j].statistic, stage.F!), model.id).toBeLessThan(STATISTIC);
        expect(deviation(iv.swF[j].statistic, stage.SWF!), model.id).toBeLessThan(STATISTIC);
        expect(deviation(iv.sheaPartialR2[j], stage.sheapr2!), model.id).toBeLessThan(STATISTIC);
      });
    }
  });
});
