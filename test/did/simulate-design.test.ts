import { describe, expect, it } from "vitest";
import { tallyDraws } from "../../src/check/index.js";
import {
  averageOfEffects,
  designOfSample,
  drawDesign,
  type PlannedDesign,
  simulateDesign,
} from "../../src/did/index.js";

const PLAN: PlannedDesign = {
  units: 40,
  periods: [1, 2, 3, 4, 5, 6],
  cohorts: [
    { first: 3, units: 10 },
    { first: 5, units: 10 },
  ],
  effect: [1, 2],
  effectByCohort: { 3: 2 },
  errors: { sd: 0.5, rho: 0.5 },
};

describe("a planned design", () => {
  it("plants the effects by years since the start, the last one staying", () => {
    const s = drawDesign(PLAN, 1, 0, "none");
    const bare = drawDesign({ ...PLAN, effect: [0] }, 1, 0, "none");
    const gain = s.y.map((v, i) => v - bare.y[i]!);
    expect([...gain.slice(0, 6)].map((v) => Math.round(v))).toEqual([0, 0, 2, 4, 4, 4]);
    expect([...gain.slice(60, 66)].map((v) => Math.round(v))).toEqual([0, 0, 0, 0, 1, 2]);
    expect(gain.slice(120).every((v) => v === 0)).toBe(true);
    expect(averageOfEffects(PLAN)).toBeCloseTo((2 + 4 + 4 + 4 + 1 + 2) / 6, 12);
  });

  it("gives the same draws at any number of threads, and begins alike with more draws", async () => {
    const options = { estimators: ["twfe", "cs"], draws: 25, seed: 3 };
    const one = await simulateDesign(PLAN, { ...options, threads: 1 });
    const two = await simulateDesign(PLAN, { ...options, threads: 2 });
    expect(two).toEqual(one);
    const more = await simulateDesign(PLAN, { ...options, draws: 30, threads: 1 });
    expect(more.draws[1]!.estimates.slice(0, 25)).toEqual(one.draws[1]!.estimates);
  });

  it("finds every robust estimator on target and the two-way coefficient off it", async () => {
    const { draws, skipped } = await simulateDesign(PLAN, { draws: 60, seed: 1, threads: 1 });
    // Six periods do not hold a window of −3 … 4.
    expect(skipped.map((s) => s.estimator)).toEqual(["stacked"]);
    for (const t of tallyDraws(draws.filter((d) => d.estimator !== "dcdh"))) {
      const noise = 4 * (t.sd / Math.sqrt(t.draws));
      expect(t.target, t.estimator).toBeCloseTo(averageOfEffects(PLAN), 8);
      if (t.estimator === "twfe") expect(t.bias).toBeLessThan(-noise);
      else expect(Math.abs(t.bias), t.estimator).toBeLessThan(noise);
    }
  });

  it("has a test of its nominal size without an effect, and power with a large one", async () => {
    const options = { estimators: ["sunab"], draws: 200, seed: 5, threads: 1 };
    const none = tallyDraws((await simulateDesign({ ...PLAN, effect: [0] }, options)).draws)[0]!;
    expect(none.power).toBeLessThan(0.05 + 4 * Math.sqrt(0.0475 / 200));
    const large = tallyDraws((await simulateDesign({ ...PLAN, effect: [1] }, options)).draws)[0]!;
    expect(large.power).toBeGreaterThan(0.95);
    expect(large.detectable).toBeCloseTo(2.801585 * large.sd, 6);
  });

  it("needs clustered errors where shocks are common to clusters", async () => {
    const clusters = { count: 8, share: 0.8 };
    const s = drawDesign({ ...PLAN, clusters }, 1, 0);
    expect(s.clusters).toBe(8);
    expect(s.clusterName).toBe("cluster");
    const options = { draws: 200, seed: 1, threads: 1, estimators: ["twfe"] };
    const flat = { ...PLAN, effect: [0], clusters };
    const rejected = tallyDraws((await simulateDesign(flat, options)).draws)[0]!.power;
    expect(rejected).toBeLessThan(0.25);
  });

  it("can be taken from data: cohorts, spread and autocorrelation", () => {
    const like = { ...PLAN, units: 600, cohorts: [{ first: 4, units: 200 }], effect: [0] };
    const { design, isMeasured } = designOfSample(drawDesign(like, 2, 0));
    expect(isMeasured).toBe(true);
    expect(design.cohorts).toEqual([{ first: 4, units: 200 }]);
    expect(design.errors.sd).toBeGreaterThan(0.3);
    expect(design.errors.sd).toBeLessThan(0.6);
    expect(designOfSample(drawDesign(like, 2, 0, "none")).isMeasured).toBe(false);
  });

  it("is refused where it cannot be drawn, by name of the field", async () => {
    const wrong: [Partial<PlannedDesign>, RegExp][] = [
      [{ cohorts: [] }, /cohorts/],
      [{ cohorts: [{ first: 3, units: 50 }] }, /at most 40/],
      [{ cohorts: [{ first: 1, units: 5 }] }, /after 1/],
      [{ errors: { sd: 1, rho: 1 } }, /rho/],
      [{ errors: { sd: 0, rho: 0 } }, /sd/],
      [{ effect: [] }, /effect/],
      [{ periods: [1] }, /periods/],
      [{ clusters: { count: 1, share: 0 } }, /clusters/],
    ];
    for (const [change, message] of wrong) {
      await expect(simulateDesign({ ...PLAN, ...change }, { seed: 1, draws: 2 })).rejects.toThrow(
        message,
      );
    }
    await expect(
      simulateDesign(PLAN, { seed: 1, draws: 2, estimators: ["gardener"] }),
    ).rejects.toThrow(/gardner/);
  });
});
