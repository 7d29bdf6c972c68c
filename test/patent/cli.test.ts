import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/base/index.js";
import { runWords } from "../run-words.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-patent-cli-"));
const at = (name: string): string => join(folder, name);
const put = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
const corpus = join(packageRoot(), "corpus/patents.csv");
const regions = join(packageRoot(), "corpus/regions.csv");

const run = (...argv: string[]) => runWords(argv, { env: { LANG: "en_GB.UTF-8" } });

const own = put(
  "own.csv",
  "公开号,申请号,标题,申请日,申请人,申请人地址,IPC\nCN1A,CN20101.1,量子装置,2010-01-02,甲材有限公司,北京市海淀区1号,H04L 27/26; 14-04(13)\nCN2A,CN20102.1,椅子,2011-01-02,乙材有限公司,广东省深圳市南山区1号,A47C 1/00\n",
);

describe("xinzhi classify", () => {
  it("labels a file and prints the rows of the published JSON", async () => {
    const { code, out } = await run("classify", own, "--json");
    expect(code).toBe(0);
    const result = JSON.parse(out) as { rows: Record<string, unknown>[]; coverage: object };
    expect(result.rows).toHaveLength(2);
    expect(result.rows[0]).toMatchObject({
      patent: "CN1A",
      key: true,
      symbols: ["H04L27/26"],
      malformed: ["14-04(13)"],
    });
    expect((result.rows[0]!.matches as object[])[0]).toMatchObject({
      symbol: "H04L27/26",
      rule: expect.any(Number),
      code: expect.any(String),
      name: expect.any(String),
    });
    expect(result.rows[1]).toMatchObject({ patent: "CN2A", key: false, matches: [] });
    expect(result.coverage).toMatchObject({ patents: 2, key: 1, malformedSymbols: 1 });
  });

  it("explains one symbol with its exclusion and its rescue", async () => {
    const { code, out } = await run("classify", "--symbol", "G06F 11/14", "--symbol", "A47C1/00");
    expect(code).toBe(0);
    expect(out).toContain("but not G06F11/14");
    expect(out).toContain("brought back by another");
    expect(out).toContain("A47C1/00  not key technology");
  });

  it("writes labels as CSV and the rules as SQL", async () => {
    const { code } = await run(
      "classify",
      own,
      "-o",
      at("labels.csv"),
      "--sql",
      at("rules.sql"),
      "--explain",
    );
    expect(code).toBe(0);
    expect(readFileSync(at("labels.csv"), "utf8")).toContain("CN1A,1,");
    expect(readFileSync(at("rules.sql"), "utf8")).toMatch(/^CREATE TABLE ipc_intervals/);
  });

  it("asks for a keyword as well in the mode ipc+keywords and reports both counts", async () => {
    const table = put(
      "words.csv",
      "code,name,level1,ipc_patterns,keywords\nQ,量子,甲,H04L*;A47C*,量子、ＱＫＤ\n",
    );
    const { out } = await run(
      "classify",
      own,
      "--table",
      table,
      "--rules",
      "ipc+keywords",
      "--json",
    );
    const { coverage } = JSON.parse(out) as { coverage: object };
    expect(coverage).toMatchObject({ key: 1, keyByIpc: 2 });
  });

  it("maps editions before matching and reports symbols unknown to the edition", async () => {
    const editions = put("editions.csv", "old,new\nA47C1/00,H04L27/26\n");
    const scheme = put("scheme.csv", "symbol,dots\nH04L 27/00,0\nH04L 27/26,1\n");
    const { out } = await run(
      "classify",
      own,
      "--editions",
      editions,
      "--scheme",
      scheme,
      "--json",
    );
    const { rows, coverage } = JSON.parse(out) as { rows: { key: boolean }[]; coverage: object };
    expect(rows.map((r) => r.key)).toEqual([true, true]);
    expect(coverage).toMatchObject({
      unknownSymbols: 1,
      unknown: [{ symbol: "A47C1/00", count: 1, firstYear: 2011, lastYear: 2011 }],
    });
    const bad = put("bad-editions.csv", "old,new\nA47C1/00,椅\n");
    const refused = await run("classify", own, "--editions", bad);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/row 2, column "new"/);
  });

  it.each([
    [["classify", own, "--table", "sei-ipc"], /sei-ipc-2021/],
    [["classify", "--symbol", "量子"], /not an IPC symbol/],
    [["classify", own, "--ipc", "frist"], /any \| main/],
    [["classify", `${own}x`], /own.csv/],
    [["classify", "--db", at("none.db")], /no such store/],
    [["innovate", own, "--by", "ctiy,year"], /"city"/],
    [["import", "patents", own, "--map", "icp=IPC", "--db", at("m.db")], /"ipc"/],
  ] as const)("answers %j with exit code 2 and what to do", async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("xinzhi import patents, classify and innovate on the store", () => {
  it("imports the bundled patents, labels them in the store and measures by city", async () => {
    const db = at("store.db");
    const imported = await run("import", "patents", corpus, "--regions", regions, "--db", db);
    expect(imported.code).toBe(0);
    expect(imported.out).toMatch(/stored \d{4}, merged 0, duplicates 0, failed 0/);
    expect(imported.out).toContain("the store holds 5684 documents of 5684 applications");
    const labelled = await run("classify", "--db", db);
    expect(labelled.code).toBe(0);
    expect(labelled.out).toContain("key technology");
    const measured = await run(
      "innovate",
      "--db",
      db,
      "--regions",
      regions,
      "--by",
      "city,year",
      "-o",
      at("innovation.csv"),
      "--networks",
      at("networks.csv"),
      "--json",
    );
    expect(measured.code).toBe(0);
    const { rows, counts } = JSON.parse(measured.out) as {
      rows: { total: number }[];
      counts: { applications: number };
    };
    expect(rows.reduce((n, r) => n + r.total, 0)).toBe(counts.applications);
    expect(existsSync(at("innovation.csv"))).toBe(true);
    expect(readFileSync(at("networks.csv"), "utf8")).toMatch(/^network,year,from_code/);
  }, 60_000);

  it("lists applicants without a city, with what their address may mean", async () => {
    const file = put(
      "places.csv",
      '公开号,申请人,申请人地址,IPC\nCN1A,某厂,鼓楼区中山路1号,H04L1/00\nCN2A,某厂,鼓楼区中山路1号,H04L1/00\nCN3A,"Lyft, Inc.",,H04L1/00\nCN4A,某所,北京市海淀区1号,H04L1/00\n',
    );
    const list = at("unplaced.csv");
    const { code } = await run("import", "patents", file, "--db", at("u.db"), "--unplaced", list);
    expect(code).toBe(0);
    const [head, first, second, ...more] = readFileSync(list, "utf8").trim().split("\n");
    expect(head).toBe("applicant,address,patents,candidates");
    expect(first).toMatch(/^某厂,鼓楼区中山路1号,2,.*南京市鼓楼区/);
    expect(first).toContain("福州市鼓楼区");
    expect(second).toMatch(/^"Lyft, Inc.",,1,$/);
    expect(more).toEqual([]);
  });

  it("labels in threads what one thread labels", async () => {
    const one = await run("classify", corpus, "--json", "--threads", "1");
    const two = await run("classify", corpus, "--json", "--threads", "2");
    const rows = (out: string): unknown => (JSON.parse(out) as { rows: unknown }).rows;
    expect(rows(two.out)).toEqual(rows(one.out));
    expect((await run("classify", corpus, "--threads", "0")).code).toBe(2);
  });

  it("finishes with code 3 when a file cannot be read", async () => {
    const zeros = at("zeros.csv");
    writeFileSync(zeros, new Uint8Array(4096));
    const { code, out } = await run("import", "patents", zeros, own, "--db", at("partial.db"));
    expect(code).toBe(3);
    expect(out).toContain("zero bytes");
    expect(out).toContain("stored 2");
  });
});
