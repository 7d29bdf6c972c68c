import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attentionSchema, targetsSchema } from "../../src/result/schemas.js";
import { getCounts, Store } from "../../src/store/index.js";
import { readCsv } from "../../src/table/index.js";
import { type Answer, runWords } from "../run-words.js";
import { sampleReport } from "./sample-report.js";

const run = (...argv: string[]) => runWords(argv, { env: { LANG: "C" } });

interface Json {
  readonly [key: string]: unknown;
  readonly rows: { readonly [key: string]: unknown }[];
}
const json = (outcome: Answer): Json => JSON.parse(outcome.out) as Json;

let folder: string;
let db: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-text-"));
  db = at("t.db");
  writeFileSync(at("r1.txt"), sampleReport());
  writeFileSync(at("r2.txt"), sampleReport().replaceAll("2021", "2022").replaceAll("2020", "2021"));
  writeFileSync(at("d.csv"), "dictionary,group,term,source\nd,甲,科技创新,\nd,乙,数字经济,\n");
  const outcome = await run("import", "reports", at("r1.txt"), at("r2.txt"), "--db", db);
  expect(outcome.code).toBe(0);
  expect(outcome.out).toMatch(/stored\s+2/);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("import", () => {
  it("prints one JSON value and says what was a duplicate", async () => {
    const outcome = await run("import", "reports", at("r1.txt"), "--db", db, "--json");
    expect(json(outcome)).toMatchObject({ kind: "import-reports", stored: 0, duplicates: 1 });
  });

  it("ends with 3 when a file failed, and names it", async () => {
    writeFileSync(at("bad.docx"), "PK\u0003\u0004 broken");
    const outcome = await run("import", "reports", at("r1.txt"), at("bad.docx"), "--db", db);
    expect(outcome.code).toBe(3);
    expect(outcome.out).toMatch(/bad\.docx.*damaged/);
  });

  it("ends with 2 on nothing but zeros given as text, with 3 when the rest is stored", async () => {
    writeFileSync(at("zeros.txt"), Buffer.alloc(200 * 1024 * 1024));
    const outcome = await run("import", "reports", at("zeros.txt"), "--db", db);
    const mixed = await run("import", "reports", at("zeros.txt"), at("r1.txt"), "--db", db);
    rmSync(at("zeros.txt"));
    expect([outcome.code, mixed.code]).toEqual([2, 3]);
    expect(outcome.out).toMatch(/zeros\.txt.*zero byte/);
  });

  it.each([
    ["an empty folder", () => [mkdtempSync(at("empty-"))], /no files/],
    ["a path that is not there", () => [at("r3.txt")], /Did you mean "r1.txt"/],
    [
      "a store that cannot be written",
      () => [at("r1.txt"), "--db", "/proc/x/t.db"],
      /cannot be written/,
    ],
    [
      "an unknown column name",
      () => [at("r1.txt"), "--map", "txt=a"],
      /Did you mean "text=COLUMN"/,
    ],
  ])("ends with 2 on %s", async (_, argv, message) => {
    const outcome = await run("import", "reports", ...argv(), "--db", db);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toMatch(message);
  });

  it("takes annual reports", async () => {
    writeFileSync(at("600000_2019.txt"), "某公司2019年年度报告\n推进数字化转型。");
    const outcome = await run(
      "import",
      "annual-reports",
      at("600000_2019.txt"),
      "--db",
      at("a.db"),
      "--json",
    );
    expect(json(outcome)).toMatchObject({ stored: 1 });
    const counted = await run(
      "attention",
      "--db",
      at("a.db"),
      "--dictionary",
      "digital-transformation-zhao2021",
      "--kind",
      "annual-report",
      "--json",
    );
    expect(counted.code).toBe(0);
    expect(json(counted).rows[0]).toMatchObject({ firm: "600000", year: 2019 });
  });
});

