import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import { readCsv } from "../../src/table/index.js";
import {
  type AttentionDocument,
  findTargets,
  importReports,
  storedDocument,
  type TargetName,
  type TargetRow,
  targets,
  targetsTable,
} from "../../src/text/index.js";

const one = (text: string, year = 2021, target: TargetName = "gdp") =>
  findTargets(text, year, { targets: [target] })[0];
const aim = (clause: string): string => `今年经济社会发展的主要预期目标是：${clause}。`;

describe("wording of the growth target", () => {
  it.each([
    ["地区生产总值增长7%左右", 7, 7, "soft", null],
    ["地区生产总值增长7%以上", 7, 7, "hard", null],
    ["地区生产总值增长7%", 7, 7, "plain", null],
    ["地区生产总值增长不低于7.5%", 7.5, 7.5, "hard", null],
    ["确保地区生产总值增长7%，力争8%", 7, 7, "hard", 8],
    ["地区生产总值增长确保7%", 7, 7, "hard", null],
    ["地区生产总值增长7%以上、力争达到8%", 7, 7, "hard", 8],
    ["生产总值力争增长8%、确保7%", 7, 7, "hard", 8],
    ["全市生产总值增长6.5%—7%", 6.5, 7, "soft", null],
    ["GDP增长6.5-7%左右", 6.5, 7, "soft", null],
    ["地区生产总值增长７．５％左右", 7.5, 7.5, "soft", null],
    ["国内生产总值增长百分之八左右", 8, 8, "soft", null],
    ["国内生产总值增长百分之七点五", 7.5, 7.5, "plain", null],
    ["生产总值增长百分之七到百分之八", 7, 8, "soft", null],
    ["经济增长6%左右", 6, 6, "soft", null],
    ["经济增长预期目标为6%以上", 6, 6, "hard", null],
    ["地区生产总值达到240亿元，同比增长21%", 21, 21, "plain", null],
    ["地区生产总值增长11%，达到282亿元", 11, 11, "plain", null],
    ["地区生产总值增长5%左右，在实际工作中努力争取更好结果", 5, 5, "soft", null],
    ["地区生产总值增长5%左右，居民收入增长6%以上", 5, 5, "soft", null],
    ["人均地区生产总值增长9%，地区生产总值增长8%左右", 8, 8, "soft", null],
    ["单位地区生产总值能耗下降3%，地区生产总值增长8%上下", 8, 8, "soft", null],
  ] as const)("reads %s", (clause, low, high, wording, stretch) => {
    const text = aim(clause).replace(/[０-９．％]/g, (c) =>
      String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    );
    expect(one(text)).toMatchObject({ low, high, value: (low + high) / 2, wording, stretch });
  });

  it("takes 力争 as hard or soft by choice", () => {
    const text = aim("地区生产总值力争增长8%");
    expect(findTargets(text, 2021)[0]!.wording).toBe("hard");
    expect(findTargets(text, 2021, { strive: "soft" })[0]!.wording).toBe("soft");
  });
});

describe("what is no target of the year", () => {
  it.each([
    "一、2020年工作回顾\n过去一年，地区生产总值增长6.1%，完成预期目标。",
    "一、2020年工作回顾\n全年地区生产总值达到500亿元、增长6.1%。\n二、2021年工作安排\n做好今年工作，意义重大。",
    "“十四五”时期，地区生产总值年均增长7%左右。",
    "到2025年，地区生产总值达到1000亿元，年均增长8%。",
    "五年内地区生产总值平均每年增长百分之七点五。",
    "二、2021年工作安排\n今年力争海洋生产总值增长6%以上。",
    "二、2021年工作安排\n今年单位地区生产总值能耗降低3%。",
    "二、2021年工作安排\n今年居民收入增长与经济增长同步，增长7%左右的行业要巩固。",
    "二、2021年工作安排\n全社会研发经费相当于生产总值的比例达到4%左右。",
    "工作报告没有数字目标。",
    "",
  ])("sees none in %j", (text) => {
    expect(one(text)).toBeUndefined();
  });

  it("is not misled by last year's growth in front of the target", () => {
    const text = [
      "一、2020年工作回顾",
      "地区生产总值增长6.1%，好于预期目标。",
      "二、2021年工作安排",
      "主要预期目标是：",
      "地区生产总值增长7%以上；城镇新增就业5万人以上。",
    ].join("\n");
    expect(one(text)).toMatchObject({ value: 7, wording: "hard" });
  });

  it("reads the target without headings, and in a sentence of its own", () => {
    expect(one("综合各方面因素，建议今年全市生产总值增长5.5%左右。")?.value).toBe(5.5);
    expect(
      one("国家计划要求今年的国民生产总值比上年增长百分之五，工业增长百分之六。", 1990)?.value,
    ).toBe(5);
  });
});

