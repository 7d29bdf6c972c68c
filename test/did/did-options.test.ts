import { describe, expect, it } from "vitest";
import { runWords } from "../run-words.js";
import { goldenPath } from "./golden.js";

const did = (...words: string[]) => runWords(["did", ...words]);

const DATA = goldenPath("d01_staggered.csv");
const KEYS = ["--unit", "city", "--time", "year", "--first", "g"];
const run = (method: string, formula: string, ...more: string[]) =>
  did(method, DATA, formula, ...KEYS, ...more);

/** An option with a value it would accept, and a method that has no use for it. */
const UNUSED: readonly [string, string | undefined, string, string][] = [
  ["--cluster", "prov", "bacon", "twfe"],
  ["--weights", "gdp", "efficient", "twfe"],
  ["--ssc", "none", "cs", "twfe, event-study"],
  ["--offset", "gdp", "gardner", "twfe"],
  ["--trend", "city", "sunab", "twfe"],
  ["--tolerance", "1e-8", "bjs", "twfe"],
  ["--keep-singletons", undefined, "stacked", "twfe"],
  ["--wild", "webb", "event-study", "twfe"],
  ["--family", "poisson", "cs", "twfe"],
  ["--seed", "3", "bacon", "placebo"],
  ["--without-never", "whole", "etwfe", "sunab"],
  ["--reference", "-2", "cs", "event-study"],
  ["--ref", "-2", "cs", "event-study"],
  ["--bins", "-3,3", "sunab", "gardner"],
  ["--balance", "units", "cs", "bacon"],
  ["--controls", "never", "bjs", "cs, etwfe"],
  ["--est", "dr", "sunab", "cs"],
  ["--base", "universal", "gardner", "cs"],
  ["--anticipation", "1", "twfe", "cs"],
  ["--bootstrap", "99", "bjs", "cs"],
  ["--unbalanced", "drop", "dcdh", "cs"],
  ["--balance-e", "2", "etwfe", "cs"],
  ["--pretrends", "3", "gardner", "bjs"],
  ["--window", "-2,2", "cs", "stacked"],
  ["--without-never", "whole", "cs", "sunab"],
  ["--bands", "pointwise", "efficient", "event-study, gardner"],
  ["--effects", "3", "cs", "dcdh"],
  ["--placebos", "1", "placebo", "dcdh"],
  ["--mode", "space", "cs", "placebo"],
  ["--shifts", "1", "psm", "placebo"],
  ["--shift", "1", "psm", "placebo"],
  ["--rows", "all", "cs", "placebo"],
  ["--methods", "cs", "cs", "compare"],
  ["--assignments", "x.csv", "cs", "placebo, subgroups"],
  ["--draws", "9", "event-study", "placebo"],
  ["--score", "probit", "entropy-balance", "psm"],
  ["--method", "kernel", "cs", "psm"],
  ["--ratio", "2", "entropy-balance", "psm"],
  ["--caliper", "0.1", "cs", "psm"],
  ["--radius", "0.1", "cs", "psm"],
  ["--bandwidth", "0.1", "cs", "psm"],
  ["--draw", "data", "cs", "psm"],
  ["--replacement", undefined, "cs", "psm"],
  ["--order", "data", "cs", "psm"],
  ["--ties", "all", "cs", "psm"],
  ["--support", "common", "entropy-balance", "psm"],
  ["--when", "pre", "entropy-balance", "psm"],
  ["--weighting", "none", "cs", "psm, entropy-balance"],
  ["--second", "g", "competing", "synergy"],
  ["--others", "port", "synergy", "competing"],
  ["--by", "east", "cs", "subgroups"],
  ["--test", "path", "cs", "subgroups"],
  ["--rings", "100", "cs", "spillover"],
  ["--restriction", "relative", "event-study", "honest"],
  ["--m", "1", "event-study", "honest"],
  ["--target", "first", "event-study", "honest"],
  ["--choices", "gdp", "twfe", "spec-curve"],
  ["--samples", "year > 2012", "twfe", "spec-curve"],
  ["--fixed-effects", "city", "twfe", "spec-curve"],
  ["--variances", "hc1", "twfe", "spec-curve"],
  ["--leave", "time", "placebo", "leave-one-out"],
  ["--show", "balance", "twfe", "psm"],
  ["--figure", "support", "entropy-balance", "psm"],
  ["--lat", "gdp", "cs", "spillover"],
  ["--level", "90", "bacon", "twfe"],
];

