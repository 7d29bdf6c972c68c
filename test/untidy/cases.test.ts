import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachPatent, Store } from "../../src/store/index.js";
import { runWords } from "../run-words.js";

const cases = join(import.meta.dirname, "../../../shared/cases/files");
const isThere = existsSync(cases);
if (!isThere) {
  process.stderr.write("cases.test.ts is skipped: ../shared/cases/files is absent\n");
}
const folder = mkdtempSync(join(tmpdir(), "xinzhi-cases-"));
const at = (path: string): string => join(cases, path);

/** The answer of a command in JSON. */
async function json<T>(...words: string[]): Promise<T> {
  const { code, out, err } = await runWords([...words, "--json"]);
  expect([code, err]).toEqual([0, expect.any(String)]);
  return JSON.parse(out) as T;
}

interface Count {
  readonly document: string;
  readonly region: string | null;
  readonly regionCode: string | null;
  readonly year: number | null;
  readonly term?: string;
  readonly count: number;
}

/** Counts of terms in a file. */
async function counts(file: string, dictionary: string): Promise<Record<string, number>> {
  const { rows } = await json<{ rows: Count[] }>(
    "attention",
    at(file),
    "--dictionary",
    at(dictionary),
  );
  return Object.fromEntries(rows.filter((r) => r.term !== undefined).map((r) => [r.term, r.count]));
}

interface Converted {
  readonly columns: readonly string[];
  readonly rows: readonly Record<string, string | number | null>[];
  readonly warnings: readonly { readonly code: string }[];
}

/** Cells of a table, row by row, and the codes of what was said. */
async function table(file: string): Promise<{ cells: unknown[][]; said: string[] }> {
  const { columns, rows, warnings } = await json<Converted>("panel", "convert", at(file));
  const cells = [[...columns], ...rows.map((r) => columns.map((c) => r[c] ?? null))];
  return { cells, said: warnings.map((w) => w.code) };
}

interface Imported {
  readonly stored: number;
  readonly withoutCity: number;
  readonly held: { readonly documents: number; readonly applications: number };
  readonly notes: Readonly<Record<string, number>>;
}

async function patents(file: string) {
  const db = join(folder, `${file.replaceAll(/[/.]/g, "-")}.db`);
  const report = await json<Imported>("import", "patents", at(file), "--db", db);
  const store = await Store.open(db);
  const all = [...eachPatent(store)];
  store.close();
  return { report, all };
}

describe.skipIf(!isThere)("untidy texts", () => {
  it("01: radicals are counted as their characters", async () => {
    const found = await counts("01/k05.txt", "01/d.csv");
    expect(found).toMatchObject({ 改革: 2, 互联网: 2, 绿色发展: 2, 人工智能: 2, 智能: 0 });
  });

  it("02: headings drawn twice are counted once", async () => {
    expect(await counts("02/p04_fakebold.pdf", "02/d.csv")).toEqual({ 工作安排: 1, 回顾: 1 });
  });

  it("03: a wrapped policy counts the same from its file and from the store, whole", async () => {
    expect(await counts("03/policy_wrapped.txt", "03/d.csv")).toEqual({ 数字经济: 4 });
    const db = join(folder, "policy.db");
    const file = at("03/policy_wrapped.txt");
    await runWords(["import", "reports", file, "--accept", "all", "--db", db]);
    const { out } = await runWords(["documents", "show", "1", "--db", db]);
    expect(out.match(/数字经济/g)).toHaveLength(4);
    expect(out).toContain("国务院关于某某工作的意见\n各省");
  });

  it("07: Latin terms end where words end", async () => {
    const found = await counts("07/k01.txt", "07/d.csv");
    expect(found).toMatchObject({ "5G": 3, "互联网+": 2, "PM2.5": 2 });
    expect([3, 4]).toContain(found.AI);
  });

  it("08: a text in traditional characters is matched by simplified terms", async () => {
    const found = await counts("08/k06.txt", "07/d.csv");
    expect(found).toMatchObject({ 数字经济: 1, 绿色发展: 1 });
  });

  it.each(["t15_rtf.rtf", "t16_rtf.doc", "t09_utf8_as_latin.txt"])(
    "09: %s is read as what it is",
    async (name) => {
      expect(await counts(`09/${name}`, "09/d2.csv")).toMatchObject({ 数字经济: 1 });
    },
  );

  it("10: every title gives region and year", async () => {
    const names = isThere ? readdirSync(at("10")).filter((n) => n.endsWith(".txt")) : [];
    const { rows } = await json<{ rows: Count[] }>(
      "attention",
      ...names.map((n) => at(`10/${n}`)),
      "--dictionary",
      at("02/d.csv"),
    );
    const found = new Map(rows.map((r) => [r.document, [r.region, r.regionCode, r.year]]));
    for (const name of names) {
      const isDistrict = name === "z16.txt";
      const region = isDistrict ? ["黔西南布依族苗族自治州", "522300"] : ["合肥市", "340100"];
      expect(found.get(name), name).toEqual([...region, 2020]);
    }
    expect(names.length).toBeGreaterThan(0);
  });

  it.each([
    ["a16.txt", "gdp", 7],
    ["a17.txt", "gdp", 8],
    ["a39.txt", "gdp", 7.5],
    ["t04.txt", "unemployment", 5.5],
    ["t02.txt", "unemployment", 4.5],
  ])("11: %s has its target of %s", async (name, target, value) => {
    const { rows } = await json<{ rows: { target: string; value: number | null }[] }>(
      "targets",
      at(`11/${name}`),
      "--target",
      target,
    );
    expect(rows.map((r) => r.value)).toEqual([value]);
  });

  it.each([
    ["plain.txt", { 人工智能: 2 }],
    ["jieba.txt", { 人工智能: 2 }],
    ["seed.txt", { 人工智能: 2, 新能源: 2 }],
    ["multi.csv", { 人工智能: 2, 智能制造: 1, 新能源: 2 }],
    ["zh.csv", { 人工智能: 2, 智能制造: 1 }],
    ["tab.tsv", { 人工智能: 2, 智能制造: 1 }],
    ["d.xlsx", { 人工智能: 2, 智能制造: 1 }],
  ])("15: the dictionary %s is read", async (name, expected) => {
    expect(await counts("15/k08.txt", `15/${name}`)).toMatchObject(expected);
  });

  it.each([
    ["h07a.html", 0],
    ["h07c.html", 0],
    ["h07_hidden.html", 1],
    ["h06d.html", 1],
    ["d06.docx", 0],
    ["d10.docx", 1],
  ])("20: %s shows its term %i times", async (name, expected) => {
    expect(await counts(`20/${name}`, "03/d.csv")).toEqual({ 数字经济: expected });
  });
});

