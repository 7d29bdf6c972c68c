import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stochasticCount } from "../../src/simulate/parts/stochastic-count.js";

describe("stochasticCount", () => {
  it("has the level as the expectation of ln(1 + n), exactly", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 6, noNaN: true }), (level) => {
        const low = stochasticCount(level, 1 - 1e-12);
        const high = stochasticCount(level, 1e-12);
        expect(high - low === 0 || high - low === 1).toBe(true);
        // The share of draws that give the upper integer, found by bisection.
        let [from, to] = [0, 1];
        for (let step = 0; step < 60; step++) {
          const middle = (from + to) / 2;
          if (stochasticCount(level, middle) > low) from = middle;
          else to = middle;
        }
        const mean = from * Math.log1p(low + 1) + (1 - from) * Math.log1p(low);
        expect(mean).toBeCloseTo(level, 9);
      }),
    );
  });

  it("gives no applications at a level of zero or below", () => {
    expect(stochasticCount(0, 0.5)).toBe(0);
    expect(stochasticCount(-1, 0.01)).toBe(0);
  });
});