describe("other targets", () => {
  const text = aim(
    "地区生产总值增长7%左右，居民消费价格涨幅控制在3%左右，固定资产投资增长8%以上，城镇新增就业58千人，城镇调查失业率控制在5.5%以内",
  );
  it.each([
    ["cpi", 3, "soft", "%"],
    ["investment", 8, "hard", "%"],
    ["jobs", 5.8, "plain", "万人"],
    ["unemployment", 5.5, "hard", "%"],
  ] as const)("finds %s", (name, value, wording, unit) => {
    expect(one(text, 2021, name)).toMatchObject({ value, wording, unit });
  });
});

describe("targets of documents", () => {
  const document = (
    id: number,
    regionCode: string,
    region: string,
    clause: string,
  ): AttentionDocument => ({
    id,
    regionCode,
    region,
    year: 2021,
    text: clause === "" ? "没有目标。" : aim(clause),
  });

  it("compares a city with its province, a county with its city, a province with the nation", async () => {
    const result = await targets([
      document(1, "100000", "全国", "国内生产总值增长6%以上"),
      document(2, "420000", "湖北省", "地区生产总值增长10%以上"),
      document(3, "420600", "襄阳市", "地区生产总值增长12%"),
      document(4, "420602", "襄城区", "地区生产总值增长11%—12%"),
      document(5, "420100", "武汉市", ""),
      document(6, "430100", "长沙市", "地区生产总值增长8%"),
      document(7, "310115", "浦东新区", "地区生产总值增长8%"),
      document(8, "310000", "上海市", "地区生产总值增长6%以上"),
    ]);
    expect(result.rows.map((r) => r.overbid)).toEqual([null, 4, 2, -0.5, null, null, 2, 0]);
    expect(result.rows[4]).toMatchObject({ value: null, wording: null, sentence: null });
    expect(result.rows[2]).toMatchObject({ wording: "plain", binary: "soft" });
    expect(targetsTable(result).number("overbid")[2]).toBe(2);
  });

  it("computes no over-bidding against reports that disagree, and says so", async () => {
    const result = await targets([
      document(1, "420000", "湖北省", "地区生产总值增长10%"),
      document(2, "420000", "湖北省", "地区生产总值增长9%"),
      document(3, "420600", "襄阳市", "地区生产总值增长12%"),
    ]);
    expect(result.rows[2]!.overbid).toBeNull();
    expect(result.warnings[0]?.code).toBe("text/unclear-upper");
  });
});

const reports = join(process.env.XINZHI_SHARED ?? "../shared", "data", "reports");

describe.skipIf(!existsSync(reports))(
  "the real reports (skipped where they are not at hand)",
  () => {
    it("agree with the labels read by hand: precision and recall at least 95 per cent", async () => {
      const store = await Store.open(":memory:");
      await importReports(store, [reports]);
      const paths = new Map([...eachDocument(store)].map((d) => [d.id, d.path!]));
      const result = await targets([...eachDocument(store)].map(storedDocument));
      store.close();
      const labels = readCsv(readFileSync(new URL("../golden/text/targets.csv", import.meta.url)));
      let truePositive = 0;
      let predicted = 0;
      let actual = 0;
      let checked = 0;
      let wordings = 0;
      const wrong: string[] = [];
      for (const label of labels.toRows()) {
        const rows = result.rows.filter(
          (r) =>
            r.region === label.region &&
            r.year === label.year &&
            paths.get(r.document as number)!.includes(String(label.source)),
        );
        const row: TargetRow | undefined = rows[0];
        // One transcription equals another word for word and is stored once.
        if (row === undefined) continue;
        checked++;
        const right = row.low === label.low && row.high === label.high;
        if (row.value !== null) predicted++;
        if (label.low !== null) actual++;
        if (label.low !== null && right) truePositive++;
        if (right && row.wording === label.wording) wordings++;
        if (!right || row.wording !== label.wording) wrong.push(`${row.region} ${row.year}`);
      }
      expect(checked).toBeGreaterThanOrEqual(95);
      expect(labels.toRows().filter((l) => l.low === null).length).toBeGreaterThanOrEqual(15);
      expect(truePositive / predicted, wrong.join()).toBeGreaterThanOrEqual(0.95);
      expect(truePositive / actual, wrong.join()).toBeGreaterThanOrEqual(0.95);
      expect(wordings / checked, wrong.join()).toBeGreaterThanOrEqual(0.95);
    }, 240_000);
  },
);