describe("no option is silently ignored", () => {
  it("each is refused by a method that does not use it, naming those that do", async () => {
    for (const [option, value, method, others] of UNUSED) {
      const { code, err, out } = await run(
        method,
        "y ~ 1",
        option,
        ...(value === undefined ? [] : [value]),
      );
      expect(code, `${method} ${option}`).toBe(2);
      expect(out).toBe("");
      expect(err, `${method} ${option}`).toContain(`did ${method} does not use ${option}`);
      expect(err, `${method} ${option}`).toContain(others.split(", ")[0]);
    }
  });

  it("every option of the help page stands in the list above or belongs to every method", async () => {
    const { out } = await did("--help");
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((m) => m[1]!);
    const everywhere =
      "json lang db limits quiet help unit time first treatment empty panel where output threads title label digits parentheses stars".split(
        " ",
      );
    // Tied to --vcov by the rules that did shares with regress.
    const shared = ["vcov", "lon", "cutoff", "lag"];
    const known = [...everywhere, ...shared].map((o) => `--${o}`).concat(UNUSED.map((u) => u[0]));
    expect(options.filter((o) => !known.includes(o))).toEqual([]);
  });

  it("an option made meaningless by another of the same method is refused", async () => {
    const cases: [string, string, string[], RegExp][] = [
      ["placebo", "y ~ 1", ["--mode", "time", "--draws", "9"], /--mode space/],
      ["placebo", "y ~ 1", ["--shift", "1"], /--mode time/],
      ["placebo", "y ~ 1", ["--assignments", "x.csv", "--seed", "1"], /no --assignments/],
      ["cs", "y ~ 1", ["--seed", "1"], /--bootstrap/],
      ["twfe", "y ~ 1", ["--seed", "1"], /--wild/],
      ["honest", "y ~ 1", ["--restriction", "smoothness", "--seed", "1"], /relative/],
      ["psm", "y ~ gdp", ["--method", "kernel", "--ratio", "2"], /--method nearest/],
      ["psm", "y ~ gdp", ["--bandwidth", "0.1"], /--method kernel/],
      ["psm", "y ~ gdp", ["--radius", "0.1"], /--method radius/],
      ["psm", "y ~ gdp", ["--method", "radius", "--draw", "data"], /--method nearest/],
      ["twfe", "y ~ 1", ["--panel", "prov,year"], /city,year/],
      ["cs", "y ~ 1", ["--vcov", "dk"], /clustered one way/],
    ];
    for (const [method, formula, options, message] of cases) {
      const { code, err } = await run(method, formula, ...options);
      expect(code, `${method} ${options.join(" ")}`).toBe(2);
      expect(err).toMatch(message);
    }
  });

  it("words of earlier versions are read as those of now, and this is said once", async () => {
    const was = await run("placebo", "y ~ 1", "--mode", "time", "--shift", "1,2", "--json");
    const now = await run("placebo", "y ~ 1", "--mode", "time", "--shifts", "1,2", "--json");
    expect(was.code, was.err).toBe(0);
    expect(JSON.parse(was.out).shifts).toEqual(JSON.parse(now.out).shifts);
    expect(was.err.split("--shift is now --shifts").length).toBe(2);
    const common = await run("psm", "y ~ gdp", "--common", "--json");
    const support = await run("psm", "y ~ gdp", "--support", "common", "--json");
    expect(common.err).toContain("--common is now --support common");
    expect(JSON.parse(common.out).fit).toEqual(JSON.parse(support.out).fit);
  });

  it("options of every command stay: --limits", async () => {
    const { code, err } = await run("cs", "y ~ 1", "--limits", "seconds=600");
    expect(code, err).toBe(0);
  });

  it("covariates, weights, effects and clusters without use are refused too", async () => {
    const cases: [string, string, string[], RegExp][] = [
      ["efficient", "y ~ gdp", [], /efficient has no use for covariates/],
      ["dcdh", "y ~ gdp", [], /dcdh has no use for covariates/],
      ["cs", "y ~ 1 | city + prov^year", [], /cs has no use for fixed effects/],
      ["bacon", "y ~ 1 | city + prov^year", [], /bacon has no use for fixed effects/],
      ["stacked", "y ~ 1 | city", [], /stacked has no use for fixed effects/],
      ["psm", "y ~ gdp", ["--weights", "gdp"], /psm has no use for weights/],
    ];
    for (const [method, formula, options, message] of cases) {
      const { code, err } = await run(method, formula, ...options);
      expect(code, method).toBe(2);
      expect(err).toMatch(message);
    }
  });

  it("twfe takes a wild bootstrap and a family, and three fixed effects reach the placebo test", async () => {
    const wild = await run(
      "twfe",
      "y ~ 1",
      "--wild",
      "webb",
      "--draws",
      "99",
      "--cluster",
      "prov",
      "--json",
    );
    expect(wild.code, wild.err).toBe(0);
    expect(JSON.parse(wild.out).wild[0].hypothesis).toContain("did");
    const poisson = await run("twfe", "exp(y) ~ gdp", "--family", "poisson", "--json");
    expect(poisson.code, poisson.err).toBe(0);
    expect(JSON.parse(poisson.out).model).toBe("poisson");
    const three = await run("placebo", "y ~ 1 | city + year + prov^year", "--draws", "5", "--json");
    expect(three.code, three.err).toBe(0);
    const two = await run("placebo", "y ~ 1 | city + prov^year", "--draws", "5", "--json");
    expect(JSON.parse(three.out).draws[2].estimate).toBeCloseTo(
      JSON.parse(two.out).draws[2].estimate,
      10,
    );
  });
});

