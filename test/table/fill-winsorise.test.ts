import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../../src/math/index.js";
import {
  fill,
  numberColumn,
  Panel,
  readCsv,
  Table,
  trim,
  winsorise,
  zscore,
} from "../../src/table/index.js";

// The reference allows 1e-6 relative; the same arithmetic on the same doubles gives far less.
const TOLERANCE = 1e-12;

const folder = new URL("../golden/prep/", import.meta.url);
const csv = (name: string) => readCsv(readFileSync(new URL(name, folder)), { file: name });
const data = new Panel(csv("c09_data_prep.csv"), { unit: "city", time: "year" });
const expected = csv("c09_data_prep_expected.csv");
const reference = JSON.parse(readFileSync(new URL("c09_data_prep.json", folder), "utf8"));

function same(found: Float64Array, wanted: Float64Array): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    if (Number.isNaN(wanted[i]!)) expect(value).toBeNaN();
    else expect(Math.abs(value / wanted[i]! - 1)).toBeLessThan(TOLERANCE);
  });
}

describe("percentiles", () => {
  it("agree with Stata's definition", () => {
    for (const row of reference.percentiles_of_x) {
      expect(quantile(data.number("x"), row.p)).toBe(row.type2_stata);
    }
  });
});

describe("winsorising and trimming", () => {
  it("agree with winsor2, over all rows and by year", () => {
    same(winsorise(data, ["x"]).table.number("x"), expected.number("x_w1"));
    same(winsorise(data, ["x"], { cuts: [5, 95] }).table.number("x"), expected.number("x_w5"));
    const byYear = winsorise(data, ["x"], { by: "year", suffix: "_w" }).table;
    same(byYear.number("x_w"), expected.number("x_w1_by_year"));
    expect(byYear.number("x")).toEqual(data.number("x"));
    same(trim(data, ["x"]).table.number("x"), expected.number("x_trim1"));
  });

  it("count what they change", () => {
    const [account] = trim(data, ["x"]).report;
    const before = data.number("x").filter(Number.isNaN).length;
    const after = expected.number("x_trim1").filter(Number.isNaN).length;
    expect(account!.low + account!.high).toBe(after - before);
  });

  it("refuse percentiles in the wrong order", () => {
    expect(() => winsorise(data, ["x"], { cuts: [99, 1] })).toThrow(/percentiles/);
  });
});

describe("z-scores", () => {
  it("agree with egen std()", () => {
    const z = zscore(data, ["x"], "_z").number("x_z");
    z.forEach((value, i) => {
      const wanted = expected.number("x_std")[i]!;
      if (!Number.isNaN(wanted)) expect(value).toBeCloseTo(wanted, 12);
    });
  });
});

describe("filling", () => {
  it("agrees with ipolate and epolate", () => {
    const inside = fill(data, ["y"], { inside: "linear", ends: "none" });
    same(inside.panel.number("y"), expected.number("y_ipolate"));
    const ends = fill(data, ["y"], { inside: "linear", ends: "linear" });
    same(ends.panel.number("y"), expected.number("y_epolate"));
  });

  it("marks every filled cell and accounts for what is left", () => {
    const { panel, report, warnings } = fill(data, ["y"]);
    const marks = panel.number("y_filled");
    data.number("y").forEach((before, i) => {
      if (!Number.isNaN(before)) expect(marks[i]).toBe(0);
      else if (Number.isNaN(panel.number("y")[i]!)) expect(marks[i]).toBeNaN();
      else expect([1, 2]).toContain(marks[i]);
    });
    const { missing, interpolated, extrapolated, left } = report[0]!;
    expect(missing).toBe(84);
    expect(interpolated + extrapolated + left).toBe(missing);
    // City 11 has no value, city 13 a single one.
    expect(left).toBe(12 + 11);
    expect(warnings.map((w) => w.code)).toEqual(["table/still-missing"]);
  });

  const line = (y: readonly number[]) =>
    new Panel(Table.of({ city: y.map(() => "a"), year: y.map((_, i) => 2010 + i), y }), {
      unit: "city",
      time: "year",
    });
  const NA = Number.NaN;

  it("carries the ends on with the unit's average growth", () => {
    const y = fill(line([NA, 100, NA, 121, NA, NA]), ["y"]).panel.number("y");
    expect(y[0]).toBeCloseTo(100 / 1.1, 10);
    expect(y[2]).toBeCloseTo(110.5, 10);
    expect(y[5]).toBeCloseTo(121 * 1.21, 10);
    const growth = fill(line([100, NA, 121]), ["y"], { inside: "growth" }).panel.number("y");
    expect(growth[1]).toBeCloseTo(110, 10);
  });

  it("leaves ends missing where growth has no meaning", () => {
    const result = fill(line([-5, 10, NA]), ["y"]);
    expect(result.panel.number("y")[2]).toBeNaN();
    expect(result.report[0]!.left).toBe(1);
  });

  it("looks at the value of time, not at the position", () => {
    const gap = new Panel(
      Table.of({ city: ["a", "a", "a"], year: [2010, 2011, 2014], y: [0, NA, 8] }),
      { unit: "city", time: "year" },
    );
    expect(fill(gap, ["y"]).panel.number("y")[1]).toBe(2);
  });

  it("never touches observed cells and does not depend on the order of rows", () => {
    const cell = fc.option(fc.double({ noNaN: true, min: 0.1, max: 1e4 }), { nil: NA });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 3, maxLength: 12 }), (y) => {
        const panel = line(y);
        const filled = fill(panel, ["y"]).panel.number("y");
        y.forEach((value, i) => {
          if (!Number.isNaN(value)) expect(filled[i]).toBe(value);
        });
        const order = y.map((_, i) => y.length - 1 - i);
        const turned = fill(panel.take(order), ["y"]).panel.number("y");
        expect(Array.from(turned).reverse()).toEqual(Array.from(filled));
      }),
    );
  });

  it("keeps label and unit of the column", () => {
    const panel = line([1, NA, 3]).withColumns([numberColumn("y", [1, NA, 3], { unit: "亿元" })]);
    expect(fill(panel, ["y"]).panel.column("y").unit).toBe("亿元");
  });
});
