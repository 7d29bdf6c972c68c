import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  betaConvergence,
  dagumGini,
  densityByPeriod,
  gini,
  inverseDistanceWeights,
  moran,
  sigmaConvergence,
  spatialWeights,
  theil,
  transitionMatrix,
} from "../../src/indices/index.js";
import { distanceMatrix } from "../../src/region/index.js";
import { Panel, Table } from "../../src/table/index.js";

const NA = Number.NaN;
const keys = { unit: "city", time: "year" };

/** Units × years with values from a function. */
function panelOf(n: number, years: number, y: (unit: number, t: number) => number): Panel {
  const cell = Array.from({ length: n * years }, (_, i) => [Math.floor(i / years), i % years]);
  return new Panel(
    Table.of({
      city: cell.map(([u]) => `u${String(u).padStart(3, "0")}`),
      year: cell.map(([, t]) => 2010 + t!),
      y: cell.map(([u, t]) => y(u!, t!)),
    }),
    keys,
  );
}

const sample = fc.array(
  fc.record({
    y: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    group: fc.constantFrom("east", "middle", "west"),
  }),
  { minLength: 3, maxLength: 40 },
);

describe("Gini and its decomposition by Dagum", () => {
  it("is 0 for equality and (n − 1)/n when one has all", () => {
    expect(gini([3, 3, 3])).toBeCloseTo(0, 14);
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 14);
    expect(gini([1, 2, NA, 3])).toBeCloseTo(8 / (2 * 9 * 2), 12);
  });

  it("splits into within, net between and transvariation that add up exactly", () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const y = rows.map((r) => r.y);
        const found = dagumGini(
          y,
          rows.map((r) => r.group),
        );
        const sum = found.within + found.between + found.transvariation;
        expect(sum).toBeCloseTo(found.gini, 10);
        const n = y.length;
        const mean = y.reduce((a, b) => a + b, 0) / n;
        const naive = y.reduce((s, a) => s + y.reduce((t, b) => t + Math.abs(a - b), 0), 0);
        expect(found.gini).toBeCloseTo(naive / (2 * n * n * mean), 10);
        for (const pair of found.pairs) {
          expect(pair.affluence).toBeGreaterThanOrEqual(-1e-12);
          expect(pair.affluence).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it("has no transvariation between groups that do not overlap", () => {
    const found = dagumGini([1, 2, 8, 9], ["a", "a", "b", "b"]);
    expect(found.pairs[0]!.affluence).toBeCloseTo(1, 12);
    expect(found.transvariation).toBeCloseTo(0, 12);
    // By hand: Σ|y_i − y_r| between the groups is 2·(7+8+6+7) = 56, over 2·16·5.
    expect(found.between).toBeCloseTo(56 / 160, 12);
    expect(found.within).toBeCloseTo(4 / 160, 12);
  });

  it("refuses negative values and empty samples", () => {
    expect(() => dagumGini([1, -2], ["a", "b"])).toThrow(/-2/);
    expect(() => gini([0, 0])).toThrow(/too few/);
  });
});

describe("Theil index", () => {
  it("is ln n when one has all, and splits exactly", () => {
    expect(theil([0, 0, 0, 5], ["a", "a", "a", "a"]).theil).toBeCloseTo(Math.log(4), 12);
    fc.assert(
      fc.property(sample, (rows) => {
        const y = rows.map((r) => r.y);
        const found = theil(
          y,
          rows.map((r) => r.group),
        );
        const mean = y.reduce((a, b) => a + b, 0) / y.length;
        const direct = y.reduce((s, v) => s + (v / mean) * Math.log(v / mean), 0) / y.length;
        expect(found.theil).toBeCloseTo(direct, 10);
        expect(found.within).toBeGreaterThanOrEqual(-1e-12);
        expect(found.between).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });
});

describe("kernel density by period", () => {
  it("puts all periods on one grid, each with area one", () => {
    const rng = createRng(1);
    const panel = panelOf(80, 3, (_, t) => t + rng.normal());
    const found = densityByPeriod(panel, "y", { periods: [2010, 2012], points: 400 });
    expect(found.periods.map((p) => p.period)).toEqual([2010, 2012]);
    const step = found.x[1]! - found.x[0]!;
    for (const { density } of found.periods) {
      expect(density.reduce((a, b) => a + b, 0) * step).toBeCloseTo(1, 2);
    }
    const peak = (d: Float64Array) => found.x[d.indexOf(Math.max(...d))]!;
    expect(peak(found.periods[1]!.density)).toBeGreaterThan(peak(found.periods[0]!.density) + 1);
  });
});

describe("convergence", () => {
  const rho = 0.8;
  const start = Array.from({ length: 40 }, (_, i) => 2 * Math.sin(i + 1));
  // ln y falls towards 0 by the factor rho each year: β = ln growth on ln level = rho − 1.
  const closing = panelOf(40, 6, (u, t) => Math.exp(start[u]! * rho ** t + 1 * (1 - rho ** t)));

  it("finds falling dispersion", () => {
    const found = sigmaConvergence(closing, "y");
    expect(found.trend.estimate).toBeLessThan(0);
    expect(found.periods[5]!.sdLog! / found.periods[0]!.sdLog!).toBeCloseTo(rho ** 5, 10);
  });

  it("recovers the planted speed, in the panel and between first and last year", () => {
    const panel = betaConvergence(closing, "y", { effects: "none", vcov: { type: "hc1" } });
    expect(panel.beta.estimate).toBeCloseTo(rho - 1, 8);
    expect(panel.speed).toBeCloseTo(-Math.log(rho), 8);
    expect(panel.halfLife).toBeCloseTo(Math.LN2 / -Math.log(rho), 6);
    const ends = betaConvergence(closing, "y", { form: "cross-section" });
    expect(ends.beta.estimate).toBeCloseTo((rho ** 5 - 1) / 5, 8);
    expect(ends.speed).toBeCloseTo(-Math.log(rho), 8);
    expect(ends.nobs).toBe(40);
  });

  it("needs positive values", () => {
    expect(() =>
      betaConvergence(
        panelOf(5, 3, () => 0),
        "y",
      ),
    ).toThrow(/0/);
  });
});

describe("transition matrix", () => {
  it("counts moves between quartiles, rows sum to one", () => {
    const rng = createRng(3);
    const found = transitionMatrix(
      panelOf(60, 8, (u) => u / 10 + rng.normal()),
      "y",
    );
    expect(found.nobs).toBe(60 * 7);
    for (let i = 0; i < 4; i++) {
      const row = found.probabilities.subarray(4 * i, 4 * i + 4);
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
    const { ergodic, probabilities } = found;
    expect(ergodic!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    for (let j = 0; j < 4; j++) {
      const next = [0, 1, 2, 3].reduce((s, i) => s + ergodic![i]! * probabilities[i * 4 + j]!, 0);
      expect(next).toBeCloseTo(ergodic![j]!, 10);
    }
  });

  it("takes bounds, and never moves across a gap in time", () => {
    const panel = new Panel(
      Table.of({ city: ["a", "a", "a"], year: [2010, 2011, 2013], y: [1, 3, 1] }),
      keys,
    );
    const found = transitionMatrix(panel, "y", { classes: [2], labels: ["low", "high"] });
    expect(Array.from(found.counts)).toEqual([0, 1, 0, 0]);
    expect(found.probabilities[2]).toBeNaN();
    expect(found.ergodic).toBeNull();
    expect(() => transitionMatrix(panel, "y", { classes: [2, 1] })).toThrow(/rising/);
  });
});

describe("Moran's I", () => {
  const names = Array.from({ length: 6 }, (_, i) => `u00${i}`);
  const ring = spatialWeights(
    Table.of({ from: names, to: names.map((_, i) => names[(i + 1) % 6]!) }),
    names,
  );

  it("agrees with the definition and both variances on a ring", () => {
    const y = [1, 2, 4, 7, 5, 2];
    const panel = panelOf(6, 1, (u) => y[u]!);
    const { periods } = moran(panel, "y", ring, { draws: 0 });
    const z = y.map((v) => v - 3.5);
    const zz = z.reduce((s, v) => s + v * v, 0);
    const I = z.reduce((s, v, i) => s + (v * (z[(i + 1) % 6]! + z[(i + 5) % 6]!)) / 2, 0) / zz;
    expect(periods[0]!.I).toBeCloseTo(I, 12);
    expect(periods[0]!.expected).toBeCloseTo(-0.2, 12);
    // S0 = 6, S1 = ½ · 12 · 1² = 6, S2 = 6 · 2² = 24 for the row-standardised ring.
    const normal = (36 * 6 - 6 * 24 + 3 * 36) / (36 * 35) - 0.04;
    const other = moran(panel, "y", ring, { draws: 0, assumption: "normality" }).periods[0]!;
    expect(other.variance).toBeCloseTo(normal, 12);
    // The randomisation variance is the exact variance over all 720 placements.
    const all: number[] = [];
    const place = (left: readonly number[], done: readonly number[]): void => {
      if (left.length === 0) {
        all.push(done.reduce((s, v, i) => s + v * done[(i + 1) % 6]!, 0) / zz);
        return;
      }
      for (const [i, v] of left.entries()) {
        place(
          left.filter((_, j) => j !== i),
          [...done, v],
        );
      }
    };
    place(z, []);
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const variance = all.reduce((s, v) => s + (v - mean) ** 2, 0) / all.length;
    expect(mean).toBeCloseTo(-0.2, 10);
    expect(periods[0]!.variance).toBeCloseTo(variance, 10);
  });

  it("local values average to the global one and carry quadrants", () => {
    const y = [1, 2, 4, 7, 5, 2];
    const found = moran(
      panelOf(6, 1, (u) => y[u]!),
      "y",
      ring,
      { draws: 99 },
    ).periods[0]!;
    const mean = found.local.reduce((s, l) => s + l.I, 0) / 6;
    expect(mean).toBeCloseTo(found.I, 12);
    expect(found.local.map((l) => l.quadrant).join(" ")).toBe("LL LL HH HH HH LL");
    for (const l of found.local) expect(l.p).toBeGreaterThan(0);
    const again = moran(
      panelOf(6, 1, (u) => y[u]!),
      "y",
      ring,
      { draws: 99 },
    ).periods[0]!;
    expect(again).toEqual(found);
  });

  it("sees clusters along a line and nothing in noise", () => {
    const lat = names.concat(Array.from({ length: 24 }, (_, i) => `v${i}`)).map((_, i) => 20 + i);
    const units = Array.from({ length: 30 }, (_, i) => `u${String(i).padStart(3, "0")}`);
    const places = Table.of({ city: units, lat, lon: lat.map(() => 110) });
    const columns = { unit: "city", latitude: "lat", longitude: "lon" };
    const W = inverseDistanceWeights(distanceMatrix(places, columns), { cutoffKm: 250 });

    const trend = moran(
      panelOf(30, 1, (u) => u),
      "y",
      W,
      { draws: 199 },
    ).periods[0]!;
    expect(trend.I).toBeGreaterThan(0.8);
    expect(trend.p).toBeLessThan(0.001);
    expect(trend.pPermutation).toBeCloseTo(1 / 200, 12);
    const rng = createRng(9);
    const noise = moran(
      panelOf(30, 1, () => rng.normal()),
      "y",
      W,
      { draws: 199 },
    ).periods[0]!;
    expect(noise.pPermutation).toBeGreaterThan(0.05);
  });

  it("leaves out units without a value and says which have no neighbour", () => {
    const y = [1, 2, NA, 7, NA, 2];
    const found = moran(
      panelOf(6, 1, (u) => y[u]!),
      "y",
      ring,
      { draws: 0 },
    );
    expect(found.periods[0]!.n).toBe(4);
    expect(found.warnings.map((w) => w.code)).toEqual(["indices/islands"]);
    expect(found.warnings[0]!.en).toContain("u003");
  });

  it("reads a matrix, and answers an unknown unit with the nearest", () => {
    const matrix = Table.of({ unit: ["a", "b"], a: [0, 2], b: [1, 0] });
    const W = spatialWeights(matrix, ["a", "b"]);
    expect(Array.from(W.weights[1]!)).toEqual([2]);
    expect(() => spatialWeights(Table.of({ from: ["a"], to: ["bb"] }), ["a", "bbb"])).toThrow(
      /"bbb"/,
    );
    expect(() => spatialWeights(Table.of({ unit: ["a", "b"], a: [0, 1] }), ["a", "b"])).toThrow(
      /square/,
    );
    const twins = { units: ["a", "b"], km: new Float64Array(4) };
    expect(() => inverseDistanceWeights(twins)).toThrow(/one place/);
  });
});
