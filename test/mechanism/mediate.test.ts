import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  bcaInterval,
  indirectTests,
  mediate,
  moderate,
  percentileInterval,
} from "../../src/mechanism/index.js";
import { Panel, Table } from "../../src/table/index.js";
import { deviation, readCase } from "../regress/golden.js";

const cluster = { type: "cluster", cluster: ["city"] } as const;

describe("mediation agrees with golden c06", () => {
  const { golden, table } = readCase("c06_mediation_dk");
  const result = mediate(table, "y ~ did + x1 + x2 | city + year", {
    mediators: ["med"],
    vcov: cluster,
  });
  const path = result.paths[0]!;
  const { sobel } = golden.derived;

  it("in the coefficients of the three steps", () => {
    for (const [fit, id] of [
      [result.total, "med_total"],
      [path.a, "med_a"],
      [path.b!, "med_b"],
    ] as const) {
      const { results } = golden.models.find((m) => m.id === id)!;
      const rows = new Map(fit.tidy().map((r) => [r.name, r]));
      for (const e of results.coefficients) {
        expect(deviation(rows.get(e.term)!.estimate, e.estimate)).toBeLessThan(1e-8);
        expect(deviation(rows.get(e.term)!.se, e.se)).toBeLessThan(1e-7);
      }
    }
  });

  it("in the indirect effect and the tests of Sobel, Aroian and Goodman", () => {
    expect(deviation(path.indirect, sobel.indirect_ab)).toBeLessThan(1e-9);
    expect(deviation(path.direct, sobel.direct_c1)).toBeLessThan(1e-9);
    expect(deviation(path.share, sobel.share_mediated)).toBeLessThan(1e-9);
    for (const name of ["sobel", "aroian", "goodman"] as const) {
      const row = path.tests![name]!;
      expect(deviation(row.se, sobel[name].se)).toBeLessThan(1e-9);
      expect(deviation(row.statistic, sobel[name].z)).toBeLessThan(1e-9);
      expect(deviation(row.p, sobel[name].p, 0)).toBeLessThan(1e-7);
      expect(deviation(row.ciLow, sobel[name].ci_low)).toBeLessThan(1e-8);
    }
  });

  it("indirect and direct effect add up to the total effect", () => {
    const total = result.total.coefficients[0]!;
    expect(path.indirect! + path.direct!).toBeCloseTo(total, 10);
    expect(result.warnings.map((w) => w.code)).toContain("mechanism/three-steps");
  });

  it("with two steps nothing is claimed about the mediator's effect", () => {
    const two = mediate(table, "y ~ did + x1 + x2 | city + year", {
      mediators: ["med"],
      vcov: cluster,
      steps: "two",
    });
    expect(two.paths[0]!.b).toBeNull();
    expect(two.paths[0]!.tests).toBeNull();
    expect(two.paths[0]!.a.tidy()).toEqual(path.a.tidy());
    expect(two.warnings).toEqual([]);
  });

  it("bootstrap intervals by city hold the estimate and repeat with the seed", () => {
    const options = {
      mediators: ["med"],
      vcov: cluster,
      bootstrap: { draws: 60, by: "city", seed: 3 },
    } as const;
    const a = mediate(table, "y ~ did + x1 + x2 | city + year", options).paths[0]!.bootstrap!;
    const b = mediate(table, "y ~ did + x1 + x2 | city + year", options).paths[0]!.bootstrap!;
    expect(b).toEqual(a);
    expect(a.units).toBe(120);
    for (const { low, high } of [a.percentile, a.bca]) {
      expect(low).toBeLessThan(path.indirect!);
      expect(high).toBeGreaterThan(path.indirect!);
    }
    // Resampling cities and the delta method agree about the size of the error.
    expect(a.se / path.tests!.sobel.se!).toBeGreaterThan(0.7);
    expect(a.se / path.tests!.sobel.se!).toBeLessThan(1.4);
  });

  it("all steps use the same rows when the mediator has gaps", () => {
    const med = table.number("med").slice();
    for (let i = 0; i < 50; i++) med[i * 7] = Number.NaN;
    const gappy = table.withColumns([{ kind: "number", name: "med", values: med } as never]);
    const found = mediate(gappy, "y ~ did + x1 | city + year", {
      mediators: ["med"],
      vcov: cluster,
    });
    const counts = [found.total.nobs, found.paths[0]!.a.nobs, found.paths[0]!.b!.nobs];
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeLessThan(table.nrow);
  });

  it("names what cannot be estimated", () => {
    const same = table.withColumns([
      { kind: "number", name: "twin", values: table.number("did") } as never,
    ]);
    expect(() =>
      mediate(same, "y ~ did | city + year", { mediators: ["twin"], vcov: cluster }),
    ).toThrow(/collinear/);
    expect(() => mediate(table, "c(y, med) ~ did", { mediators: ["x1"], vcov: cluster })).toThrow(
      /exactly one model/,
    );
    expect(() => mediate(table, "y ~ did", { mediators: ["medd"], vcov: cluster })).toThrow(
      /"med"/,
    );
  });
});

