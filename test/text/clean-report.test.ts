import { describe, expect, it } from "vitest";
import {
  cleanReport,
  cleanText,
  countCharacters,
  normaliseCharacters,
} from "../../src/text/index.js";
import { CLOSING, HEAD, OPENING, PLAN, REVIEW, sampleReport } from "./sample-report.js";

const BODY = [...OPENING, ...REVIEW, ...PLAN, CLOSING].join("\n");

describe("characters", () => {
  it("makes full-width letters and digits half-width and leaves Chinese punctuation", () => {
    expect(normaliseCharacters("ＡＩ：１９５５年，增长８．５％！")).toBe("AI：1955年，增长8.5%！");
  });

  it("removes invisible characters and joins digits that stand apart", () => {
    expect(cleanText("数字\u200b经\u00ad济\ufeff，从1 9 9 3 年3 月起").text).toBe(
      "数字经济，从1993年3月起",
    );
  });

  it("keeps the blank between Latin words and drops it elsewhere", () => {
    expect(cleanText("加快 AI 发展，用好 Big Data 平台\u00a0。").text).toBe(
      "加快AI发展，用好Big Data平台。",
    );
  });

  it("counts without white space and punctuation, digits and Latin included", () => {
    expect(countCharacters("5G、人工智能。\n《十四五》 100%")).toBe(12);
    expect(countCharacters("𠮷祥")).toBe(2);
    expect(countCharacters("")).toBe(0);
  });
});

