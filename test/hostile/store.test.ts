import { copyFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addDocument,
  brokenContents,
  brokenRows,
  eachDocument,
  eachPatent,
  getStep,
  labelSources,
  patentRanges,
  putStep,
  SEALED_TABLES,
  Store,
} from "../../src/store/index.js";
import { runWords } from "../run-words.js";

let folder: string;
let file: string;

const PATENTS = Array.from({ length: 9 }, (_, i) => {
  return `CN10999990${i}A,CN20201117290${i},装置${i},2020-10-28,青岚大学,G06F3/0${i}`;
}).join("\n");
const TABLES = ["content", "documents", "step_cache"] as const;
const contentsOf = (store: Store): string =>
  JSON.stringify(
    TABLES.map((t) => store.connection.prepare(`SELECT * FROM ${t} ORDER BY rowid`).all()),
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-seals-"));
  file = join(folder, "s.db");
  const store = await Store.open(file);
  store.transaction(() => {
    for (let i = 0; i < 30; i++) {
      const text = `第${i}份报告 ${"各位代表，".repeat(40)}`;
      addDocument(store, {
        kind: "report",
        regionCode: "510100",
        region: "成都市",
        level: "prefecture",
        firm: null,
        year: 1990 + i,
        title: "政府工作报告",
        speaker: null,
        date: null,
        source: "t",
        url: null,
        path: null,
        confidence: 1,
        text,
        appendix: "",
        characters: 100,
        notes: [],
        raw: Buffer.from(text),
      } as never);
    }
  });
  putStep(store, "k", "section baseline", Buffer.from(Float64Array.of(0.1305).buffer), "2026");
  store.connection.pragma("wal_checkpoint(TRUNCATE)");
  store.close();
});

describe("a changed byte of the store", () => {
  it("in a kept step: the step is not used, and that is remarked", async () => {
    const store = await Store.open(file);
    store.connection.exec("BEGIN");
    store.connection.prepare("UPDATE step_cache SET artefact = ?").run(Buffer.alloc(8));
    expect(getStep(store, "k")).toBeUndefined();
    expect(store.remarks.map((r) => r.code)).toEqual(["store/step-changed"]);
    store.connection.exec("ROLLBACK");
    expect(getStep(store, "k")).toHaveLength(8);
    store.close();
  });

  it("in a text or a fact: an error that names the document", async () => {
    for (const change of [
      "UPDATE documents SET text = replace(text, '第7份', '第8份')",
      "UPDATE documents SET year = 1900 WHERE id = 8",
    ]) {
      const copy = join(folder, "c.db");
      copyFileSync(file, copy);
      const store = await Store.open(copy);
      // As another program does it: without our triggers.
      store.connection.exec("DROP TRIGGER temp.resealed_documents");
      store.connection.exec(change);
      expect(() => [...eachDocument(store)]).toThrow(/documents? 8 .*no longer what was stored/);
      store.close();
    }
  });

  it("at any of 150 places is reported, or lies where no data is", async () => {
    const intact = readFileSync(file);
    const sound = await Store.open(file, { mode: "read" });
    const before = contentsOf(sound);
    sound.close();
    let told = 0;
    for (let k = 0; k < 150; k++) {
      const bytes = Buffer.from(intact);
      const at = Math.floor((k + 0.5) * (bytes.length / 150));
      bytes[at] = bytes[at]! ^ (1 << (k % 8));
      const copy = join(folder, `flip-${k}.db`);
      writeFileSync(copy, bytes);
      let report: string;
      let after = "";
      try {
        const store = await Store.open(copy, { mode: "read" });
        const broken = SEALED_TABLES.flatMap((t) => brokenRows(store.connection, t));
        report = [...broken, ...brokenContents(store.connection)].join();
        if (store.integrity() !== "ok") report += "integrity";
        after = contentsOf(store);
        store.close();
      } catch (error) {
        report = (error as { code?: string }).code ?? String(error);
        expect(report).toMatch(/^store\//);
      }
      if (report === "") expect(after).toBe(before);
      else told++;
    }
    expect(told).toBeGreaterThan(30);
  });

  it("in the key of a patent, by which ranges no longer find it", async () => {
    const patents = join(folder, "p.csv");
    writeFileSync(patents, `公开号,申请号,标题,申请日,申请人,IPC\n${PATENTS}`);
    const db = join(folder, "p.db");
    expect((await runWords(["import", "patents", patents, "--db", db, "--quiet"])).code).toBe(0);
    const store = await Store.open(db, { mode: "read" });
    expect([...eachPatent(store)]).toHaveLength(9);
    const sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'patents'";
    const { rootpage } = store.connection.prepare(sql).get() as { rootpage: number };
    store.close();
    const intact = readFileSync(db);
    const page = (rootpage - 1) * intact.readUInt16BE(16);
    expect(intact[page]).toBe(0x0d); // a leaf with all rows
    for (const row of [0, 4, 8]) {
      const cell = page + intact.readUInt16BE(page + 8 + 2 * row);
      const key = cell + (intact[cell]! > 127 ? 2 : 1);
      expect(intact[key]).toBe(row + 1);
      for (const wrong of [0, 2, 65]) {
        if (wrong === row + 1) continue;
        const bytes = Buffer.from(intact);
        bytes[key] = wrong;
        writeFileSync(db, bytes);
        const opened = await Store.open(db, { mode: "read" });
        expect(() => [...eachPatent(opened)]).toThrow(/no longer what was stored/);
        expect(() => {
          for (const range of patentRanges(opened, 100)) labelSources(opened, range, "with-text");
        }).toThrow(/no longer what was stored/);
        opened.close();
      }
    }
  });

  it("a store that was cut by some bytes is not opened", async () => {
    const copy = join(folder, "cut.db");
    copyFileSync(file, copy);
    truncateSync(copy, readFileSync(copy).length - 21);
    await expect(Store.open(copy, { mode: "read" })).rejects.toMatchObject({ code: "store/cut" });
  });
});
