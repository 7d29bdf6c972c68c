import { describe, expect, it } from "vitest";
import {
  EXCLUDED,
  firstYearCell,
  NEVER,
  Panel,
  readFirstYears,
  Table,
  timingFromTreatment,
  treatedFrom,
  withDictionary,
} from "../../src/table/index.js";

/** Three units, two years; one first year for each unit. */
function panel(first: readonly (number | string | null)[], start = 2010): Panel {
  const rows = first.flatMap((g, u) => [0, 1].map((t) => ({ u, t, g })));
  const isText = first.some((g) => typeof g === "string");
  const g = isText
    ? rows.map((r) => (r.g === null ? null : String(r.g)))
    : rows.map((r) => (r.g === null ? Number.NaN : (r.g as number)));
  const table = Table.of({
    city: rows.map((r) => r.u),
    year: rows.map((r) => start + r.t),
    g: g as number[],
  });
  return new Panel(table, { unit: "city", time: "year" });
}

describe("first treated years", () => {
  it("take an empty cell beside 0 or Inf as not in the sample, and say so", () => {
    for (const never of [0, Number.POSITIVE_INFINITY]) {
      const found = readFirstYears(panel([2011, never, null]), "g");
      expect(found.ofUnit).toEqual([treatedFrom(2011), NEVER, EXCLUDED]);
      expect([...found.excludedRows]).toEqual([0, 0, 0, 0, 1, 1]);
      expect(found.notices.map((n) => n.en).join()).toMatch(
        /1 units \(2 rows\).*not in the sample/,
      );
    }
  });

  it("take an empty cell as never treated where no 0 or Inf stands in the column", () => {
    const found = readFirstYears(panel([2011, null, null]), "g");
    expect(found.ofUnit).toEqual([treatedFrom(2011), NEVER, NEVER]);
    expect(found.excludedRows.includes(1)).toBe(false);
    expect(found.notices[0]!.en).toMatch(/2 units \(4 rows\).*never treated/);
  });

  it("do as they are told of empty cells, the data dictionary next", () => {
    expect(readFirstYears(panel([2011, 0, null]), "g", "never").ofUnit[2]).toEqual(NEVER);
    expect(readFirstYears(panel([2011, null, null]), "g", "excluded").ofUnit[1]).toEqual(EXCLUDED);
    const dictionary = Table.of({ variable: ["g"], empty: ["never"] });
    const told = new Panel(withDictionary(panel([2011, 0, null]), dictionary), {
      unit: "city",
      time: "year",
    });
    expect(readFirstYears(told, "g").ofUnit[2]).toEqual(NEVER);
    const wrong = Table.of({ variable: ["g"], empty: ["maybe"] });
    expect(() => withDictionary(panel([2011, 0, null]), wrong)).toThrow(/never or excluded/);
  });

  it("refuse text and negative years, the row named", () => {
    expect(() => readFirstYears(panel([2011, "never", 2012]), "g")).toThrow(
      /row 4, column "g": .*"never"/,
    );
    expect(() => readFirstYears(panel([2011, -1, 0]), "g")).toThrow(/row 4, column "g": -1/);
  });

  it("refuse a 0/1 column before whose 1 no period lies, and name --treatment", () => {
    expect(() => readFirstYears(panel([1, 0, 0]), "g")).toThrow(/--treatment g/);
    expect(readFirstYears(panel([1, 0, 0], 0), "g").ofUnit[0]).toEqual(treatedFrom(1));
  });

  it("are one for each unit", () => {
    const table = Table.of({ city: [1, 1], year: [2010, 2011], g: [2011, 2012] });
    const two = new Panel(table, { unit: "city", time: "year" });
    expect(() => readFirstYears(two, "g")).toThrow(/more than one first treated year: 2011, 2012/);
  });

  it("go back into a cell that reads the same", () => {
    const timings = [treatedFrom(2011), NEVER, EXCLUDED];
    const again = readFirstYears(panel(timings.map(firstYearCell)), "g");
    expect(again.ofUnit).toEqual(timings);
  });
});

describe("a 0/1 treatment column", () => {
  const did = (values: readonly number[]) =>
    new Panel(Table.of({ city: [1, 1, 1, 2, 2, 2, 3, 3, 3], year: repeated, d: values }), {
      unit: "city",
      time: "year",
    });
  const repeated = [2010, 2011, 2012, 2010, 2011, 2012, 2010, 2011, 2012];

  it("gives the first year; empty cells leave the sample", () => {
    const no = Number.NaN;
    const found = timingFromTreatment(did([0, 1, 1, 0, no, 0, no, no, no]), "d");
    expect(found.ofUnit).toEqual([treatedFrom(2011), NEVER, EXCLUDED]);
    expect([...found.excludedRows]).toEqual([0, 0, 0, 0, 1, 0, 1, 1, 1]);
  });

  it("stays on, and holds 0 and 1 only", () => {
    expect(() => timingFromTreatment(did([0, 1, 0, 0, 0, 0, 0, 0, 0]), "d")).toThrow(
      /switches off in 1 unit\(s\): 1 \(2011 → 2012\)/,
    );
    expect(() => timingFromTreatment(did([0, 2, 2, 0, 0, 0, 0, 0, 0]), "d")).toThrow(/found 2/);
  });
});
