import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  kernelDensity,
  mean,
  median,
  normals,
  qnorm,
  quantile,
  quantiles,
  rademacher,
  resample,
  supT,
  variance,
  webb,
} from "../../src/math/index.js";

it("quantiles follow Stata (type 2) or R (type 7)", () => {
  const x = [4, 1, 3, 2, Number.NaN];
  expect(quantile(x, 0.5)).toBe(2.5);
  expect(quantile(x, 0.3)).toBe(2);
  expect(quantile(x, 0.3, 7)).toBeCloseTo(1.9, 15);
  expect(quantile(x, 0)).toBe(1);
  expect(quantile(x, 1, 7)).toBe(4);
  const many = Array.from({ length: 200 }, (_, i) => i + 1);
  // 200 · 0.95 is whole: the mean of the 190th and the 191st value.
  expect(quantiles(many, [0.05, 0.95])).toEqual([10.5, 190.5]);
  expect(median([])).toBeNaN();
  expect(() => quantile(x, 1.1)).toThrow(/between 0 and 1/);
});

it("quantiles agree with Stata and R on the reference data (golden c09)", () => {
  const folder = new URL("../golden/regress/", import.meta.url);
  const golden = JSON.parse(readFileSync(new URL("c09_data_prep.json", folder), "utf8")) as {
    percentiles_of_x: { p: number; type2_stata: number; type7_r_default: number }[];
  };
  const [head, ...lines] = readFileSync(new URL("c09_data_prep.csv", folder), "utf8")
    .trim()
    .split("\n");
  const at = head!.split(",").indexOf("x");
  const x = lines.map((line) => {
    const cell = line.split(",")[at]!;
    return cell === "" ? Number.NaN : Number(cell);
  });
  for (const { p, type2_stata, type7_r_default } of golden.percentiles_of_x) {
    expect(quantile(x, p, 2)).toBeCloseTo(type2_stata, 12);
    expect(quantile(x, p, 7)).toBeCloseTo(type7_r_default, 12);
  }
});

it("a kernel density integrates to one and is symmetric for symmetric data", () => {
  for (const kernel of ["gaussian", "epanechnikov"] as const) {
    const d = kernelDensity([-2, -1, 0, 1, 2], { kernel, points: 401 });
    const step = d.x[1]! - d.x[0]!;
    expect(d.density.reduce((s, v) => s + v * step, 0)).toBeCloseTo(1, 2);
    expect(d.density[0]).toBeCloseTo(d.density[400]!, 12);
  }
  expect(kernelDensity([1, 2, 3, 4, 10]).bandwidth).toBeCloseTo(0.9 * (2 / 1.349) * 5 ** -0.2, 12);
  expect(() => kernelDensity([1])).toThrow(/at least 2/);
});

it("a kernel density with weights is that of repeated values, whatever their sum", () => {
  const bandwidth = 0.7;
  const repeated = kernelDensity([3, 1, 3, 5, 3], { bandwidth });
  for (const scale of [1, 0.01]) {
    const weights = [scale, 3 * scale, scale];
    const weighted = kernelDensity([1, 3, 5], { bandwidth, weights });
    expect(Array.from(weighted.x)).toEqual(Array.from(repeated.x));
    for (const [i, v] of weighted.density.entries()) {
      expect(v).toBeCloseTo(repeated.density[i]!, 12);
    }
  }
});

it("draws have the moments that their names promise", () => {
  const n = 20_000;
  const rng = createRng(11);
  for (const draw of [normals, rademacher, webb]) {
    const x = draw(rng, n);
    expect(Math.abs(mean(x))).toBeLessThan(0.03);
    expect(Math.abs(variance(x) - 1)).toBeLessThan(0.05);
  }
  expect(Math.max(...resample(rng, 7, 500))).toBe(6);
});

it("sup-t is the exact value for independent, identical and single coefficients", () => {
  const independent = Float64Array.of(4, 0, 0, 0, 1, 0, 0, 0, 9);
  const exact = qnorm((1 + 0.95 ** (1 / 3)) / 2);
  expect(supT(independent, 3)).toBeCloseTo(exact, 3);
  expect(supT(new Float64Array(9).fill(2), 3)).toBeCloseTo(qnorm(0.975), 9);
  expect(supT(Float64Array.of(2, 0, 0, 0), 2)).toBeCloseTo(qnorm(0.975), 12);
});

it("sup-t agrees with the equicorrelated value, whatever the order and scale", () => {
  // max|Z| for five normals of correlation ½: one-dimensional integral by hand (2.4418).
  const k = 5;
  const V = Float64Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? 1 : 0.5));
  const c = supT(V, k);
  expect(Math.abs(c - equicorrelated(k, 0.5, 0.95))).toBeLessThan(1e-3);
  const scaled = V.map((v, at) => v * (1 + Math.floor(at / k)) * (1 + (at % k)));
  expect(supT(scaled, k)).toBeCloseTo(c, 9);
  expect(supT(V, k, { df: 10 })).toBeGreaterThan(c + 0.2);
});

it("sup-t lies between the pointwise and the Bonferroni value", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 2, max: 6 }), (seed, k) => {
      const B = normals(createRng(seed), k * k);
      const V = new Float64Array(k * k);
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          for (let l = 0; l < k; l++) V[i * k + j]! += B[i * k + l]! * B[j * k + l]!;
        }
      }
      const c = supT(V, k);
      expect(c).toBeGreaterThanOrEqual(qnorm(0.975));
      expect(c).toBeLessThanOrEqual(qnorm(1 - 0.025 / k) + 0.02);
    }),
    { numRuns: 10 },
  );
});

/** P(max |√ρ X + √(1−ρ) E_j| ≤ c) integrated over X by Simpson's rule, inverted by bisection. */
function equicorrelated(k: number, rho: number, level: number): number {
  const coverage = (c: number) => {
    const h = 0.01;
    let total = 0;
    for (let i = -800; i <= 800; i++) {
      const x = i * h;
      const phi = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
      const s = Math.sqrt(1 - rho);
      const inside = cdf((c - Math.sqrt(rho) * x) / s) - cdf((-c - Math.sqrt(rho) * x) / s);
      total += h * phi * inside ** k;
    }
    return total;
  };
  let low = 1.9;
  let high = 3;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (coverage(middle) > level) high = middle;
    else low = middle;
  }
  return low;
}

/** Φ by its Taylor series around 0, summed until nothing changes; far out it is 0 or 1. */
function cdf(x: number): number {
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0;
  let term = x;
  let total = x;
  for (let i = 1; i < 300; i++) {
    term *= (x * x) / (2 * i + 1);
    total += term;
  }
  return 0.5 + total * (Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI));
}
