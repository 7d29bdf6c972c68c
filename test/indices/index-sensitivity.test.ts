import { describe, expect, it } from "vitest";
import { buildIndex, indexSensitivity, ranks, spearman } from "../../src/indices/index.js";
import { gap, goldenPanel, goldenSystem } from "./golden.js";

describe("ranks", () => {
  it("give ties their mean rank", () => {
    expect(Array.from(ranks(Float64Array.of(3, 1, 3, 2)))).toEqual([3.5, 1, 3.5, 2]);
    expect(spearman(Float64Array.of(1, 2, 3), Float64Array.of(10, 100, 1000))).toBeCloseTo(1, 12);
  });
});

describe("sensitivity of an index", () => {
  const panel = goldenPanel();
  const system = goldenSystem("pooled");
  const found = indexSensitivity(panel, system);
  const variant = (name: string) => found.variants.find((v) => v.name === name)!;

  it("shows all methods, each indicator left out, and other standardisations", () => {
    expect(found.failures).toEqual([]);
    const count = (kind: string) => found.variants.filter((v) => v.kind === kind).length;
    expect(count("method")).toBe(10);
    expect(count("leave-one-out")).toBe(9);
    expect(found.variants.filter((v) => v.kind === "scale").map((v) => v.name)).toEqual([
      "by-year",
      "base 2009",
      "base 2019",
    ]);
    expect(variant("entropy").spearman).toBe(1);
    expect(variant("entropy").maxRankShift).toBe(0);
    for (const v of found.variants) expect(v.spearman).toBeLessThanOrEqual(1 + 1e-12);
  });

  it("leaves an indicator out as if it had never been there", () => {
    const indicators = system.indicators.filter((i) => i.name !== "Y3");
    const direct = buildIndex(panel, { ...system, indicators });
    expect(variant("without Y3").values).toEqual(direct.values);
    expect(variant("without Y3").weights![2]).toBeNaN();
  });

  it("returns a symmetric matrix of rank correlations with ones on its diagonal", () => {
    const m = found.methods.length;
    for (let i = 0; i < m; i++) {
      expect(found.methodRanks[i * m + i]).toBe(1);
      for (let j = 0; j < m; j++) {
        expect(found.methodRanks[i * m + j]).toBeCloseTo(found.methodRanks[j * m + i]!, 12);
      }
    }
  });

  it("on a base year gives that year the index it has alone", () => {
    const rows = Array.from(panel.times.keys()).filter((i) => panel.times[i] === 2009);
    const alone = buildIndex(panel.take(rows), system).values;
    const based = variant("base 2009").values;
    expect(
      gap(
        rows.map((i) => based[i]!),
        alone,
      ),
    ).toBeLessThan(1e-12);
    expect(Math.max(...based)).toBeGreaterThan(1);
  });

  it("keeps what could not be built, with the reason", () => {
    const few = panel.take([0, 1, 2, 3, 4, 5, 6, 7]);
    const { failures, variants } = indexSensitivity(few, system, { bases: [] });
    expect(failures.map((f) => f.name)).toContain("pca");
    expect(failures[0]!.reason.code).toBe("indices/too-few-rows");
    expect(variants.length).toBeGreaterThan(5);
  });
});
