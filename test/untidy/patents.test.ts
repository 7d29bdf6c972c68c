import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importPatents } from "../../src/patent/index.js";
import { eachPatent, patentHistory, Store } from "../../src/store/index.js";
import { untidyPatents } from "./make-patents.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-untidy-patents-"));

describe("untidy patent exports", () => {
  it.each(untidyPatents().map((f) => [f.name, f] as const))("%s is read right", async (_, file) => {
    const path = join(folder, file.name);
    writeFileSync(path, file.bytes);
    const store = await Store.open(":memory:");
    const result = await importPatents(store, [path]);
    const { first, notes = {}, ...counts } = file.answer;
    expect(result.failed).toBe(counts.failed ?? 0);
    expect(result.stored).toBe(counts.stored);
    expect(result.held.applications).toBe(counts.applications);
    expect(result.notes).toEqual(notes);
    const [patent] = [...eachPatent(store)];
    expect(patent).toBeDefined();
    const found = {
      publication: patent!.publication,
      filed: patent!.filed,
      granted: patent!.granted,
      symbols: patent!.ipc.flatMap((x) => (x.symbol === null ? [] : [x.symbol])),
      applicants: patent!.applicants.map((a) => a.name),
      citationsReceived: patent!.citationsReceived,
      cited: patentHistory(store, patent!.id).cites.map((c) => c.cited),
    };
    expect(found).toMatchObject(first);
    store.close();
  });
});
