import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  countPatents,
  eachDocument,
  eachPatent,
  getStep,
  putStep,
  Store,
} from "../../src/store/index.js";
import { runWords } from "../run-words.js";
import { BYTE_ENGINES } from "./mutate.js";
import type { Target } from "./target.js";

const root = join(import.meta.dirname, "../..");

/** A store with reports, patents and a kept step, read by the ways that commands read it. */
export async function storeTarget(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-fuzz-store-"));
  const db = join(folder, "s.db");
  const patents = join(folder, "p.csv");
  const report = join(folder, "960100_2010.txt");
  copyFileSync(join(root, "corpus/reports/960100_2010.txt"), report);
  const lines = readFileSync(join(root, "corpus/patents.csv"), "utf8").split("\n").slice(0, 12);
  writeFileSync(patents, lines.join("\n"));
  for (const words of [
    ["import", "reports", report, "--db", db],
    ["import", "patents", patents, "--db", db],
  ]) {
    const answer = await runWords([...words, "--quiet"]);
    if (answer.code !== 0) throw new Error(answer.err);
  }
  const store = await Store.open(db);
  putStep(store, "key", "section baseline", Buffer.from(Float64Array.of(0.1305).buffer), "2026");
  store.connection.pragma("wal_checkpoint(TRUNCATE)");
  store.close();
  const seed = readFileSync(db);
  rmSync(folder, { recursive: true, force: true });
  return {
    name: "store",
    ending: ".db",
    seeds: [seed],
    engines: Object.values(BYTE_ENGINES),
    oracle: "same",
    read: async (bytes, path) => {
      for (const tail of ["-wal", "-shm"]) rmSync(path + tail, { force: true });
      writeFileSync(path, bytes);
      const opened = await Store.open(path, { mode: "read" });
      try {
        const documents = [...eachDocument(opened)];
        const found = [...eachPatent(opened)];
        const step = getStep(opened, "key");
        const value = JSON.stringify([
          documents,
          found,
          countPatents(opened),
          step === undefined ? "" : Buffer.from(step).toString("hex"),
        ]);
        return { value, told: opened.remarks.length > 0 };
      } finally {
        opened.close();
      }
    },
  };
}
