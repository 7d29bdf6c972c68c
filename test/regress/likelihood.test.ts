import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  clogit,
  type Fit,
  fitFamily,
  logit,
  negbin,
  poisson,
  probit,
  tobit,
} from "../../src/regress/index.js";
import { Table } from "../../src/table/index.js";
import { deviation, type GoldenModel, logDeviation, readCase } from "./golden.js";
import { fitLikelihood, LIKELIHOOD_STATISTICS, ourName } from "./golden-likelihood.js";

const { golden, table } = readCase("c05_count_binary");
const model = (id: string): GoldenModel => golden.models.find((m) => m.id === id)!;
const fitModel = (m: GoldenModel): Fit => fitLikelihood(table, m);

// fenegbin's defaults are asked for loosely in the golden file (see its note).
const LOOSE = /^nb_(dummies|prov)/;
// The joint information of these two golden models was taken by numerical second differences of the
// likelihood; the intercept and the slope of lngdp, which nearly cancel, came out 0.33 % off. The
// exact information agrees with fenegbin's standard errors (nb_dummies_iid_stata) to 1e-8, see the
// test below.
const NUMERICAL = /^nb_observed/;

// fixest takes the scores with the weights of the step before the last: 2e-6 off here. Base R's glm
// with dummies and the clustered sandwich by hand gives our value to 1e-11, see the test below.
const PENULTIMATE = "logit_fe_year_cl";

function seTolerance(id: string): number {
  if (NUMERICAL.test(id)) return 1e-2;
  if (LOOSE.test(id)) return 5e-3;
  return id === PENULTIMATE ? 3e-6 : 1e-6;
}

describe("agrees with R and Stata (golden c05)", () => {
  for (const m of golden.models) {
    it(m.id, () => {
      const fit = fitModel(m);
      const r = m.results;
      expect(fit.nobs).toBe(r.nobs ?? r.nobs_informative);
      if (typeof r.n_separated === "number") expect(fit.dropped.separated).toBe(r.n_separated);
      const rows = new Map(fit.tidy().map((row) => [row.name, row]));
      const seLimit = seTolerance(m.id);
      for (const e of r.coefficients) {
        const name = ourName(e.term);
        if (name === null) continue;
        const row = rows.get(name)!;
        expect(deviation(row.estimate, e.estimate), `${e.term} estimate`).toBeLessThan(1e-7);
        expect(deviation(row.se, e.se), `${e.term} se`).toBeLessThan(seLimit);
        if (NUMERICAL.test(m.id) || LOOSE.test(m.id)) continue;
        expect(deviation(row.statistic, e.stat), `${e.term} z`).toBeLessThan(seLimit);
        expect(logDeviation(row.p!, e.p), `${e.term} p`).toBeLessThan(1e-3);
        expect(deviation(row.ciLow, e.ci_low), `${e.term} ci`).toBeLessThan(seLimit);
      }
      const extra = fit.extra as Record<string, number>;
      for (const [theirs, ours] of Object.entries(LIKELIHOOD_STATISTICS)) {
        const expected = r.fit[theirs];
        if (typeof expected !== "number" || extra[ours] === undefined) continue;
        expect(deviation(extra[ours]!, expected), theirs).toBeLessThan(1e-9);
      }
      // fenegbin reports the deviation from the mean as its residual.
      if (typeof r.fit.rmse_fixest === "number" && m.kind !== "negbin") {
        expect(deviation(fit.rmse, r.fit.rmse_fixest)).toBeLessThan(1e-7);
      }
      const wald = r.tests.wald_f;
      if (wald && !LOOSE.test(m.id)) {
        expect(deviation(fit.wald!.statistic, wald.stat)).toBeLessThan(
          m.id === PENULTIMATE ? 1e-5 : 1e-6,
        );
      }
      if (r.tests.lr_chi2) {
        const lr = extra.likelihoodRatio as unknown as { statistic: number };
        expect(deviation(lr.statistic, r.tests.lr_chi2.stat)).toBeLessThan(1e-9);
      }
      if (typeof r.sigma === "number") expect(deviation(extra.sigma!, r.sigma)).toBeLessThan(1e-7);
      if (typeof r.alpha === "number") expect(deviation(extra.alpha!, r.alpha)).toBeLessThan(1e-7);
    });
  }
});

it("average marginal effects agree with margins, dydx(*)", () => {
  for (const id of ["logit_observed", "probit_observed"]) {
    const m = model(id);
    const found = fitModel(m).extra!.marginalEffects as ReturnType<Fit["tidy"]>;
    for (const e of m.results.extra.average_marginal_effects.coefficients) {
      const row = found.find((f) => f.name === e.term)!;
      expect(deviation(row.estimate, e.estimate)).toBeLessThan(1e-7);
      expect(deviation(row.se, e.se)).toBeLessThan(1e-6);
    }
  }
});