describe("cleaning of reports", () => {
  it("cuts to the report and keeps the head apart", () => {
    const cleaned = cleanReport(sampleReport());
    expect(cleaned.text).toBe(BODY);
    expect(cleaned.head).toEqual(HEAD);
    expect(cleaned.appendix).toBe("");
    expect(cleaned.closing).toBe(true);
  });

  it("leaves out portal buttons at the head and links at the tail", () => {
    const head = [
      "下载",
      "打印",
      "全屏",
      "收藏",
      "【字号：",
      "加大",
      "还原",
      "减小",
      "】",
      ...HEAD,
    ];
    const cleaned = cleanReport(sampleReport({ head, tail: ["相关报道：", "某市召开会议"] }));
    expect(cleaned.text).toBe(BODY);
    expect(cleaned.removed.map((r) => r.reason)).toEqual(["furniture", "furniture"]);
  });

  it.each([
    [["扫一扫在手机打开当前页"]],
    [["》》点击图片进入专题《《", "收藏", "|", "分享到:", "分享到微信", "×", "相关文档："]],
    [["（来源：某某日报）", "编辑：张三"]],
    [["责任编辑：", "李四", "打印本页", "关闭窗口"]],
    [["abcd39f1fb7f426d9dfb6bd0fa1f2146:", "某某关于工作报告的决议"]],
    [["本作品是中华人民共和国的", "法律", "，国家机关的决议。", "Public domain", "false"]],
  ])("takes the tail %j for furniture", (tail) => {
    expect(cleanReport(sampleReport({ tail })).text).toBe(BODY);
  });

  it("keeps glossaries and project lists apart as appendix", () => {
    const glossary = ["名词解释", "1.“一网通办”：指政务服务事项集中办理。", "2.专班：临时工作组。"];
    const list = ["附件", "2021年十件民生实事", "1.新建幼儿园五所。"];
    expect(cleanReport(sampleReport({ tail: glossary })).appendix).toBe(glossary.join("\n"));
    const both = cleanReport(sampleReport({ tail: [...list, ...glossary, "相关报道："] }));
    expect(both.text).toBe(BODY);
    expect(both.appendix).toBe([...list, ...glossary].join("\n"));
  });

  it("finds numbered explanations behind the closing call without a heading", () => {
    const cleaned = cleanReport(
      sampleReport({ tail: ["附注：", "1.“三网”融合：指三种网络融合发展。"] }),
    );
    expect(cleaned.text).toBe(BODY);
    expect(cleaned.appendix).toContain("三网");
  });

  it("does not take a section heading or a project paragraph for an appendix", () => {
    const plan = [
      ...PLAN,
      "三、2021年重点工作",
      "继续办好10件惠民实事。",
      "四、加强自身建设",
      "政府要过紧日子。",
    ];
    expect(cleanReport(sampleReport({ plan })).text).toContain("政府要过紧日子");
  });

  it("takes the opening that the text follows when the opening lines are repeated at the end", () => {
    const cleaned = cleanReport(
      sampleReport({ tail: ["打印本页", "2021年政府工作报告", OPENING.join("")] }),
    );
    expect(cleaned.text).toBe(BODY);
  });

  it("takes the opening that the text follows when an abstract with the opening stands first", () => {
    const cleaned = cleanReport(`${OPENING.join("")}\n分享\n${sampleReport()}`);
    expect(cleaned.text).toBe(BODY);
  });

  it("drops photo captions and editor notes inside the text, and lists them", () => {
    const review = [REVIEW[0]!, "市长李明作政府工作报告。本报记者 王五 摄", ...REVIEW.slice(1)];
    const cleaned = cleanReport(sampleReport({ review }));
    expect(cleaned.text).toBe(BODY);
    expect(cleaned.removed).toEqual([
      { text: "市长李明作政府工作报告。本报记者 王五 摄", reason: "editor-note" },
    ]);
  });

  it("undoes line breaks inside sentences, of links and of fixed-width text", () => {
    const review = [
      REVIEW[0]!,
      "过去一年，地区生产总值",
      "增长6.1%，城镇新增就业",
      "3.2万人",
      "。",
      REVIEW[2]!,
    ];
    expect(cleanReport(sampleReport({ review })).text).toBe(BODY);
  });

  it("reads a report on one line with wide blanks as paragraph marks", () => {
    const filler = `过去一年，${"各项工作稳步推进，".repeat(80)}群众满意。`;
    const line = [...HEAD, ...OPENING, REVIEW[0], filler, PLAN[0], PLAN[1], CLOSING].join("　　");
    const cleaned = cleanReport(line);
    expect(cleaned.text.split("\n")).toEqual([
      ...OPENING,
      REVIEW[0],
      filler,
      PLAN[0],
      PLAN[1],
      CLOSING,
    ]);
    expect(cleaned.head.join("")).toContain("襄阳市市长");
  });

  it("reads a report on one line with single blanks behind sentences", () => {
    const filler = `过去一年，${"各项工作稳步推进，".repeat(80)}群众满意。`;
    const cleaned = cleanReport(
      [...OPENING, REVIEW[0], filler, PLAN[0], PLAN[1], CLOSING].join(" "),
    );
    expect(cleaned.text.split("\n")).toHaveLength(7);
  });

  it("splits the address from the speaker that stands on its line", () => {
    const cleaned = cleanReport(
      sampleReport({ head: [] }).replace("各位代表：", "市长李明各位代表："),
    );
    expect(cleaned.head).toEqual(["市长李明"]);
    expect(cleaned.text).toBe(BODY);
  });

  it("removes page numbers and running headers of paged text, joining over page breaks", () => {
    const pages = [
      ["政府工作报告", ...OPENING, REVIEW[0], "过去一年，地区生产总值增长6.1%，", "— 1 —"],
      ["政府工作报告", "城镇新增就业3.2万人。", REVIEW[2], "— 2 —"],
      ["政府工作报告", ...PLAN, CLOSING, "— 3 —"],
    ].map((p) => p.join("\n"));
    const cleaned = cleanReport(pages.join("\n\f\n"));
    expect(cleaned.text).toBe(BODY);
  });

  it("keeps a bare number that a link set on its own line", () => {
    const cleaned = cleanText("细颗粒物（PM\n2\n.5）浓度下降，空气质量改善，群众满意度提高。");
    expect(cleaned.text).toContain("PM2.5");
  });

  it("recognises spaced titles and keeps dashes of all kinds out of the body", () => {
    const head = [
      "政　府　工　作　报　告",
      "--2021年1月20日在襄阳市第十七届人民代表大会第六次会议上",
      "市长　李　明",
    ];
    const cleaned = cleanReport(sampleReport({ head }));
    expect(cleaned.head[0]).toBe("政府工作报告");
    expect(cleaned.text).toBe(BODY);
  });

  it("says when no opening and no closing call were found", () => {
    const cleaned = cleanReport("这是一份普通文件，讨论了若干问题。\n仅供参考。");
    expect(cleaned.opening).toBe("first-paragraph");
    expect(cleaned.closing).toBe(false);
    expect(cleaned.text).toContain("普通文件");
  });
});
