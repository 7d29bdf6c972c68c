import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deriveColumn } from "../../src/regress/index.js";
import { readDta, readTable, toCsv, writeTable } from "../../src/table/index.js";
import { encodeAs } from "../bytes/encode-as.js";
import { makeDta } from "./make-dta.js";

const cities = ["合肥市", "芜湖市", "襄阳市"];
const utf8 = (texts: readonly string[]): Buffer[] => texts.map((t) => Buffer.from(t));
const gbk = (texts: readonly string[]): Buffer[] => texts.map((t) => encodeAs(t, "gb18030"));

/** Days since 1960, counted with the calendar of the test's own machine. */
const day = (iso: string): number => (Date.parse(iso) - Date.parse("1960-01-01")) / 86_400_000;

describe("dates of Stata", () => {
  // Month m of a year: 12·(year − 1960) + m − 1, and so on for the other periods.
  const file = makeDta([
    { name: "d", format: "%td", values: [day("2019-03-04"), day("1959-12-31"), Number.NaN] },
    { name: "old", format: "%d", values: [day("2020-02-29"), 0, 1] },
    { name: "t", format: "%tc", values: [day("2019-03-04") * 864e5 + 45_000_000, -1000, 0] },
    { name: "w", format: "%tw", values: [52 * 59 + 9, -1, 0] },
    { name: "m", format: "%tmCCYY-NN", values: [12 * 59 + 2, -1, 0] },
    { name: "q", format: "%-tq", values: [4 * 59, -1, 0] },
    { name: "h", format: "%th", values: [2 * 59 + 1, -1, 0] },
    { name: "y", format: "%ty", values: [2019, 1959, 1960] },
    { name: "x", format: "%10.0g", values: [1.5, 2, 3] },
  ]);

  it("are written out in .csv, and named", () => {
    const table = readDta(file);
    expect(toCsv(table).split("\n")).toEqual([
      "d,old,t,w,m,q,h,y,x",
      "2019-03-04,2020-02-29,2019-03-04 12:30:00,2019w10,2019m3,2019q1,2019h2,2019,1.5",
      "1959-12-31,1960-01-01,1959-12-31 23:59:59,1959w52,1959m12,1959q4,1959h2,1959,2",
      ",1960-01-02,1960-01-01 00:00:00,1960w1,1960m1,1960q1,1960h1,1960,3",
      "",
    ]);
    const told = table.origin?.notices?.find((n) => n.code === "table/dates");
    expect(told?.en).toContain("m %tmCCYY-NN 710 = 2019m3");
  });

  it("are written out in .xlsx, and stay numbers for estimation", async () => {
    const table = readDta(file);
    const path = join(mkdtempSync(join(tmpdir(), "xinzhi-dates-")), "dates.xlsx");
    await writeTable(path, table);
    const again = await readTable(path);
    expect(again.value(0, "d")).toBe("2019-03-04");
    expect(again.value(0, "q")).toBe("2019q1");
    expect([...table.number("q")]).toEqual([236, -1, 0]);
  });

  it("give their years", () => {
    const table = readDta(file);
    for (const name of ["old", "t", "w", "m", "q", "h", "y"]) {
      const years = [...deriveColumn(table, `year(${name})`)];
      expect(years.slice(0, 1)).toEqual(name === "old" ? [2020] : [2019]);
    }
    expect([...deriveColumn(table, "year(d)")]).toEqual([2019, 1959, Number.NaN]);
    expect(() => deriveColumn(table, "year(x)")).toThrow(/x holds "1.5", which is no date/);
  });

  it("become years in a column of years", () => {
    const days = ["2018-12-31", "2019-12-31"].map(day);
    const table = readDta(
      makeDta([
        { name: "year", format: "%td", values: days },
        { name: "x", format: "%9.0g", values: [1, 2] },
      ]),
    );
    expect([...table.number("year")]).toEqual([2018, 2019]);
    expect(table.origin?.notices?.map((n) => n.code)).toEqual(["table/dates-as-years"]);
  });
});

describe("texts of Stata", () => {
  const x = { name: "x", format: "%9.0g", values: [1, 2, 3] };

  it("in GBK under format 118 are read, and named", () => {
    const table = readDta(makeDta([{ name: "city", format: "%9s", values: gbk(cities) }, x]));
    expect(table.text("city").levels).toEqual(cities);
    expect(table.origin?.notices?.map((n) => n.code)).toEqual(["table/dta-charset"]);
  });

  it("of two encodings are read each as its own", () => {
    const values = [...utf8(["北京市朝阳区", "天津市"]), ...gbk(["襄阳市"])];
    const table = readDta(makeDta([{ name: "city", format: "%9s", values }, x]));
    expect(table.text("city").levels).toEqual(["北京市朝阳区", "天津市", "襄阳市"]);
    expect(table.origin?.notices?.map((n) => n.code)).toEqual(["table/mixed-charset"]);
  });

  it("with a character cut are named by variable and observation", () => {
    const [first, ...others] = utf8(cities);
    const values = [...others, first!.subarray(0, 8)];
    const table = readDta(makeDta([{ name: "city", format: "%9s", values }, x]));
    expect(table.text("city").levels).toEqual(["芜湖市", "襄阳市", "合肥\ufffd"]);
    const [told] = table.origin?.notices ?? [];
    expect(told?.code).toBe("table/undecodable");
    expect(told?.en).toContain('city, observation 3: "合肥\ufffd"');
  });

  it("say nothing where nothing was done", () => {
    const table = readDta(makeDta([{ name: "city", format: "%9s", values: utf8(cities) }, x]));
    expect(table.origin?.notices).toBeUndefined();
  });
});

describe("damaged Stata files", () => {
  const whole = makeDta([
    { name: "city", format: "%9s", values: utf8(cities) },
    { name: "x", format: "%9.0g", values: [1, 2, 3], labels: "lost" },
  ]);

  it("that were cut are refused wherever the cut is", () => {
    for (let end = 1; end < whole.length; end += 37) {
      expect(() => readDta(whole.subarray(0, end))).toThrow(/Stata/);
    }
    expect(() => readDta(whole.subarray(0, -1))).toThrow(/its map says/);
  });

  it("name value labels that are missing", () => {
    const [told] = readDta(whole).origin?.notices ?? [];
    expect(told?.code).toBe("table/labels-missing");
    expect(told?.en).toContain("x");
  });
});
