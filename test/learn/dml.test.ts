import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  dml,
  forestLearner,
  type Learner,
  lassoLearner,
  olsLearner,
  parseLearner,
} from "../../src/learn/index.js";
import { numberColumn, readCsv, Table } from "../../src/table/index.js";

const folder = resolve(import.meta.dirname, "../golden/did");
const golden = JSON.parse(readFileSync(resolve(folder, "d08_dml.json"), "utf8"));
const file = resolve(folder, golden.data.file);
const table = readCsv(readFileSync(file), { file });

interface DmlModel {
  readonly id: string;
  readonly spec: {
    readonly features: string | readonly string[];
    readonly folds: string;
    readonly learner: string;
    readonly within?: boolean;
  };
  readonly results: Record<string, number> & { readonly theta_by_fold: number[] };
}

function formulaOf({ spec, id }: DmlModel): string {
  const base = "y ~ did + gdp + ind + fdi + gov + edu";
  if (spec.within) return `${base} | city + year`;
  return id.startsWith("dummies") ? `${base} + i(city) + i(year)` : base;
}

const gap = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe("agrees with the formulas in R (golden d08)", () => {
  for (const m of golden.models as DmlModel[]) {
    it(m.id, () => {
      const { spec, results } = m;
      const found = dml(table, formulaOf(m), {
        learner: spec.learner.replace(/^ridge/, "ridge:"),
        folds: { column: spec.folds },
        cluster: "city",
        features: m.id.startsWith("quadratic") ? "quadratic" : "as-given",
      });
      const run = found.repetitions[0]!;
      expect(gap(run.theta, results.theta!)).toBeLessThan(1e-8);
      expect(gap(run.se, results.se!)).toBeLessThan(1e-7);
      expect(gap(run.seCluster!, results.se_cluster_city!)).toBeLessThan(1e-7);
      expect(gap(run.thetaMeanOfFolds, results.theta_mean_of_folds!)).toBeLessThan(1e-8);
      results.theta_by_fold.forEach((t, f) => {
        expect(gap(run.thetaByFold[f]!, t)).toBeLessThan(1e-7);
      });
      expect(gap(run.mseOutcome, results.mse_outcome!)).toBeLessThan(1e-8);
      expect(gap(run.mseTreatment, results.mse_treatment!)).toBeLessThan(1e-8);
      expect(found.term.se).toBe(run.seCluster);
    });
  }
});

it("folds by cluster keep a cluster together, and a seed fixes everything", () => {
  const options = { learner: "ridge:5", cluster: "city", repetitions: 3, seed: 7 } as const;
  const a = dml(table, "y ~ did + gdp + ind", options);
  expect(dml(table, "y ~ did + gdp + ind", options)).toEqual(a);
  expect(a.repetitions).toHaveLength(3);
  const thetas = a.repetitions.map((r) => r.theta).sort((x, y) => x - y);
  expect(a.term.estimate).toBe(thetas[1]);
  expect(a.warnings).toEqual([]);
  const split = dml(table, "y ~ did + gdp", {
    learner: "ols",
    folds: { column: "fold_obs" },
    cluster: "city",
  });
  expect(split.warnings.map((w) => w.code)).toContain("learn/split-clusters");
});

/** y = θ d + g(x) + ε with a nonlinear g that confounds. */
function confounded(seed: number, n: number, theta: number): Table {
  const rng = createRng(seed);
  const x1 = Float64Array.from({ length: n }, () => 4 * rng.uniform() - 2);
  const x2 = Float64Array.from({ length: n }, () => rng.normal());
  const g = x1.map((v) => Math.sin(2 * v) + v * v);
  const d = g.map((v) => 0.6 * v + rng.normal());
  const y = d.map((v, i) => theta * v + g[i]! + rng.normal());
  return Table.of({ y, d, x1, x2 });
}

it("the forest recovers an effect that a linear learner misses", () => {
  const data = confounded(3, 1200, 0.5);
  const linear = dml(data, "y ~ d + x1 + x2", { learner: "ols", seed: 2 });
  const forest = dml(data, "y ~ d + x1 + x2", { learner: "forest:80", seed: 2 });
  expect(Math.abs(linear.term.estimate - 0.5)).toBeGreaterThan(0.25);
  expect(Math.abs(forest.term.estimate - 0.5)).toBeLessThan(0.12);
});

it("the lasso keeps the features that matter and equals least squares without a penalty", () => {
  const rng = createRng(5);
  const n = 200;
  const x = Array.from({ length: 20 }, () => Float64Array.from({ length: n }, () => rng.normal()));
  const y = x[0]!.map((v, i) => 3 * v - 2 * x[1]![i]! + rng.normal());
  const unit = (j: number) => x.map((_, l) => Float64Array.of(l === j ? 1 : 0));
  const zero = x.map(() => new Float64Array(1));
  const slope = (learner: Learner, j: number) => {
    const predict = learner.prepare(x)(y, createRng(1));
    return predict(unit(j))[0]! - predict(zero)[0]!;
  };
  for (const j of [0, 1, 7]) {
    expect(slope(lassoLearner(0), j)).toBeCloseTo(slope(olsLearner, j), 6);
  }
  const chosen = lassoLearner();
  expect(slope(chosen, 0)).toBeGreaterThan(2.5);
  expect(slope(chosen, 1)).toBeLessThan(-1.5);
  expect(Math.abs(slope(lassoLearner(0.3), 7))).toBe(0);
  expect(slope(lassoLearner(1e6), 0)).toBe(0);
});

it("a forest fits its training rows better than the mean, whatever the scale of a feature", () => {
  const rng = createRng(9);
  const x = [Float64Array.from({ length: 300 }, () => rng.normal())];
  const y = x[0]!.map((v) => Math.sign(v) + 0.1 * rng.normal());
  const plain = forestLearner({ trees: 30 }).prepare(x)(y, createRng(1))(x);
  const scaled = x.map((c) => c.map((v) => 1e6 * v));
  const other = forestLearner({ trees: 30 }).prepare(scaled)(y, createRng(1))(scaled);
  expect([...other]).toEqual([...plain]);
  const error = plain.reduce((s, v, i) => s + (v - y[i]!) ** 2, 0) / 300;
  expect(error).toBeLessThan(0.05);
});

describe("bad input", () => {
  it("names the learner, the folds or the treatment at fault", () => {
    expect(() => parseLearner("ridgee")).toThrow(/Did you mean "ridge"/);
    expect(() => parseLearner("ridge:-1")).toThrow(/not a learner/);
    expect(() => dml(table, "y ~ did", { learner: "ols" })).toThrow(/no features/);
    expect(() => dml(table, "y ~ did + gdp", { learner: "ols", folds: 1 })).toThrow(/folds/);
    const twice = table.withColumns([numberColumn("copy", table.number("did"))]);
    expect(() => dml(twice, "y ~ did + copy", { learner: "ols" })).toThrow(/nothing is left/);
    expect(() => dml(table, "y ~ did + gdpp", { learner: "ols" })).toThrow(/"gdp"/);
    const one = table.withColumns([
      numberColumn(
        "f",
        table.number("did").map(() => 1),
      ),
    ]);
    expect(() => dml(one, "y ~ did + gdp", { learner: "ols", folds: { column: "f" } })).toThrow(
      /fold column/,
    );
  });
});
