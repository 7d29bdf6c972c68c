import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Store } from "../../src/store/index.js";
import { openSqlite } from "../../src/store/sqlite.js";

const root = join(import.meta.dirname, "../..");
const main = join(root, "dist/cli/main.js");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-interrupt-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Imports a report; `onErr` sees what was said so far. */
function importReport(db: string, onErr: (text: string, kill: (signal: "SIGINT") => void) => void) {
  const report = join(root, "corpus/reports/960100_2010.txt");
  const child = spawn(process.execPath, [main, "import", "reports", report, "--db", db], {
    env: { ...process.env, LANG: "en_US.UTF-8" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (data: Buffer) => {
    err += data.toString();
    onErr(err, (signal) => child.kill(signal));
  });
  return new Promise<{ code: number | null; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, err }));
  });
}

describe("Ctrl-C", () => {
  it("stops a run that waits for a store, with 130; the next run finishes the work", async () => {
    const db = join(folder, "s.db");
    (await Store.open(db)).close();
    const other = await openSqlite(db, { readonly: false });
    other.exec("BEGIN EXCLUSIVE");
    let asked = false;
    const stopped = await importReport(db, (text, kill) => {
      if (!asked && text.includes("waiting for it")) kill("SIGINT");
      asked ||= text.includes("waiting for it");
    });
    expect(stopped.err).toContain("another run is using the store");
    expect(stopped.err).toContain("Interrupted.");
    expect(stopped.code).toBe(130);
    other.exec("ROLLBACK");
    other.close();
    const again = await importReport(db, () => {});
    expect(again.code).toBe(0);
    const store = await Store.open(db);
    expect(store.integrity()).toBe("ok");
    expect(store.connection.prepare("SELECT count(*) AS n FROM documents").get()).toEqual({ n: 1 });
    store.close();
  }, 60_000);
});
