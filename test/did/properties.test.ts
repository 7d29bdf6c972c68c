import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  bacon,
  bjs,
  callawaySantanna,
  dcdh,
  describeDesign,
  gardner,
  placebo,
  readFormula,
  readSample,
  sunab,
  twfe,
} from "../../src/did/index.js";
import { dropSingletons } from "../../src/did/sample/sample.js";
import { Table } from "../../src/table/index.js";

const SPEC = { outcome: "y", unit: "city", time: "year", first: "g" };
const TOLERANCE = 1e-10;

interface World {
  readonly seed: number;
  readonly units: number;
  readonly years: number;
}

const worlds = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  units: fc.integer({ min: 12, max: 40 }),
  years: fc.integer({ min: 5, max: 9 }),
});

/** A balanced panel with three cohorts and never-treated units; rows in random order. */
function panel(
  { seed, units, years }: World,
  change: (y: number) => number = (y) => y,
  shuffle = 0,
) {
  const rng = createRng(seed);
  const rows: { city: string; year: number; g: number; y: number; x: number }[] = [];
  for (let u = 0; u < units; u++) {
    const g = [0, 0, 2003, 2004, 2000 + years - 1][u % 5]!;
    const level = rng.normal();
    for (let t = 0; t < years; t++) {
      const year = 2000 + t;
      const gain = g > 0 && year >= g ? 0.3 * (year - g + 1) : 0;
      const x = rng.normal();
      rows.push({ city: `c${u}`, year, g, x, y: change(level + 0.1 * t + gain + rng.normal()) });
    }
  }
  const order =
    shuffle === 0 ? rows : [...createRng(shuffle).permutation(rows.length)].map((i) => rows[i]!);
  return Table.of({
    city: order.map((r) => r.city),
    year: order.map((r) => r.year),
    g: order.map((r) => r.g),
    y: order.map((r) => r.y),
    x: order.map((r) => r.x),
  });
}

const close = (a: number, b: number, scale = 1) =>
  expect(Math.abs(a - b)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(b)) * scale);

