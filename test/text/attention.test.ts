import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttentionDocument,
  attention,
  buildDictionary,
  countCharacters,
  type Measure,
  splitSentences,
} from "../../src/text/index.js";
import { CLOSING, OPENING, PLAN, REVIEW } from "./sample-report.js";

const make = (
  name: string,
  terms: readonly { term: string; group?: string; weight?: number; synonymOf?: string }[],
) =>
  buildDictionary(
    terms.map((t, i) => ({ ...t, row: i + 2 })),
    { name, title: name, file: `${name}.csv`, sha256: "" },
  );
const innovation = make("innovation", [
  { term: "科技创新", group: "创新" },
  { term: "科技创新中心", group: "创新" },
  { term: "数字经济", group: "数字" },
  { term: "人工智能", group: "数字" },
  { term: "5G", group: "数字" },
]);
const text = [...OPENING, ...REVIEW, ...PLAN, CLOSING].join("\n");
const report = (patch: Partial<AttentionDocument> = {}): AttentionDocument => ({
  id: 1,
  regionCode: "420600",
  region: "襄阳市",
  year: 2021,
  text,
  ...patch,
});
const count = async (documents: AttentionDocument[], measures: Measure[] = ["count"]) =>
  attention(documents, { dictionaries: [innovation], measures });

describe("attention", () => {
  it("counts every term of a report as brute force does", async () => {
    const result = await count([report()]);
    const counts = Object.fromEntries(result.rows().map((r) => [r.term, r.count]));
    // 科技创新 stands three times, once of them inside 科技创新中心.
    expect(counts).toEqual({ 科技创新: 2, 科技创新中心: 1, 数字经济: 1, 人工智能: 1, "5G": 1 });
    for (const [term, n] of Object.entries(counts)) {
      const all = text.split(term).length - 1;
      expect(n).toBe(term === "科技创新" ? all - 1 : all);
    }
  });

  it("gives totals by group and dictionary and a table that joins by code and year", async () => {
    const result = await attention([report()], {
      dictionaries: [innovation],
      by: "region-year",
      measures: ["count", "per10k", "ln1p"],
    });
    const characters = countCharacters(text);
    expect(result.totals().map((r) => [r.group, r.count])).toEqual([
      ["创新", 3],
      ["数字", 3],
      [null, 6],
    ]);
    expect(result.table().toRows()).toEqual([
      {
        region_code: "420600",
        region: "襄阳市",
        year: 2021,
        characters,
        count: 6,
        per10k: (6 / characters) * 1e4,
        ln1p: Math.log(7),
        count_创新: 3,
        per10k_创新: (3 / characters) * 1e4,
        ln1p_创新: Math.log(4),
        count_数字: 3,
        per10k_数字: (3 / characters) * 1e4,
        ln1p_数字: Math.log(4),
      },
    ]);
    expect(result.rows()[0]).not.toHaveProperty("document");
  });

  it("measures the share of sentences, tf-idf and growth by their definitions", async () => {
    const before = report({ id: 2, year: 2020, text: "发展数字经济。推动改革。" });
    const none = report({ id: 3, regionCode: "420100", text: "推动改革。" });
    const result = await count([report(), before, none], ["sentenceShare", "tfidf", "growth"]);
    const row = (id: number, term: string) =>
      result.rows().find((r) => r.document === id && r.term === term)!;
    expect(row(2, "数字经济").sentenceShare).toBe(0.5);
    expect(row(1, "5G").sentenceShare).toBeCloseTo(1 / splitSentences(text).length, 15);
    expect(row(2, "数字经济").tfidf).toBeCloseTo((1 / 10) * 1e4 * Math.log(3 / 2), 10);
    expect(row(3, "数字经济").tfidf).toBe(0);
    expect(row(1, "数字经济").growth).toBe(0);
    expect(row(1, "人工智能").growth).toBeNull();
    expect(row(2, "数字经济").growth).toBeNull();
  });

  it("counts a term of two groups for both and once in the dictionary's total", async () => {
    const d = make("d", [
      { term: "数字经济", group: "甲" },
      { term: "数字经济", group: "乙" },
    ]);
    const result = await attention([report({ text: "数字经济。" })], { dictionaries: [d] });
    expect(result.totals().map((r) => r.count)).toEqual([1, 1, 1]);
  });

  it("adds synonyms to their term and weighs totals", async () => {
    const d = make("d", [
      { term: "人工智能", weight: 2 },
      { term: "AI", weight: 2, synonymOf: "人工智能" },
      { term: "改革" },
    ]);
    const result = await attention([report({ text: "AI与人工智能，改革。" })], {
      dictionaries: [d],
    });
    expect(result.rows().map((r) => [r.term, r.count])).toEqual([
      ["人工智能", 2],
      ["改革", 1],
    ]);
    expect(result.totals().at(-1)!.count).toBe(5);
  });

  it("limits counts to the review or the plan, and counts by section", async () => {
    const by = await attention([report()], { dictionaries: [innovation], by: "section" });
    const sums = Object.fromEntries(
      by
        .totals()
        .filter((r) => r.group === null)
        .map((r) => [r.section, r.count]),
    );
    expect(sums).toEqual({ other: 0, review: 3, plan: 3 });
    const plan = await attention([report()], { dictionaries: [innovation], section: "plan" });
    expect(plan.totals().at(-1)!.count).toBe(3);
  });

  it("refuses two reports of one region-year until told which counts", async () => {
    const two = [report(), report({ id: 2, text: "数字经济。", date: "2021-03-01", source: "b" })];
    const settings = { dictionaries: [innovation], by: "region-year" } as const;
    await expect(attention(two, settings)).rejects.toMatchObject({ code: "text/several-reports" });
    const total = async (prefer: "latest" | "longest" | `source=${string}`): Promise<number> =>
      (await attention(two, { ...settings, prefer })).totals().at(-1)!.count;
    expect(await total("longest")).toBe(6);
    expect(await total("latest")).toBe(1);
    expect(await total("source=b")).toBe(1);
  });

  it("says which documents have no region-year", async () => {
    const result = await attention([report(), report({ id: 9, year: null })], {
      dictionaries: [innovation],
      by: "region-year",
    });
    expect(result.units).toHaveLength(1);
    expect(result.warnings.map((w) => w.code)).toContain("text/no-region-year");
  });

  it("does not depend on the order of documents, nor one dictionary on another", async () => {
    const other = make("other", [{ term: "科技" }, { term: "创新" }]);
    const piece = fc.constantFrom("科技创新", "数字经济", "5g", "。", "改革", "中心", "\n");
    const texts = fc.array(
      fc.array(piece, { maxLength: 12 }).map((a) => a.join("")),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (list) => {
        const documents = list.map((t, i) => report({ id: i, text: t }));
        const measures: Measure[] = ["count", "sentenceShare", "tfidf"];
        const run = async (d: AttentionDocument[], dictionaries = [innovation]) =>
          (await attention(d, { dictionaries, measures })).rows();
        const forward = await run(documents);
        const backward = await run([...documents].reverse());
        const key = (r: { document?: unknown; term: unknown }): string => `${r.document}${r.term}`;
        const sorted = (rows: typeof forward) =>
          rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
        expect(sorted(backward)).toEqual(sorted(forward));
        const both = await run(documents, [innovation, other]);
        expect(both.filter((r) => r.dictionary === "innovation")).toEqual(forward);
      }),
      { numRuns: 60 },
    );
  });
});