it("the clustered logit with dummies equals base R's glm with the sandwich by hand", () => {
  const se = fitModel(model(PENULTIMATE))
    .tidy()
    .map((row) => row.se!);
  const byHand = [0.164838319267707, 0.132890859104397, 0.178241960885038];
  byHand.forEach((value, j) => {
    expect(deviation(se[j]!, value)).toBeLessThan(1e-11);
  });
});

it("the negative binomial's exact information equals fenegbin's standard errors to 1e-7", () => {
  const exact = fitModel(model("nb_observed_information"));
  for (const e of model("nb_dummies_iid_stata").results.coefficients) {
    const row = exact.tidy().find((t) => t.name === ourName(e.term));
    if (row !== undefined) expect(deviation(row.se, e.se)).toBeLessThan(1e-7);
  }
});

it("absorbed effects equal dummies, in coefficients and standard errors", () => {
  for (const family of ["poisson", "negbin", "logit", "probit"] as const) {
    const y = family === "logit" || family === "probit" ? "pilot" : "patents";
    const options = { vcov: { type: "cluster", cluster: ["city"] }, ssc: { kAdj: false } } as const;
    const absorbed = fitFamily(table, `${y} ~ lngdp + rd | year`, family, options).tidy();
    const dummies = fitFamily(table, `${y} ~ lngdp + rd + i(year)`, family, options).tidy();
    for (const row of absorbed) {
      const other = dummies.find((d) => d.name === row.name)!;
      expect(deviation(row.estimate, other.estimate)).toBeLessThan(1e-8);
      expect(deviation(row.se, other.se!)).toBeLessThan(1e-8);
    }
  }
});

it("a new variance of a fit is the variance of a new fit", () => {
  const formula = "patents ~ did + rd | city + year";
  const first = poisson(table, formula, { vcov: { type: "iid" } });
  const cluster = { type: "cluster", cluster: ["city"] } as const;
  const again = first.withVcov(cluster).tidy();
  expect(again).toEqual(poisson(table, formula, { vcov: cluster }).tidy());
});

it("residuals, fitted values, effects and predictions belong together", () => {
  const fit = poisson(table, "patents ~ did + rd | city + year", { vcov: { type: "iid" } });
  const fitted = fit.fitted();
  const y = fit.frame.outcome.values;
  expect(fit.residuals().every((e, i) => Math.abs(e - (y[i]! - fitted[i]!)) < 1e-12)).toBe(true);
  // First-order condition of the effects: fitted and observed totals agree in every city.
  const { codes, size } = fit.frame.effects[0]!;
  const gap = new Float64Array(size);
  codes.forEach((c, i) => {
    gap[c]! += y[i]! - fitted[i]!;
  });
  expect(Math.max(...gap.map(Math.abs))).toBeLessThan(1e-7);
  const predicted = fit.predict(table);
  fit.frame.rows!.forEach((row, i) => {
    expect(predicted[row]! / fitted[i]!).toBeCloseTo(1, 6);
  });
});

/** A small count panel with its own seed. */
function countPanel(seed: number, n = 120): Table {
  const rng = createRng(seed);
  const g = Array.from({ length: n }, (_, i) => `u${i % 12}`);
  const x = Array.from({ length: n }, () => rng.normal());
  const y = x.map((v, i) =>
    Math.floor(-Math.log(rng.uniform()) * Math.exp(0.4 * v + (i % 12) / 6)),
  );
  const b = x.map((v) => (v + rng.normal() > 0 ? 1 : 0));
  return Table.of({ g, x, y, b, w: x.map(() => 1 + rng.integer(3)) });
}

it("row order and weights as repeated rows change nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), (seed) => {
      const t = countPanel(seed);
      const order = createRng(seed, 1).permutation(t.nrow);
      const options = { vcov: { type: "hc1" } } as const;
      const plain = poisson(t, "y ~ x | g", options).tidy()[0]!;
      const shuffled = poisson(t.take(order), "y ~ x | g", options).tidy()[0]!;
      expect(deviation(shuffled.estimate, plain.estimate)).toBeLessThan(1e-8);
      expect(deviation(shuffled.se, plain.se!)).toBeLessThan(1e-8);
      const w = t.number("w");
      const copies = Array.from(w).flatMap((v, i) => Array.from({ length: v }, () => i));
      for (const family of ["poisson", "negbin", "logit"] as const) {
        const formula = family === "logit" ? "b ~ x" : "y ~ x";
        const iid = { vcov: { type: "iid" }, ssc: { kAdj: false } } as const;
        const weighted = fitFamily(t, formula, family, { ...iid, weights: "w" });
        const repeated = fitFamily(t.take(copies), formula, family, iid);
        weighted.tidy().forEach((row, j) => {
          expect(deviation(row.estimate, repeated.tidy()[j]!.estimate)).toBeLessThan(1e-7);
          expect(deviation(row.se, repeated.tidy()[j]!.se!)).toBeLessThan(1e-7);
        });
      }
    }),
    { numRuns: 8 },
  );
});