describe("properties on random balanced panels", () => {
  it("Bacon weights sum to one and rebuild the two-way estimate", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const covariates of [[], ["x"]]) {
          const s = readSample(panel(world), { ...SPEC, covariates });
          const found = bacon(s);
          close(
            found.comparisons.reduce((a, c) => a + c.weight, 0),
            1,
          );
          const between = found.comparisons.reduce((a, c) => a + c.weight * c.estimate, 0);
          const omega = found.within?.weight ?? 0;
          const rebuilt = omega * (found.within?.estimate ?? 0) + (1 - omega) * between;
          close(rebuilt, twfe(s).coefficients[0]!);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("imputation is Gardner, Sun–Abraham is Callaway–Sant'Anna, dCDH its not-yet-treated form", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const s = readSample(panel(world), SPEC);
        const bands = "pointwise" as const;
        close(gardner(s, { bands }).att!.estimate, bjs(s, { bands }).att!.estimate);
        const cs = callawaySantanna(s, { bands, est: "reg" });
        close(sunab(s, { bands }).att!.estimate, cs.att!.estimate);
        const notyet = callawaySantanna(s, { bands, controls: "notyet", base: "universal" });
        for (const e of dcdh(s, { bands }).events.filter((x) => x.time >= 0)) {
          close(e.estimate, notyet.events.find((x) => x.time === e.time)!.estimate);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("does not depend on the order of rows, and shifts and scales with the outcome", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const bands = "pointwise" as const;
        const base = readSample(panel(world), SPEC);
        const mixed = readSample(
          panel(world, (y) => y, world.seed + 1),
          SPEC,
        );
        const scaled = readSample(
          panel(world, (y) => 5 - 2 * y),
          SPEC,
        );
        for (const run of [
          (s: typeof base) => callawaySantanna(s, { bands }).att!,
          (s: typeof base) => gardner(s, { bands }).att!,
          (s: typeof base) => sunab(s, { bands }).att!,
        ]) {
          close(run(mixed).estimate, run(base).estimate);
          close(run(mixed).se!, run(base).se!);
          close(run(scaled).estimate, -2 * run(base).estimate);
          close(run(scaled).se!, 2 * run(base).se!);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("has about uniform placebo p values where there is no effect", () => {
    const rng = createRng(11);
    const p = Array.from({ length: 60 }, () => {
      const world = { seed: rng.integer(1e6), units: 30, years: 6 };
      const table = panel(world);
      const noise = Table.of({
        city: table.text("city").codes,
        year: table.number("year"),
        g: table.number("g"),
        y: table.number("x"),
      });
      const s = readSample(noise, SPEC);
      return placebo(s, { mode: "space", draws: 99, seed: world.seed }).pTwoSided;
    });
    const share = p.filter((v) => v <= 0.1).length / p.length;
    // Ten percent of 60, within four standard errors.
    expect(share).toBeLessThan(0.1 + 4 * Math.sqrt(0.09 / 60));
    const mean = p.reduce((a, v) => a + v, 0) / p.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 60));
  });
});

describe("a formula and a list of columns are the same design", () => {
  it("reads transformations and conditions", () => {
    const table = panel({ seed: 3, units: 20, years: 6 });
    const byFormula = readFormula(table, "y ~ x", { unit: "city", time: "year", first: "g" });
    close(
      twfe(byFormula).coefficients[0]!,
      twfe(readSample(table, { ...SPEC, covariates: ["x"] })).coefficients[0]!,
    );
    const cut = readFormula(table, "y ~ I(x^2)", {
      unit: "city",
      time: "year",
      first: "g",
      where: "year > 2000",
    });
    expect(cut.periods[0]).toBe(2001);
    expect(() => readFormula(table, "y ~ g", { unit: "city", time: "year", first: "g" })).toThrow(
      /timing column/,
    );
  });

  it("a placebo draw is the regression with the false treatment, with weights, gaps and clusters", () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (world, isAcross) => {
        const rng = createRng(world.seed, 7);
        const whole = panel(world);
        const kept = Array.from({ length: whole.nrow }, (_, i) => i).filter(
          () => rng.uniform() > 0.15,
        );
        const column = (name: string) => kept.map((i) => whole.number(name)[i]!);
        const city = kept.map((i) => Number(whole.factor("city").codes[i]!));
        const table = Table.of({
          city,
          ...Object.fromEntries(["year", "g", "y", "x"].map((name) => [name, column(name)])),
          size: kept.map(() => 0.5 + rng.uniform()),
          // Clusters of whole units, or ones that a unit leaves in the course of time.
          group: city.map((c, i) => (isAcross && i % 3 === 0 ? (c + 1) % 6 : c % 6)),
        });
        const spec = { ...SPEC, covariates: ["x"], weights: "size", cluster: "group" };
        const s = dropSingletons(readSample(table, spec));
        const order = rng.permutation(s.first.length);
        const first = Float64Array.from(order, (u) => s.first[u]!);
        const found = placebo(s, { mode: "space", seed: 1, assignments: [first] }).draws[0]!;
        const fit = twfe({ ...s, first });
        close(found.estimate, fit.coefficients[0]!, 10);
        close(found.se!, Math.sqrt(fit.covariance.matrix[0]!), 10);
      }),
      { numRuns: 40 },
    );
  });

  it("tells the weak points of a design", () => {
    const city = [1, 1, 1, 2, 2, 2, 3, 3, 3];
    const year = [2000, 2001, 2003, 2000, 2001, 2003, 2000, 2001, 2003];
    const g = [2001, 2001, 2001, 2003, 2003, 2003, 2000, 2000, 2000];
    const y = [1, 2, 3, 1, 3, 2, 4, 1, 2];
    const design = describeDesign(readSample(Table.of({ city, year, g, y }), SPEC));
    expect(design.always.units).toBe(1);
    expect(design.calendarGaps).toEqual([2002]);
    expect(design.warnings.map((w) => w.code)).toEqual([
      "did/unequal-gaps",
      "did/no-never-treated",
      "did/always-treated",
      "did/small-cohort",
      "did/few-clusters",
    ]);
  });
});
