import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import {
  addDocument,
  eachDocument,
  getDocument,
  getStep,
  logImport,
  type NewDocument,
  putCounts,
  putStep,
  Store,
} from "../../src/store/index.js";
import { openSqlite } from "../../src/store/sqlite.js";

const place = () => join(mkdtempSync(join(tmpdir(), "xinzhi-")), "store.db");

function report(text: string, change: Partial<NewDocument> = {}): NewDocument {
  return {
    kind: "report",
    regionCode: "150702",
    region: "海拉尔区",
    level: "county",
    firm: null,
    year: 2016,
    title: "政府工作报告",
    speaker: null,
    date: null,
    source: "test",
    url: null,
    path: "a.txt",
    confidence: 1,
    text,
    appendix: "",
    characters: text.length,
    notes: ["说明"],
    raw: Buffer.from(text),
    ...change,
  };
}

async function code(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof UserError ? error.code : `not a user error: ${error}`;
  }
  return "no error";
}

describe("the store", () => {
  it("keeps documents and their raw bytes, each once", async () => {
    const store = await Store.open(place());
    const first = addDocument(store, report("科技创新"));
    expect(first.state).toBe("stored");
    expect(addDocument(store, report("科技创新"))).toEqual({ id: first.id, state: "duplicate" });
    const other = report("科技创新", { year: 2017, path: "b.txt" });
    expect(addDocument(store, other).state).toBe("stored");
    const found = getDocument(store, first.id)!;
    expect(found.text).toBe("科技创新");
    expect(found.notes).toEqual(["说明"]);
    expect(Buffer.from(store.getContent(found.rawHash)!).toString()).toBe("科技创新");
    expect([...eachDocument(store)].map((d) => d.year)).toEqual([2016, 2017]);
    expect([...eachDocument(store, "annual-report")]).toEqual([]);
    expect(getDocument(store, 99)).toBeUndefined();
    store.close();
  });

  it("puts another reading of the same file in the place of the first, without its counts", async () => {
    const store = await Store.open(place());
    const { id } = addDocument(store, report("數字經濟"));
    const count = { documentId: id, dictionary: "d", group: "", term: "t", count: 1 };
    putCounts(store, [{ ...count, mode: "match" }]);
    const raw = Buffer.from("數字經濟");
    const change = { raw, year: 2017, kind: "policy" as const };
    expect(addDocument(store, report("数字经济", change))).toEqual({ id, state: "replaced" });
    expect(getDocument(store, id)).toMatchObject({ text: "数字经济", year: 2017, kind: "policy" });
    expect([...eachDocument(store, "policy")]).toHaveLength(1);
    expect([...eachDocument(store, "page")]).toEqual([]);
    const left = store.connection.prepare("SELECT count(*) AS n FROM keyword_counts").get();
    expect(left).toEqual({ n: 0 });
    expect(addDocument(store, report("数字经济", change)).state).toBe("duplicate");
    store.close();
  });

  it("keeps raw bytes of any kind by their hash", async () => {
    const store = await Store.open(":memory:");
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const hash = store.putContent(bytes);
        expect(Uint8Array.from(store.getContent(hash)!)).toEqual(bytes);
        expect(store.putContent(bytes)).toBe(hash);
      }),
    );
    expect(store.getContent("none")).toBeUndefined();
    store.close();
  });

  it("keeps the last result of a step under its key", async () => {
    const store = await Store.open(":memory:");
    putStep(store, "k", "index", Buffer.from("one"), "2026-01-01");
    putStep(store, "k", "index", Buffer.from("two"), "2026-01-02");
    expect(Buffer.from(getStep(store, "k")!).toString()).toBe("two");
    expect(getStep(store, "other")).toBeUndefined();
    store.close();
  });

  it("opens again with what it held, sound and on the newest schema", async () => {
    const file = place();
    const store = await Store.open(file);
    const { id } = addDocument(store, report("一"));
    const version = store.schemaVersion;
    store.close();
    const again = await Store.open(file);
    expect(getDocument(again, id)?.text).toBe("一");
    expect(again.schemaVersion).toBe(version);
    expect(again.integrity()).toBe("ok");
    again.close();
  });

  it("undoes a batch that fails half-way", async () => {
    const store = await Store.open(":memory:");
    expect(() =>
      store.transaction(() => {
        addDocument(store, report("一"));
        throw new Error("half-way");
      }),
    ).toThrow("half-way");
    expect([...eachDocument(store)]).toEqual([]);
    store.close();
  });

  it("refuses what the tables do not allow", async () => {
    const store = await Store.open(":memory:");
    const item = { kind: "report", path: "a", record: null, reason: "" } as const;
    logImport(store, "run", { ...item, state: "failed" });
    expect(() => logImport(store, "run", { ...item, state: "lost" as never })).toThrow(/CHECK/);
    expect(() =>
      store.connection
        .prepare("INSERT INTO patent_ipc (patent_id, position, raw) VALUES (99, 1, 'x')")
        .run(),
    ).toThrow(/FOREIGN KEY/);
    store.close();
  });
});

