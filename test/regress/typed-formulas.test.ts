import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { coefficientNames, regress, regressAll } from "../../src/regress/index.js";
import { Table } from "../../src/table/index.js";
import { runWords } from "../run-words.js";

const file = (name: string) => resolve(import.meta.dirname, "../golden/cases", name);

interface Printed {
  readonly nobs: number;
  readonly terms: readonly { name: string; estimate: number; se: number }[];
  readonly warnings: readonly { code: string; en: string }[];
  readonly r2Within: number;
}

async function fitsOf(data: string, formula: string, ...more: string[]): Promise<Printed[]> {
  const { code, out, err } = await runWords([
    "regress",
    file(data),
    formula,
    ...(more.includes("--vcov") ? [] : ["--cluster", "id"]),
    ...more,
    "--json",
  ]);
  expect(err).toBe("");
  expect(code).toBe(0);
  const found = JSON.parse(out) as Printed | Printed[];
  return Array.isArray(found) ? found : [found];
}

const only = async (...words: Parameters<typeof fitsOf>) => (await fitsOf(...words))[0]!;

async function errorOf(data: string, ...words: string[]): Promise<string> {
  const { code, err } = await runWords(["regress", file(data), ...words]);
  expect(code).toBe(2);
  return err;
}

describe("formulas of fixest give the numbers of fixest (case 13)", () => {
  it("i() with a reference", async () => {
    const fit = await only("c13.csv", "y ~ i(year, tr, ref=2012) | id + year");
    const b = [-0.39006868, 0.27641938, 0.86799368, 0.41849384, 1.02837536];
    const se = [0.72082086, 0.77642897, 0.99400654, 1.05352529, 1.0047429];
    fit.terms.forEach((t, j) => {
      expect(t.estimate).toBeCloseTo(b[j]!, 7);
      expect(t.se).toBeCloseTo(se[j]!, 7);
    });
  });

  it("offsets of a Poisson and of a linear model", async () => {
    const counts = await only("c13.csv", "cnt ~ x | id", "--family", "poisson", "--offset", "lp");
    expect(counts.terms[0]!.estimate).toBeCloseTo(0.0771092798792513, 9);
    const linear = await only("c13.csv", "y ~ x | id", "--offset", "lp", "--vcov", "iid");
    expect(linear.terms[0]!.estimate).toBeCloseTo(0.32993959, 7);
    expect(linear.terms[0]!.se).toBeCloseTo(0.15234981, 7);
  });

  it("two-way clusters and effects of three columns", async () => {
    const two = await only("c13.csv", "y ~ x | id + year", "--cluster", "id,year");
    expect(two.terms[0]!.estimate).toBeCloseTo(0.4162252, 6);
    expect(two.terms[0]!.se).toBeCloseTo(0.05401793, 7);
    const hat = await only("c13.csv", "y ~ x + I(x^2) | prov^year^ind");
    expect(hat.terms[0]!.estimate).toBeCloseTo(0.4074752, 6);
    expect(hat.terms[0]!.se).toBeCloseTo(0.1214409, 6);
    expect(hat.nobs).toBe(97);
    expect(hat.warnings[0]!.en).toBe("23 of 120 rows were left out: 23 alone in a fixed effect");
  });

  it.each(["sw0", "csw0"])("%s() with fixed effects begins with the empty model", async (steps) => {
    for (const [y, family] of [
      ["y", "gaussian"],
      ["cnt", "poisson"],
    ] as const) {
      const fits = await fitsOf("c13.csv", `${y} ~ ${steps}(x, z) | id`, "--family", family);
      expect(fits.map((f) => f.terms.length)).toEqual([0, 1, steps === "sw0" ? 1 : 2]);
      expect(fits[0]!.nobs).toBe(120);
    }
    const { code, out } = await runWords([
      "regress",
      file("c13.csv"),
      `y ~ ${steps}(x, z) | id`,
      "--cluster",
      "id",
    ]);
    expect(code).toBe(0);
    expect(out).toContain("Fixed effects  id: 20");
  });

  it("names the rows that have no logarithm, in every command", async () => {
    const fit = await only("c13.csv", "log(y) ~ x", "--panel", "id,year");
    expect(fit.nobs).toBe(67);
    const [log] = fit.warnings.filter((w) => w.code === "regress/log-not-positive");
    expect(log!.en).toBe(
      "log(y) has no value in 53 rows, where y is zero or negative: 0 2010 (row 2), 0 2013 (row 5), 0 2015 (row 7), …; they were left out",
    );
    for (const words of [
      ["mediate", "log(y) ~ x | id", "--mediator", "z", "--cluster", "id"],
      ["moderate", "log(y) ~ x | id", "--moderator", "z", "--cluster", "id"],
      ["moderate", "log(y) ~ x | id", "--group", "tr", "--test", "chow", "--cluster", "id"],
      ["dml", "log(y) ~ x + z | id", "--learner", "lasso", "--cluster", "id"],
    ]) {
      const [command, ...rest] = words;
      const { err } = await runWords([command!, file("c13.csv"), ...rest]);
      expect(err, command).toContain("log(y) has no value in 53 rows");
      expect(err, command).toMatch(/of 120 rows were left out: 53 with a missing value/);
    }
  });
});