describe("attention", () => {
  it("gives rows by document from files, named relative to the folder", async () => {
    const outcome = await run("attention", at("r1.txt"), "--dictionary", at("d.csv"), "--json");
    const result = json(outcome);
    expect(attentionSchema.safeParse(result).success).toBe(true);
    expect(result.rows).toMatchObject([
      { document: "r1.txt", regionCode: "420600", year: 2021, term: "科技创新", count: 3 },
      { document: "r1.txt", term: "数字经济", count: 1 },
    ]);
    expect(result).toMatchObject({ provenance: { generatedAt: "2026-01-01T00:00:00.000Z" } });
  });

  it("reads the store by region-year and writes a table", async () => {
    const file = at("out.csv");
    const outcome = await run(
      ...["attention", "--db", db, "--dictionary", at("d.csv"), "--by", "region-year"],
      ...["--measure", "count,growth", "-o", file],
    );
    expect(outcome.code).toBe(0);
    const table = readCsv(readFileSync(file), { text: ["region_code"] });
    expect(table.toRows()).toMatchObject([
      { region_code: "420600", year: 2021, count: 4, growth: null, count_甲: 3 },
      { region_code: "420600", year: 2022, count: 4, growth: 0, count_甲: 3 },
    ]);
  });

  it("keeps counts in the store when asked", async () => {
    const outcome = await run("attention", "--db", db, "--dictionary", at("d.csv"), "--keep");
    expect(outcome.code).toBe(0);
    const store = await Store.open(db);
    expect(getCounts(store, "d")).toMatchObject([
      { documentId: 1, term: "数字经济", count: 1 },
      { documentId: 1, term: "科技创新", count: 3 },
      { documentId: 2, term: "数字经济", count: 1 },
      { documentId: 2, term: "科技创新", count: 3 },
    ]);
    store.close();
  });

  it("shows where the two counters differ", async () => {
    const outcome = await run(
      ...["attention", at("r1.txt"), "--dictionary", at("d.csv"), "--mode", "both"],
      ...["--engine", "node-rs", "--lang", "zh"],
    );
    expect(outcome.code).toBe(0);
    expect(outcome.out).toContain("countSegment");
  });

  it("takes stop words and parts of speech, and writes the differences", async () => {
    writeFileSync(at("stop.txt"), "发展\n\n5G\n");
    writeFileSync(
      at("both.txt"),
      `${sampleReport()}\n`.replace("（一）坚持", "（一）科学发展观。坚持"),
    );
    writeFileSync(at("both.csv"), "term\n科学发展\n科技创新\n");
    const argv = ["attention", at("both.txt"), "--dictionary", at("both.csv"), "--mode", "both"];
    const count = async (...more: string[]) => {
      const outcome = await run(...argv, "--engine", "node-rs", "--json", ...more);
      expect(outcome.err).toBe("");
      const result = json(outcome);
      const rows = result.rows as { countSegment: number }[];
      return { facts: result.engine, segment: rows.map((r) => r.countSegment) };
    };
    const differences = at("differences.csv");
    expect(await count("--differences", differences, "--measure", "per10kTokens")).toMatchObject({
      facts: { name: "@node-rs/jieba", hmm: "on", stopWords: null, tags: null },
      segment: [0, 3],
    });
    expect(readCsv(readFileSync(differences)).toRows()).toMatchObject([
      { term: "科学发展", match: 1, segment: 0, kind: "cut", detail: "科学/发展观", count: 1 },
    ]);
    expect(
      await count("--stop-words", at("stop.txt"), "--tags", "n,v", "--hmm", "off"),
    ).toMatchObject({
      facts: { hmm: "off", stopWords: 2, tags: ["n", "v"] },
    });
    expect((await count("--tags", "m")).segment).toEqual([0, 0]);
  });

  it.each([
    [["--dictionary", "st-talents"], /Did you mean "st-talent"/],
    [["--dictionary", "d.csvv"], /no dictionary/],
    [[], /--dictionary/],
    [["--dictionary", "st-talent", "--measure", "counts"], /Did you mean "count"/],
    [["--dictionary", "st-talent", "--prefer", "newest"], /latest \| longest/],
    [["--dictionary", "st-talent", "--mode", "matsch"], /Did you mean "match"/],
    [["--dictionary", "st-talent", "--hmm", "off"], /nothing is segmented/],
    [["--dictionary", "st-talent", "--tags", "n"], /nothing is segmented/],
    [["--dictionary", "st-talent", "--mode", "segment", "--tags", "名词"], /no part of speech/],
    [
      ["--dictionary", "st-talent", "--mode", "segment", "--stop-words", "function-word"],
      /Did you mean "function-words"/,
    ],
    [["--dictionary", "st-talent", "--differences", "d.csv"], /--mode both/],
    [["--dictionary", "st-talent", "-o", "/proc/x/out.csv"], /cannot be written/],
  ])("ends with 2 on %j", async (argv, message) => {
    const outcome = await run("attention", at("r1.txt"), ...argv);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toMatch(message);
  });

  it("ends with 2 on a store that is not there or holds nothing", async () => {
    const missing = await run("attention", "--db", at("none.db"), "--dictionary", "st-talent");
    expect(missing.code).toBe(2);
    expect(missing.err).toMatch(/no such store/);
    (await Store.open(at("empty.db"))).close();
    const empty = await run("attention", "--db", at("empty.db"), "--dictionary", "st-talent");
    expect(empty.code).toBe(2);
    expect(empty.err).toMatch(/no document was found/);
  });
});