describe.skipIf(!isThere)("untidy tables", () => {
  it("04: a cut character does not change the encoding of the others", async () => {
    const cut = await table("04/c31_truncchar.csv");
    expect(cut.cells.map((r) => r[0])).toEqual([
      "city",
      "合肥市",
      "芜湖市",
      "安庆市",
      "某公司\ufffd",
    ]);
    expect(cut.said).toEqual(["bytes/undecodable"]);
    const mixed = await table("04/c12_mixed.csv");
    expect(mixed.cells.map((r) => r[0])).toEqual(["城市", "合肥市", "芜湖市"]);
    expect(mixed.said).toEqual(["bytes/mixed"]);
    const words = await runWords(["dictionary", "validate", at("04/dtr.csv")]);
    expect(words.out + words.err).toContain("数字经济\ufffd");
    expect((await patents("04/p5_trunc.csv")).report.stored).toBe(2);
  });

  it("06: counties, districts and zones are never taken for a prefecture", async () => {
    const { rows } = await json<Converted>(
      "panel",
      "match-regions",
      at("06/r2.csv"),
      "--column",
      "city",
    );
    const matched = rows.filter((r) => r.region_code !== null).map((r) => r.city);
    expect(matched).toEqual(["石家庄", "石河子市"]);
    const said = await runWords(["panel", "match-regions", at("06/r2.csv"), "--column", "city"]);
    expect(said.err).toContain("长沙县 (county");
    expect(said.err).toContain("石河子市");
  });

  it.each([
    ["c02_semicolon.csv", "芜湖市", "2019", "200"],
    ["c09_tab.csv", "合肥市", "2019", "100"],
    ["c10_utf16tab.csv", "合肥市", "2019", "100"],
    ["c18_titlerow.csv", "合肥市", "2019", "100"],
    ["c26_sep.csv", "合肥市", "2019", "100"],
  ])("16: %s has three columns", async (name, ...last) => {
    const { cells } = await table(`16/${name}`);
    expect(cells[0]).toEqual(["city", "year", "gdp"]);
    expect(cells.at(-1)!.map(String)).toEqual(last);
  });

  it("16: a guarded code keeps its zeros", async () => {
    const { cells } = await table("16/c07_excel_eq.csv");
    expect(cells.slice(1).map((r) => r[0])).toEqual(["001", "010203"]);
  });

  it.each([
    ["c04_thousand.csv", 2, [9409.4, 3618.26, null]],
    ["c05_fullwidth.csv", 2, [123.5, 456]],
    ["c05_fullwidth.csv", 1, [2019, 2019]],
    ["c06_percent.csv", 2, [45.6, 50]],
    ["c21_neg.csv", 2, [-1.5, -2.5, -3.5]],
    ["c24_dateyear.csv", 1, [2019, 2019]],
  ])("17: %s has figures in column %i, and says so", async (name, column, expected) => {
    const { cells, said } = await table(`17/${name}`);
    expect(cells.slice(1).map((r) => r[column])).toEqual(expected);
    expect(said).toContain("table/read-as-numbers");
  });

  it("17: blanks around cells go, and a column with one percentage is named", async () => {
    expect((await table("17/c25_space.csv")).cells[1]).toEqual(["合肥市", 2019, 100]);
    for (const name of ["x12_mixed_text.xlsx", "x27_one_pct.xlsx"]) {
      expect((await table(`17/${name}`)).said).toEqual(["table/looks-numeric"]);
    }
  });

  it.each([
    ["x01_formula_nocache.xlsx", ["合肥市", 2019, null, 0.456], "table/no-stored-value"],
    ["x02_errors.xlsx", ["合肥市", 2019, null], "table/error-cells"],
    ["x04_merged_header.xlsx", ["合肥市", 1, 2, 3, 4], "table/joined-header"],
    ["x05_hidden_sheet.xlsx", ["合肥市", 2019, 1], "table/sheet-read"],
    ["x24_csmar.xlsx", ["000001", "2019-12-31", 123.5], "table/label-rows"],
  ])("18: %s is read right, and what was left out is said", async (name, first, code) => {
    const { cells, said } = await table(`18/${name}`);
    expect(cells[1]).toEqual(first);
    expect(said).toEqual([code]);
  });

  it("19: dates of Stata are written out, a cut character is named", async () => {
    const dates = await table("19/dates.dta");
    expect(dates.cells).toEqual([
      ["city", "d", "m"],
      ["a", "2019-03-04", "2019m3"],
      ["b", "2020-12-31", "2020m12"],
    ]);
    expect(dates.said).toEqual(["table/dates"]);
    const cut = await table("19/trunc118.dta");
    expect(cut.cells.slice(1).map((r) => r[0])).toEqual(["合肥\ufffd", "芜湖市"]);
    expect(cut.said).toEqual(["table/undecodable"]);
  });

  it("21: an export by indicator is named after it", async () => {
    const { columns, rows } = await json<Converted>(
      "panel",
      "read-yearbook",
      at("21/nbs_one_indicator.xlsx"),
    );
    expect(columns).toEqual(["city", "year", "生产总值"]);
    expect(rows[0]).toEqual({ city: "甲市", year: 2017, 生产总值: 100 });
  });
});

