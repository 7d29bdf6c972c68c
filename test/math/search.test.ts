import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  derivative,
  findRoot,
  linearProgram,
  maximizeNewton,
  minimize,
  minimizeScalar,
  numericalGradient,
  numericalHessian,
  numericalJacobian,
} from "../../src/math/index.js";

it("finds the bottom of Rosenbrock's valley in two and twenty dimensions", () => {
  for (const k of [2, 20]) {
    const found = minimize((x, g) => {
      g.fill(0);
      let s = 0;
      for (let i = 0; i + 1 < k; i++) {
        const a = x[i + 1]! - x[i]! ** 2;
        const b = 1 - x[i]!;
        s += 100 * a * a + b * b;
        g[i]! += -400 * a * x[i]! - 2 * b;
        g[i + 1]! += 200 * a;
      }
      return s;
    }, new Float64Array(k).fill(-1.2));
    for (const v of found.x) expect(v).toBeCloseTo(1, 7);
  }
});

it("Newton's method reaches the maximum of a log-likelihood and says when there is none", () => {
  const x = [0.2, 1.1, 2.5, 0.4];
  const at = maximizeNewton(
    (b) => {
      // Exponential density with rate e^b.
      const rate = Math.exp(b[0]!);
      const total = x.reduce((s, v) => s + v, 0);
      return {
        value: x.length * b[0]! - rate * total,
        gradient: Float64Array.of(x.length - rate * total),
        information: Float64Array.of(rate * total),
      };
    },
    [3],
  );
  expect(at.x[0]).toBeCloseTo(Math.log(4 / 4.2), 14);
  expect(() =>
    maximizeNewton(
      (b) => ({
        value: b[0]!,
        gradient: Float64Array.of(1),
        information: Float64Array.of(1e-9),
      }),
      [0],
      { maxIterations: 5 },
    ),
  ).toThrow(/did not converge/);
});

it("roots and scalar minima are found inside their brackets", () => {
  expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(findRoot((x) => Math.exp(x) - 1e-8, -100, 0)).toBeCloseTo(Math.log(1e-8), 12);
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(/same sign/);
  expect(minimizeScalar((x) => (x - 1) ** 2 + 3, -4, 9).x).toBeCloseTo(1, 7);
  expect(minimizeScalar((x) => -Math.sin(x), 0, 3).x).toBeCloseTo(Math.PI / 2, 7);
});

it("numerical derivatives match the analytic ones", () => {
  expect(derivative(Math.exp, 1)).toBeCloseTo(Math.E, 10);
  expect(derivative((x) => x ** 3, 1000) / 3e6).toBeCloseTo(1, 10);
  const f = (v: Float64Array) => v[0]! ** 2 * Math.sin(v[1]!);
  const at = [1.3, 0.4];
  const gradient = (v: Float64Array) => [2 * v[0]! * Math.sin(v[1]!), v[0]! ** 2 * Math.cos(v[1]!)];
  numericalGradient(f, at).forEach((g, i) => {
    expect(g).toBeCloseTo(gradient(Float64Array.from(at))[i]!, 10);
  });
  const H = numericalHessian(gradient, at);
  expect(H[0]).toBeCloseTo(2 * Math.sin(0.4), 9);
  expect(H[1]).toBeCloseTo(2.6 * Math.cos(0.4), 9);
  expect(H[1]).toBe(H[2]);
  expect([...numericalJacobian((v) => [v[0]! * 2, v[1]! * 3, v[0]!], at)].map(Math.round)).toEqual([
    2, 0, 0, 3, 1, 0,
  ]);
});

it("the simplex method solves, and names infeasible and unbounded programmes", () => {
  const two = linearProgram({
    objective: [-1, -1],
    constraints: [
      { row: [1, 2], relation: "<=", bound: 4 },
      { row: [3, 1], relation: "<=", bound: 6 },
    ],
  });
  expect([...two.x]).toEqual([expect.closeTo(1.6, 12), expect.closeTo(1.2, 12)]);
  expect(two.value).toBeCloseTo(-2.8, 12);
  expect([...two.duals]).toEqual([expect.closeTo(-0.4, 12), expect.closeTo(-0.2, 12)]);
  const free = linearProgram({
    objective: [1],
    constraints: [{ row: [1], relation: ">=", bound: -3 }],
    free: "all",
  });
  expect(free.x[0]).toBe(-3);
  expect(() =>
    linearProgram({
      objective: [1],
      constraints: [
        { row: [1], relation: ">=", bound: 2 },
        { row: [1], relation: "<=", bound: 1 },
      ],
    }),
  ).toThrow(/no feasible/);
  expect(() =>
    linearProgram({ objective: [-1], constraints: [{ row: [1], relation: ">=", bound: 0 }] }),
  ).toThrow(/unbounded/);
});

it("the optimum of a random programme is feasible and equals its dual", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (seed) => {
      const rng = createRng(seed);
      const n = 3 + rng.integer(6);
      const m = 2 + rng.integer(8);
      const inside = Array.from({ length: n }, () => rng.normal());
      const constraints = Array.from({ length: m }, (_, i) => {
        const row = Array.from({ length: n }, () => rng.normal());
        const at = row.reduce((s, v, j) => s + v * inside[j]!, 0);
        return i === 0
          ? { row, relation: "=" as const, bound: at }
          : { row, relation: "<=" as const, bound: at + rng.uniform() };
      });
      // A box keeps it bounded.
      for (let j = 0; j < n; j++) {
        const row = Array.from({ length: n }, (_, l) => (l === j ? 1 : 0));
        constraints.push({ row, relation: "<=", bound: inside[j]! + 2 });
        constraints.push({ row: row.map((v) => -v), relation: "<=", bound: 2 - inside[j]! });
      }
      const objective = Array.from({ length: n }, () => rng.normal());
      const s = linearProgram({ objective, constraints, free: "all" });
      for (const c of constraints) {
        const at = c.row.reduce((sum, v, j) => sum + v * s.x[j]!, 0);
        if (c.relation === "=") expect(at).toBeCloseTo(c.bound, 7);
        else expect(at).toBeLessThan(c.bound + 1e-7);
      }
      const dual = constraints.reduce((sum, c, i) => sum + s.duals[i]! * c.bound, 0);
      expect(dual).toBeCloseTo(s.value, 7);
      expect(s.value).toBeCloseTo(
        objective.reduce((sum, v, j) => sum + v * s.x[j]!, 0),
        7,
      );
    }),
    { numRuns: 40 },
  );
});
