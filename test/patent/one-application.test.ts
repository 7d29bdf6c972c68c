import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createRng, packageRoot } from "../../src/base/index.js";
import {
  checkDigit,
  readApplicationNumber,
} from "../../src/patent/applicant/application-number.js";
import {
  createClassifier,
  importPatents,
  innovate,
  labelStore,
  readConcordance,
} from "../../src/patent/index.js";
import { gatherApplications } from "../../src/patent/innovate/applications.js";
import { eachPatent, Store } from "../../src/store/index.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openSqlite } from "../../src/store/sqlite.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-application-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};

/** The published application as incoPat exports it. */
const published = write("incopat.csv", [
  "标题(中文),公开(公告)号,公开(公告)日,申请号,申请日,申请人,申请人地址,IPC,被引证次数,转让人,受让人,转让执行日",
  "一种装置,CN112000001A,20210105,CN202011172919.0,20200107,甲有限公司,北京市海淀区,H04L27/26,5,甲有限公司,丙有限公司,20220301",
]);
/** Its grant in another service's spelling, with a symbol more and the transfer again. */
const granted = write("cnrds.csv", [
  "Scode,公开(公告)号,专利名称,申请号,申请日,授权公告日,申请人,申请人地址,IPC,被引证次数,转让人,受让人,转让执行日",
  "000001,CN112000001B,一种装置,ZL2020111729190,2020-01-07,2022-02-01,甲有限公司,北京市海淀区,H04L27/26;G06F3/01,2,甲有限公司,丙有限公司,2022-03-01",
]);
/** The same application where no document is named, with all its citations. */
const whole = write("list.csv", [
  "申请号,专利名称,申请日,申请人,国际专利分类号,被引证次数",
  "2020111729190,一种装置,2020-01-07,甲有限公司,H04L27/26,7",
]);
const concordance = readConcordance("sei-ipc-2021");

async function imported(...files: string[]) {
  const store = await Store.open(":memory:");
  const results = [];
  for (const file of files) results.push(await importPatents(store, [file]));
  return { store, results };
}

/** What the store says, whatever the order of its rows. */
function contents(store: Store): unknown[] {
  return Array.from(eachPatent(store), ({ id: _, applicants, ipc, transfers, ...head }) => ({
    ...head,
    applicants: applicants.map((a) => ({ ...a, patent: 0 })),
    ipc: ipc.map((x) => ({ ...x, patent: 0 })),
    transfers: transfers.map((t) => ({ ...t, patent: 0 })),
  })).sort((a, b) => a.identity.localeCompare(b.identity));
}