describe("shifts", () => {
  it("have the values of case 05, however they are spaced", async () => {
    for (const formula of ["y ~ l(x,1) + f(x,1) | c + year", "y ~ l(x) + f(x, 1) | c + year"]) {
      const fit = await only("c05.csv", formula, "--panel", "c,year", "--cluster", "c");
      expect(fit.nobs).toBe(59);
      expect(fit.terms.map((t) => t.name)).toEqual(["l(x, 1)", "f(x, 1)"]);
      expect(fit.terms[0]!.estimate).toBeCloseTo(0.31026792299028955, 9);
      expect(fit.terms[1]!.estimate).toBeCloseTo(-0.2827159439853204, 9);
      expect(fit.terms[0]!.se).toBeCloseTo(0.23749176512045161, 9);
      expect(fit.terms[1]!.se).toBeCloseTo(0.08420279972702498, 9);
    }
  });

  it("say the step of a survey every two years", async () => {
    const keys = ["--panel", "c,year", "--cluster", "c"];
    const refused = await errorOf("c05-biennial.csv", "y ~ l(x,1) | c + year", ...keys);
    expect(refused).toContain("the panel's step is 2");
    expect(refused).toContain("write l(x, 2)");
    const fit = await only("c05-biennial.csv", "y ~ l(x,2) | c + year", ...keys);
    expect(fit.terms[0]!.name).toBe("l(x, 2)");
  });

  it("are one term in every spelling", () => {
    const names = ["l(x, 1)", "l(x, 2)", "prov::东", "prov::西", "a:year::2011"];
    for (const text of ["l(x)", "l(x,1)", "l( x , 1 )"]) {
      expect(coefficientNames(text, names)).toEqual(["l(x, 1)"]);
    }
    expect(coefficientNames("l(x, 1:2)", names)).toEqual(["l(x, 1)", "l(x, 2)"]);
    expect(coefficientNames("prov", names)).toEqual(["prov::东", "prov::西"]);
    expect(coefficientNames("i(year):a", names)).toEqual(["a:year::2011"]);
    expect(coefficientNames("l(z)", names)).toEqual([]);
  });
});

describe("rows left out are said in one sentence", () => {
  const table = Table.of({
    y: [1, 2, Number.NaN, 4, 3, 6, 5, 9],
    x: [1, 0, 1, 2, 2, 1, 4, 3],
    w: [1, 1, 1, 0, 1, 1, 1, 2],
    g: [1, 1, 1, 2, 2, 2, 3, 2],
  });

  it("missing values, zero weights and singletons, with what remains", () => {
    const fit = regress(table, "y ~ x | g", { vcov: { type: "hc1" }, weights: "w" });
    expect(fit.nobs).toBe(5);
    expect(fit.dropped).toMatchObject({ missing: 1, zeroWeight: 1, singletons: 1 });
    const said = fit.warnings.filter((w) => w.code === "regress/dropped-rows");
    expect(said.map((w) => w.en)).toEqual([
      "3 of 8 rows were left out: 1 with a missing value, 1 of zero weight, 1 alone in a fixed effect",
    ]);
    const without = regress(table, "y ~ x | g", {
      vcov: { type: "hc1" },
      where: "w > 0",
      weights: "w",
    });
    expect(fit.coefficients).toEqual(without.coefficients);
    expect(fit.covariance.matrix).toEqual(without.covariance.matrix);
  });

  it("nothing is said where all rows are used", () => {
    const [fit] = regressAll(table, "x ~ g", { vcov: { type: "hc1" } });
    expect(fit!.warnings).toEqual([]);
  });
});
