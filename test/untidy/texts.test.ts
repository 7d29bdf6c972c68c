import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import {
  type AttentionDocument,
  attention,
  dictionaryOfTerms,
  importReports,
  kwic,
  readDocuments,
  type SkippedRecord,
  storedDocument,
} from "../../src/text/index.js";
import { type UntidyFile, writeUntidyTexts } from "./make-texts.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-untidy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = writeUntidyTexts(folder);

async function check(document: AttentionDocument | undefined, file: UntidyFile): Promise<void> {
  const { counts, region, year } = file.answer;
  expect(document, file.name).toBeDefined();
  expect(document).toMatchObject({ regionCode: region, year });
  const dictionaries = [dictionaryOfTerms(Object.keys(counts))];
  const result = await attention([document!], { dictionaries, spans: "keep" });
  const rows = result.rows();
  expect(Object.fromEntries(rows.map((r) => [r.term, r.count]))).toEqual(counts);
  for (const row of rows) expect(result.spansOf(row).length).toBe(row.count);
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  expect((await kwic([document!], { dictionaries })).total).toBe(total);
}

describe("untidy texts, reports and pages", () => {
  it.each(files.map((f) => [f.name, f] as const))("%s, from the file", async (name, file) => {
    const skipped: SkippedRecord[] = [];
    const found: AttentionDocument[] = [];
    const paths = [join(folder, name)];
    for await (const d of readDocuments(paths, { onSkipped: (s) => skipped.push(s) }))
      found.push(d);
    if (file.answer.refused === undefined) await check(found[0], file);
    else expect(skipped[0]?.reason).toMatch(file.answer.refused);
  });

  it.each(files.map((f) => [f.name, f] as const))("%s, from the store", async (name, file) => {
    const store = await Store.open(":memory:");
    const summary = await importReports(store, [join(folder, name)]);
    if (file.answer.refused === undefined) {
      const [stored] = [...eachDocument(store)];
      expect(summary.stored).toBe(1);
      await check(stored === undefined ? undefined : storedDocument(stored), file);
    } else {
      expect(summary.failures[0]?.reason).toMatch(file.answer.refused);
    }
    store.close();
  });
});
