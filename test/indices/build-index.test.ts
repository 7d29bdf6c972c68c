import { describe, expect, it } from "vitest";
import {
  buildIndex,
  contributions,
  explainIndex,
  indexJson,
  indexTable,
  parseSystem,
  weightTable,
} from "../../src/indices/index.js";
import { indexSchema } from "../../src/result/schemas.js";
import { numberColumn, Panel, Table } from "../../src/table/index.js";
import { codeOf, gap, golden, goldenPanel, goldenSystem } from "./golden.js";

// Base R prints 15 digits; agreement asked by the reference is 1e-10 relative.
const TOLERANCE = 1e-10;

const NA = Number.NaN;
const keys = { unit: "city", time: "year" };
const system = (indicators: string, head = "scale: pooled") =>
  parseSystem(`name: idx\nunit: city\ntime: year\n${head}\nindicators:\n${indicators}\n`);

describe("entropy index", () => {
  it("agrees with base R on the pooled panel", () => {
    const result = buildIndex(goldenPanel(), goldenSystem("pooled"));
    const [set] = result.weights;
    expect(gap(set!.values, golden.entropy_pooled.w)).toBeLessThan(TOLERANCE);
    expect(gap(set!.columns.e!, golden.entropy_pooled.e)).toBeLessThan(TOLERANCE);
    expect(gap(set!.columns.d!, golden.entropy_pooled.d)).toBeLessThan(TOLERANCE);
  });

  it("agrees with base R with a shift, and returns the weights without it beside", () => {
    const result = buildIndex(goldenPanel(), goldenSystem("pooled"), { shift: 1e-4 });
    const expected = golden.entropy_pooled_shift1e4.w;
    expect(gap(result.weights[0]!.values, expected)).toBeLessThan(TOLERANCE);
    const plain = result.weightsWithoutShift![0]!.values;
    expect(gap(plain, golden.entropy_pooled.w)).toBeLessThan(TOLERANCE);
  });

  it("agrees with base R year by year", () => {
    const result = buildIndex(goldenPanel(), goldenSystem("by-year"));
    expect(result.weights).toHaveLength(11);
    for (const { period, values } of result.weights) {
      expect(gap(values, golden.entropy_by_year[String(period)])).toBeLessThan(TOLERANCE);
    }
  });

  it("splits each value into contributions and dimensions that add up to it", () => {
    const result = buildIndex(goldenPanel(), goldenSystem("pooled"));
    const parts = contributions(result);
    for (let i = 0; i < result.values.length; i += 37) {
      const sum = parts.reduce((total, part) => total + part[i]!, 0);
      const byDimension = result.dimensions.reduce((t, d) => t + d.weight * d.scores[i]!, 0);
      expect(sum).toBeCloseTo(result.values[i]!, 12);
      expect(byDimension).toBeCloseTo(result.values[i]!, 12);
    }
    expect(result.dimensions.map((d) => d.name)).toEqual(["抵抗力", "恢复力", "转型力"]);
  });

  it("takes a value apart down to the cell of the file", () => {
    const panel = goldenPanel();
    const result = buildIndex(panel, goldenSystem("pooled"));
    const why = explainIndex(result, panel, { unit: "C001", time: 2011 });
    expect(why.parts).toHaveLength(9);
    expect(why.parts[0]!.cells[0]).toMatchObject({
      column: "Y1",
      value: 67698.68468935676,
      mark: "observed",
      file: "resilience.csv",
      row: 4,
    });
    expect(why.parts.reduce((s, p) => s + p.contribution!, 0)).toBeCloseTo(why.value!, 12);
    expect(why.parts.reduce((s, p) => s + p.share!, 0)).toBeCloseTo(1, 12);
    const far = () => explainIndex(result, panel, { unit: "C0O1", time: 2011 });
    expect(codeOf(far)).toBe("indices/no-such-row");
  });

  it("goes out as a table of keys, dimension scores and composite, and as a weight table", () => {
    const result = buildIndex(goldenPanel(), goldenSystem("pooled"));
    const names = ["city", "year", "抵抗力", "恢复力", "转型力", "resilience"];
    expect(indexTable(result).names).toEqual(names);
    expect(indexTable(result, ["standardised"]).names).toHaveLength(names.length + 9);
    const weights = weightTable(result);
    expect(weights.nrow).toBe(9);
    expect(weights.number("weight").reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const json = JSON.parse(JSON.stringify(indexJson(result)));
    expect(indexSchema.parse(json).weights[4]).toMatchObject({ indicator: "Y5", direction: "-" });
    expect(json.values).toHaveLength(594);
  });
});

describe("formulas and gaps", () => {
  const panel = new Panel(
    Table.of({
      city: ["a", "a", "b", "b", "c", "c"],
      year: [2010, 2011, 2010, 2011, 2010, 2011],
      专利授权数: [10, 20, 30, 50, 5, 9],
      总人口: [100, 100, 200, 210, 50, 60],
      能耗: [3, 2, 5, 6, Number.NaN, Number.NaN],
      zero: [0, 1, 2, 3, 4, 5],
    }),
    keys,
  );

  it("computes an indicator from several columns", () => {
    const result = buildIndex(
      panel,
      system('  - { name: x, formula: "专利授权数 / 总人口 * 1e4", direction: "+" }'),
    );
    expect(result.raw[0]![2]).toBe(1500);
    expect(result.indicators[0]!.columns).toEqual(["专利授权数", "总人口"]);
  });

  it("leaves rows without all indicators out of everything and says so", () => {
    const result = buildIndex(
      panel,
      system(
        '  - { name: 专利授权数, direction: "+" }\n  - { name: e, column: 能耗, direction: "-" }',
      ),
    );
    expect(Number.isNaN(result.values[4]!)).toBe(true);
    expect(result.dropped.missing).toBe(2);
    const codes = result.warnings.map((w) => w.code);
    expect(codes).toContain("indices/whole-unit-missing");
    expect(codes).toContain("indices/rows-without-index");
    expect(result.warnings[0]!.en).toContain("c");
  });

  it("treats zeros in the entropy exactly", () => {
    const result = buildIndex(panel, system('  - { name: zero, direction: "+" }'));
    expect(Array.from(result.values)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it("names the first cell with a logarithm of a value that has none", () => {
    const run = () =>
      buildIndex(panel, system('  - { name: x, formula: ln(zero), direction: "+" }'));
    expect(codeOf(run)).toBe("indices/domain");
    expect(run).toThrow(/ln of 0 \(a, 2010\)/);
  });

  it("offers the nearest column for an unknown one", () => {
    const run = () =>
      buildIndex(panel, system('  - { name: x, column: 专利授权, direction: "+" }'));
    expect(codeOf(run)).toBe("indices/unknown-column");
    expect(run).toThrow(/专利授权数/);
  });

  it("refuses a constant indicator by name", () => {
    const flat = new Panel(Table.of({ city: ["a", "b"], year: [1, 1], y: [2, 2] }), keys);
    const run = () => buildIndex(flat, system('  - { name: y, direction: "+" }'));
    expect(codeOf(run)).toBe("indices/constant");
    expect(run).toThrow(/"y"/);
  });

  it("refuses sums of columns with different units", () => {
    const run = () =>
      buildIndex(
        panel,
        system(
          '  - { name: x, formula: 总人口 + 能耗, direction: "+" }',
          "scale: pooled\ncolumns: { 总人口: { unit: 万人 }, 能耗: { unit: 吨 } }",
        ),
      );
    expect(codeOf(run)).toBe("indices/units-mixed");
  });

  it("says when an indicator has no value for a whole year, and leaves the year without index", () => {
    const gap = panel.withColumns([numberColumn("zero", [0, NA, 2, NA, 4, NA])]);
    for (const scale of ["pooled", "by-year"]) {
      const found = buildIndex(
        gap,
        system('  - { name: zero, direction: "+" }', `scale: ${scale}`),
      );
      expect(found.values[1]).toBeNaN();
      const notice = found.warnings.find((w) => w.code === "indices/whole-period-missing");
      expect(notice?.en).toContain("2011");
      expect(found.weights).toHaveLength(1);
    }
  });

  it("names an indicator without any value, and one that no row shares with the others", () => {
    const none = panel.withColumns([numberColumn("zero", new Array(6).fill(NA))]);
    const run = () => buildIndex(none, system('  - { name: zero, direction: "+" }'));
    expect(codeOf(run)).toBe("indices/empty");
    const apart = panel.withColumns([
      numberColumn("u", [1, 2, 3, NA, NA, NA]),
      numberColumn("v", [NA, NA, NA, 1, 2, 3]),
    ]);
    const both = '  - { name: u, direction: "+" }\n  - { name: v, direction: "+" }';
    expect(codeOf(() => buildIndex(apart, system(both)))).toBe("indices/no-complete-row");
  });

  it("names the year in which an indicator does not vary when standardising by year", () => {
    const flat = panel.withColumns([numberColumn("zero", [1, 7, 1, 8, 1, 9])]);
    const run = () =>
      buildIndex(flat, system('  - { name: zero, direction: "+" }', "scale: by-year"));
    expect(codeOf(run)).toBe("indices/constant");
    expect(run).toThrow(/2010/);
  });

  it("refuses infinite cells, and a declared unit that is not the column's", () => {
    const infinite = panel.withColumns([numberColumn("zero", [0, 1, 2, Infinity, 4, 5])]);
    const run = () => buildIndex(infinite, system('  - { name: zero, direction: "+" }'));
    expect(codeOf(run)).toBe("indices/infinite");
    const other = () =>
      buildIndex(
        panel,
        system(
          '  - { name: e, column: 能耗, direction: "-", unit: 万吨 }',
          "scale: pooled\ncolumns: { 能耗: { unit: 吨 } }",
        ),
      );
    expect(codeOf(other)).toBe("indices/units-mixed");
  });

  it("counts divisions by zero as missing and says how many", () => {
    const found = buildIndex(
      panel,
      system('  - { name: x, formula: 总人口 / zero, direction: "+" }'),
    );
    expect(found.raw[0]![0]).toBeNaN();
    expect(found.warnings.map((w) => w.code)).toContain("indices/division-by-zero");
  });

  it("reads lags, leads, differences and growth inside the unit", () => {
    const found = buildIndex(
      panel,
      system('  - { name: g, formula: "growth(专利授权数)", direction: "+" }'),
    );
    expect(found.raw[0]![1]).toBe(1);
    expect(found.raw[0]![0]).toBeNaN();
    const lead = '  - { name: g, formula: "f(zero) * 10 + -2^2", direction: "+" }';
    expect(Array.from(buildIndex(panel, system(lead)).raw[0]!)).toEqual([6, NA, 26, NA, 46, NA]);
  });
});
