import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importPatents } from "../../src/patent/index.js";
import { Store } from "../../src/store/index.js";
import { manyPatents } from "./many-patents.js";

const KILLS = 2;
const root = join(import.meta.dirname, "../..");
let folder: string;
let csv: string;

beforeAll(() => {
  execFileSync("node", [join(root, "scripts/build-if-needed.mjs")], { cwd: root });
  folder = mkdtempSync(join(tmpdir(), "xinzhi-patent-kill-"));
  csv = join(folder, "patents.csv");
  writeFileSync(csv, manyPatents(9000));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TABLES = ["patents", "patent_applicants", "patent_ipc"];
const contents = (store: Store): unknown[] =>
  TABLES.map((t) => store.connection.prepare(`SELECT * FROM ${t}`).all());
const counted = async (file: string): Promise<number> => {
  const store = await Store.open(file);
  expect(store.integrity()).toBe("ok");
  const row = store.connection.prepare("SELECT count(*) AS n FROM patents").get();
  store.close();
  return (row as { n: number }).n;
};

/** Runs the command in two threads; kills it without warning once `when` is fulfilled. */
function run(db: string, when?: () => boolean): Promise<number | null> {
  const main = join(root, "dist/cli/main.js");
  const child = spawn("node", [main, "import", "patents", csv, "--db", db, "--threads", "2"], {
    stdio: "ignore",
  });
  const watch = setInterval(() => when?.() === true && child.kill("SIGKILL"), 5);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearInterval(watch);
      resolve(code);
    });
  });
}

/** Bytes of the store with its log. */
function sizeOf(db: string): number {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size(db) + size(`${db}-wal`);
}

it("an import that is killed again and again ends with the store of one that was not", async () => {
  const db = join(folder, "killed.db");
  let before = 0;
  for (let i = 0; i < KILLS; i++) {
    const start = sizeOf(db);
    expect(await run(db, () => sizeOf(db) > start + 3e6)).toBeNull();
    const now = await counted(db);
    expect(now).toBeGreaterThan(before);
    expect(now).toBeLessThan(8900);
    before = now;
  }
  // 30 rows have a cell too many: the import is complete, some records failed.
  expect(await run(db)).toBe(3);
  const whole = await Store.open(":memory:");
  await importPatents(whole, [csv], { threads: 1 });
  const resumed = await Store.open(db);
  expect(contents(resumed)).toEqual(contents(whole));
  resumed.close();
  whole.close();
}, 180_000);