describe("the documents of one application in several files", () => {
  it("are the same store and one application in whatever order they come", async () => {
    const files = [published, granted];
    const one = await imported(...files);
    const two = await imported(...files.reverse());
    expect(contents(one.store)).toEqual(contents(two.store));
    expect(contents(one.store)).toHaveLength(2);
    for (const { store, results } of [one, two]) {
      expect(results.at(-1)!.held).toEqual({ documents: 2, applications: 1 });
      const { table, counts } = innovate(eachPatent(store), { concordance });
      expect(counts).toMatchObject({ documents: 2, applications: 1, merged: 1 });
      // One application, granted once; the citations are those of each document.
      const measures = ["total", "granted", "cited", "year", "key"];
      expect(measures.map((m) => [...table.number(m)])).toEqual([[1], [1], [7], [2020], [1]]);
      // Both documents tell of the transfer; it took place once.
      const gathered = gatherApplications(eachPatent(store), createClassifier({ concordance }));
      expect(gathered.applications[0]!.transfers).toMatchObject([{ to: "丙有限公司" }]);
      const { applications } = await labelStore(store, { concordance });
      expect(applications).toEqual({ all: 1, key: 1 });
      store.close();
    }
  });

  it("count once with a list that names no document, and its citations are not added", async () => {
    for (const files of [
      [published, whole, granted],
      [whole, granted, published],
      [granted, published, whole],
    ]) {
      const { store, results } = await imported(...files);
      expect(results.at(-1)!.held).toEqual({ documents: 3, applications: 1 });
      const { table } = innovate(eachPatent(store), { concordance });
      expect([...table.number("total")]).toEqual([1]);
      expect([...table.number("cited")]).toEqual([7]);
      expect(await importPatents(store, [whole])).toMatchObject({ stored: 0, merged: 0 });
      store.close();
    }
  });

  it("have the applicants of the first that names some, in whatever order three come", async () => {
    const document = (publication: string, applicant: string) =>
      write(`${publication}.csv`, [
        "公开(公告)号,申请号,标题,申请日,申请人,IPC",
        `${publication},CN202011172919.0,一种,2020-01-07,${applicant},H04L27/26`,
      ]);
    const a = document("CN112000005A", "");
    const b = document("CN112000005B", "甲有限公司");
    const c = document("CN112000005C", "乙有限公司");
    const found = [];
    for (const files of [
      [a, b, c],
      [b, c, a],
      [c, a, b],
    ]) {
      const { store } = await imported(...files);
      const { applications } = gatherApplications(
        eachPatent(store),
        createClassifier({ concordance }),
      );
      found.push(applications.map((x) => x.applicants.map((p) => p.name)));
      store.close();
    }
    expect(found).toEqual(Array(3).fill([["甲有限公司"]]));
  });

  it("are no more when they are imported again", async () => {
    const { store, results } = await imported(published, granted, published, granted);
    expect(results.map((r) => [r.stored, r.merged, r.duplicates])).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(results.at(-1)!.held).toEqual({ documents: 2, applications: 1 });
    store.close();
  });
});

