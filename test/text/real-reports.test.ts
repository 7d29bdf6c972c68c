import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import {
  attention,
  countingText,
  importReports,
  listDictionaries,
  loadDictionaries,
  storedDocument,
} from "../../src/text/index.js";

const reports = join(process.env.XINZHI_SHARED ?? "../shared", "data", "reports");

const LATIN = /[a-z0-9]/;

/** A term that begins or ends with a Latin letter or digit is a whole word there. */
function isWhole(text: string, at: number, term: string): boolean {
  const [before, after] = [text.slice(0, at), text.slice(at + term.length)];
  if (LATIN.test(term[0]!) && /[a-z0-9]$|\d\.$/.test(before.slice(-2))) return false;
  return !LATIN.test(term.at(-1)!) || !/^(?:[a-z0-9]|\.\d)/.test(after.slice(0, 2));
}

/** Leftmost-longest by trying every term at every place: slow and plain. */
function naiveCount(terms: readonly string[], text: string): number {
  const lower = text.toLowerCase();
  const byFirst = new Map<string, string[]>();
  for (const t of [...terms].sort((a, b) => b.length - a.length)) {
    byFirst.set(t[0]!, [...(byFirst.get(t[0]!) ?? []), t]);
  }
  let n = 0;
  for (let i = 0; i < lower.length; ) {
    const hit = byFirst
      .get(lower[i]!)
      ?.find((t) => lower.startsWith(t, i) && isWhole(lower.slice(0, i + t.length + 2), i, t));
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
      // Traditional reports are counted in simplified characters.
      const read = await Promise.all(documents.map((d) => countingText(d.text, "both")));
      const texts = read.map((t) => t.text);
      for (const dictionary of dictionaries) {
        const keys = dictionary.terms.map((t) => t.key);
        const expected = texts.reduce((sum, text) => sum + naiveCount(keys, text), 0);
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
