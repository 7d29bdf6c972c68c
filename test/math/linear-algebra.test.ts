import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  cholesky,
  choleskyInOrder,
  combine,
  crossProducts,
  crossVector,
  dot,
  eigenSymmetric,
  fromEigen,
  identity,
  inverseSpd,
  multiply,
  pseudoInverseSymmetric,
  quadraticForm,
  solveLinear,
  sum,
  transpose,
  variance,
} from "../../src/math/index.js";

function randomMatrix(seed: number, m: number, n: number): Float64Array {
  const rng = createRng(seed, m, n);
  return Float64Array.from({ length: m * n }, () => rng.normal());
}

const gap = (a: Float64Array, b: Float64Array) =>
  a.reduce((worst, v, i) => Math.max(worst, Math.abs(v - b[i]!)), 0);

const seeds = fc.integer({ min: 1, max: 10_000 });
const sizes = fc.integer({ min: 1, max: 12 });

it("a symmetric matrix is put together again from its eigenvalues and vectors", () => {
  fc.assert(
    fc.property(seeds, sizes, (seed, k) => {
      const B = randomMatrix(seed, k, k);
      const A = multiply(transpose(B, k, k), k, k, B, k);
      const { values, vectors } = eigenSymmetric(A, k);
      expect(gap(fromEigen(values, vectors, k), A)).toBeLessThan(1e-11 * (1 + values[0]!));
      expect(gap(multiply(transpose(vectors, k, k), k, k, vectors, k), identity(k))).toBeLessThan(
        1e-12,
      );
      for (let i = 1; i < k; i++) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!);
    }),
    { numRuns: 50 },
  );
});

it("eigenvalues of large, diagonal and repeated cases are right", () => {
  expect([...eigenSymmetric(Float64Array.of(3, 0, 0, 3), 2).values]).toEqual([3, 3]);
  expect([...eigenSymmetric(Float64Array.of(-5), 1).values]).toEqual([-5]);
  const k = 120;
  const ones = new Float64Array(k * k).fill(1);
  const { values } = eigenSymmetric(ones, k);
  expect(values[0]).toBeCloseTo(k, 10);
  expect(Math.abs(values[1]!)).toBeLessThan(1e-12);
});

it("inverses and solutions leave nothing over", () => {
  fc.assert(
    fc.property(seeds, sizes, (seed, k) => {
      const B = randomMatrix(seed, k + 3, k);
      const A = multiply(transpose(B, k + 3, k), k, k + 3, B, k);
      const inverse = inverseSpd(A, k);
      expect(gap(multiply(A, k, k, inverse, k), identity(k))).toBeLessThan(1e-7);
      const x = randomMatrix(seed + 1, k, 2);
      expect(gap(solveLinear(A, k, multiply(A, k, k, x, 2), 2), x)).toBeLessThan(1e-7);
      expect(gap(pseudoInverseSymmetric(A, k).inverse, inverse)).toBeLessThan(
        1e-6 * Math.max(...inverse.map(Math.abs)),
      );
    }),
    { numRuns: 40 },
  );
});

it("a factorisation of collinear columns keeps the first and drops the later ones", () => {
  const n = 50;
  const raw = randomMatrix(3, 4, n);
  const columns = [0, 1, 2, 3].map((j) => raw.slice(j * n, (j + 1) * n));
  columns.splice(
    2,
    0,
    columns[0]!.map((v, i) => v + 3 * columns[1]![i]!),
  );
  columns.push(new Float64Array(n));
  const { kept, dropped, L } = choleskyInOrder(crossProducts(columns), columns.length);
  expect(kept).toEqual([0, 1, 3, 4]);
  expect(dropped).toEqual([2, 5]);
  expect(L.length).toBe(16);
});

it("cross products do not depend on weights of one and add up by hand", () => {
  const columns = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)];
  expect([...crossProducts(columns)]).toEqual([14, 32, 32, 77]);
  expect([...crossProducts(columns, Float64Array.of(1, 0, 2))]).toEqual([19, 40, 40, 88]);
  expect([...crossVector(columns, Float64Array.of(1, 1, 1))]).toEqual([6, 15]);
  expect([...combine(columns, [1, -1])]).toEqual([-3, -3, -3]);
  expect(quadraticForm([1, 2], Float64Array.of(2, 1, 1, 3))).toBe(18);
});

it("compensated sums keep what plain sums lose", () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  expect(dot(Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(1, 1, 1, 1, 2))).toBe(20);
});

it("matrices without an inverse are named, not divided by", () => {
  expect(() => cholesky(Float64Array.of(1, 1, 1, 1), 2)).toThrow(/positive definite/);
  expect(() => inverseSpd(Float64Array.of(0, 0, 0, 1), 2)).toThrow(/column 1/);
  expect(() => solveLinear(Float64Array.of(1, 2, 2, 4), 2, Float64Array.of(1, 1))).toThrow(
    /singular/,
  );
});
