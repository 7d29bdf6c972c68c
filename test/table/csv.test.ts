import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberColumn, readCsv, Table, textColumn, toCsv } from "../../src/table/index.js";

const read = (text: string, options = {}) => readCsv(Buffer.from(text, "utf8"), options);

/** Texts as they come: Chinese, quotes, commas, line ends, formulas, surrogate pairs. */
const cellText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "海拉尔区",
    "=SUM(A1)",
    "+86",
    "-x",
    "@cmd",
    "'=a",
    "''",
    'say "hi"',
    "a,b",
    "a\nb",
    "a\r\nb",
    " x ",
    "NA",
    ".",
    "NaN",
    "0071",
    "1e5",
    "𠮷野家",
    "\ufeffx",
    "Inf",
  ),
);

describe("CSV out and in", () => {
  it("keeps every number to the last bit", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1 }), (values) => {
        const table = new Table([numberColumn("x", values), numberColumn("y", values)]);
        const back = readCsv(Buffer.from(toCsv(table)));
        // Minus zero is written as 0.
        expect([...back.number("x")]).toEqual(values.map((v) => (v === 0 ? 0 : v)));
      }),
    );
  });

  it("keeps every text, also those that look like formulas, numbers or missing", () => {
    fc.assert(
      fc.property(fc.array(cellText, { minLength: 1, maxLength: 20 }), (values) => {
        const kept = values.filter((v) => !v.includes("\0") && v !== "");
        if (kept.length === 0) return;
        const table = new Table([
          textColumn("t", kept),
          numberColumn(
            "n",
            kept.map((_, i) => i),
          ),
        ]);
        const back = readCsv(Buffer.from(toCsv(table)), { text: ["t"] });
        expect(kept.map((_, i) => back.value(i, "t"))).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });

  it("writes no cell that a spreadsheet would run", () => {
    const text = toCsv(new Table([textColumn("a", ["=1+1", "+1+1", "-1a", "@x", "\tx", "plain"])]));
    for (const line of text.split("\n").slice(1)) expect(line).not.toMatch(/^"?[=+\-@\t]/);
  });

  it("keeps missing missing", () => {
    const table = new Table([
      textColumn("t", ["a", null, "b"]),
      numberColumn("x", [1, Number.NaN, 3]),
    ]);
    const back = read(toCsv(table));
    expect(back.toRows()).toEqual(table.toRows());
  });
});

describe("reading CSV", () => {
  it("recognises UTF-8 with and without mark, GB18030 and UTF-16", () => {
    const text = "城市,增速\n襄阳市,7.5\n";
    const gbk = Buffer.from([
      0xb3, 0xc7, 0xca, 0xd0, 0x2c, 0xd4, 0xf6, 0xcb, 0xd9, 0x0a, 0xcf, 0xe5, 0xd1, 0xf4, 0xca,
      0xd0, 0x2c, 0x37, 0x2e, 0x35, 0x0a,
    ]);
    const inputs = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      gbk,
      Buffer.from(`\ufeff${text}`, "utf16le"),
      Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
    ];
    for (const input of inputs) {
      const table = readCsv(input);
      expect(table.names).toEqual(["城市", "增速"]);
      expect(table.value(0, "城市")).toBe("襄阳市");
      expect(table.number("增速")[0]).toBe(7.5);
    }
  });

  it("takes empty, NA, . and NaN as missing, and leading zeros as text", () => {
    const table = read('a,b,code\n1,x,0071\n,NA,0072\nNA,,0073\n.,z,0074\nNaN,"NA",0075\n');
    expect([...table.number("a")]).toEqual([1, ...new Array(4).fill(Number.NaN)]);
    expect(table.toRows().map((r) => r.b)).toEqual(["x", null, null, "z", "NA"]);
    expect(table.value(0, "code")).toBe("0071");
  });

  it("keeps codes beyond 2^53 as text, so that no digit is lost", () => {
    const table = read("id\n9007199254740993\n9007199254740995\n");
    expect(table.value(0, "id")).toBe("9007199254740993");
  });

  it("takes Windows line ends, a missing last line end and a trailing comma on every row", () => {
    expect(read("a,b\r\n1,2\r\n3,4").number("b")[1]).toBe(4);
    const table = read("a,b\n1,2,\n3,4,\n");
    expect(table.names).toEqual(["a", "b"]);
    expect([...table.number("b")]).toEqual([2, 4]);
  });

  it("keeps line ends and commas inside quotes", () => {
    const table = read('a,b\n"x\ny",1\n"p,""q""",2\n');
    expect(table.value(0, "a")).toBe("x\ny");
    expect(table.value(1, "a")).toBe('p,"q"');
  });

  it("names file, row and column of what is wrong", () => {
    const options = { file: "panel.csv" };
    expect(() => read("", options)).toThrow(/panel\.csv/);
    expect(() => read("a,b\n", options)).toThrow(/no rows/);
    expect(() => read("a,a\n1,2\n", options)).toThrow(/column a|two columns/);
    expect(() => read("a,b\n1,2\n1,2,3\n", options)).toThrow(/row 3.*3 fields/s);
    expect(() => read('a,b\n1,"x\n', options)).toThrow(/row 2.*never closed/s);
    expect(() => readCsv(Buffer.alloc(200), options)).toThrow(/zero bytes/);
  });

  it("says of full-width digits that they are full-width, with row and column", () => {
    const table = read("city,gdp\na,１２３\nb,4\n", { file: "panel.csv", text: ["gdp"] });
    expect(() => table.number("gdp")).toThrow(/panel\.csv.*row 2.*gdp.*full-width/s);
  });

  it("names the first cell that is no number, and how many there are", () => {
    const table = read("city,gdp\na,1\nb,暂无\nc,x\n", { file: "panel.csv" });
    expect(() => table.number("gdp")).toThrow(/row 3.*gdp.*暂无.*2 such cells/s);
  });

  it("offers the nearest name for a missing column", () => {
    const table = read("city,gdp\na,1\n", { file: "panel.csv" });
    expect(() => table.number("gpd")).toThrow(/panel\.csv.*Did you mean "gdp"/s);
  });

  it("never crashes or hangs on mutated bytes", () => {
    const good = Buffer.from('city,year,"x ""y"""\n北京市,2010,1.5\n"天,津",2011,NA\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(good.length),
        (edits, cut) => {
          const bytes = Buffer.from(good);
          for (const [at, byte] of edits) bytes[at] = byte;
          try {
            const table = readCsv(bytes.subarray(0, cut));
            expect(table.nrow).toBeGreaterThan(0);
          } catch (error) {
            expect((error as Error).name).toBe("UserError");
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
