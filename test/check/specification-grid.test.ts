import { describe, expect, it } from "vitest";
import { specificationCurve } from "../../src/check/index.js";
import { specificationGrid, twfeFit } from "../../src/did/index.js";
import { goldenTable, near } from "../did/golden.js";

const KEYS = { unit: "city", time: "year", first: "g" };
const FORMULA = "y ~ gdp + ind + fdi | city + year";

describe("a grid of controls, samples, fixed effects and variances", () => {
  it("gives for each combination what the regression engine gives", async () => {
    const table = await goldenTable("d01_staggered");
    const grid = specificationGrid(table, FORMULA, KEYS, {
      choices: ["ind", "fdi"],
      samples: [{ name: "late", where: "year >= 2012" }],
      fixedEffects: ["city + prov^year"],
      variances: ["city", "prov", "hc1", "iid"],
    });
    expect(grid.dimensions.map((d) => d.choices.length)).toEqual([2, 2, 2, 2, 4]);
    const curve = specificationCurve(grid.dimensions, grid.estimate);
    expect(curve.specifications.length).toBe(64);
    const vcovs = [
      { type: "cluster", cluster: ["city"] },
      { type: "cluster", cluster: ["prov"] },
      { type: "hc1" },
      { type: "iid" },
    ] as const;
    for (const [ind, fdi, sample, effects, variance] of [
      [0, 0, 0, 0, 0],
      [1, 0, 1, 0, 1],
      [0, 1, 0, 1, 2],
      [1, 1, 1, 1, 3],
      [1, 1, 0, 1, 1],
    ] as const) {
      const found = grid.estimate([ind, fdi, sample, effects, variance])!;
      const controls = ["gdp", ...(ind === 1 ? ["ind"] : []), ...(fdi === 1 ? ["fdi"] : [])];
      const set = effects === 1 ? "city + prov^year" : "city + year";
      const fit = twfeFit(table, `y ~ ${controls.join(" + ")} | ${set}`, KEYS, {
        vcov: vcovs[variance]!,
        ...(sample === 1 ? { where: "year >= 2012" } : {}),
      });
      const did = fit.tidy().find((t) => t.name === "did")!;
      near(found.estimate, did.estimate, 1e-8, "estimate");
      near(found.se, did.se!, 1e-8, "se");
      near(found.p, did.p!, 1e-6, "p");
      expect(found.nobs).toBe(fit.nobs);
    }
    const own = grid.estimate(grid.baseline)!;
    near(own.estimate, grid.estimate([1, 1, 0, 0, 0])!.estimate, 1e-14);
  });

  it("counts a sample without treatment as failed and says why", async () => {
    const table = await goldenTable("d01_staggered");
    const grid = specificationGrid(table, FORMULA, KEYS, {
      samples: [{ name: "before", where: "year < 2012" }],
      variances: ["city"],
    });
    const curve = specificationCurve(grid.dimensions, grid.estimate);
    expect(curve.failed.length).toBe(8);
    expect(grid.empty[0]!.what).toBe("before, city + year");
    expect(grid.empty[0]!.reason.code).toBe("did/nobody-treated");
  });

  it("names a control or a column that is not there", async () => {
    const table = await goldenTable("d01_staggered");
    expect(() => specificationGrid(table, FORMULA, KEYS, { choices: ["gpd"] })).toThrow(/gpd/);
    expect(() =>
      specificationGrid(table, FORMULA, KEYS, { fixedEffects: ["city + yaer"] }),
    ).toThrow(/year/);
    expect(() => specificationGrid(table, FORMULA, KEYS, { variances: ["provv"] })).toThrow(/prov/);
  });
});
