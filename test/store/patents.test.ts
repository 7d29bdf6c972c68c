import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/base/index.js";
import { importPatents } from "../../src/patent/index.js";
import { countPatents, eachPatent, prepareBulk, Store } from "../../src/store/index.js";
import { migrations } from "../../src/store/migrations/index.js";
import { openSqlite } from "../../src/store/sqlite.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-store-"));
const patents = (name: string, from: number, n: number): string => {
  const path = join(folder, name);
  const lines = Array.from({ length: n }, (_, i) => `CN${from + i}A,2020-01-01,甲公司,H04L1/00`);
  writeFileSync(path, `公开号,申请日,申请人,IPC\n${lines.join("\n")}\n`);
  return path;
};
const indexes = (store: Store): string[] =>
  (
    store.connection
      .prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'patent%'")
      .all() as { name: string }[]
  ).map((r) => r.name);

describe("patents in the store", () => {
  it("of a first-version store stay when it is opened", async () => {
    const file = join(folder, "old.db");
    const old = await openSqlite(file, { readonly: false });
    old.exec(migrations[0]!);
    old.exec("INSERT INTO patents (publication, title, record_hash) VALUES ('CN1A', '旧', 'x')");
    old.pragma("user_version = 1");
    old.pragma(`application_id = ${0x584e5a48}`);
    old.close();
    const store = await Store.open(file);
    expect(store.schemaVersion).toBe(migrations.length);
    expect([...eachPatent(store)]).toMatchObject([
      { publication: "CN1A", identity: "x", stage: null },
    ]);
    store.close();
  });

  it("go on after an interruption where the import stopped", async () => {
    const store = await Store.open(":memory:");
    const files = [patents("a.csv", 0, 10), patents("b.csv", 100, 10)];
    const controller = new AbortController();
    const progress = { start() {}, finish() {}, advance: () => controller.abort() };
    await expect(
      importPatents(store, files, { signal: controller.signal, progress }),
    ).rejects.toThrow(Interrupted);
    expect(countPatents(store)).toBe(10);
    expect(await importPatents(store, files)).toMatchObject({ stored: 10, duplicates: 10 });
    store.close();
  });

  it("get their indexes back after a bulk import that was killed", async () => {
    const store = await Store.open(":memory:");
    const before = indexes(store);
    expect(prepareBulk(store)).toBe(true);
    expect(indexes(store).length).toBeLessThan(before.length);
    await importPatents(store, [patents("c.csv", 0, 3)]);
    expect(indexes(store).sort()).toEqual(before.sort());
    expect(prepareBulk(store)).toBe(false);
    store.close();
  });

  it("come one batch at a time, in order", async () => {
    const store = await Store.open(":memory:");
    await importPatents(store, [patents("d.csv", 0, 23)]);
    const ids = Array.from(eachPatent(store, 5), (p) => p.publication);
    expect(ids).toEqual(Array.from({ length: 23 }, (_, i) => `CN${i}A`));
    store.close();
  });

  it("are refused where a damaged page gives empty rows in the place of theirs", async () => {
    const file = join(folder, "empty-rows.db");
    const store = await Store.open(file);
    await importPatents(store, [patents("e.csv", 0, 12)]);
    const { rootpage } = store.connection
      .prepare("SELECT rootpage FROM sqlite_master WHERE name = 'patent_applicants'")
      .get() as { rootpage: number };
    const [{ page_size: size }] = store.connection.pragma("page_size") as [{ page_size: number }];
    store.connection.pragma("wal_checkpoint(TRUNCATE)");
    store.close();
    const bytes = readFileSync(file);
    // The places of the last eight rows, behind the head of the page (8 bytes) and the first four.
    bytes.fill(0, (rootpage - 1) * size + 16, (rootpage - 1) * size + 32);
    writeFileSync(file, bytes);
    const damaged = await Store.open(file, { mode: "read" });
    expect(() => [...eachPatent(damaged)]).toThrow(/no longer what was stored/);
    damaged.close();
  });
});
