import { describe, expect, it } from "vitest";
import { condenseNotices } from "../../../src/study/artefacts/condense-notices.js";

const labels = {
  city: { en: "City", zh: "城市" },
  Ifdome: { en: "State-owned", zh: "国有企业" },
  ln_key: { en: "Key technology", zh: "关键技术" },
};

describe("the warnings of a report", () => {
  it("are one where they differ in numbers alone, with the range of each number", () => {
    const notices = [12, 2, 45].map((n) => ({
      code: "regress/singletons",
      en: `${n} singletons dropped (1 row each)`,
      zh: `剔除 ${n} 个单例观测（仅 1 行）`,
    }));
    expect(condenseNotices(notices, {})).toEqual([
      {
        code: "regress/singletons",
        en: "2–45 singletons dropped (1 row each)",
        zh: "剔除 2–45 个单例观测（仅 1 行）",
      },
    ]);
  });

  it("keep whole what begins with digits and is no number", () => {
    const notices = ["20km", "30km", "2.5x"].map((name) => ({
      code: "a/b",
      en: `${name} has 3 gaps`,
      zh: `${name} 有 3 个缺口`,
    }));
    expect(condenseNotices(notices, {})).toEqual(notices);
  });

  it("stay apart where their words or codes differ", () => {
    const notice = { code: "a/b", en: "x1 has 3 gaps", zh: "x1 有 3 个缺口" };
    const other = { ...notice, en: "x2 has 3 gaps", zh: "x2 有 3 个缺口" };
    expect(condenseNotices([notice, other, { ...notice, code: "a/c" }], {})).toHaveLength(3);
  });

  it("name columns by their labels, in English only what is no word", () => {
    const [shown] = condenseNotices(
      [{ code: "a/b", en: "Ifdome and ln_key by city", zh: "按 city：Ifdome、ln_key" }],
      labels,
    );
    expect(shown!.zh).toBe("按 城市：国有企业、关键技术");
    expect(shown!.en).toBe("Ifdome and Key technology by city");
  });
});
