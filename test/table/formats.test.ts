import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng, UserError } from "../../src/base/index.js";
import {
  type Column,
  dataDictionary,
  numberColumn,
  readDta,
  readTable,
  Table,
  textColumn,
  toDta,
  withDictionary,
  writeTable,
} from "../../src/table/index.js";
import { readParquet, toParquet } from "../../src/table/io/parquet.js";
import { toXlsx } from "../../src/table/io/xlsx/write-xlsx.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
const FORMATS = ["dta", "xlsx", "parquet", "csv"] as const;

/** Numbers as they come: whole, real, huge, tiny, missing. Stata has no infinity. */
const anyNumber = fc.oneof(
  fc.integer(),
  fc.integer({ min: -200, max: 200 }),
  fc.double({ noDefaultInfinity: true, min: -1e307, max: 1e307 }),
  fc.constant(Number.NaN),
  fc.constant(0.1 + 0.2),
);

/** Texts without the control characters that XML has no place for. */
const anyText = fc.oneof(
  fc.constantFrom("海拉尔区", "北　京", "0071", "=1+1", " x ", "—", "NA", 'a"b', "a,b", "𠮷"),
  fc
    .string({ unit: "grapheme", maxLength: 12 })
    .filter((s) => s !== "" && !/[\p{Cc}\ufffe\uffff]/u.test(s)),
  fc.integer({ min: 1, max: 900 }).map((n) => "长".repeat(n)),
  fc.constant(null),
);

const anyTable = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc
    .tuple(
      fc.array(anyText, { minLength: n, maxLength: n }),
      fc.array(anyNumber, { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: n, maxLength: n }),
    )
    .map(
      ([text, numbers, whole]) =>
        new Table([
          textColumn("城市 名称（全称）", ["甲", ...text], {
            label: "城市",
            source: "年鉴 2020",
          }),
          numberColumn("x", [1.5, ...numbers], { label: "某变量", unit: "亿元" }),
          numberColumn("year", [2010, ...whole]),
        ]),
    ),
);

const meta = (c: Column) => [c.name, c.kind, c.label, c.unit, c.source];

describe.each(FORMATS)("a table written to .%s", (format) => {
  it("comes back with every value, and with its data dictionary where the format has room", async () => {
    const path = join(folder, `round.${format}`);
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        await writeTable(path, table);
        const back = await readTable(path, { text: ["城市 名称（全称）"] });
        expect(back.names).toEqual(table.names);
        const zero = (rows: ReturnType<Table["toRows"]>) =>
          rows.map((r) => ({ ...r, x: r.x === 0 ? 0 : r.x }));
        expect(zero(back.toRows())).toEqual(zero(table.toRows()));
        if (format !== "csv") expect(back.columns.map(meta)).toEqual(table.columns.map(meta));
      }),
      { numRuns: format === "xlsx" ? 30 : 80 },
    );
  });
});