describe("what the methods write", () => {
  it("the curve over samples, effects and variances, with the share significant", async () => {
    const { code, out, err } = await run(
      "spec-curve",
      "y ~ gdp + ind",
      "--samples",
      "late: year >= 2013; east == 1",
      "--fixed-effects",
      "city + prov^year",
      "--variances",
      "city,prov,hc1",
      "--json",
    );
    expect(code, err).toBe(0);
    const found = JSON.parse(out);
    expect(found.specifications.length).toBe(4 * 3 * 2 * 3);
    expect(found.dimensions[2].choices).toEqual(["all", "late", "east == 1"]);
    expect(found.share.significant).toBeGreaterThan(0.9);
  });

  it("compare puts the two-way coefficient and every estimator in one table", async () => {
    const { out } = await run("compare", "y ~ 1", "--json");
    const kinds = JSON.parse(out).studies.map((s: { kind: string }) => s.kind);
    expect(kinds).toEqual([
      ...["twfe", "event-study", "gardner", "cs", "sunab", "bjs", "etwfe", "dcdh", "efficient"],
      "stacked",
    ]);
    const withControls = await run("compare", "y ~ gdp");
    expect(withControls.err).toContain("estimated without covariates");
  });

  it("leaves out each unit or year", async () => {
    const { out } = await run("leave-one-out", "y ~ 1", "--leave", "time", "--json");
    const found = JSON.parse(out);
    expect(found.rows.length).toBe(11);
    expect(found.rows[0].ciLow).toBeLessThan(found.rows[0].estimate);
  });

  it("the referee warns of correlated errors that are not clustered, and of logs of zero", async () => {
    const { out } = await run("referee", "log(did + 1) ~ gdp", "--vcov", "hc1", "--json");
    const rules = Object.fromEntries(
      JSON.parse(out).findings.map((f: { rule: string; status: string }) => [f.rule, f.status]),
    );
    expect(rules["serial-correlation"]).toBe("warn");
    expect(rules["log-of-zero"]).toBe("warn");
  });
});
