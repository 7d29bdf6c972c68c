import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitColumn } from "../../../../src/study/stages/prepare/split-column.js";
import { numberColumn, Panel, Table, textColumn } from "../../../../src/table/index.js";

function panelOf(values: readonly number[]): Panel {
  const units = values.map((_, i) => `u${Math.floor(i / 2)}`);
  const years = values.map((_, i) => 2010 + (i % 2));
  const columns = [
    textColumn("u", units),
    numberColumn("t", years),
    numberColumn("x", [...values]),
  ];
  return new Panel(new Table(columns), { unit: "u", time: "t" });
}

const split = (values: readonly number[], how: object = {}) =>
  Array.from(
    splitColumn(panelOf(values), {
      split: "x",
      name: "high",
      at: "median",
      over: "rows",
      panel: "main",
      ...how,
    }),
  );

describe("a split", () => {
  it("is 1 strictly above the cut, and missing where the column is", () => {
    expect(split([1, 2, 3, 4])).toEqual([0, 0, 1, 1]);
    expect(split([1, 1, 1, 9], { at: "mean" })).toEqual([0, 0, 0, 1]);
    expect(split([1, Number.NaN, 3, 5])).toEqual([0, Number.NaN, 0, 1]);
  });

  it("compares means of units, of the periods before one only where asked", () => {
    const values = [1, 100, 2, 3, 3, 4];
    expect(split(values, { over: "units" })).toEqual([1, 1, 0, 0, 0, 0]);
    expect(split(values, { over: "units", before: 2011 })).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it("cuts inside each period", () => {
    expect(split([1, 30, 2, 20, 3, 10], { over: "years" })).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it("puts no more than half of the rows above the median, and never splits a unit", () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(numbers, (values) => {
        const above = split(values).filter((v) => v === 1).length;
        expect(above).toBeLessThanOrEqual(values.length / 2);
        const units = split(values, { over: "units" });
        for (let i = 1; i < units.length; i += 2) expect(units[i]).toBe(units[i - 1]);
      }),
    );
  });
});
