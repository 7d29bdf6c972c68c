import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/base/index.js";
import {
  classifyFiles,
  importPatents,
  labelStore,
  readConcordance,
} from "../../src/patent/index.js";
import { Store } from "../../src/store/index.js";
import { manyPatents } from "./many-patents.js";

const concordance = readConcordance("sei-ipc-2021");
const TABLES = ["patents", "patent_applicants", "patent_ipc", "patent_labels", "import_items"];
let folder: string;
let files: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-threads-"));
  const large = join(folder, "large.csv");
  // More than eight megabytes: read in pieces.
  writeFileSync(large, manyPatents(9000));
  const small = join(folder, "small.csv");
  writeFileSync(small, "公开号,IPC\nCN1A,H04L1/00\nCN7A,G06F3/01\n只有一列\n");
  const broken = join(folder, "broken.csv");
  writeFileSync(broken, '公开号,IPC\nCN900A,H04L1/00\nCN901A,"never closed\n');
  files = [small, large, join(packageRoot(), "corpus/patents.csv"), broken];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function imported(threads: number) {
  const file = join(folder, `threads-${threads}.db`);
  const store = await Store.open(file);
  const result = await importPatents(store, files, { threads });
  const labels = await labelStore(store, { concordance, threads });
  const tables = TABLES.map((t) => store.connection.prepare(`SELECT * FROM ${t}`).all());
  expect(store.integrity()).toBe("ok");
  store.close();
  return { result, labels, tables };
}

describe("threads", { timeout: 180_000 }, () => {
  it("leave store, account and labels as one thread makes them", async () => {
    const one = await imported(1);
    expect(one.result.failed).toBe(1 + 30 + 1);
    // Of the numbers that come again, the first file's two lacked titles and dates.
    expect(one.result.merged).toBe(2);
    expect(one.result.duplicates).toBe(30 + 1);
    expect(one.result.files.map((f) => f.records)).toEqual([3, 9030, 5684, 1]);
    expect(one.labels.coverage.patents).toBe(one.result.stored);
    expect(await imported(2)).toEqual(one);
  });

  it("classify files to the same rows in the same order", async () => {
    const good = files.slice(0, 3);
    const one = await classifyFiles(good, { concordance, threads: 1 });
    expect(one.rows.length).toBe(2 + 9000 + 5684);
    expect(one.unread).toHaveLength(1 + 30);
    const two = await classifyFiles(good, { concordance, threads: 2 });
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    const broken = files.slice(3);
    await expect(classifyFiles(broken, { concordance, threads: 1 })).rejects.toThrow(/quote/);
    const both = await classifyFiles([files[0]!, ...broken], { concordance });
    expect(both.rows).toHaveLength(2 + 1);
    expect(both.unread.map((u) => u.row)).toEqual([4, null]);
  });
});
