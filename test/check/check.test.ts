import { describe, expect, it } from "vitest";
import { optionalColumns, referee, specificationCurve } from "../../src/check/index.js";
import {
  designFacts,
  logsOfZero,
  psmDid,
  readSample,
  specificationEngine,
  treatmentOf,
  twfe,
} from "../../src/did/index.js";
import { Table } from "../../src/table/index.js";
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
      instruments: [{ name: "relief x policy", fromTreatment: "yes" }],
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

  it("counts zeros under each logarithm of the formula, also where one is added first", () => {
    const table = Table.of({ y: [1, 0, 2, -1], x: [0, 0, 3, 4], z: [1, 1, 2, 2] });
    expect(logsOfZero(table, "log(y) ~ log(1 + x) + ln(z) + log1p(x):z")).toEqual([
      { name: "log(y)", count: 2 },
      { name: "log(1 + x)", count: 2 },
      { name: "ln(z)", count: 0 },
      { name: "log1p(x)", count: 2 },
    ]);
    expect(logsOfZero(table, "log(y) ~ x", [0, 2])).toEqual([{ name: "log(y)", count: 0 }]);
  });

  it("takes balance before matching, or after it where that is given", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), { ...KEYS, covariates: X });
    expect(designFacts(sample).balanceOf).toBe("raw");
    const { balance } = psmDid(sample, { method: "kernel" });
    const facts = designFacts(sample, { balance: balance! });
    expect(facts.balanceOf).toBe("matched");
    expect(facts.balance!.map((b) => b.bias)).toEqual(balance!.rows.map((r) => r.after.bias));
  });

  it("asks for clusters where errors are correlated and the variance is not clustered", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), { ...KEYS, covariates: X });
    const about = { variance: "not-clustered" } as const;
    const found = referee(designFacts(sample, about), { correlation: 0.05 });
    expect(found.find((f) => f.rule === "serial-correlation")!.status).toBe("warn");
  });

  it("flags an instrument built from the treatment", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), { ...KEYS, covariates: X });
    const D = treatmentOf(sample);
    const instruments = [
      { name: "relief x policy", values: D.map((d, i) => d * sample.X[0]![i]!) },
      { name: "relief", values: sample.X[0]! },
    ];
    expect(designFacts(sample, { instruments }).instruments).toEqual([
      { name: "relief x policy", fromTreatment: "yes" },
      { name: "relief", fromTreatment: "no" },
    ]);
  });

  it("examines what it can of a regressor that is no policy, and says why not the rest", async () => {
    const table = await goldenTable("d01_staggered");
    const sample = readSample(table, {
      outcome: "y",
      unit: "city",
      time: "year",
      covariates: ["ind"],
    });
    const facts = designFacts(sample, { treatment: table.number("gdp") });
    expect(facts.negativeWeights).toBeUndefined();
    expect(facts.neverShare).toBeUndefined();
    expect(facts.controls[0]!.name).toBe("ind");
    const found = Object.fromEntries(referee(facts).map((f) => [f.rule, f]));
    expect(found["negative-weights"]!.status).toBe("not-run");
    expect(found["negative-weights"]!.text.en).toContain(
      "weights of the two-way estimate not examined: there is no policy",
    );
    expect(found.persistence!.status).not.toBe("not-run");
  });

  it("does not take an instrument for built from a regressor that is zero nowhere", async () => {
    const table = await goldenTable("d01_staggered");
    const sample = readSample(table, {
      outcome: "y",
      unit: "city",
      time: "year",
      covariates: ["ind"],
    });
    const treatment = table.number("gdp").map((v) => Math.abs(v) + 1);
    const instruments = [{ name: "z", values: table.number("ind") }];
    const facts = designFacts(sample, { treatment, instruments });
    expect(facts.instruments).toBeUndefined();
    const found = referee(facts).find((f) => f.rule === "instrument-from-treatment")!;
    expect(found.status).toBe("not-run");
    expect(found.text.en).toContain("zero nowhere");
    const some = treatment.map((v, i) => (i % 2 === 0 ? v : 0));
    const told = designFacts(sample, { treatment: some, instruments });
    expect(told.instruments).toEqual([{ name: "z", fromTreatment: "no" }]);
  });

  it("says of each rule what was not examined and why, and names columns by their labels", () => {
    const none = referee({});
    expect(none.every((f) => f.status === "not-run")).toBe(true);
    for (const { text } of none) {
      expect(text.en).toMatch(/^\S.* not examined: \S/);
      expect(text.zh).toMatch(/^.+未检查：.+/);
    }
    expect(new Set(none.map((f) => f.text.zh)).size).toBe(none.length);
    const facts = { controls: [{ name: "infra", p: 0.01 }], draws: [{ name: "p", count: 20 }] };
    const naming = (name: string) => ({ en: `the ${name}`, zh: `变量${name}` });
    const found = Object.fromEntries(referee(facts, {}, naming).map((f) => [f.rule, f.text]));
    expect(found["post-treatment-controls"]).toEqual({
      en: "controls that respond to the treatment: the infra (p = 0.010)",
      zh: "受政策影响的控制变量：变量infra（p = 0.010）",
    });
    expect(found["single-draw"]!.zh).toBe("抽样次数过少：变量p（20）");
  });

  it("leaves leads out with the reason where nobody is seen at the base period", () => {
    // The treated have no row in the last period before treatment; the others have.
    const rows = Array.from({ length: 40 }, (_, i) => ({
      u: Math.floor(i / 5),
      t: (i % 5) + 1,
    })).filter((r) => r.u >= 4 || r.t !== 3);
    const table = Table.of({
      city: rows.map((r) => r.u),
      year: rows.map((r) => r.t),
      g: rows.map((r) => (r.u < 4 ? 4 : 0)),
      y: rows.map((r) => Math.sin(r.u * 7 + r.t * 3)),
    });
    const facts = designFacts(readSample(table, KEYS));
    expect(facts.leadsP).toBeUndefined();
    expect(facts.reasons["pre-trends"]!.en).toContain("relative time -1");
    expect(facts.negativeWeights).toBe(0);
  });
});
