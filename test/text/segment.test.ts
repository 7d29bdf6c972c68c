import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/base/index.js";
import {
  type AttentionDocument,
  attention,
  buildDictionary,
  createSegmentCounter,
  dictionaryOfTerms,
  loadStopWords,
} from "../../src/text/index.js";
import { textPieces } from "../../src/text/segmenter/text-pieces.js";

const TEXT =
  "2023年GDP增长5.2%左右，发展数字经济和5G网络，科技创新中心建设。Big Data与人工智能，\n打好PM2.5攻坚战，Big Data好";
const terms = ["5G", "数字经济", "科技创新", "Big Data", "人工智能", "PM2.5", "改革"];
const document: AttentionDocument = {
  id: 1,
  regionCode: "420600",
  region: "襄阳市",
  year: 2021,
  text: TEXT,
};

const hasNodejieba = await import("nodejieba").then(
  () => true,
  () => false,
);

describe.each([...(hasNodejieba ? (["nodejieba"] as const) : []), "node-rs" as const])(
  "segmentation by %s",
  (engine) => {
    it.each(["on", "off"] as const)(
      "keeps terms, numbers and Latin words whole, HMM %s",
      async (hmm) => {
        const counter = await createSegmentCounter(dictionaryOfTerms(terms), { engine, hmm });
        const found = counter.count(TEXT);
        expect(found.key).toEqual([
          "数字经济",
          "5g",
          "科技创新",
          "big data",
          "人工智能",
          "pm2.5",
          "big data",
        ]);
        // Every hit lies where it says, beyond terms with blanks too.
        found.key.forEach((key, i) => {
          expect(TEXT.slice(found.start[i], found.start[i]! + key.length).toLowerCase()).toBe(key);
        });
        const tokens = counter.tokens(TEXT);
        expect(tokens).toContain("5.2%");
        expect(tokens).toContain("2023");
        expect(tokens).toContain("gdp");
      },
    );

    it("counts tokens without punctuation and stop words", async () => {
      const plain = await createSegmentCounter(dictionaryOfTerms(terms), { engine });
      const stopped = await createSegmentCounter(dictionaryOfTerms(["数字经济"]), {
        engine,
        stopWords: new Set(["和"]),
      });
      expect(plain.count("数字经济和改革。").tokens).toBe(3);
      expect(stopped.count("数字经济和改革。").tokens).toBe(2);
    });

    it("counts only tokens of the parts of speech asked for", async () => {
      const count = async (tags: string[]) => {
        const counter = await createSegmentCounter(dictionaryOfTerms(terms), { engine, tags });
        const { key, tokens } = counter.count("改革是好的，增长5.2%。");
        return { key, tokens };
      };
      // 改革 is a verb that is a noun too, 是 a verb, 增长 a verb; words of ours alone are nouns.
      expect(await count(["x"])).toEqual({ key: [], tokens: 0 });
      expect(await count(["v"])).toEqual({ key: ["改革"], tokens: 3 });
      expect(await count(["m"])).toEqual({ key: [], tokens: 1 });
    });

    it("cuts a text as its lines and pieces one by one", async () => {
      const counter = await createSegmentCounter(dictionaryOfTerms(terms), { engine });
      const lines = ["加快发展数字经济。", "", "PM2.5下降5.2%，", "5G和Big Data", "无标点的一行"];
      const text = Array.from({ length: 9000 }, (_, i) => lines[i % 5]!).join("\n");
      const one = lines.flatMap((l) => counter.tokens(l));
      const whole = counter.tokens(text);
      expect(whole).toHaveLength(1800 * one.length);
      expect(whole.slice(0, one.length)).toEqual(one);
      expect(whole.slice(-one.length)).toEqual(one);
      const starts = counter.count(text).start;
      expect(text.slice(starts.at(-1)!, starts.at(-1)! + 8)).toBe("Big Data");
    });

    it("survives empty text, lone surrogates and rare characters", async () => {
      const counter = await createSegmentCounter(dictionaryOfTerms(terms), { engine });
      expect(counter.count("")).toMatchObject({ tokens: 0, key: [] });
      expect(counter.count("\ud800改革𠮷改革").start).toEqual([1, 5]);
    });

    it("does not let the words of one dictionary into another", async () => {
      const whole = await createSegmentCounter(dictionaryOfTerms(["科技创新中心"]), { engine });
      const text = "建设科技创新中心。";
      expect(whole.count(text).key).toEqual(["科技创新中心"]);
      const part = await createSegmentCounter(dictionaryOfTerms(["科技创新"]), { engine });
      expect(part.count(text).key).toEqual(["科技创新"]);
      expect(whole.count(text).key).toEqual(["科技创新中心"]);
    }, 240_000);
  },
);