describe("a file that is no store of ours", () => {
  it("is refused when another program's database, or no database at all", async () => {
    const file = place();
    writeFileSync(file, "this is not a database, whatever its name says".repeat(50));
    expect(await code(() => Store.open(file))).toBe("store/not-a-store");
    const foreign = place();
    const db = await openSqlite(foreign, { readonly: false });
    db.exec("CREATE TABLE t (x)");
    db.close();
    const before = readFileSync(foreign);
    expect(await code(() => Store.open(foreign))).toBe("store/not-a-store");
    expect(readFileSync(foreign).equals(before)).toBe(true);
  });

  it("of a newer version is refused and not changed", async () => {
    const file = place();
    const store = await Store.open(file);
    const known = store.schemaVersion;
    store.connection.pragma(`user_version = ${known + 1}`);
    store.connection.pragma("wal_checkpoint(TRUNCATE)");
    store.close();
    const before = readFileSync(file);
    await expect(Store.open(file)).rejects.toThrow(/newer xinzhi/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("whose version was turned back is damaged, not of another program", async () => {
    const file = place();
    const store = await Store.open(file);
    store.connection.pragma("user_version = 2");
    store.connection.pragma("wal_checkpoint(TRUNCATE)");
    store.close();
    expect(await code(() => Store.open(file))).toBe("store/damaged");
  });

  it("that does not exist is named when one is wanted", async () => {
    const file = place();
    expect(await code(() => Store.open(file, { mode: "existing" }))).toBe("store/not-found");
    expect(await code(() => Store.open(file, { mode: "read" }))).toBe("store/not-found");
    expect(existsSync(file)).toBe(false);
  });

  it("in a place that cannot be written says so", async () => {
    // A folder that is a file: also the superuser cannot write below it.
    const file = place();
    writeFileSync(file, "x");
    expect(await code(() => Store.open(join(file, "below.db")))).toMatch(
      /^store\/read-only|^file\/not-writable/,
    );
  });

  it.skipIf(process.getuid?.() === 0)("in a read-only folder says so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
    chmodSync(folder, 0o500);
    expect(await code(() => Store.open(join(folder, "x.db")))).toBe("store/read-only");
    chmodSync(folder, 0o700);
  });

  it("cut short or mutated anywhere gives an error of the user or opens sound data", async () => {
    const file = place();
    const store = await Store.open(file);
    store.transaction(() => {
      for (let i = 0; i < 50; i++) addDocument(store, report(`第${i}份`, { year: 2000 + i }));
    });
    store.connection.pragma("wal_checkpoint(TRUNCATE)");
    store.close();
    const good = readFileSync(file);
    for (const keep of [0, 10, 100, 4096, 10_000, good.length - 4096]) {
      const cut = place();
      writeFileSync(cut, good.subarray(0, keep));
      const outcome = await code(async () => {
        const opened = await Store.open(cut);
        opened.integrity();
        opened.close();
      });
      expect(["no error", "store/not-a-store", "store/cut"]).toContain(outcome);
    }
  });
});

describe("a run that is killed at any moment", () => {
  it("leaves a store that opens, is sound, and holds whole batches only", async () => {
    const file = place();
    const script = `
      import { Store, addDocument } from ${JSON.stringify(
        new URL("../../src/store/index.ts", import.meta.url).pathname,
      )};
      const store = await Store.open(${JSON.stringify(file)});
      console.log("ready");
      for (let batch = 0; ; batch++) {
        store.transaction(() => {
          for (let i = 0; i < 10; i++) {
            const text = "batch " + batch + " item " + i + " " + process.pid;
            addDocument(store, { kind: "report", regionCode: null, region: text, level: null,
              firm: null, year: 2000, title: "", speaker: null, date: null, source: "kill",
              url: null, path: null, confidence: 1, text, appendix: "", characters: 1, notes: [],
              raw: Buffer.from(text) });
          }
        });
      }`;
    const path = join(mkdtempSync(join(tmpdir(), "xinzhi-")), "writer.mts");
    writeFileSync(path, script);
    const root = new URL("../../", import.meta.url).pathname;
    let before = 0;
    for (const delay of [0, 30, 500]) {
      const child = spawn(process.execPath, ["--import", "tsx", path], { cwd: root });
      await new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, delay));
      const closed = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await closed;
      const store = await Store.open(file);
      expect(store.integrity()).toBe("ok");
      const { n } = store.connection.prepare("SELECT count(*) AS n FROM documents").get() as {
        n: number;
      };
      expect(n % 10).toBe(0);
      expect(n).toBeGreaterThanOrEqual(before);
      before = n;
      store.close();
    }
    expect(before).toBeGreaterThan(0);
  });
});
