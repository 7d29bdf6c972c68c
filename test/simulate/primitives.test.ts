import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { mean, variance } from "../../src/math/index.js";
import { Regions } from "../../src/region/index.js";
import { demoSentences } from "../../src/simulate/demo/demo-settings.js";
import { assignCohorts } from "../../src/simulate/parts/assign-cohorts.js";
import { matchMoments } from "../../src/simulate/parts/match-moments.js";
import { panelScores } from "../../src/simulate/parts/panel-scores.js";
import { inventedCities, regionTable } from "../../src/simulate/parts/records/invented-cities.js";
import { treatmentDummy } from "../../src/simulate/parts/treatment-dummy.js";
import { twfeAverage } from "../../src/simulate/parts/twfe-average.js";
import { loadDictionary } from "../../src/text/index.js";

const SHAPE = { between: 0.6, trend: 0.1, persistence: 0.6 };
const sd = (values: Float64Array): number => Math.sqrt(variance(values));

describe("values matched to printed moments", () => {
  // [units, years, mean, sd, min, max] of the most skewed variables of the studies.
  it.each([
    ["population density", 54, 11, 0.102, 0.345, 0.008, 3.79],
    ["fixed investment", 230, 12, 0.639, 0.281, 0.035, 4.981],
    ["innovation", 275, 11, 0.139, 0.61, 0.0001, 14.54],
    ["openness", 230, 12, 0.483, 0.162, 0.186, 1],
  ])("have the mean, sd, minimum and maximum of %s", (_, units, times, m, s, min, max) => {
    const scores = panelScores({ units, times }, SHAPE, createRng(1, 2));
    const values = matchMoments(scores, { mean: m, sd: s, min, max });
    expect(mean(values)).toBeCloseTo(m, 8);
    expect(sd(values)).toBeCloseTo(s, 7);
    expect(Math.min(...values)).toBe(min);
    expect(Math.max(...values)).toBe(max);
  });

  it("keep the order of the scores, and the moments of the sum with a planted effect", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const rng = createRng(seed);
        const scores = Float64Array.from({ length: 200 }, () => rng.normal());
        const plain = matchMoments(scores, { mean: 2, sd: 1, min: 0, max: 7 });
        const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
        for (let k = 1; k < order.length; k++) {
          expect(plain[order[k]!]!).toBeGreaterThanOrEqual(plain[order[k - 1]!]!);
        }
        const added = scores.map((_, i) => (i % 3 === 0 ? 0.4 : 0));
        const sum = matchMoments(scores, { mean: 2, sd: 1, min: 0, max: 7 }, { added });
        expect(mean(sum)).toBeCloseTo(2, 8);
        expect(sd(sum)).toBeCloseTo(1, 7);
        expect([Math.min(...sum), Math.max(...sum)]).toEqual([0, 7]);
      }),
      { numRuns: 20 },
    );
  });

  it("leave given cells as they are", () => {
    const rng = createRng(3);
    const scores = Float64Array.from({ length: 300 }, () => rng.normal());
    const fixed = scores.map((_, i) => (i % 10 === 0 ? 0 : Number.NaN));
    const values = matchMoments(scores, { mean: 1.7, sd: 1.2, min: -0.1, max: 4.6 }, { fixed });
    expect(values.filter((_, i) => i % 10 === 0).every((v) => v === 0)).toBe(true);
    expect(mean(values)).toBeCloseTo(1.7, 8);
    expect(sd(values)).toBeCloseTo(1.2, 7);
  });

  it("do not exist for an sd that the range does not allow", () => {
    const scores = Float64Array.from({ length: 50 }, (_, i) => i);
    expect(() => matchMoments(scores, { mean: 0.5, sd: 2, min: 0, max: 1 })).toThrow();
  });
});

describe("invented cities", () => {
  it("bear no name and no code of a real place", () => {
    const real = Regions.load().all;
    const names = new Set(real.flatMap((r) => [r.name, r.name.slice(0, -1)]));
    const prefixes = new Set(real.map((r) => r.code.slice(0, 2)));
    for (const { name, code, province } of inventedCities(304)) {
      expect([name, name.slice(0, -1), province].filter((n) => names.has(n))).toEqual([]);
      expect(prefixes.has(code.slice(0, 2)), code).toBe(false);
    }
  });

  it("have unique names and codes, four municipalities, and as many in the east as asked", () => {
    const cities = inventedCities(284, { east: 100 });
    expect(new Set(cities.map((c) => c.code)).size).toBe(284);
    expect(new Set(cities.map((c) => c.name)).size).toBe(284);
    expect(cities.filter((c) => c.municipality)).toHaveLength(4);
    expect(cities.filter((c) => c.area === "东部")).toHaveLength(100);
    expect(regionTable(cities).nrow).toBe(284 + 34);
  });
});

describe("cohorts and the average effect of two-way fixed effects", () => {
  it("treat as many units as asked, and give a constant effect back", () => {
    const cohorts = [
      { year: 2012, cities: 30 },
      { year: 2014, cities: 53 },
    ];
    const first = assignCohorts(284, cohorts, createRng(1));
    expect(first.filter((g) => g === 2012)).toHaveLength(30);
    expect(first.filter((g) => g === 2014)).toHaveLength(53);
    const size = { units: 284, times: 14 };
    const treated = treatmentDummy(size, 2007, first);
    expect(treated.reduce((a, b) => a + b, 0)).toBe(30 * 9 + 53 * 7);
    expect(
      twfeAverage(
        size,
        treated,
        treated.map(() => 0.3),
      ),
    ).toBeCloseTo(0.3, 12);
  });
});

describe("sentences of the simulated reports", () => {
  it.each(["new-quality-productive-forces", "basic-research", "st-talent"])(
    "hold no word of %s but the keywords put into them",
    (name) => {
      const { opening, review, plan, keyword, target, targetTail, closing } = demoSentences();
      const all = [opening, review, plan, keyword, target.hard, target.soft, targetTail, closing];
      for (const { term } of loadDictionary(name).flatMap((d) => d.terms)) {
        expect(
          all.flat().filter((sentence) => sentence.includes(term)),
          term,
        ).toEqual([]);
      }
    },
  );
});