describe("a Stata file", () => {
  const labelled = new Table([
    {
      ...numberColumn("province", [1, 2, Number.NaN, Number.NaN]),
      valueLabels: { 1: "北京市", 2: "天津市" },
    },
    { ...numberColumn("d", [20000, 20001, Number.NaN, 1]), format: "%td" },
    {
      ...numberColumn("x", [0.5, Number.NaN, Number.NaN, Number.NaN]),
      missingCodes: Uint8Array.of(0, 0, 1, 26),
    },
    textColumn("note", ["短", "长".repeat(1000), null, "长".repeat(1000)]),
  ]);

  it("keeps value labels, formats, the codes .a to .z and long strings", () => {
    const back = readDta(toDta(labelled));
    expect(back.toRows()).toEqual(labelled.toRows());
    expect(back.column("province").valueLabels).toEqual({ 1: "北京市", 2: "天津市" });
    expect(back.column("d").format).toBe("%td");
    const x = back.column("x");
    expect(x.kind === "number" && [...(x.missingCodes ?? [])]).toEqual([0, 0, 1, 26]);
  });

  it("keeps label and notes of the data set, and labels longer than Stata's 80 characters", () => {
    const long = "长标签".repeat(60);
    const notes = Array.from({ length: 11 }, (_, i) => `第 ${i + 1} 条`);
    const table = new Table([numberColumn("x", [1], { label: long })], {
      file: "a.csv",
      label: long,
      notes,
    });
    const back = readDta(toDta(table));
    expect(back.origin).toMatchObject({ label: long, notes });
    expect(back.column("x").label).toBe(long);
    expect(readDta(oldDta(114, "LE")).origin?.notes).toEqual(["abc"]);
  });

  it("keeps the kinds of missing through a selection of rows", () => {
    const x = readDta(toDta(labelled)).take([3, 0]).column("x");
    expect(x.kind === "number" && [...(x.missingCodes ?? [])]).toEqual([26, 0]);
  });

  it("can give labelled numbers as text", () => {
    const back = readDta(toDta(labelled), { labels: "text" });
    expect(back.toRows().map((r) => r.province)).toEqual(["北京市", "天津市", null, null]);
  });

  it("stores every number in the smallest type that holds it", () => {
    const size = (values: number[]) => toDta(new Table([numberColumn("x", values)])).length;
    const base = size([100, 100, 100, 100]);
    expect(size([101, 100, 100, 100]) - base).toBe(4);
    expect(size([40000, 100, 100, 100]) - base).toBe(12);
    expect(size([0.5, 100, 100, 100]) - base).toBe(12);
    expect(size([0.1, 100, 100, 100]) - base).toBe(28);
  });

  it("gives Stata names that it takes, and keeps ours beside them", () => {
    const names = ["GDP（亿元）", "if", "2010年", "a b", "a_b", "很".repeat(40), "str5", "_x"];
    const bytes = toDta(new Table(names.map((n, i) => numberColumn(n, [i]))));
    expect(readDta(bytes).names).toEqual(names);
    const text = bytes.toString("utf8");
    const from = text.indexOf("<varnames>") + 10;
    const stored = text.slice(from, text.indexOf("</varnames>")).split(/\0+/).filter(Boolean);
    expect(new Set(stored).size).toBe(names.length);
    for (const name of stored) expect(name).toMatch(/^[\p{L}_][\p{L}\p{N}_]{0,31}$/u);
  });

  it("refuses what Stata cannot hold, with row and column", () => {
    const table = new Table([numberColumn("x", [1, Number.POSITIVE_INFINITY])], { file: "p.csv" });
    expect(() => toDta(table)).toThrow(/row 3.*x.*Infinity/s);
    expect(() => toDta(new Table([numberColumn("x", [1e308])]))).toThrow(/1e\+308/);
  });

  it("of formats 113, 114 and 115 is read in both byte orders, with GBK text and labels", () => {
    for (const release of [113, 114, 115]) {
      for (const order of ["LE", "BE"] as const) {
        const table = readDta(oldDta(release, order), { file: "old.dta" });
        expect(table.toRows()).toEqual([
          { city: "襄阳", b: 1, i: -5, l: 70000, f: 0.5, d: 0.1 },
          { city: null, b: null, i: null, l: null, f: null, d: null },
        ]);
        expect(table.column("b").label).toBe("类别");
        expect(table.column("b").valueLabels).toEqual({ 1: "市" });
        const d = table.column("d");
        expect(d.kind === "number" && [...(d.missingCodes ?? [])]).toEqual([0, 2]);
      }
    }
  });

  it("of formats 117 and 119 is read as that of 118", () => {
    for (const release of [117, 119]) {
      const table = readDta(taggedDta(release));
      expect(table.toRows()).toEqual([{ name: "市", t: "长文本", x: 7 }]);
    }
  });

  it("of format 119 is read with the long strings that ReadStat addresses as in 118", () => {
    expect(readDta(taggedDta(119, 2)).toRows()).toEqual([{ name: "市", t: "长文本", x: 7 }]);
    expect(() => readDta(taggedDta(119, 4))).toThrow(/the long string .* is missing/);
  });

  it("of another age is named", () => {
    expect(() => readDta(Buffer.of(108, 2, 1, 0, ...new Array(200).fill(0)))).toThrow(/108.*113/s);
    expect(() => readDta(Buffer.from("city,year\n"))).toThrow(/no sound Stata/);
  });
});

