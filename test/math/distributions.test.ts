import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  dchisq,
  df,
  digamma,
  dt,
  inverseMills,
  lnGamma,
  lnPnorm,
  pchisq,
  pf,
  pnorm,
  pt,
  qchisq,
  qf,
  qnorm,
  qt,
  type TailOption,
  trigamma,
} from "../../src/math/index.js";

interface Row {
  readonly f: string;
  readonly args: readonly number[];
  readonly tail: "lower" | "upper";
  readonly value: number;
}
const rows = JSON.parse(
  readFileSync(new URL("../golden/math/distributions.json", import.meta.url), "utf8"),
) as Row[];

type Distribution = (a: readonly number[], o: TailOption) => number;
const functions: Record<string, Distribution> = {
  pnorm: ([x], o) => pnorm(x!, o),
  qnorm: ([p], o) => qnorm(p!, o),
  pt: ([x, d], o) => pt(x!, d!, o),
  qt: ([p, d], o) => qt(p!, d!, o),
  pchisq: ([x, d], o) => pchisq(x!, d!, o),
  qchisq: ([p, d], o) => qchisq(p!, d!, o),
  pf: ([x, d1, d2], o) => pf(x!, d1!, d2!, o),
  qf: ([p, d1, d2], o) => qf(p!, d1!, d2!, o),
  lnGamma: ([x]) => lnGamma(x!),
  digamma: ([x]) => digamma(x!),
  trigamma: ([x]) => trigamma(x!),
};

// R itself is good to about 1e-13 in these ranges, but its quantiles of F only to 2e-9
// (qf(0.001, 2, 20600) has a closed form, which the last test holds us to).
const TOLERANCE: Record<string, number> = { qf: 1e-8, pt: 5e-12, pf: 1e-12 };

for (const name of Object.keys(functions)) {
  it(`${name} agrees with R in both tails`, () => {
    const cases = rows.filter((r) => r.f === name);
    expect(cases.length).toBeGreaterThan(0);
    const tolerance = TOLERANCE[name] ?? 1e-12;
    for (const { args, tail, value } of cases) {
      const found = functions[name]!(args, { tail });
      const gap = Math.abs(found - value) / Math.max(Math.abs(value), 1e-300);
      if (value !== found) expect(gap, `${name}(${args}) ${tail}`).toBeLessThan(tolerance);
    }
  });
}

it("quantiles invert their distribution functions in either tail", () => {
  const p = fc.double({ min: 1e-12, max: 0.999, noNaN: true });
  const d = fc.integer({ min: 1, max: 2000 });
  const tail = fc.constantFrom("lower" as const, "upper" as const);
  fc.assert(
    fc.property(p, d, d, tail, (prob, d1, d2, side) => {
      const o = { tail: side };
      expect(pt(qt(prob, d1, o), d1, o) / prob).toBeCloseTo(1, 9);
      expect(pchisq(qchisq(prob, d1, o), d1, o) / prob).toBeCloseTo(1, 9);
      expect(pf(qf(prob, d1, d2, o), d1, d2, o) / prob).toBeCloseTo(1, 8);
    }),
    { numRuns: 60 },
  );
});

it("densities are the slopes of the distribution functions", () => {
  const h = 1e-5;
  expect((pt(1.3 + h, 7) - pt(1.3 - h, 7)) / (2 * h)).toBeCloseTo(dt(1.3, 7), 8);
  expect((pchisq(3 + h, 4) - pchisq(3 - h, 4)) / (2 * h)).toBeCloseTo(dchisq(3, 4), 8);
  expect((pf(1.4 + h, 3, 9) - pf(1.4 - h, 3, 9)) / (2 * h)).toBeCloseTo(df(1.4, 3, 9), 8);
});

it("the t distribution with infinite degrees of freedom is the normal", () => {
  expect(pt(1.7, Number.POSITIVE_INFINITY)).toBe(pnorm(1.7));
  expect(qt(0.9, Number.POSITIVE_INFINITY)).toBe(qnorm(0.9));
  expect(pf(1.2, 3, Number.POSITIVE_INFINITY)).toBe(pchisq(3.6, 3));
});

it("ln Φ and the inverse Mills ratio stay finite far in the tail", () => {
  expect(lnPnorm(-40)).toBeCloseTo(-804.6084420137538, 9);
  expect(lnPnorm(-29.999)).toBeCloseTo(lnPnorm(-30.001), 0);
  expect(lnPnorm(-30 + 1e-9) - lnPnorm(-30 - 1e-9)).toBeLessThan(1e-6);
  expect(inverseMills(-1000)).toBeCloseTo(1000.001, 5);
  expect(lnPnorm(9)).toBeCloseTo(-1.1285884059538408e-19, 25);
});

it("the F quantile with two numerator degrees of freedom equals its closed form", () => {
  for (const [p, d] of [
    [1e-6, 50],
    [0.001, 20600],
    [0.3, 7],
  ] as const) {
    const exact = (d / 2) * Math.expm1((-2 / d) * Math.log1p(-p));
    expect(Math.abs(qf(p, 2, d) / exact - 1)).toBeLessThan(1e-13);
  }
});

it("nonsense arguments give NaN, not a number", () => {
  expect(pt(1, 0)).toBeNaN();
  expect(qt(1.2, 3)).toBeNaN();
  expect(qchisq(-0.1, 3)).toBeNaN();
  expect(pnorm(Number.NaN)).toBeNaN();
});
