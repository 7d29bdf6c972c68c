import { describe, expect, it } from "vitest";
import { regress } from "../../src/regress/index.js";
import { readCase } from "./golden.js";

/** A fraction of big integers: doubles are exact in it. */
type Fraction = readonly [bigint, bigint];

function exact(value: number): Fraction {
  let scale = 1n;
  let x = value;
  while (!Number.isInteger(x)) {
    x *= 2;
    scale *= 2n;
  }
  return [BigInt(x), scale];
}

const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const minus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
const over = (a: Fraction, b: Fraction): Fraction => times(a, [b[1], b[0]]);

function toNumber([top, bottom]: Fraction): number {
  const digits = 40n;
  return Number((top * 10n ** digits) / bottom) / 1e40;
}

/** Least squares by rational normal equations. */
function solveExactly(columns: readonly (readonly number[])[], y: readonly number[]): number[] {
  const all = [...columns, y];
  // One denominator for everything keeps the numbers small.
  const largest = all.flat().reduce((m, v) => (exact(v)[1] > m ? exact(v)[1] : m), 1n);
  const whole = all.map((c) => c.map((v) => (exact(v)[0] * largest) / exact(v)[1]));
  const k = columns.length;
  const A: Fraction[][] = Array.from({ length: k }, (_, a) =>
    Array.from(
      { length: k + 1 },
      (_, b): Fraction => [whole[a]!.reduce((s, v, i) => s + v * whole[b]![i]!, 0n), 1n],
    ),
  );
  for (let p = 0; p < k; p++) {
    for (let r = p + 1; r < k; r++) {
      const factor = over(A[r]![p]!, A[p]![p]!);
      for (let c = p; c <= k; c++) A[r]![c] = minus(A[r]![c]!, times(factor, A[p]![c]!));
    }
  }
  const beta: Fraction[] = [];
  for (let p = k - 1; p >= 0; p--) {
    let right = A[p]![k]!;
    for (let c = p + 1; c < k; c++) right = minus(right, times(A[p]![c]!, beta[c]!));
    beta[p] = over(right, A[p]![p]!);
  }
  return beta.map(toNumber);
}

describe("ill-conditioned regressors", () => {
  const { table } = readCase("c10_collinearity");

  it.each([
    ["x1 + x1_near + x2", ["x1", "x1_near", "x2"]],
    ["big + x1", ["big", "x1"]],
  ])("agree with exact rational arithmetic: y ~ %s", (terms, names) => {
    const fit = regress(table, `y ~ ${terms}`, { vcov: { type: "iid" } });
    const y = table.number("y");
    const rows = [...y.keys()].filter((i) =>
      [y, ...names.map((n) => table.number(n))].every((c) => Number.isFinite(c[i]!)),
    );
    expect(rows).toHaveLength(fit.nobs);
    const columns = [rows.map(() => 1), ...names.map((n) => rows.map((i) => table.number(n)[i]!))];
    const beta = solveExactly(
      columns,
      rows.map((i) => y[i]!),
    );
    beta.forEach((expected, j) => {
      expect(Math.abs(fit.coefficients[j]! / expected - 1)).toBeLessThan(1e-10);
    });
  });
});
