import { describe, expect, it } from "vitest";
import { bacon, callawaySantanna, readSample } from "../../src/did/index.js";
import { columnsTable } from "./small-panel.js";

const WAVES = [2010, 2012, 2014, 2016];

/** Units whose first years lie between waves: 2011 and 2012 both start in the wave of 2012. */
function panel(firsts: readonly number[]) {
  const rows = firsts.flatMap((first, id) =>
    WAVES.map((year, t) => ({
      id,
      year,
      first,
      y:
        Math.sin(7 * id) +
        0.2 * t +
        Math.cos(3 * id + t) / 5 +
        (first > 0 && year >= first ? 1 : 0),
    })),
  );
  return columnsTable(rows);
}

const KEYS = { outcome: "y", unit: "id", time: "year", first: "first" } as const;
const MIXED = [0, 0, 0, 2011, 2011, 2012, 2012, 2015, 2016, 2016];

describe("two cohorts that start in one wave", () => {
  const merged = MIXED.map((g) => (g === 2011 ? 2012 : g === 2015 ? 2016 : g));

  it("bacon: one treatment path, one group; weights add up to one", () => {
    const found = bacon(readSample(panel(MIXED), KEYS));
    expect(found.comparisons).toEqual(bacon(readSample(panel(merged), KEYS)).comparisons);
    expect(found.twfe).toBe(bacon(readSample(panel(merged), KEYS)).twfe);
    const weights = found.comparisons.map((c) => c.weight);
    expect(weights.every((w) => w > 0)).toBe(true);
    expect(weights.reduce((a, w) => a + w, 0)).toBeCloseTo(1, 12);
    const sum = found.comparisons.reduce((a, c) => a + c.weight * c.estimate, 0);
    expect(sum).toBeCloseTo(found.twfe, 12);
    // Paths from 2012 and from 2016, each against never, earlier and later.
    expect(found.comparisons.length).toBe(4);
  });

  it("cs: the bootstrap band holds the pointwise interval, however few the draws", () => {
    const sample = readSample(panel(MIXED), KEYS);
    for (const draws of [2, 3, 5, 99]) {
      const { events } = callawaySantanna(sample, { bootstrap: { draws, seed: 1 } });
      const banded = events.filter((e) => e.ciLow !== null);
      expect(banded.length).toBeGreaterThan(0);
      for (const e of banded) {
        expect(e.ciLowSup!).toBeLessThanOrEqual(e.ciLow! + 1e-12);
        expect(e.ciHighSup!).toBeGreaterThanOrEqual(e.ciHigh! - 1e-12);
      }
    }
  });
});
