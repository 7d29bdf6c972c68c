import { describe, expect, it } from "vitest";
import { regress, wildBootstrap } from "../../src/regress/index.js";
import { readCase } from "./golden.js";

// Shares of 2048 sign vectors: exact, up to the way ties are counted (both counts are given).
const EXACT = 1e-12;

describe("wild cluster bootstrap", () => {
  const { golden, table } = readCase("c12_wild_bootstrap");
  const fits = {
    ols: regress(table, "y ~ did + x + t", { vcov: { type: "cluster", cluster: ["prov"] } }),
    fe: regress(table, "y ~ did + x | prov + t", {
      vcov: { type: "cluster", cluster: ["prov"] },
      tolerance: 1e-13,
    }),
  };

  it.each(golden.wild_bootstrap.tests as { id: string }[])(
    "gives the exact shares of all sign vectors for $id",
    // biome-ignore lint/suspicious/noExplicitAny: golden block
    (expected: any) => {
      const [term, model] = expected.id.split("_") as ["did" | "x", "ols" | "fe"];
      for (const residuals of ["restricted", "unrestricted"] as const) {
        const found = wildBootstrap(fits[model], term, { cluster: "prov", seed: 1, residuals });
        const target = expected[residuals === "restricted" ? "restricted_WCR" : "unrestricted_WCU"];
        expect(found.t).toBeCloseTo(expected.t_no_factor, 10);
        expect(found.draws).toBe(expected.n_sign_vectors);
        expect(found.pSymmetric).toBeCloseTo(target.symmetric, 12);
        expect(Math.abs(found.pSymmetricStrict - target.symmetric_strict)).toBeLessThan(EXACT);
        expect(Math.abs(found.pUpper - target.upper_tail)).toBeLessThan(EXACT);
        expect(Math.abs(found.pLower - target.lower_tail)).toBeLessThan(EXACT);
        expect(Math.abs(found.pEqualTail - target.equal_tail)).toBeLessThan(EXACT);
      }
    },
  );

  it("draws the same Webb weights from the same seed, others from another", () => {
    const run = (seed: number) =>
      wildBootstrap(fits.fe, "did", { cluster: "prov", weights: "webb", draws: 499, seed });
    expect(run(5)).toEqual(run(5));
    expect(run(5).enumerated).toBe("no");
    expect(Math.abs(run(5).pSymmetric - run(6).pSymmetric)).toBeLessThan(0.1);
  });
});