describe("the same document in several files", () => {
  const plain = write("plain.csv", [
    "公开(公告)号,标题,申请日,申请人,IPC",
    "CN112000002A,一种,2020-01-07,甲有限公司,H04L27/26",
  ]);
  const full = write("full.csv", [
    "公开(公告)号,标题,申请号,申请日,申请人,申请人地址,IPC,被引证次数,受让人",
    "CN112000002A,一种,CN202011172919.0,2020-01-07,甲有限公司,北京市海淀区,H04L27/26,5,丙",
  ]);

  it("adds what the stored one lacks: addresses, numbers, transfers", async () => {
    const one = await imported(plain, full);
    const two = await imported(full, plain);
    expect(one.results.map((r) => [r.stored, r.merged, r.duplicates])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(two.results[1]).toMatchObject({ merged: 0, duplicates: 1 });
    expect(contents(one.store)).toEqual(contents(two.store));
    const [patent] = [...eachPatent(one.store)];
    expect(patent).toMatchObject({
      application: "CN202011172919.0",
      applicationKey: "CN202011172919",
      citationsReceived: 5,
      applicants: [{ address: "北京市海淀区", regionCode: "110000" }],
      transfers: [{ to: "丙" }],
    });
    const log = one.store.connection
      .prepare("SELECT state, reason FROM import_items WHERE record IS NOT NULL")
      .all();
    expect(log).toEqual([
      {
        state: "duplicate",
        reason: "CN112000002A is stored already; what it lacked was added",
      },
    ]);
    expect(await importPatents(one.store, [full])).toMatchObject({ merged: 0, duplicates: 1 });
    for (const { store } of [one, two]) store.close();
  });
});

describe("a Chinese application number with a wrong check digit", () => {
  const rows = (name: string, first: string, second: string): string =>
    write(name, [
      "公开(公告)号,申请号,标题,申请日,申请人,申请人地址,IPC",
      `CN112000003A,${first},一种,2020-01-07,甲有限公司,北京市,H04L27/26`,
      `CN112000003B,${second},一种,2020-01-07,甲有限公司,北京市,H04L27/26`,
    ]);

  it.each([
    ["one-wrong.csv", "CN202011172919.0", "CN202011172919.3", 1],
    ["both-wrong.csv", "202011172919.3", "2020111729193", 2],
  ])("is noted, kept as written and joins nothing (%s)", async (name, first, second, wrong) => {
    const { store, results } = await imported(rows(name, first, second));
    expect(results[0]).toMatchObject({
      stored: 2,
      notes: { "bad-check-digit": wrong },
      held: { documents: 2, applications: 2 },
    });
    expect(Array.from(eachPatent(store), (p) => p.application)).toEqual([first, second]);
    expect(innovate(eachPatent(store), { concordance }).counts.applications).toBe(2);
    store.close();
  });

  it("is noted in a record of the gazette too", async () => {
    const xml = (number: string): string =>
      `<base:PatentDocumentAndRelated country="CN" docNumber="112000004" kind="A"><business:BibliographicData><business:PublicationReference><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>112000004</base:DocNumber><base:Kind>A</base:Kind><base:Date>20210105</base:Date></business:PublicationReference><business:ApplicationReference><base:DocNumber>${number}</base:DocNumber><base:Date>20200107</base:Date></business:ApplicationReference><business:InventionTitle>一种</business:InventionTitle></business:BibliographicData></base:PatentDocumentAndRelated>`;
    const read = async (name: string, number: string) =>
      (await imported(write(name, [xml(number)]))).results[0]!.notes;
    expect(await read("right.xml", "202011172919.0")).toEqual({ "without-ipc": 1 });
    expect(await read("wrong.xml", "202011172919.3")).toEqual({
      "bad-check-digit": 1,
      "without-ipc": 1,
    });
    // Half a record is no record.
    const cut = await imported(write("cut.xml", [xml("202011172919.0").slice(0, -60)]));
    expect(cut.results[0]).toMatchObject({ stored: 0, failed: 1 });
  });
});

type Row = [application: string, country: string | null, publication: string | null];

describe("a store of the schema before", () => {
  it("gets the keys that an import gives", async () => {
    const rng = createRng(11);
    const numbers = Array.from({ length: 400 }, (_, i) => {
      const digits = Array.from({ length: i % 4 === 0 ? 8 : 12 }, () => rng.integer(10)).join("");
      const right = checkDigit(digits);
      const told = i % 5 === 0 ? (right === "X" ? "1" : "X") : right;
      return `${i % 3 === 0 ? "ZL" : "CN"}${digits}${i % 7 === 0 ? "" : `.${told}`}`;
    });
    numbers.push("US16/123456", "EP18123456.7", "CN2016/112376", "CN202011172919A", "CN20111111A1");
    const rows = numbers.map((number) => [number, null, null] as Row);
    // Bare numbers: what office they are of stands beside them, or nowhere.
    const bare = ["202011172919.0", "2020111729190", "2020111729193", "202011172919", "16123456"];
    const beside: [string | null, string | null][] = [
      ["CN", null],
      ["中国", "CN112000001A"],
      ["China", null],
      [null, "CN112000001A"],
      ["US", "US20200001A1"],
      ["美国", null],
      [null, null],
    ];
    for (const number of bare) for (const [c, p] of beside) rows.push([number, c, p]);
    const file = join(folder, "before.db");
    const old = await openSqlite(file, { readonly: false });
    for (const migration of migrations.slice(0, 4)) old.exec(migration);
    const insert = old.prepare(
      "INSERT INTO patents (identity, application, country, publication) VALUES (?, ?, ?, ?)",
    );
    rows.forEach((row, i) => void insert.run(`row:${i}`, ...row));
    insert.run("row:none", null, null, null);
    old.pragma("user_version = 4");
    old.pragma(`application_id = ${0x584e5a48}`);
    old.close();
    const store = await Store.open(file);
    expect(Array.from(eachPatent(store), (p) => p.applicationKey)).toEqual([
      ...rows.map(([n, c, p]) => readApplicationNumber(n, c ?? "", p ?? "").key),
      null,
    ]);
    store.close();
  });
});

it("the bundled corpus holds no wrong check digit", async () => {
  const { store, results } = await imported(join(packageRoot(), "corpus/patents.csv"));
  expect(results[0]!.notes).not.toHaveProperty("bad-check-digit");
  store.close();
});
