import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { type Fit, type RegressOptions, regress } from "../../src/regress/index.js";
import { numberColumn, Table } from "../../src/table/index.js";

const ROUNDING = 1e-8;
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const runs = { numRuns: 25, seed: 2026 };
const clustered = { vcov: { type: "cluster", cluster: ["unit"] } } as const;

/** An unbalanced panel of about 20 units and 7 years. */
function sample(seed: number, rows = 90): Table {
  const rng = createRng(seed);
  const unit = Float64Array.from({ length: rows }, () => rng.integer(20));
  const year = Float64Array.from({ length: rows }, () => 2010 + rng.integer(7));
  const x = Float64Array.from({ length: rows }, (_, i) => rng.normal() + unit[i]! / 5);
  const z = Float64Array.from({ length: rows }, () => rng.normal());
  const w = Float64Array.from({ length: rows }, () => 1 + rng.integer(4));
  const y = Float64Array.from({ length: rows }, (_, i) => x[i]! - z[i]! + year[i]! + rng.normal());
  return Table.of({
    unit,
    year,
    x,
    z,
    w,
    y,
    row: Float64Array.from({ length: rows }, (_, i) => i),
  });
}

const fitOf = (table: Table, formula: string, options: RegressOptions = clustered) =>
  regress(table, formula, { tolerance: 1e-12, ...options });

function sameRows(a: Fit, b: Fit, what: ("estimate" | "se")[] = ["estimate", "se"]): void {
  const others = new Map(b.tidy().map((row) => [row.name, row]));
  for (const row of a.tidy()) {
    const other = others.get(row.name);
    if (other === undefined) continue;
    for (const key of what) {
      // An estimate near zero is as exact as its standard error is large.
      const scale = Math.max(row.se!, Math.abs(row[key]!));
      expect(Math.abs(row[key]! - other[key]!) / scale).toBeLessThan(ROUNDING);
    }
  }
}

const withColumn = (table: Table, name: string, f: (v: number) => number) =>
  table.withColumns([numberColumn(name, table.number(name).map(f))]);

describe("properties of linear fits", () => {
  it("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const shuffled = table.take(createRng(seed, 1).permutation(table.nrow));
        sameRows(
          fitOf(table, "y ~ x + z | unit + year"),
          fitOf(shuffled, "y ~ x + z | unit + year"),
        );
      }),
      runs,
    );
  });

  it("does not depend on the labels of levels", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const relabelled = withColumn(table, "unit", (v) => 1000 - 7 * v);
        sameRows(fitOf(table, "y ~ x | unit + year"), fitOf(relabelled, "y ~ x | unit + year"));
      }),
      runs,
    );
  });

  it("scales coefficients with the columns", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 1e-4, max: 1e4, noNaN: true }), (seed, scale) => {
        const table = sample(seed);
        const fit = fitOf(table, "y ~ x | unit + year");
        const scaled = fitOf(
          withColumn(table, "x", (v) => v * scale),
          "y ~ x | unit + year",
        );
        expect(scaled.coefficients[0]! * scale).toBeCloseTo(fit.coefficients[0]!, 8);
        expect(scaled.tidy()[0]!.statistic!).toBeCloseTo(fit.tidy()[0]!.statistic!, 6);
      }),
      runs,
    );
  });

  it("ignores what the effects absorb", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const shift = table.number("unit").map((u, i) => table.number("y")[i]! + 3 * u);
        const shifted = table.withColumns([numberColumn("y", shift)]);
        sameRows(fitOf(table, "y ~ x | unit + year"), fitOf(shifted, "y ~ x | unit + year"));
      }),
      runs,
    );
  });

  it("gives HC2 and HC3 of absorbed effects the standard errors of dummies, weighted or not", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom("hc2", "hc3"), fc.boolean(), (seed, type, weighted) => {
        const table = sample(seed, 120);
        const options = {
          vcov: { type } as const,
          ...(weighted ? { weights: "w" } : {}),
        };
        const absorbed = fitOf(table, "y ~ x + z | unit + year", options);
        // The same rows in both: a singleton has no residual, and dummies would keep it.
        fc.pre(absorbed.dropped.singletons === 0);
        sameRows(absorbed, fitOf(table, "y ~ x + z + i(unit) + i(year)", options));
      }),
      runs,
    );
  });

  it("gives absorbed effects the coefficients of dummies", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const options = { vcov: { type: "iid" } } as const;
        const absorbed = fitOf(table, "y ~ x + z | unit + year", {
          ...options,
          singletons: "keep",
        });
        sameRows(absorbed, fitOf(table, "y ~ x + z + i(unit) + i(year)", options));
        const slopes = fitOf(table, "y ~ x | unit[z]", { ...options, singletons: "keep" });
        sameRows(slopes, fitOf(table, "y ~ x + i(unit) + i(unit, z)", options), ["estimate"]);
      }),
      runs,
    );
  });

  it("gives whole-number weights the coefficients of repeated rows", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const w = table.number("w");
        const rows = Array.from(w.keys()).flatMap((i) => Array<number>(w[i]!).fill(i));
        const options = { ...clustered, ssc: "none", singletons: "keep" } as const;
        const weighted = fitOf(table, "y ~ x + z | unit + year", { ...options, weights: "w" });
        sameRows(weighted, fitOf(table.take(rows), "y ~ x + z | unit + year", options));
      }),
      runs,
    );
  });

  it("clusters by row as HC1 does, up to its factor", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const rule = { ssc: "none" } as const;
        const byRow = fitOf(table, "y ~ x | unit", {
          ...rule,
          vcov: { type: "cluster", cluster: ["row"] },
        });
        sameRows(byRow, fitOf(table, "y ~ x | unit", { ...rule, vcov: { type: "hc1" } }));
      }),
      runs,
    );
  });

  it("recovers effects that add up to the fitted values, and predicts its own rows", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const table = sample(seed);
        const fit = fitOf(table, "y ~ x + z | unit + year", { ...clustered, singletons: "keep" });
        const fitted = fit.fitted();
        const predicted = fit.predict(table);
        predicted.forEach((v, i) => {
          expect(v).toBeCloseTo(fitted[i]!, 6);
        });
      }),
      runs,
    );
  });

  it("publishes the JSON of the interface", () => {
    const fit = fitOf(sample(7), "y ~ x | unit + year");
    const json = JSON.parse(JSON.stringify(fit));
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(
        "model outcome terms nobs dropped fixedEffects vcov r2 r2Adj r2Within rmse wald warnings".split(
          " ",
        ),
      ),
    );
    expect(json.vcov).toMatchObject({ type: "cluster", ways: ["unit"], ssc: "fixest" });
    expect(Object.keys(json.terms[0])).toEqual(
      "name estimate se statistic p ciLow ciHigh".split(" "),
    );
  });
});