describe.skipIf(!isThere)("untidy patents", () => {
  it("12: numbers with dashes are the same documents", async () => {
    expect((await patents("12/p2_ab.csv")).report.stored).toBe(6);
  });

  it("13: symbols are read in every form", async () => {
    const { all } = await patents("13/p4_ipc.csv");
    const found = all.map((p) => p.ipc.flatMap((x) => (x.symbol === null ? [] : [x.symbol])));
    const both = ["H01L21/00", "H01L23/00"];
    for (const row of [0, 2, 3, 4, 5, 6, 7, 10, 11, 13, 16, 17]) {
      expect(found[row], `row ${row}`).toEqual(both);
    }
    expect(found[12]).toEqual(["H01L21/00"]);
    expect(found[15]).toEqual(["H01L21/00"]);
    const { out } = await runWords(["classify", "--symbol", "A01B1/00;H04L27/26"]);
    expect(out).toMatch(/A01B1\/00[\s\S]*H04L27\/26/);
    const [joined] = (await patents("13/amp.csv")).all;
    expect(joined!.ipc.map((x) => x.symbol)).toEqual(["H01L21/00", "H04L27/26"]);
  });

  it("14: applicants joined by 、 are two, and doubtful districts are no cities", async () => {
    const { all } = await patents("14/p3_addr.csv");
    expect(all[1]!.applicants.map((a) => a.name)).toEqual(["合肥甲公司", "芜湖乙公司"]);
  });

  it.each(["google.csv", "google_nourl.csv"])("22: %s has filing dates", async (name) => {
    const { report, all } = await patents(`22/${name}`);
    expect(report.held).toEqual({ documents: 2, applications: 1 });
    for (const p of all) expect(p.filed).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("22: Lens has its symbols and citations", async () => {
    const { all } = await patents("22/lens.csv");
    const [first] = all;
    expect(first!.ipc.map((x) => x.symbol)).toEqual(["H04L27/26", "H04L5/00"]);
    expect(first!.citationsReceived).toBe(12);
  });

  it("22: PATENTSCOPE has its dates", async () => {
    const { report, all } = await patents("22/patentscope.csv");
    expect(report.stored).toBe(2);
    for (const p of all) expect(p.filed).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