describe("damaged files", () => {
  const table = new Table([
    textColumn("city", ["襄阳市", "长".repeat(900), "乙市", null]),
    numberColumn("x", [1.25, 0.1, -3e10, Number.NaN], { label: "变量", unit: "元" }),
    numberColumn("year", [2010, 2011, 2012, 2013]),
  ]);
  const expected = JSON.stringify(table.toRows());

  /** Nothing, if the error is the user's to see; else what went wrong. */
  async function outcome(read: () => Table | Promise<Table>): Promise<string> {
    try {
      const back = await read();
      return JSON.stringify(back.toRows()) === expected ? "" : "a wrong number";
    } catch (error) {
      return error instanceof UserError ? "" : `a fault: ${error}`;
    }
  }

  function mutate(good: Uint8Array, seed: number): Buffer {
    const rng = createRng(2026, seed);
    if (rng.uniform() < 0.2) return Buffer.from(good.subarray(0, rng.integer(good.length)));
    const bytes = Buffer.from(good);
    const edits = 1 + rng.integer(4);
    for (let k = 0; k < edits; k++) bytes[rng.integer(bytes.length)] = rng.integer(256);
    return bytes;
  }

  it("of .dta (6000 of them) give an error, never a wrong number", async () => {
    const good = toDta(table);
    for (let i = 0; i < 6000; i++) {
      const bytes = mutate(good, i);
      expect(await outcome(() => readDta(bytes)), `mutation ${i}`).toBe("");
    }
  });

  it("of .parquet (3000 of them) give an error, never a wrong number", async () => {
    const good = await toParquet(table);
    for (let i = 0; i < 3000; i++) {
      const bytes = mutate(good, i);
      expect(await outcome(() => readParquet(bytes)), `mutation ${i}`).toBe("");
    }
  });

  it("of .xlsx (1000 of them) give an error, never a wrong number", async () => {
    const good = await toXlsx(table);
    const path = join(folder, "damaged.xlsx");
    for (let i = 0; i < 1000; i++) {
      writeFileSync(path, mutate(good, i));
      expect(await outcome(() => readTable(path)), `mutation ${i}`).toBe("");
    }
  });
});

describe("the data dictionary", () => {
  it("is taken out of a table and put back", () => {
    const table = new Table([numberColumn("gdp", [1], { label: "地区生产总值", unit: "亿元" })]);
    const dictionary = dataDictionary(table);
    expect(dictionary.toRows()[0]).toMatchObject({ variable: "gdp", unit: "亿元", source: null });
    const bare = Table.of({ gdp: [1], pop: [2] });
    expect(withDictionary(bare, dictionary).column("gdp").label).toBe("地区生产总值");
    expect(() => withDictionary(Table.of({ x: [1] }), dictionary)).toThrow(/gdp/);
  });
});

const panels = join(
  process.env.XINZHI_SHARED ?? join(import.meta.dirname, "../../../shared"),
  "data/panels",
);

describe.skipIf(!existsSync(panels))("the twelve panel files of shared data", () => {
  it.each([
    ["city_fdi_1996_2023.xlsx", 8260, 5],
    ["city_industry_structure_2000_2023.xlsx", 7974, 15],
    ["city_panel_did_2007_2023.xlsx", 4819, 28],
    ["lowcarbon_pilot_cities.xlsx", 92, 3],
    ["nqpf_province_city_county.xlsx", 403, 4],
    ["province_finance_2000_2023.xlsx", 744, 8],
    ["usd_cny_2007_2023.xlsx", 17, 2],
    ["gpi_prefecture_2006_2018.dta", 3055, 24],
    ["gpi_province_1985_2018.dta", 1039, 25],
    ["city_env_complaints.dta", 1415, 44],
    ["city_spatial_weights_263.dta", 263, 263],
  ])("%s has %i rows and %i columns", async (file, rows, columns) => {
    const table = await readTable(join(panels, file));
    expect([table.nrow, table.columns.length]).toEqual([rows, columns]);
    const text = readFileSync(join(panels, file));
    expect(text.length).toBeGreaterThan(0);
  });

  it("city_population_density_1998_2024.xlsx has its rows and no advertisement", async () => {
    const table = await readTable(join(panels, "city_population_density_1998_2024.xlsx"));
    expect(table.number("年份").every((y) => Number.isNaN(y) || (y >= 1998 && y <= 2024))).toBe(
      true,
    );
    // Which of its sheets was read, and the row outside the table.
    expect(table.origin?.notices?.map((n) => n.code)).toEqual([
      "table/sheet-read",
      "table/notes-left-out",
    ]);
  });
});