describe("targets", () => {
  it("gives the published rows with the sentence as evidence", async () => {
    const outcome = await run("targets", "--db", db, "--target", "gdp,cpi", "--json");
    const result = json(outcome);
    expect(targetsSchema.safeParse(result).success).toBe(true);
    expect(result.rows).toMatchObject([
      { document: 1, year: 2021, target: "gdp", low: 7, high: 7, value: 7, wording: "soft" },
      { target: "cpi", value: 3, wording: "soft" },
      { document: 2, year: 2022, target: "gdp", value: 7 },
      { target: "cpi" },
    ]);
    expect(String(result.rows[0]!.sentence)).toContain("地区生产总值增长7%左右");
  });

  it("writes a table and refuses unknown kinds", async () => {
    expect((await run("targets", at("r1.txt"), "-o", at("targets.csv"))).code).toBe(0);
    expect(readFileSync(at("targets.csv"), "utf8")).toContain("420600");
    const outcome = await run("targets", at("r1.txt"), "--target", "gdpp");
    expect(outcome).toMatchObject({ code: 2, err: expect.stringMatching(/Did you mean "gdp"/) });
  });
});

describe("kwic, documents, dictionary", () => {
  it("shows the hits with region and year, and writes CSV and HTML", async () => {
    const outcome = await run("kwic", "科技创新", "--db", db);
    expect(outcome.out.split("\n")[0]).toMatch(/推进【科技创新】.*襄阳市 2021/);
    expect((await run("kwic", "科技创新", at("r1.txt"), "-o", at("k.csv"))).code).toBe(0);
    expect(readCsv(readFileSync(at("k.csv")), { text: ["region_code"] }).nrow).toBe(3);
    expect((await run("kwic", "科技创新", at("r1.txt"), "-o", at("k.html"))).code).toBe(0);
    expect(existsSync(at("k.html"))).toBe(true);
    expect((await run("kwic", "。", at("r1.txt"))).code).toBe(2);
    expect((await run("kwic", "创新", at("r1.txt"), "-o", at("k.doc"))).code).toBe(2);
  });

  it("lists, shows and exports documents", async () => {
    const list = json(await run("documents", "list", "--db", db, "--json"));
    expect(list.documents).toMatchObject([
      {
        id: 1,
        kind: "report",
        region: "襄阳市",
        year: 2021,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { id: 2, year: 2022 },
    ]);
    const shown = await run("documents", "show", "1", "--db", db);
    expect(shown.out).toContain("各位代表：");
    expect((await run("documents", "show", "99", "--db", db)).code).toBe(2);
    expect((await run("documents", "export", at("texts"), "--db", db)).code).toBe(0);
    expect(readFileSync(at("texts/420600_2021_1.txt"), "utf8")).toContain("科技创新");
  });

  it("lists, checks and expands dictionaries", async () => {
    expect((await run("dictionary", "list")).out).toContain("new-quality-productive-forces");
    expect((await run("dictionary", "list", "st-talent")).out).toContain("科技创新");
    expect((await run("dictionary", "validate", "st-talent", at("d.csv"))).code).toBe(0);
    writeFileSync(at("bad.csv"), "term,weight\n，,1\n创新,much\n改革,\n改革,\n");
    const bad = await run("dictionary", "validate", at("bad.csv"), "--json");
    expect(bad.code).toBe(2);
    expect(json(bad)).toMatchObject({
      dictionaries: [
        { problems: [expect.stringMatching(/row 2/), expect.stringMatching(/row 3/)] },
      ],
    });
    const expanded = await run(
      ...["dictionary", "expand", at("r1.txt"), "--dictionary", at("d.csv")],
      ...["--min-count", "1", "--engine", "node-rs", "--json"],
    );
    expect(expanded.code).toBe(0);
    expect(json(expanded).kind).toBe("dictionary-expansion");
  });
});
