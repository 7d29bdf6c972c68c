import { describe, expect, it } from "vitest";
import { optionalColumns, referee, specificationCurve } from "../../src/check/index.js";
import { designFacts, readSample, specificationEngine, twfe } from "../../src/did/index.js";
import { goldenTable, near } from "../did/golden.js";

const X = ["gdp", "ind", "fdi", "gov", "edu"];
const KEYS = { outcome: "y", unit: "city", time: "year", first: "g" };

describe("specification curve", () => {
  it("gives for each subset of controls what the regression gives", async () => {
    const table = await goldenTable("d01_staggered");
    const sample = readSample(table, { ...KEYS, covariates: X });
    const engine = specificationEngine(sample);
    const curve = specificationCurve(optionalColumns(X), (choice) =>
      engine(X.flatMap((_, j) => (choice[j] === 1 ? [j] : []))),
    );
    expect(curve.specifications.length).toBe(32);
    for (const s of curve.specifications.slice(0, 8)) {
      const covariates = X.filter((_, j) => s.choice[j] === 1);
      const fit = twfe(readSample(table, { ...KEYS, covariates }));
      near(s.estimate, fit.coefficients[0]!, 1e-10, "estimate");
      near(s.se, Math.sqrt(fit.covariance.matrix[0]!), 1e-10, "se");
    }
    expect(curve.share.significant).toBe(1);
    const sorted = curve.specifications.map((s) => s.estimate);
    expect([...sorted].sort((a, b) => a - b)).toEqual(sorted);
  });

  it("counts what cannot be estimated and refuses too many combinations", () => {
    const curve = specificationCurve([{ name: "a", choices: ["x", "y"] }], ([a]) =>
      a === 0 ? null : { estimate: 1, se: 1, p: 0.3, nobs: 10 },
    );
    expect(curve.failed).toEqual([[0]]);
    const many = Array.from({ length: 20 }, (_, j) => `x${j}`);
    expect(() => specificationCurve(optionalColumns(many), () => null)).toThrow(/at most/);
    expect(() => specificationCurve([], () => null)).toThrow(/could be estimated/);
  });
});

describe("referee check", () => {
  it("speaks only of what was examined", () => {
    expect(referee({}).every((f) => f.status === "not-run")).toBe(true);
  });

  it("warns with the reason and the remedy", () => {
    const found = referee({
      negativeWeights: 0.2,
      leadsP: 0.01,
      clusters: 11,
      controls: [{ name: "gdp", p: 0.01 }],
      logs: [{ name: "patents", count: 3 }],
      balance: [{ name: "ind", bias: -15 }],
      persistence: 0.97,
      residuals: { correlation: 0.5, clustered: "no" },
      draws: [{ name: "placebo", count: 1 }],
      neverShare: 0,
    });
    expect(found.every((f) => f.status === "warn" && f.advice !== undefined)).toBe(true);
    expect(referee({ clusters: 40 }).find((f) => f.rule === "few-clusters")!.status).toBe("pass");
  });

  it("finds the pre-trend of the example and no negative weights", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), { ...KEYS, covariates: X });
    const found = referee(designFacts(sample));
    const status = Object.fromEntries(found.map((f) => [f.rule, f.status]));
    expect(status["pre-trends"]).toBe("warn");
    expect(status["negative-weights"]).toBe("pass");
    expect(status["serial-correlation"]).toBe("pass");
  });
});