/** A Stata file of an old format, written by hand after the specification. */
function oldDta(release: number, order: "LE" | "BE"): Buffer {
  const parts: Buffer[] = [];
  const u16 = (v: number) => {
    const b = Buffer.alloc(2);
    if (order === "LE") b.writeUInt16LE(v);
    else b.writeUInt16BE(v);
    return b;
  };
  const i32 = (v: number) => {
    const b = Buffer.alloc(4);
    if (order === "LE") b.writeInt32LE(v);
    else b.writeInt32BE(v);
    return b;
  };
  const f32 = (v: number) => {
    const b = Buffer.alloc(4);
    if (order === "LE") b.writeFloatLE(v);
    else b.writeFloatBE(v);
    return b;
  };
  const f64 = (v: number) => {
    const b = Buffer.alloc(8);
    if (order === "LE") b.writeDoubleLE(v);
    else b.writeDoubleBE(v);
    return b;
  };
  const field = (text: string | Buffer, width: number) => {
    const b = Buffer.alloc(width);
    Buffer.from(text as string).copy(b);
    return b;
  };
  const gbk = {
    襄阳: Buffer.from("cfe5d1f4", "hex"),
    类别: Buffer.from("c0e0b1f0", "hex"),
    市: Buffer.from("cad0", "hex"),
  };
  parts.push(Buffer.of(release, order === "LE" ? 2 : 1, 1, 0), u16(6), i32(2));
  parts.push(field("", 81), field("", 18), Buffer.of(10, 251, 252, 253, 254, 255));
  const names = ["city", "b", "i", "l", "f", "d"];
  parts.push(...names.map((n) => field(n, 33)), Buffer.alloc(14));
  parts.push(
    ...names.map((n) => field(n === "city" ? "%10s" : "%9.0g", release === 113 ? 12 : 49)),
  );
  parts.push(...names.map((n) => field(n === "b" ? "kinds" : "", 33)));
  parts.push(...names.map((n) => field(n === "b" ? gbk.类别 : "", 81)));
  // One characteristic, to be skipped, and the end of them.
  parts.push(Buffer.of(1), i32(70), field("_dta", 33), field("note1", 33), field("abc", 4));
  parts.push(Buffer.of(0), i32(0));
  parts.push(field(gbk.襄阳, 10), Buffer.of(1), u16(65531), i32(70000), f32(0.5), f64(0.1));
  parts.push(field("", 10), Buffer.of(101), u16(32741), i32(2147483621), i32(0x7f000000));
  parts.push(order === "LE" ? i32(0) : i32(0x7fe00200), order === "LE" ? i32(0x7fe00200) : i32(0));
  parts.push(i32(8 + 8 + 3), field("kinds", 33), Buffer.alloc(3), i32(1), i32(3), i32(0), i32(1));
  parts.push(field(gbk.市, 3));
  return Buffer.concat(parts);
}

/** A file of format 117 or 119 with a fixed text, a long text and a byte. */
function taggedDta(release: number, vBytes = release === 117 ? 4 : 3): Buffer {
  const nameWidth = release === 117 ? 33 : 129;
  const formatWidth = release === 117 ? 49 : 57;
  const labelWidth = release === 117 ? 81 : 321;
  const field = (text: string, width: number) => {
    const b = Buffer.alloc(width);
    b.write(text, "utf8");
    return b;
  };
  const int = (value: number, width: number) => {
    const b = Buffer.alloc(width);
    if (width === 8) b.writeBigUInt64LE(BigInt(value));
    else b.writeUIntLE(value, 0, width);
    return b;
  };
  const parts: Buffer[] = [];
  let at = 0;
  const map: number[] = [0];
  const add = (...pieces: (string | Buffer)[]) => {
    for (const piece of pieces) {
      const b = Buffer.from(piece as string);
      parts.push(b);
      at += b.length;
    }
  };
  const section = (tag: string, ...content: (string | Buffer)[]) => {
    map.push(at);
    add(`<${tag}>`, ...content, `</${tag}>`);
  };
  const wide = release === 119;
  add(`<stata_dta><header><release>${release}</release><byteorder>LSF</byteorder><K>`);
  add(int(3, wide ? 4 : 2), "</K><N>", int(1, wide ? 8 : 4), "</N><label>");
  add(int(0, wide ? 2 : 1), "</label><timestamp>", int(0, 1), "</timestamp></header>");
  map.push(at);
  const mapAt = at + 5;
  add("<map>", Buffer.alloc(112), "</map>");
  section("variable_types", int(6, 2), int(32768, 2), int(65530, 2));
  section("varnames", field("name", nameWidth), field("t", nameWidth), field("x", nameWidth));
  section("sortlist", Buffer.alloc((wide ? 4 : 2) * 4));
  section(
    "formats",
    field("%9s", formatWidth),
    field("%9s", formatWidth),
    field("%8.0g", formatWidth),
  );
  section("value_label_names", Buffer.alloc(nameWidth * 3));
  section("variable_labels", Buffer.alloc(labelWidth * 3));
  section("characteristics");
  const address = [int(2, vBytes), int(1, 8 - vBytes)];
  section("data", field("市", 6), ...address, int(7, 1));
  const long = Buffer.from("长文本\0", "utf8");
  section("strls", "GSO", int(2, 4), int(1, wide ? 8 : 4), int(130, 1), int(long.length, 4), long);
  section("value_labels");
  map.push(at);
  add("</stata_dta>");
  map.push(at);
  const bytes = Buffer.concat(parts);
  map.forEach((offset, i) => {
    bytes.writeBigUInt64LE(BigInt(offset), mapAt + 8 * i);
  });
  return bytes;
}
