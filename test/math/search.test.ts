import { expect, it } from "vitest";
import {
  derivative,
  findRoot,
  maximizeNewton,
  minimize,
  numericalHessian,
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

it("roots are found inside their brackets", () => {
  expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(findRoot((x) => Math.exp(x) - 1e-8, -100, 0)).toBeCloseTo(Math.log(1e-8), 12);
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(/same sign/);
});

it("numerical derivatives match the analytic ones", () => {
  expect(derivative(Math.exp, 1)).toBeCloseTo(Math.E, 10);
  expect(derivative((x) => x ** 3, 1000) / 3e6).toBeCloseTo(1, 10);
  const at = [1.3, 0.4];
  const gradient = (v: Float64Array) => [2 * v[0]! * Math.sin(v[1]!), v[0]! ** 2 * Math.cos(v[1]!)];
  const H = numericalHessian(gradient, at);
  expect(H[0]).toBeCloseTo(2 * Math.sin(0.4), 9);
  expect(H[1]).toBeCloseTo(2.6 * Math.cos(0.4), 9);
  expect(H[1]).toBe(H[2]);
});
