import { describe, expect, it } from "vitest";
import {
  type AttentionDocument,
  dictionaryOfTerms,
  expandDictionary,
  findNewWords,
  flagContext,
  kwic,
  kwicPage,
} from "../../src/text/index.js";
import { CLOSING, OPENING, PLAN, REVIEW } from "./sample-report.js";

const text = [...OPENING, ...REVIEW, ...PLAN, CLOSING].join("\n");
const document = (patch: Partial<AttentionDocument> = {}): AttentionDocument => ({
  id: 1,
  regionCode: "420600",
  region: "襄阳市",
  year: 2021,
  text,
  ...patch,
});

describe("kwic", () => {
  it("gives the sentence, the section and the place of every hit", async () => {
    const result = await kwic([document()], { dictionaries: [dictionaryOfTerms(["科技创新"])] });
    expect(result.total).toBe(3);
    expect(result.lines.map((l) => [l.left, l.hit, l.right, l.section])).toEqual([
      ["（一）推进", "科技创新", "。", "review"],
      ["建成", "科技创新", "中心两个，数字经济核心产业增加值增长9%。", "review"],
      ["（一）坚持", "科技创新", "。", "plan"],
    ]);
    for (const l of result.lines) expect(text.slice(l.start, l.end)).toBe(l.hit);
  });

  it("limits the lines and says how many there are", async () => {
    const options = { dictionaries: [dictionaryOfTerms(["科技创新"])], limit: 1 };
    const result = await kwic([document(), document({ id: 2 })], options);
    expect(result.lines).toHaveLength(1);
    expect(result.total).toBe(6);
    expect(result.warnings[0]?.code).toBe("text/limited");
  });

  it("refuses an empty word and one of punctuation", () => {
    expect(() => dictionaryOfTerms([])).toThrow(/empty or only punctuation/);
    expect(() => dictionaryOfTerms(["。"])).toThrow(/empty or only punctuation/);
  });

  it("writes a page without markup of the text", async () => {
    const result = await kwic([document({ text: "甲<b>数字经济</b>&乙。" })], {
      dictionaries: [dictionaryOfTerms(["数字经济"])],
    });
    const page = kwicPage("数字经济", result, "zh");
    expect(page).toContain("甲&lt;b&gt;");
    expect(page).toContain("<mark>数字经济</mark>");
  });
});

describe("flags", () => {
  const flags = (sentence: string, term = "开发"): readonly string[] => {
    const start = sentence.indexOf(term);
    return flagContext(sentence, start, start + term.length, 0);
  };

  it.each([
    ["不搞大开发", ["negated"]],
    ["防止无序开发", ["negated"]],
    ["禁止违规开发", ["negated"]],
    ["不断开发新产品", []],
    ["不仅开发新产品", []],
    ["推动开发", []],
    ["没有停工，加快开发", []],
    ["实施“西部开发”战略", ["quoted"]],
    ["落实《开发条例》", ["titled"]],
    ["“两不愁”之后开发", []],
  ])("marks %s", (sentence, expected) => {
    expect(flags(sentence)).toEqual(expected);
  });
});

describe("new words", () => {
  it("finds a string that holds together in many surroundings, and not its parts", () => {
    const around = ["发展", "培育", "推动", "依托", "围绕", "立足"];
    const behind = ["加快", "做强", "提升", "形成", "释放", "巩固"];
    const texts = around.map((a, i) => `${a}低空经济${behind[i]}。`);
    const words = findNewWords(texts, { minCount: 5, minEntropy: 1, minCohesion: 2 });
    expect(words.map((w) => w.word)).toEqual(["低空经济"]);
    expect(words[0]!.count).toBe(6);
    expect(words[0]!.entropy).toBeCloseTo(Math.log(6), 10);
  });

  it("gives nothing for nothing", () => {
    expect(findNewWords([])).toEqual([]);
    expect(findNewWords(["。。。"])).toEqual([]);
  });
});

describe("expansion", () => {
  it("ranks words that keep company with the terms above words that do not", async () => {
    const near = [
      "加快算力建设，发展人工智能。",
      "算力网络支撑人工智能。",
      "用好算力，做强人工智能。",
    ];
    const far = ["修建道路，改善交通。", "道路畅通，交通便利。", "整治道路，优化交通。"];
    const documents = [...near, ...near, ...far, ...far].map((t, id) => document({ id, text: t }));
    const found = await expandDictionary(documents, dictionaryOfTerms(["人工智能"]), {
      minCount: 3,
      engine: "node-rs",
    });
    expect(found[0]!.term).toContain("算力");
    expect(found[0]!.pmi).toBeCloseTo(1, 10);
    expect(found.map((c) => c.term)).not.toContain("道路");
    expect(found[0]!.example).toContain("人工智能");
  });
});
