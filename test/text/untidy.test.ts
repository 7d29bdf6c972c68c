import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extractText } from "../../src/extract/index.js";
import { Regions } from "../../src/region/index.js";
import {
  attention,
  cleanReport,
  dictionaryOfTerms,
  readDocuments,
  recogniseReport,
  reportMetadata,
} from "../../src/text/index.js";
import { CLOSING, HEAD, OPENING, PLAN, REVIEW, sampleReport } from "./sample-report.js";

const regions = Regions.load();
const BODY = [...OPENING, ...REVIEW, ...PLAN, CLOSING].join("\n");
const meta = (text: string, fileName = "a.txt") => {
  const cleaned = cleanReport(text);
  return reportMetadata({ head: cleaned.head, text: cleaned.text, fileName, given: {} }, regions);
};

describe("what portals leave in front of and behind a report", () => {
  it.each([
    ["a trail of menus", ["您的位置: 首页 > 某地要闻", ...HEAD], []],
    ["a share button", ["分享:", ...HEAD], ["扫一扫在手机打开当前页"]],
    [
      "source and time",
      ["来源：某某日报", "时间：2021-02-02", ...HEAD],
      ["分享到微信", "相关文档："],
    ],
    [
      "a caption",
      ["李明作政府工作报告。本报记者 王五摄", ...HEAD],
      ["（来源：某某日报）编辑：张三"],
    ],
  ])("%s is no part of it", (_, head, tail) => {
    expect(cleanReport(sampleReport({ head, tail })).text).toBe(BODY);
  });

  it("the tail of a wiki, licence, empty lines and all, is no part of it", () => {
    const tail = [
      "本作品是官方",
      "文件。",
      "",
      "",
      "",
      "Public domain",
      "Public domain",
      "false",
      "false",
    ];
    expect(cleanReport(sampleReport({ tail })).text).toBe(BODY);
  });

  it("a list of projects with the offices in charge is kept apart", () => {
    const list = [
      "附件：",
      "2021年10件惠民实事",
      "一、新建幼儿园五所。责任单位：市教育局",
      "二、修路。",
    ];
    const cleaned = cleanReport(sampleReport({ tail: list }));
    expect(cleaned.text).toBe(BODY);
    expect(cleaned.appendix).toContain("市教育局");
  });

  it("an end without a closing call is an end all the same, and said to be", () => {
    const cleaned = cleanReport([...HEAD, ...OPENING, ...REVIEW, ...PLAN].join("\n"));
    expect(cleaned.text).toBe(BODY.slice(0, -CLOSING.length - 1));
    expect(cleaned.closing).toBe(false);
  });
});

describe("how lines and marks differ", () => {
  it.each(["各位代表：", "各位代表！", "各位代表，"])(
    "the address %s opens a report",
    (address) => {
      const cleaned = cleanReport(sampleReport().replace("各位代表：", address));
      expect(cleaned.opening).toBe("address");
      expect(cleaned.text.startsWith(address)).toBe(true);
    },
  );

  it.each(["——", "----", "--", "—", "――"])("the session line may begin with %s", (dash) => {
    expect(meta(sampleReport().replace("——", dash))).toMatchObject({
      regionCode: "420600",
      year: 2021,
      date: "2021-01-20",
    });
  });

  it.each(["\u3000", "\u2003", "\u00a0", " "])("indents and spaced names of %j go", (blank) => {
    const spaced = sampleReport({ head: [HEAD[0]!, HEAD[1]!, `襄阳市市长${blank}李${blank}明`] })
      .split("\n")
      .map((l) => `${blank}${blank}${l}`)
      .join("\n");
    expect(cleanReport(spaced).text).toBe(BODY);
    expect(meta(spaced).speaker).toBe("李明");
  });

  it("full-width digits and blanks inside numbers come to the same text", () => {
    const wide = sampleReport().replace(/[\d%]/g, (c) =>
      String.fromCharCode(c.charCodeAt(0) + 0xfee0),
    );
    expect(cleanReport(wide).text).toBe(BODY);
    const apart = sampleReport().replace("2020年", "2 0 2 0 年").replace("6.1%", "6.1 %");
    expect(cleanReport(apart).text).toBe(BODY);
  });

  it("a year in Chinese numerals is a year", () => {
    const plan = ["二、一九五六年工作任务", ...PLAN.slice(1)];
    const review = ["一、一九五五年工作回顾", ...REVIEW.slice(1)];
    const found = meta(sampleReport({ head: ["政府工作报告"], review, plan }));
    expect(found.year).toBe(1956);
  });

  it("links that stand on lines of their own don't cut a sentence", () => {
    const review = [
      ...REVIEW,
      "去年，大会通过了市长所作的",
      "政府工作报告",
      "。",
      "今年，全市落实了",
      "规划",
      "，",
    ];
    const cleaned = cleanReport(sampleReport({ review: [...review, "群众满意。"] }));
    expect(cleaned.text.split("\n").slice(5, 7)).toEqual([
      "去年，大会通过了市长所作的政府工作报告。",
      "今年，全市落实了规划，群众满意。",
    ]);
  });
});