describe("separation", () => {
  it("drops and counts rows whose zero is certain, and says so", () => {
    // x3 > 0 only where y = 0: its coefficient would run to −∞.
    const t = countPanel(5);
    const y = t.number("y").slice();
    const x3 = new Float64Array(t.nrow);
    for (const i of [3, 17, 40]) {
      y[i] = 0;
      x3[i] = 1 + i;
    }
    const data = Table.of({ y, x: t.number("x"), x3 });
    const fit = poisson(data, "y ~ x + x3", { vcov: { type: "iid" } });
    expect(fit.dropped.separated).toBe(3);
    expect(fit.dropped.collinear).toEqual(["x3"]);
    expect(fit.warnings.map((w) => w.code)).toContain("regress/dropped-rows");
    const without = poisson(data, "y ~ x", { vcov: { type: "iid" }, where: "x3 == 0" });
    expect(deviation(fit.coefficients[1]!, without.coefficients[1]!)).toBeLessThan(1e-9);
  });

  it("finds separation by a combination of regressor and effects", () => {
    const t = countPanel(6);
    const y = t.number("y").slice();
    const d = new Float64Array(t.nrow);
    // Inside group u0 the outcome is positive only where d = 0.
    for (let i = 0; i < t.nrow; i += 12) {
      d[i] = i < 60 ? 1 : 0;
      y[i] = i < 60 ? 0 : 1 + (i % 5);
    }
    const g = Array.from({ length: t.nrow }, (_, i) => `u${i % 12}`);
    const fit = poisson(Table.of({ y, d, g, x: t.number("x") }), "y ~ d + x | g", {
      vcov: { type: "iid" },
    });
    expect(fit.dropped.separated).toBe(5);
    expect(fit.names).toEqual(["x"]);
  });

  it("drops perfectly predicted rows of a logit and refuses complete separation", () => {
    const t = countPanel(7);
    const b = t.number("b").slice();
    const d = new Float64Array(t.nrow);
    for (const i of [1, 5, 9]) {
      d[i] = 1;
      b[i] = 1;
    }
    const data = Table.of({
      b,
      d,
      x: t.number("x"),
      sign: t.number("x").map((v) => (v > 0 ? 1 : 0)),
    });
    for (const estimate of [logit, probit]) {
      const found = estimate(data, "b ~ d + x", { vcov: { type: "iid" } });
      expect(found.dropped.separated).toBe(3);
      expect(found.names).toEqual(["(Intercept)", "x"]);
    }
    expect(() => logit(data, "sign ~ x", { vcov: { type: "iid" } })).toThrow(/perfectly/);
  });
});

describe("bad input", () => {
  const t = countPanel(9);
  const iid = { vcov: { type: "iid" } } as const;

  it("outcomes outside the family's range name the first row", () => {
    expect(() => poisson(t, "x ~ y", iid)).toThrow(/never negative/);
    expect(() => logit(t, "y ~ x", iid)).toThrow(/0 and 1/);
    expect(() => negbin(t, "x ~ y", iid)).toThrow(/never negative/);
  });

  it("a constant outcome, instruments and unknown options are refused", () => {
    const zero = Table.of({ y: [0, 0, 0], x: [1, 2, 3] });
    expect(() => poisson(zero, "y ~ x", iid)).toThrow(/same in every row/);
    expect(() => poisson(t, "y ~ 1 | g | x ~ w", iid)).toThrow(/instrument/);
    expect(() => poisson(t, "y ~ x", { ...iid, clusterr: 1 } as never)).toThrow(/no option/);
  });

  it("the conditional logit says what it cannot do", () => {
    expect(() => clogit(t, "b ~ x", iid)).toThrow(/exactly one group/);
    expect(() => clogit(t, "b ~ x | g", { vcov: { type: "hc1" } })).toThrow(/by group/);
    expect(() => clogit(t, "b ~ x | g", { ...iid, weights: "w" })).toThrow(/weights/);
  });

  it("tobit counts the censored rows at both limits", () => {
    const x = t.number("x");
    const data = Table.of({ z: x.map((v) => Math.min(1, Math.max(0, v))), x });
    const noisy = Table.of({
      z: x.map((v, i) => Math.min(1, Math.max(0, v + Math.sin(i)))),
      x: data.number("x"),
    });
    const fit = tobit(noisy, "z ~ x", { ...iid, limits: { lower: 0, upper: 1 } });
    const { leftCensored, rightCensored } = fit.extra as Record<string, number>;
    expect(leftCensored).toBe(noisy.number("z").filter((v) => v === 0).length);
    expect(rightCensored).toBe(noisy.number("z").filter((v) => v === 1).length);
    expect(fit.names.at(-1)).toBe("lnsigma");
  });
});
