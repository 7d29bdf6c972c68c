import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/table/index.js";
import { runWords } from "../run-words.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
const file = (name: string, text?: string): string => {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};

const run = (...argv: string[]) => runWords(["panel", ...argv], { env: { LANG: "C" } });

const DATA = file(
  "data.csv",
  "city,year,gdp,pat\n襄阳市,2010,100,0\n襄阳市,2011,110,3\n莱芜,2010,10,1\n莱芜,2011,,2\n",
);
const KEYS = ["--unit", "city", "--time", "year"];

describe("the panel commands", () => {
  it("explain themselves with an example each", async () => {
    for (const name of [
      ...["describe", "fill", "winsor", "trim", "merge", "reshape", "balance", "lag", "deflate"],
      ...["log", "duplicates", "convert", "read-yearbook", "dictionary", "match-regions"],
      ...["boundaries", "distances"],
    ]) {
      const { code, out } = await run(name, "--help");
      expect(code, name).toBe(0);
      expect(out, name).toMatch(/Examples:\n {2}xinzhi panel /);
    }
  });

  it("describe a panel on the screen and as JSON", async () => {
    const { out } = await run("describe", DATA, ...KEYS);
    expect(out).toMatch(/gdp +3 +1 /);
    expect(out).toMatch(/2 units × 2 periods \(2010–2011\), balanced/);
    const json = JSON.parse((await run("describe", DATA, "--json")).out);
    expect(json).toMatchObject({ kind: "panel-describe", rows: 4 });
  });

  it("write the table to a file and the account to the screen", async () => {
    const out = join(folder, "lag.csv");
    const { code, out: text } = await run("lag", DATA, "--columns", "gdp", ...KEYS, "-o", out);
    expect([code, text]).toEqual([0, `L1_gdp\n4 rows, 5 columns → ${out}\n`]);
    expect(readFileSync(out, "utf8").split("\n")[2]).toBe("襄阳市,2011,110,3,100");
  });

  it("without a file write CSV to stdout and the account to stderr", async () => {
    const { out, err } = await run("log", DATA, "--columns", "pat", "--zero", "one");
    expect(out.split("\n")[0]).toBe("city,year,gdp,pat,ln_pat");
    expect(err).toMatch(/ln_pat: 1 values/);
  });

  it("convert between all formats without loss", async () => {
    const paths = ["a.dta", "b.xlsx", "c.parquet", "d.csv"].map((n) => join(folder, n));
    let from = DATA;
    for (const to of paths) {
      expect((await run("convert", from, "-o", to)).code).toBe(0);
      from = to;
    }
    expect((await readTable(from)).toRows()).toEqual((await readTable(DATA)).toRows());
  });

  it("carry a data dictionary through", async () => {
    const dictionary = file("dict.csv", "variable,label,unit,source\ngdp,地区生产总值,亿元,年鉴\n");
    const out = join(folder, "labelled.dta");
    await run("convert", DATA, "--dictionary", dictionary, "-o", out);
    const merged = join(folder, "merged.xlsx");
    const other = file("other.csv", "city,lat\n襄阳市,32\n");
    const { out: text, err } = await run("merge", out, other, "--on", "city", "-o", merged);
    expect(text).toMatch(/matched rows 2; keys of the left only 1/);
    expect(err).toMatch(/莱芜/);
    const back = await readTable(merged);
    expect(back.column("gdp")).toMatchObject({
      label: "地区生产总值",
      unit: "亿元",
      source: "年鉴",
    });
  });

  it("match regions and undo boundary changes, with reports in JSON", async () => {
    const matched = JSON.parse(
      (await run("match-regions", DATA, "--column", "city", "--json")).out,
    );
    expect(matched).toMatchObject({ kind: "panel-match-regions", matched: 2, share: 1 });
    expect(matched.rows[0].region_code).toBe("420600");
    const { out } = await run(
      "boundaries",
      DATA,
      "--city",
      "city",
      "--time",
      "year",
      "--sum",
      "pat",
    );
    expect(out).toBe(
      "region_code,city,year,pat\n370100,济南市,2010,1\n370100,济南市,2011,2\n420600,襄阳市,2010,0\n420600,襄阳市,2011,3\n",
    );
  });

  it("list duplicates, and drop them by rule", async () => {
    const twice = file("twice.csv", "city,year,y\na,1,\na,1,2\nb,1,3\n");
    expect((await run("duplicates", twice, "--keys", "city,year")).out).toMatch(/a +1 +2, 3 +y/);
    const { out } = await run("duplicates", twice, "--keys", "city,year", "--keep", "fullest");
    expect(out).toBe("city,year,y\na,1,2\nb,1,3\n");
  });

  it("read text as figures when asked, and name the cell that is none", async () => {
    const odd = file("odd.csv", 'city,v\na,"1,234.5"\nb,—\n');
    const { out } = await run("convert", odd, "--numeric", "v");
    expect(out).toBe("city,v\na,1234.5\nb,\n");
    const bad = file("bad.csv", "city,v\na,１２３\nb,12①\n");
    const { code, err } = await run("convert", bad, "--numeric", "v");
    expect(code).toBe(2);
    expect(err).toMatch(/bad\.csv, row \d, column "v"/);
  });
});

describe("bad input to the panel commands", () => {
  it.each([
    ["a missing column", ["winsor", DATA, "--columns", "gpd"], /Did you mean "gdp"/],
    ["a text column", ["log", DATA, "--columns", "city"], /data\.csv, row 2, column "city"/],
    ["a zero", ["log", DATA, "--columns", "pat"], /row 2, column "pat".*--zero/s],
    ["a file that is not there", ["describe", join(folder, "dta.csv")], /data\.csv/],
    ["a format that is none", ["convert", DATA, "-o", join(folder, "x.pdf")], /\.parquet/],
    [
      "a place that cannot be written",
      ["convert", DATA, "-o", join(DATA, "x.csv")],
      /not-writable/,
    ],
    ["reversed percentiles", ["winsor", DATA, "--columns", "gdp", "--cuts", "99,1"], /--cuts/],
    ["an unknown rule", ["lag", DATA, "--columns", "gdp", ...KEYS, "--kind", "lga"], /"lag"/],
    ["no unit", ["lag", DATA, "--columns", "gdp"], /--unit/],
  ])("%s is answered with exit code 2 and what to do", async (_what, argv, message) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("of full-width digits is read as numbers, and said", async () => {
    const wide = file("wide.csv", "city,year,gdp\na,2010,１２３\n");
    const { code, err } = await run("winsor", wide, "--columns", "gdp");
    expect(code).toBe(0);
    expect(err).toMatch(/gdp: "１２３" → 123.*full-width/s);
  });

  it("of unit-years that stand twice names them", async () => {
    const twice = file("dup.csv", "city,year,y\na,1,1\na,1,2\n");
    const { code, err } = await run("lag", twice, "--columns", "y", ...KEYS);
    expect(code).toBe(2);
    expect(err).toMatch(/a 1.*panel duplicates/s);
  });
});
