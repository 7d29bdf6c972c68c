import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Interrupted } from "../../src/base/index.js";
import { eachDocument, Store } from "../../src/store/index.js";
import { importAnnualReports, importReports } from "../../src/text/index.js";
import { CLOSING, OPENING, PLAN, REVIEW, sampleReport } from "./sample-report.js";

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-import-"));
  store = await Store.open(":memory:");
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, data: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, data);
  return path;
};
const body = [...OPENING, ...REVIEW, ...PLAN, CLOSING].join("\n");
const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe("importReports", () => {
  it("stores a report with its raw bytes, cleaned text, appendix and metadata", async () => {
    const raw = sampleReport({ tail: ["名词解释", "1.专班：临时工作组。"] });
    put("a.txt", raw);
    const summary = await importReports(store, [folder], { run: "r1" });
    expect(summary).toMatchObject({ stored: 1, duplicates: 0, incomplete: 0, failures: [] });
    const [document] = [...eachDocument(store)];
    expect(document).toMatchObject({ regionCode: "420600", year: 2021, text: body });
    expect(document!.appendix).toContain("专班");
    expect(Buffer.from(store.getContent(document!.rawHash)!).toString()).toBe(raw);
  });

  it("reads tables, JSON Lines and year-tab-text with one report for each record", async () => {
    const text = sampleReport({ head: ["湖北省省长 王某"] });
    put(
      "t.csv",
      `province,year,title,full_text\n湖北省,2021,2021年湖北省政府工作报告,${csvCell(text)}\n`,
    );
    const line = JSON.stringify({
      title: "2020年国务院政府工作报告",
      content: text.replace("市人民政府", "国务院").replace("湖北省省长", "国务院总理"),
      year: 2020,
    });
    put("l.jsonl", `${line}\nnot json\n`);
    const national = `2018\t${text
      .replaceAll("\n", "　　")
      .replace("市人民政府", "国务院")
      .replace("湖北省省长", "国务院总理")
      .replace(/2021年/g, "今年")
      .replace(/2020年/g, "去年")}\n`;
    put("y.tsv", national);
    const summary = await importReports(store, [folder]);
    expect(summary.stored).toBe(3);
    expect(summary.failures).toMatchObject([{ record: 2, reason: "the line is not JSON" }]);
    const found = [...eachDocument(store)].map((d) => [d.regionCode, d.year]);
    expect(found).toContainEqual(["420000", 2021]);
    expect(found).toContainEqual(["100000", 2018]);
  });

  it("lists what it skips and what fails, each with a reason, and stores the rest", async () => {
    put("good.txt", sampleReport());
    put("_source_list.csv", "province,url\na,b\n");
    put("empty.txt", "");
    put("zeros.txt", new Uint8Array(100_000));
    put("news.txt", "本报讯：今日天气晴朗。");
    put(
      "resolution.txt",
      "某市人大关于政府工作报告的决议\n会议听取和审议了市长所作的报告，决定批准。",
    );
    put("sentences.csv", "中文,英文\n各位代表,Dear deputies\n");
    put("notes.xyz.zip", "PK");
    const summary = await importReports(store, [folder], { run: "r2" });
    expect(summary.stored).toBe(1);
    const by = (state: string): string[] =>
      summary.reasons.filter((r) => r.state === state).map((r) => r.reason);
    expect(by("skipped").join("\n")).toMatch(/resolution/);
    expect(by("skipped").join("\n")).toMatch(/index or note/);
    expect(by("skipped").join("\n")).toMatch(/--map text=COLUMN/);
    expect(by("failed").join("\n")).toMatch(/zero byte/);
    expect(by("failed").join("\n")).toMatch(/no text/);
    const logged = store.connection.prepare("SELECT count(*) AS n FROM import_items").get();
    expect(logged).toEqual({ n: 8 });
  });

  it("knows the same report again, by content and by cleaned text", async () => {
    put("a.txt", sampleReport());
    put("b.txt", `打印\n${sampleReport({ tail: ["相关报道："] })}`);
    expect(await importReports(store, [folder])).toMatchObject({ stored: 1, duplicates: 1 });
    expect(await importReports(store, [folder])).toMatchObject({ stored: 0, duplicates: 2 });
  });

  it("fills the store in the same way at any number of threads", async () => {
    for (let i = 0; i < 55; i++) {
      const plan = Array.from(
        { length: (i * 7) % 30 },
        (_, k) => `（${k}）发展数字经济，第${i}项。`,
      );
      put(`r${String(i).padStart(2, "0")}.txt`, sampleReport({ plan }));
    }
    put("table.csv", `region,year,text\n襄阳市,2019,"${sampleReport({ plan: ["二、计划"] })}"\n`);
    put("z.txt", "");
    const rows: unknown[] = [];
    for (const threads of [1, 3]) {
      const own = await Store.open(":memory:");
      const summary = await importReports(own, [folder], { run: "t", threads });
      const all = (table: string) => own.connection.prepare(`SELECT * FROM ${table}`).all();
      const hashes = own.connection.prepare("SELECT hash FROM content ORDER BY hash").all();
      rows.push([summary, all("documents"), all("import_items"), hashes]);
      own.close();
    }
    expect(rows[1]).toEqual(rows[0]);
    expect((rows[0] as [{ stored: number }])[0].stored).toBe(55);
  });

  it("keeps what it has when interrupted and goes on at the next call", async () => {
    for (let i = 0; i < 60; i++)
      put(`r${String(i).padStart(2, "0")}.txt`, sampleReport().replace("3.2万", `${i}万`));
    const controller = new AbortController();
    let done = 0;
    const progress = {
      start() {},
      advance() {
        if (++done === 40) controller.abort();
      },
      finish() {},
    };
    const work = importReports(store, [folder], { progress, signal: controller.signal });
    await expect(work).rejects.toBeInstanceOf(Interrupted);
    expect([...eachDocument(store)]).toHaveLength(40);
    expect(await importReports(store, [folder])).toMatchObject({ stored: 20, duplicates: 40 });
  });

  it("counts documents that lack region or year and takes them from the caller when told", async () => {
    put("x.txt", [...OPENING, "工作取得进展。", CLOSING].join("\n"));
    expect(await importReports(store, [folder])).toMatchObject({ stored: 1, incomplete: 1 });
    const other = await Store.open(":memory:");
    await importReports(other, [folder], { region: "襄阳市", year: 2019 });
    expect([...eachDocument(other)][0]).toMatchObject({ regionCode: "420600", year: 2019 });
    other.close();
  });

  it("takes any text when told to", async () => {
    put("news.txt", "本报讯：今日天气晴朗。");
    expect((await importReports(store, [folder], { accept: "all" })).stored).toBe(1);
  });

  it("says so when the folder is empty or not there", async () => {
    await expect(importReports(store, [folder])).rejects.toMatchObject({ code: "text/no-files" });
    await expect(importReports(store, [join(folder, "no")])).rejects.toMatchObject({
      code: "file/not-found",
    });
  });
});

describe("importAnnualReports", () => {
  it("takes firm and year from name, text or table", async () => {
    put("600000_2019.txt", "浦发银行2019年年度报告\n公司持续推进数字化转型。");
    put("t.csv", `股票代码,year,text\n000001,2020,${csvCell("数字化转型。".repeat(40))}\n`);
    expect((await importAnnualReports(store, [folder])).stored).toBe(2);
    const found = [...eachDocument(store, "annual-report")].map((d) => [d.firm, d.year]);
    expect(found).toContainEqual(["600000", 2019]);
    expect(found).toContainEqual(["000001", 2020]);
  });
});
