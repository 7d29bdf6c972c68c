import { describe, expect, it } from "vitest";
import { Regions } from "../../src/region/index.js";
import { cleanReport, recogniseReport, reportMetadata } from "../../src/text/index.js";
import { HEAD, OPENING, sampleReport } from "./sample-report.js";

const regions = Regions.load();

function metadata(
  text: string,
  fileName = "a.txt",
  given: Parameters<typeof reportMetadata>[0]["given"] = {},
) {
  const cleaned = cleanReport(text);
  return reportMetadata({ head: cleaned.head, text: cleaned.text, fileName, given }, regions);
}

describe("report metadata", () => {
  it("reads region, level, year, date and speaker from the text", () => {
    expect(metadata(sampleReport())).toMatchObject({
      regionCode: "420600",
      region: "襄阳市",
      level: "prefecture",
      year: 2021,
      date: "2021-01-20",
      speaker: "李明",
      title: "2021年政府工作报告",
      confidence: 1,
    });
  });

  it("is not misled by a wrong file name, and says so", () => {
    const found = metadata(sampleReport(), "2018年武汉市政府工作报告.txt");
    expect(found).toMatchObject({ regionCode: "420600", year: 2021 });
    expect(found.confidence).toBeLessThan(1);
    expect(found.notes.join()).toMatch(/file name says region 420100/);
    expect(found.notes.join()).toMatch(/file name says year 2018/);
  });

  it("is not misled by a source line of another province", () => {
    const head = [HEAD[0]!, "来源：北京日报", ...HEAD.slice(1)];
    expect(metadata(sampleReport({ head })).regionCode).toBe("420600");
  });

  it("takes the file name when the text is silent, with low confidence", () => {
    const text = [...OPENING, "过去五年，成绩显著，各项事业全面进步。"].join("\n");
    expect(metadata(text, "150702_2014.txt")).toMatchObject({
      regionCode: "150702",
      region: "海拉尔区",
      level: "county",
      year: 2014,
      confidence: 0.4,
    });
  });

  it("tells the year from the headings: the review of 2020 is in the report of 2021", () => {
    const found = metadata(sampleReport({ head: [] }), "襄阳.txt");
    expect(found).toMatchObject({ year: 2021, regionCode: "420600" });
  });

  it("takes a session in December for the coming year when the headings say so", () => {
    const head = ["——2020年12月28日在襄阳市第十七届人民代表大会第六次会议上"];
    expect(metadata(sampleReport({ head })).year).toBe(2021);
  });

  it("finds the province from a broken session line and a spaced name", () => {
    const head = [
      "——2026年1月26日在广东省第十四届",
      "人民代表大会第五次会议上",
      "广东省省长 孟 某",
    ];
    expect(
      metadata(sampleReport({ head, review: ["一、2025年工作回顾"], plan: [] })),
    ).toMatchObject({
      regionCode: "440000",
      level: "province",
      year: 2026,
      speaker: "孟某",
    });
  });

  it("knows the whole country by the State Council", () => {
    const text = sampleReport({ head: [] }).replace("市人民政府", "国务院");
    expect(metadata(text)).toMatchObject({ regionCode: "100000", level: "national" });
  });

  it("gives the code of the file name to a unit that no table knows", () => {
    const text = sampleReport().replaceAll("襄阳", "青岚").replace("第十七届", "");
    expect(metadata(text, "960100_2021.txt")).toMatchObject({
      regionCode: "960100",
      region: "青岚市",
      level: "prefecture",
    });
  });

  it("settles an ambiguous district by the city that the table row names", () => {
    const head = ["——2021年1月20日在鼓楼区第十七届人民代表大会第六次会议上"];
    const found = metadata(sampleReport({ head }), "x.txt", { region: "南京市" });
    expect(found.notes.join()).toMatch(/region/);
  });
});

describe("recognition", () => {
  const recognise = (text: string, fileName = "a.txt", title = "") =>
    recogniseReport(cleanReport(text), { title, fileName });

  it("takes a report for a report", () => {
    expect(recognise(sampleReport()).state).toBe("report");
  });

  it("does not take a resolution about a report for one", () => {
    const text =
      "第九次会议关于政府工作报告的决议\n第九次会议听取和审议了市长所作的政府工作报告。会议充分肯定工作，决定批准这个报告。\n会议号召，全市人民为完成任务而努力奋斗！";
    expect(recognise(text, "2021年政府工作报告.txt", "关于政府工作报告的决议")).toMatchObject({
      state: "not-a-report",
      reason: expect.stringContaining("resolution"),
    });
  });

  it("does not take a policy page for a report", () => {
    expect(recognise("关于加强市场监管的意见\n各地要提高认识，落实责任。").state).toBe(
      "not-a-report",
    );
  });
});
