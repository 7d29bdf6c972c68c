import { describe, expect, it } from "vitest";
import { readSample, restrict } from "../../src/did/index.js";
import { numberColumn } from "../../src/table/index.js";
import { golden, goldenTable } from "./golden.js";
import { checkModel, SAME } from "./golden-runs.js";

const KEYS = { outcome: "y", unit: "city", time: "year", first: "g" };

/** Covariates of a model of the golden files. */
function covariatesOf(spec: { covariates?: readonly string[] }): readonly string[] {
  return spec.covariates ?? [];
}

describe("surveys every second year, cohorts between them", () => {
  // Wave 1 is 2010, wave 2 is 2012, and so on.
  const waves = { step: 2, year: (wave: number) => 2008 + 2 * wave };
  for (const model of golden("r02_waves")) {
    it(model.id, async () => {
      const table = await goldenTable("r02_waves");
      const sample = readSample(table, { ...KEYS, covariates: covariatesOf(model.spec) });
      expect(sample.clock).toMatchObject({ unit: "calendar", step: 2 });
      expect(sample.warnings.map((w) => w.code)).toContain("did/unobserved-start");
      // Given in raw years: a cohort belongs to the first survey at or after its year.
      const isRaw = model.id === "cs_never_raw_years";
      const raw = { step: 2, year: (t: number) => 2 * Math.ceil(t / 2) };
      checkModel(sample, model, isRaw ? raw : waves);
    });
  }
});

describe("the same surveys at unequal gaps: event time counts observed periods", () => {
  // 2010, 2012, 2014, 2016, 2018, 2020, 2022 become 2010, 2011, 2014, 2016, 2019, 2020, 2022.
  const moved = new Map([
    [2012, 2011],
    [2018, 2019],
  ]);
  const year = (t: number) => moved.get(t) ?? t;
  const reading = { step: 1, year: (wave: number) => year(2008 + 2 * wave) };
  for (const model of golden("r02_waves").filter((m) => m.id !== "cs_never_raw_years")) {
    it(model.id, async () => {
      const table = await goldenTable("r02_waves");
      const gwave = table.number("gwave");
      const uneven = table.withColumns([
        numberColumn("year", table.number("year").map(year)),
        numberColumn(
          "g",
          gwave.map((w) => (w > 0 ? reading.year(w) : 0)),
        ),
      ]);
      const sample = readSample(uneven, { ...KEYS, covariates: covariatesOf(model.spec) });
      expect(sample.warnings.map((w) => w.code)).toContain("did/unequal-gaps");
      checkModel(sample, model, reading);
    });
  }
});

describe("a cohort after the last year, and no never-treated units", () => {
  for (const model of golden("r03_edges")) {
    it(model.id, async () => {
      const table = await goldenTable("r03_edges");
      const whole = readSample(table, { ...KEYS, covariates: covariatesOf(model.spec) });
      if (model.id.startsWith("late_")) {
        expect(whole.warnings.find((w) => w.code === "did/later")!.en).toMatch(/\(2025\)/);
        return checkModel(whole, model, SAME);
      }
      const own = restrict(whole, (i) => {
        const g = whole.first[whole.unit[i]!]!;
        const rel = whole.periods[whole.period[i]!]! - g;
        const isCut = model.id === "nonever_rows_cut";
        return Number.isFinite(g) && (!isCut || Math.abs(rel) <= 3);
      });
      checkModel(own, model, SAME);
    });
  }
});
