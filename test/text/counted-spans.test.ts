import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttentionDocument,
  type AttentionOptions,
  attention,
  buildDictionary,
  type Dictionary,
} from "../../src/text/index.js";

const rows = [
  { term: "科技创新", group: "科技", row: 2 },
  { term: "创新", group: "科技", weight: 2, row: 3 },
  { term: "科创", group: "科技", synonymOf: "科技创新", row: 4 },
  { term: "AI", group: "科技", row: 5 },
  { term: "人工智能", group: "数字", row: 6 },
  { term: "创新", group: "数字", row: 7 },
  { term: "改革", group: "改革", exclude: ["改革委"], row: 8 },
];
const dictionary = (name: string): Dictionary =>
  buildDictionary(rows, { name, title: name, file: "", sha256: "" });
const other = buildDictionary(
  [
    { term: "创新驱动", row: 2 },
    { term: "没有改革", row: 3 },
  ],
  { name: "other", title: "other", file: "", sha256: "" },
);

const WORDS =
  "科技创新|创新|科创|AI|MAIN|人工智能|⼈⼯智能|改革|改⾰|改革委|發展與創新|不搞|没有|“|”|创新驱动|，|。|\n|ﬁ|\u200b".split(
    "|",
  );
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((parts) => {
  const half = Math.floor(parts.length / 2);
  return `一、2019年工作回顾\n${parts.slice(0, half).join("")}\n二、2020年工作安排\n${parts.slice(half).join("")}\n`;
});
const documents = fc.array(text, { minLength: 1, maxLength: 4 }).map((texts) =>
  texts.map(
    (t, i): AttentionDocument => ({
      id: i + 1,
      regionCode: `34010${i % 2}`,
      region: `区${i % 2}`,
      year: 2020,
      date: `2020-01-0${i + 1}`,
      text: t,
    }),
  ),
);
const settings = fc.record({
  overlap: fc.constantFrom("longest", "all"),
  by: fc.constantFrom("document", "region-year", "section"),
  section: fc.constantFrom("all", "review", "plan"),
  prefer: fc.constantFrom("latest", "longest"),
  matchScript: fc.constantFrom("both", "as-is"),
  wordBoundary: fc.constantFrom("latin", "none"),
}) as fc.Arbitrary<Partial<AttentionOptions>>;

async function check(
  given: readonly AttentionDocument[],
  options: Partial<AttentionOptions>,
): Promise<void> {
  const dictionaries = [dictionary("d"), other];
  const result = await attention(given, {
    ...options,
    dictionaries,
    spans: "keep",
    flags: "count",
  });
  for (const row of [...result.rows(), ...result.totals()]) {
    const spans = result.spansOf(row);
    expect(spans.reduce((sum, s) => sum + s.weight, 0)).toBe(row.count);
    if (row.term !== null) expect(spans.length).toBe(row.count);
    if (row.negated !== undefined && spans.every((s) => s.weight === 1)) {
      expect(spans.filter((s) => s.flags.includes("negated")).length).toBe(row.negated);
      expect(spans.filter((s) => s.flags.includes("quoted")).length).toBe(row.quoted);
    }
    for (const span of spans) {
      const stored = given.find((d) => d.id === span.document)!.text;
      expect(span.sentenceStart <= span.start && span.end <= span.sentenceEnd).toBe(true);
      expect(span.end).toBeGreaterThan(span.start);
      // What stands there is the term, in the writing of the text.
      const hit = stored.slice(span.start, span.end).replace(/\u200b/g, "");
      expect([...hit].length).toBe([...span.term].length);
    }
  }
}

describe("the spans of a count", () => {
  it("add up to the count, whatever the settings", async () => {
    await fc.assert(
      fc.asyncProperty(documents, settings, (given, options) => check(given, options)),
      { numRuns: 100 },
    );
  });

  it("add up when segmentation counts", async () => {
    const t = "加快科技创新，推动AI与人工智能。MAIN计划、改革，不搞改革。";
    await check(
      [
        { id: 1, regionCode: "340100", region: "合肥市", year: 2020, text: t },
        { id: 2, regionCode: "340200", region: "芜湖市", year: 2020, text: `${t}${t}` },
      ],
      { mode: "segment" },
    );
  }, 120_000);

  it("point into the document, not into its section", async () => {
    const stored = "一、2019年工作回顾\n加快创新。\n二、2020年工作安排\n深化改革。\n";
    const document = { id: 1, regionCode: null, region: null, year: 2020, text: stored };
    const result = await attention([document], {
      dictionaries: [dictionary("d")],
      section: "plan",
      spans: "keep",
    });
    const row = result.rows().find((r) => r.term === "改革")!;
    const [span] = result.spansOf(row);
    expect(stored.slice(span!.sentenceStart, span!.sentenceEnd)).toBe("深化改革。");
  });

  it("are refused when the run did not keep them", async () => {
    const document = { id: 1, regionCode: null, region: null, year: 2020, text: "改革" };
    const result = await attention([document], { dictionaries: [dictionary("d")] });
    expect(() => result.spansOf(result.rows()[0]!)).toThrow(/did not keep/);
  });
});
