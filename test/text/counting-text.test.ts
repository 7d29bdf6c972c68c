import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttentionDocument,
  attention,
  countingText,
  dictionaryOfTerms,
  foldText,
  kwic,
  normaliseCharacters,
  storedSpan,
} from "../../src/text/index.js";

const document = (text: string, rest: Partial<AttentionDocument> = {}): AttentionDocument => ({
  id: 1,
  regionCode: "340100",
  region: "合肥市",
  year: 2020,
  text,
  ...rest,
});

describe("characters that look the same", () => {
  it.each([
    ["改⾰，互联⽹，绿⾊，⼈⼯智能", "改革，互联网，绿色，人工智能"],
    ["⻓⻋⻔⻢⺠⻛", "长车门马民风"],
    ["农⼾，⾭年", "农户，青年"],
    ["\uf9d1\uf900", "六豈"],
    ["ＡＩ＋５Ｇ＆Ｒ＃％", "AI+5G&R#%"],
    ["ﬁnance ｢智能｣｡", "finance 「智能」。"],
    ["︵一︶﹁二﹂", "（一）「二」"],
    ["数字\u200b经\u00ad济\ufeff", "数字经济"],
    ["增长８．５％，其中：（一）", "增长8.5%，其中：（一）"],
  ])("%s is counted as %s", (text, expected) => {
    expect(foldText(text)).toBe(expected);
    expect(normaliseCharacters(text)).toBe(expected);
  });

  it("leaves Chinese punctuation and everything usual alone", () => {
    const usual = "“十四五”时期，GDP增长5.5%—6%；（一）创新。《意见》！？：、…—·℃①";
    expect(foldText(usual)).toBe(usual);
  });
});

describe("places of the counting text", () => {
  it("lead back to the characters they came from", async () => {
    const pool = [
      "改",
      "⾰",
      "ﬁ",
      "\u200b",
      "發",
      "展",
      "a",
      "\n",
      "。",
      "\ud87e\udc00",
      "国",
      "ﬃ",
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pool)), async (parts) => {
        const stored = parts.join("");
        const counting = await countingText(stored, "both");
        for (let i = 0; i < counting.text.length; i++) {
          const { start, end } = storedSpan(counting, i, i + 1);
          const back = await countingText(stored.slice(start, end), "both");
          const now = (await countingText(counting.text[i]!, "both")).text;
          // A line by itself may be too short to be taken for traditional.
          expect(back.text.includes(now) || stored.slice(start, end) === "發").toBe(true);
        }
        const whole = storedSpan(counting, 0, counting.text.length);
        if (counting.text !== "") {
          expect((await countingText(stored.slice(whole.start, whole.end), "both")).text).toBe(
            counting.text,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the two scripts", () => {
  const MIXED =
    "各位代表：\n过去一年，各项工作取得进展。\n發展數字經濟與人工智慧，推動綠色發展。\n團結奮鬥。";
  const count = async (
    term: string,
    text: string,
    matchScript?: "both" | "as-is",
  ): Promise<number> => {
    const result = await attention([document(text)], {
      dictionaries: [dictionaryOfTerms([term])],
      ...(matchScript === undefined ? {} : { matchScript }),
    });
    return result.totals().at(-1)!.count;
  };

  it("meet: simplified terms in traditional lines and the other way round", async () => {
    expect(await count("数字经济", MIXED)).toBe(1);
    expect(await count("數字經濟", MIXED)).toBe(1);
    expect(await count("數字經濟", "发展数字经济。")).toBe(1);
    expect(await count("绿色发展", MIXED)).toBe(1);
  });

  it("do not meet as-is", async () => {
    expect(await count("数字经济", MIXED, "as-is")).toBe(0);
    expect(await count("數字經濟", MIXED, "as-is")).toBe(1);
  });

  it("is said, with the words that stay", async () => {
    for (const matchScript of ["both", "as-is"] as const) {
      const result = await attention([document(MIXED)], {
        dictionaries: [dictionaryOfTerms(["数字经济"])],
        matchScript,
      });
      const [said] = result.warnings.filter((w) => w.code === "text/traditional");
      expect(said?.en).toContain("2 line(s)");
    }
    const plain = await attention([document("发展数字经济。")], {
      dictionaries: [dictionaryOfTerms(["数字经济"])],
    });
    expect(plain.warnings).toEqual([]);
  });

  it("a name in a simplified line changes nothing", async () => {
    const text = "记者李喆、陳某报道：我国乾坤湾发展著名旅游，瞭望塔开工。";
    expect((await countingText(text, "both")).text).toBe(text);
  });

  it("concordance lines show the text as it is stored", async () => {
    const { lines } = await kwic([document(MIXED)], {
      dictionaries: [dictionaryOfTerms(["数字经济"])],
    });
    expect(lines[0]).toMatchObject({ left: "發展", hit: "數字經濟" });
  });
});