describe("pieces of a text that are cut in one call", () => {
  it("add up to the text and end at a line end or a full stop, in endless lines too", () => {
    const texts = [
      "",
      "短",
      "行一\n行二".repeat(20_000),
      "没有换行。".repeat(20_000),
      "没有标点".repeat(600_000),
      `${"长".repeat(40_000)}。${"长".repeat(40_000)}\n尾`,
    ];
    for (const text of texts) {
      const pieces = [...textPieces(text)];
      expect(pieces.join("")).toBe(text);
      expect(Math.max(0, ...pieces.map((p) => p.length))).toBeLessThanOrEqual(1 << 20);
    }
    expect([...textPieces(texts[5]!)].map((p) => p.at(-1))).toEqual(["。", "\n", "尾"]);
  });
});

describe("the two counters side by side", () => {
  it("say on which terms they differ and why", async () => {
    const dictionary = buildDictionary(
      ["科学发展", "数字经济"].map((term, i) => ({ term, row: i + 2 })),
      { name: "d", title: "d", file: "d.csv", sha256: "" },
    );
    const text = "落实科学发展观，推动科学发展，做强数字经济。";
    const result = await attention([{ ...document, text }], {
      dictionaries: [dictionary],
      mode: "both",
      segmenter: { engine: "node-rs" },
    });
    const row = result.rows().find((r) => r.term === "科学发展")!;
    expect(row.count).toBe(2);
    expect(row.countSegment).toBe(1);
    const [difference] = result.facts.differences!;
    expect(difference).toMatchObject({ term: "科学发展", match: 2, segment: 1 });
    expect(difference!.reasons[0]!.detail).toContain("发展观");
    expect(result.facts.differences).toHaveLength(1);
    expect(result.facts.engine?.name).toBe("@node-rs/jieba");
    expect(result.table().names).toContain("countSegment");
  });

  it("measures per ten thousand tokens when asked, in match mode too", async () => {
    const result = await attention([{ ...document, text: "数字经济和改革。" }], {
      dictionaries: [dictionaryOfTerms(["数字经济"])],
      measures: ["per10kTokens"],
      segmenter: { engine: "node-rs" },
    });
    expect(result.rows()[0]!.per10kTokens).toBeCloseTo(1e4 / 3, 8);
  });

  it("counts negated and quoted hits when asked", async () => {
    const text = "不搞大开发，实施“西部开发”，加快开发。";
    const result = await attention([{ ...document, text }], {
      dictionaries: [dictionaryOfTerms(["开发"])],
      flags: "count",
    });
    expect(result.rows()[0]).toMatchObject({ count: 3, negated: 1, quoted: 1 });
  });
});

describe("stop words", () => {
  it("come from the bundled list, whose manifest is right, or from a file in any encoding", () => {
    const folder = join(import.meta.dirname, "../../dictionaries/stop-words");
    const manifest = readFileSync(join(folder, "manifest.yaml"), "utf8");
    const bytes = readFileSync(join(folder, "function-words.txt"));
    const words = loadStopWords("function-words");
    expect(manifest).toContain(`words: ${words.size}`);
    expect(manifest).toContain(`sha256: ${sha256(bytes)}`);
    expect(words.has("的") && words.has("以及") && !words.has("经济")).toBe(true);
    const own = join(tmpdir(), `xinzhi-stop-${process.pid}.txt`);
    writeFileSync(own, Buffer.from([0xb5, 0xc4, 0x0d, 0x0a, 0xba, 0xcd, 0x0a, 0x41]));
    expect([...loadStopWords(own)]).toEqual(["的", "和", "a"]);
    rmSync(own);
  });
});

describe("segmentation by threads", () => {
  it("counts the same in the same order at any number of threads, differences too", async () => {
    const documents = Array.from(
      { length: 12 },
      (_, i): AttentionDocument => ({
        ...document,
        id: i,
        year: 2010 + i,
        text: `${"落实科学发展观，推动科学发展，做强数字经济。".repeat(1500 + i)}${TEXT}`,
      }),
    );
    const run = (threads: number) =>
      attention(documents, {
        dictionaries: [dictionaryOfTerms(["科学发展", "数字经济", "Big Data"])],
        mode: "both",
        measures: ["count", "per10kTokens", "sentenceShare"],
        segmenter: { engine: "node-rs", stopWords: new Set(["和"]) },
        threads,
      });
    const [one, two] = [await run(1), await run(2)];
    expect(one.rows()).toHaveLength(36);
    expect(two.toJSON()).toEqual(one.toJSON());
    expect(one.facts.differences!.length).toBeGreaterThan(0);
    expect(one.facts.engine).toMatchObject({ stopWords: 1, tags: null });
  });
});
