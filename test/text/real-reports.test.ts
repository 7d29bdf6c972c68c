import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import {
  attention,
  importReports,
  listDictionaries,
  loadDictionaries,
  storedDocument,
} from "../../src/text/index.js";

const reports = join(process.env.XINZHI_SHARED ?? "../shared", "data", "reports");

/** Leftmost-longest by trying every term at every place: slow and plain. */
function naiveCount(terms: readonly string[], text: string): number {
  const lower = text.toLowerCase();
  const byFirst = new Map<string, string[]>();
  for (const t of [...terms].sort((a, b) => b.length - a.length)) {
    byFirst.set(t[0]!, [...(byFirst.get(t[0]!) ?? []), t]);
  }
  let n = 0;
  for (let i = 0; i < lower.length; ) {
    const hit = byFirst.get(lower[i]!)?.find((t) => lower.startsWith(t, i));
    n += hit === undefined ? 0 : 1;
    i += hit?.length ?? 1;
  }
  return n;
}

describe.skipIf(!existsSync(reports))(
  "the real reports (skipped where they are not at hand)",
  () => {
    it("import without a crash, every file stored or listed, and count as a plain counter does", async () => {
      const store = await Store.open(":memory:");
      const summary = await importReports(store, [reports]);
      const documents = [...eachDocument(store)];
      expect(summary.stored).toBe(documents.length);
      expect(summary.stored).toBeGreaterThanOrEqual(99);
      expect(summary.incomplete).toBe(0);
      const provinces = documents.filter((d) => d.level === "province" && d.year! >= 2025);
      expect(new Set(provinces.map((d) => `${d.regionCode} ${d.year}`)).size).toBe(40);
      const district = documents.filter((d) => d.regionCode === "150702").map((d) => d.year);
      expect(district).toEqual([2012, 2014, 2016, 2018]);
      const national = new Set(documents.filter((d) => d.level === "national").map((d) => d.year));
      expect(national.size).toBe(28);
      const skipped = summary.skipped.filter((s) => s.path.includes("not_reports"));
      expect(skipped.length).toBe(10);
      expect(skipped.every((s) => s.reason.includes("resolution"))).toBe(true);

      const dictionaries = loadDictionaries(listDictionaries().map((d) => d.name));
      const result = await attention(documents.map(storedDocument), { dictionaries });
      for (const dictionary of dictionaries) {
        const keys = dictionary.terms.map((t) => t.key);
        const expected = documents.reduce((sum, d) => sum + naiveCount(keys, d.text), 0);
        const got = result
          .totals()
          .filter((r) => r.dictionary === dictionary.name && r.group === null)
          .reduce((sum, r) => sum + r.count, 0);
        expect(got, dictionary.name).toBe(expected);
      }
      store.close();
    }, 240_000);
  },
);