it("Goodman's variance can be negative: then there is no test, not a NaN", () => {
  const weak = { estimate: 0.01, se: 1 };
  expect(indirectTests(weak, weak).goodman).toBeNull();
  expect(indirectTests(weak, weak).aroian.se).toBeGreaterThan(1);
});

it("BCa equals the percentile interval for symmetric draws and constant influence", () => {
  const draws = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 100);
  const plain = percentileInterval(draws, 0.95);
  const bca = bcaInterval(draws, 0, [1, -1, 2, -2, 0], 0.95);
  expect(bca.low).toBeCloseTo(plain.low, 2);
  expect(bca.high).toBeCloseTo(plain.high, 2);
  const shifted = bcaInterval(draws, 3, [1, -1, 2, -2, 0], 0.95);
  expect(shifted.high).toBeGreaterThan(plain.high);
});

describe("moderation agrees with golden c03", () => {
  const { golden, table } = readCase("c03_interactions");
  const controls = "lngdp + ind2 + fdi + gov";

  it("in the interaction, centred and not, and in the simple slopes", () => {
    const { simple_slopes: expected } = golden.derived;
    const centred = moderate(table, `lngreen ~ did + ${controls} | city + year`, {
      moderator: "mod",
      vcov: cluster,
    });
    const { results } = golden.models.find((m) => m.id === "mod_centred")!;
    const own = new Map(centred.fit.tidy().map((r) => [r.name, r]));
    const gamma = results.coefficients.find((c: { term: string }) => c.term === "did_x_mod_c");
    const interaction = own.get("did:mod_c")!;
    expect(deviation(interaction.estimate, gamma.estimate)).toBeLessThan(1e-6);
    expect(deviation(interaction.se, gamma.se)).toBeLessThan(1e-6);
    expect(deviation(centred.sd, expected.sd_mod)).toBeLessThan(1e-9);
    centred.slopes.forEach((row, j) => {
      expect(deviation(row.estimate, expected.slopes[j].estimate)).toBeLessThan(1e-5);
      expect(deviation(row.se, expected.slopes[j].se)).toBeLessThan(1e-5);
      expect(deviation(row.p, expected.slopes[j].p)).toBeLessThan(1e-4);
    });
    const raw = moderate(table, `lngreen ~ did + ${controls} | city + year`, {
      moderator: "mod",
      centre: "none",
      vcov: cluster,
    });
    raw.slopes.forEach((row, j) => {
      expect(deviation(row.estimate, centred.slopes[j]!.estimate)).toBeLessThan(1e-8);
      expect(deviation(row.se, centred.slopes[j]!.se!)).toBeLessThan(1e-8);
    });
  });
});

it("centring never changes the interaction nor the slopes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999 }),
      fc.double({ min: -50, max: 50, noNaN: true }),
      (seed, shift) => {
        const rng = createRng(seed);
        const n = 80;
        const u = Array.from({ length: n }, (_, i) => `u${Math.floor(i / 8)}`);
        const t = Array.from({ length: n }, (_, i) => i % 8);
        const d = t.map((v, i) => (v > 3 && i < 40 ? 1 : 0));
        const m = d.map(() => shift + rng.normal());
        const y = d.map((v, i) => v * (1 + 0.5 * m[i]!) + rng.normal());
        const panel = new Panel(Table.of({ u, t, d, m, y }), { unit: "u", time: "t" });
        const options = { moderator: "m", vcov: { type: "hc1" } } as const;
        const a = moderate(panel, "y ~ d | u + t", options);
        const b = moderate(panel, "y ~ d | u + t", { ...options, centre: "none" });
        expect(a.fit.coefficients[0]).toBeCloseTo(b.fit.coefficients[0]!, 7);
        a.slopes.forEach((row, j) => {
          expect(row.estimate).toBeCloseTo(b.slopes[j]!.estimate, 6);
        });
      },
    ),
    { numRuns: 10 },
  );
});