describe("what is and what is not a report", () => {
  const recognised = (text: string, fileName: string) =>
    recogniseReport(cleanReport(text), { title: "", fileName }).state;

  it("a report on a plan that goes by the name of a work report is one", () => {
    const opening = [
      "各位代表：",
      "现在，我代表国务院，向大会作关于第六个五年计划的报告，请予审议。",
    ];
    const text = ["政府工作报告", ...opening, ...REVIEW, ...PLAN, CLOSING].join("\n");
    expect(recognised(text, "CN_1982.txt")).toBe("report");
    expect(meta(text, "CN_1982.txt")).toMatchObject({ level: "national", year: 2021 });
  });

  it("a resolution about a report is none, whatever its name", () => {
    const text =
      "全国人民代表大会关于政府工作报告的决议\n（2021年3月11日通过）\n会议听取和审议了政府工作报告。会议充分肯定过去一年的工作，决定批准这个报告。";
    expect(recognised(text, "2021年政府工作报告.txt")).toBe("not-a-report");
  });
});

describe("pages", () => {
  it("nested layout tables with fonts in every tag, and a table of facts, give the lines of the text", async () => {
    const facts =
      "<table><tr><td>索引号：</td><td>000014349/2021-00001</td></tr><tr><td>发文机关：</td><td>市政府</td></tr></table>";
    const lines = sampleReport()
      .split("\n")
      .map(
        (l) =>
          `<p style="text-indent:2em"><span style="font-family:仿宋">${l}</span></p><p><br></p>`,
      )
      .join("");
    const html = `<table class="b12c\\"><tr><td>${facts}<table><tr><td>${lines}</td></tr></table></td></tr></table>`;
    const { text } = await extractText(Buffer.from(html), "page.html");
    expect(cleanReport(text).text).toBe(BODY);
  });
});

describe("a document of 100 MB", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "xinzhi-large-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is counted to the last hit", async () => {
    const paragraph = Buffer.from(`${"推进科技创新，发展数字经济。".repeat(24)}\n`);
    const head = Buffer.from(`${[...HEAD, ...OPENING].join("\n")}\n`);
    const times = Math.ceil(100e6 / paragraph.length);
    const file = join(folder, "large.txt");
    const end = Buffer.from(CLOSING);
    writeFileSync(
      file,
      Buffer.concat([head, Buffer.alloc(times * paragraph.length, paragraph), end]),
    );
    const result = await attention(readDocuments([file]), {
      dictionaries: [dictionaryOfTerms(["科技创新", "数字经济"])],
    });
    expect(result.rows().map((r) => r.count)).toEqual([24 * times, 24 * times]);
    expect(result.units[0]!.document).toMatchObject({ regionCode: "420600", year: 2021 });
  }, 240_000);
});
