import { describe, expect, it } from "vitest";
import { deriveColumn } from "../../src/regress/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../src/table/index.js";

const panel = new Panel(
  new Table([
    textColumn("city", ["a", "a", "a", "b", "b", "b"]),
    numberColumn("year", [2012, 2010, 2011, 2010, 2011, 2012]),
    numberColumn("x", [3, 1, 2, 10, Number.NaN, 30]),
  ]),
  { unit: "city", time: "year" },
);
const derive = (formula: string) => Array.from(deriveColumn(panel, formula));

describe("a derived column", () => {
  it("takes statistics over groups, missing cells left out", () => {
    expect(derive("mean(x, city)")).toEqual([2, 2, 2, 20, 20, 20]);
    expect(derive("sum(x, year)")).toEqual([33, 11, 2, 11, 2, 33]);
    expect(derive("max(x, city) - min(x, city)")).toEqual([2, 2, 2, 20, 20, 20]);
    expect(derive("sd(x, city)")[0]).toBe(1);
    expect(derive("median(x, city)")[3]).toBe(20);
  });

  it("counts zero where no cell counts, and is missing for every other statistic", () => {
    expect(derive("count(x, city, x > 5)")).toEqual([0, 0, 0, 2, 2, 2]);
    expect(derive("mean(x, city, x > 5)")).toEqual([NaN, NaN, NaN, 20, 20, 20]);
  });

  it("goes by time, not by the order of rows, for first, last and lags", () => {
    expect(derive("first(x, city)")).toEqual([1, 1, 1, 10, 10, 10]);
    expect(derive("last(x, city)")).toEqual([3, 3, 3, 30, 30, 30]);
    expect(derive("l(x)")).toEqual([2, NaN, 1, NaN, 10, NaN]);
  });

  it("gives 1 and 0 for conditions, with text in quotes", () => {
    expect(derive("city == 'b'")).toEqual([0, 0, 0, 1, 1, 1]);
    expect(derive("x / mean(x, city, year == 2010)")).toEqual([3, 1, 2, 1, NaN, 3]);
  });

  it("answers a wrong group with the nearest column, and a statistic of nothing", () => {
    expect(() => derive("mean(x, ctiy)")).toThrow(/did you mean city/);
    expect(() => derive("mean()")).toThrow(/needs a variable/);
    expect(() => derive("ln(xx)")).toThrow(
      expect.objectContaining({ code: "regress/formula-name" }),
    );
  });
});
