import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advancement,
  agglomeration,
  buildIndex,
  couplingCoordination,
  economicSensitivity,
  herfindahl,
  herfindahlBy,
  locationQuotient,
  perpetualInventory,
  rationalisation,
  resilience,
  shiftShare,
  tertiaryToSecondary,
} from "../../src/indices/index.js";
import { Panel, Table } from "../../src/table/index.js";
import { gap, golden, goldenPanel, goldenSystem } from "./golden.js";

const NA = Number.NaN;
const keys = { unit: "city", time: "year" };
const panelOf = (columns: Readonly<Record<string, readonly number[]>>) =>
  new Panel(
    Table.of({ city: ["a", "a", "a", "b", "b", "b"], year: [1, 2, 3, 1, 2, 3], ...columns }),
    keys,
  );

describe("coupling coordination", () => {
  it("agrees with base R for two systems", () => {
    const z = buildIndex(goldenPanel(), goldenSystem("pooled")).standardised;
    const meanOf = (from: number) =>
      z[0]!.map((_, i) => (z[from]![i]! + z[from + 1]![i]! + z[from + 2]![i]!) / 3);
    const { C, T, D } = couplingCoordination([meanOf(0), meanOf(6)]);
    expect(gap(C, golden.coupling.C)).toBeLessThan(1e-10);
    expect(gap(T, golden.coupling.T)).toBeLessThan(1e-10);
    expect(gap(D, golden.coupling.D)).toBeLessThan(1e-10);
  });

  it("is 1 for equal systems, 0 when one is 0, and missing when all are", () => {
    const u = [
      Float64Array.of(0.3, 0, 0),
      Float64Array.of(0.3, 0.5, 0),
      Float64Array.of(0.3, 1, 0),
    ];
    const { C, warnings } = couplingCoordination(u);
    expect(C[0]).toBeCloseTo(1, 12);
    expect(C[1]).toBe(0);
    expect(C[2]).toBeNaN();
    expect(warnings[0]!.code).toBe("indices/no-level");
    expect(() => couplingCoordination([Float64Array.of(-1), Float64Array.of(1)])).toThrow(/level/);
  });

  it("lies between 0 and 1", () => {
    const level = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(level, level, level, (a, b, c) => {
        const { C, D } = couplingCoordination([a, b, c].map((v) => Float64Array.of(v)));
        if (Number.isNaN(C[0]!)) return;
        expect(C[0]).toBeLessThanOrEqual(1 + 1e-12);
        expect(D[0]).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe("resilience", () => {
  const panel = panelOf({ y: [2, 4, 1, 5, NA, 10] });

  it("is the log ratio to the base year, 0 in it", () => {
    const { values, missing } = resilience(panel, "y", { base: 1 });
    expect(values[0]).toBe(0);
    expect(values[1]).toBeCloseTo(Math.log(2), 12);
    expect(values[5]).toBeCloseTo(Math.log(2), 12);
    expect(missing).toBe(1);
  });

  it("as deviation is missing at or below the base, and counts those cells", () => {
    const { values, warnings } = resilience(panel, "y", { base: 1, form: "deviation" });
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(0, 12);
    expect(warnings[0]!.en).toContain("3 cell(s)");
  });
});

describe("economic sensitivity", () => {
  it("is growth minus or over the growth of the sum", () => {
    const panel = panelOf({ y: [100, 110, 121, 100, 100, 100] });
    const { values } = economicSensitivity(panel, "y");
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(0.1 - 0.05, 12);
    expect(values[4]).toBeCloseTo(-0.05, 12);
    expect(economicSensitivity(panel, "y", { form: "ratio" }).values[1]).toBeCloseTo(2, 10);
  });

  it("takes national growth from a column", () => {
    const panel = panelOf({ y: [1, 2, 4, 1, 1, 1], g: [0.5, 0.5, 0.25, 0.5, 0.5, 0.25] });
    const { values } = economicSensitivity(panel, "y", { national: { column: "g" } });
    expect(values[2]).toBe(0.75);
  });
});

describe("agglomeration, location quotient, concentration", () => {
  it("compare shares inside the year", () => {
    const panel = panelOf({ gdp: [30, 1, 1, 10, 1, 1], area: [1, 1, 1, 3, 1, 3] });
    expect(agglomeration(panel, "gdp", "area").values[0]).toBeCloseTo(0.75 / 0.25, 12);
    expect(agglomeration(panel, "gdp", "area").values[1]).toBeCloseTo(1, 12);
    const quotient = locationQuotient(
      panelOf({ e: [1, 0, 2, 3, 0, 2], all: [2, 1, 4, 8, 1, 4] }),
      "e",
      "all",
    );
    expect(quotient.values[0]).toBeCloseTo(0.5 / 0.4, 12);
    expect(quotient.values[1]).toBeNaN();
  });

  it("weights by area give a mean agglomeration of one", () => {
    const panel = panelOf({ gdp: [3, 1, 7, 10, 4, 1], area: [1, 2, 1, 3, 1, 3] });
    const { values } = agglomeration(panel, "gdp", "area");
    expect((values[0]! * 1 + values[3]! * 3) / 4).toBeCloseTo(1, 12);
  });

  it("sum squared shares, also by group", () => {
    expect(herfindahl([1, 1, 2])).toBe(0.375);
    expect(herfindahl([])).toBeNaN();
    const firms = Table.of({ s: [1, 1, 5], ind: ["x", "x", "y"] });
    expect(Array.from(herfindahlBy(firms, "s", ["ind"]).values)).toEqual([0.5, 0.5, 1]);
  });
});

describe("industrial structure", () => {
  const columns = { output: ["y1", "y2"], labour: ["l1", "l2"] };
  const panel = panelOf({
    y1: [2, 1, 0, 1, 1, 1],
    y2: [2, 3, 4, 1, 1, 1],
    l1: [1, 1, 1, 1, 0, 1],
    l2: [1, 1, 1, 1, 2, 1],
  });

  it("is rational when output and labour have the same shares", () => {
    const { theil, closeness, deviation } = rationalisation(panel, columns);
    expect([theil.values[0], closeness.values[0], deviation.values[0]]).toEqual([0, 1, 0]);
    expect(theil.values[1]).toBeCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), 12);
    expect(closeness.values[1]).toBeCloseTo(0.75, 12);
    expect(deviation.values[1]).toBeCloseTo(1, 12);
    expect(theil.values[2]).toBeCloseTo(Math.log(2), 12);
    expect(theil.values[4]).toBeNaN();
  });

  it("is advanced by productive industries", () => {
    expect(advancement(panel, columns, [1, 2]).values[1]).toBeCloseTo(0.25 * 1 + 0.75 * 1.5, 12);
    expect(tertiaryToSecondary(panel, "y2", "y1").values[1]).toBe(3);
    expect(tertiaryToSecondary(panel, "y2", "y1").values[2]).toBeNaN();
    expect(() => advancement(panel, columns, [1])).toThrow(/columns/);
  });
});

describe("perpetual inventory", () => {
  it("starts at I/(δ + g) and carries on", () => {
    const panel = panelOf({ I: [10, 11, 12.1, 10, 10, 10] });
    const { values, growth, depreciation } = perpetualInventory(panel, "I");
    expect(depreciation).toBe(0.096);
    expect(growth[0]!.growth).toBeCloseTo(0.1, 12);
    expect(values[0]).toBeCloseTo(10 / 0.196, 10);
    expect(values[1]).toBeCloseTo(0.904 * values[0]! + 11, 10);
    // Without growth the stock rests where depreciation equals investment.
    expect(values[5]).toBeCloseTo(10 / 0.096, 8);
  });

  it("deflates, and stops at a gap", () => {
    const panel = panelOf({ I: [10, NA, 12, 20, 20, 20], P: [1, 1, 1, 2, 2, 2] });
    const { values, warnings } = perpetualInventory(panel, "I", { deflator: "P", growth: 0.1 });
    expect(values[3]).toBeCloseTo(10 / 0.196, 10);
    expect(values[2]).toBeNaN();
    expect(warnings.map((w) => w.code)).toEqual(["indices/investment-gap"]);
  });
});

describe("shift-share", () => {
  it("multiplies base-year shares with later shocks", () => {
    const panel = panelOf({
      s: [0.5, 9, 9, 0.25, 9, 9],
      r: [0.5, 9, 9, 0, 9, 9],
      g: [1, 2, 3, 1, 2, 3],
      h: [10, 10, 10, 10, 10, 10],
    });
    const one = shiftShare(panel, { shares: ["s"], shocks: ["g"], base: 1 });
    expect(Array.from(one.values)).toEqual([0.5, 1, 1.5, 0.25, 0.5, 0.75]);
    const two = shiftShare(panel, { shares: ["s", "r"], shocks: ["g", "h"], base: 1 });
    expect(two.values[0]).toBe(5.5);
    expect(shiftShare(panel, { shares: ["s"], shocks: ["g"], base: 7 }).missing).toBe(6);
  });
});
