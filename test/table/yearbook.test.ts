import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCell, readTable, readXlsx, readYearbook } from "../../src/table/index.js";
import { workbookBytes } from "../../src/table/io/workbook.js";

type Cell = string | number | null;

async function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  name = "yearbook.xlsx",
): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), "xinzhi-")), name);
  const parts = Object.entries(sheets).map(([sheet, rows]) => ({ name: sheet, rows }));
  writeFileSync(path, await workbookBytes(parts));
  return path;
}

describe("cells as yearbooks write them", () => {
  it.each([
    ["40,269.6", 40269.6],
    ["１２３．５", 123.5],
    [" 1 234 ", 1234],
    ["-0.5", -0.5],
    ["1.2e3", 1200],
    [7, 7],
  ])("%s is a number", (cell, value) => {
    expect(parseCell(cell)).toEqual({ kind: "number", value });
  });

  it.each(["—", "——", "…", "......", "-", "/", "#", "", "  ", "NA", "无", null])(
    "%s is missing",
    (cell) => {
      expect(parseCell(cell).kind).toBe("missing");
    },
  );

  it.each(["1,23", "12.5%", "123①", "约5", "1.2.3", "0x10", "12-15", "12 15"])(
    "%s is text",
    (cell) => {
      expect(parseCell(cell).kind).toBe("text");
    },
  );
});

describe("reading a yearbook", () => {
  it("turns one sheet for each year with merged headings, units and notes into a panel", async () => {
    const sheet = (year: number, gdp: Cell, people: Cell): Cell[][] => [
      [`${year}年各市主要指标`],
      ["城　市", "地区生产总值", null, "年末人口"],
      [null, "总量", "第二产业", null],
      [null, "（亿元）", "（亿元）", "（万人）"],
      ["北　京　市", gdp, "4,944.4", people],
      ["襄阳市", "…", 1203.1, "５９６"],
      ["注：本表按当年价格计算。"],
    ];
    const path = await workbook({
      2010: sheet(2010, "14,113.6", 1962),
      2011: sheet(2011, 16251.9, "—"),
    });
    const { table, report } = await readYearbook([path]);
    expect(table.names).toEqual([
      "city",
      "year",
      "地区生产总值_总量",
      "地区生产总值_第二产业",
      "年末人口",
    ]);
    expect(table.toRows()).toEqual([
      row("北京市", 2010, 14113.6, 4944.4, 1962),
      row("北京市", 2011, 16251.9, 4944.4, null),
      row("襄阳市", 2010, null, 1203.1, 596),
      row("襄阳市", 2011, null, 1203.1, 596),
    ]);
    expect(table.column("年末人口").unit).toBe("万人");
    expect(report.missingSigns).toEqual({ "…": 2, "—": 1 });
    expect(report.leftOutRows).toBe(4);
  });

  it("understands headings that are truly merged, across and down", async () => {
    const path = join(import.meta.dirname, "../golden/yearbook/merged-header.xlsx");
    const { table, report } = await readYearbook([path]);
    expect(table.names.slice(2)).toEqual([
      "地区生产总值_总量",
      "地区生产总值_第二产业",
      "年末人口",
      "面积",
    ]);
    expect(table.toRows().map((r) => Object.values(r))).toEqual([
      ["青岚市", 2012, 1200.5, 480, 120, 20],
      ["望川市", 2012, 860, null, 95, null],
    ]);
    expect(table.column("面积").unit).toBe("平方公里");
    expect(report.missingSigns).toEqual({ "…": 1, "—": 1 });
  });

  it("turns years across, alone and under a variable, into a panel", async () => {
    const alone = await workbook({
      GDP: [["单位：亿元"], ["地区", 2010, 2011, "2012年"], ["甲市", 1, 2, 3], ["乙市", 4, "-", 6]],
    });
    const { table } = await readYearbook([alone], { unit: "地区" });
    expect(table.toRows()[1]).toEqual({ 地区: "甲市", year: 2011, GDP: 2 });
    expect(table.column("GDP").unit).toBe("亿元");
    const under = await workbook({
      Sheet1: [
        ["城市", "人口", null, "面积", null],
        [null, "2010", "2011", "2010", "2011"],
        ["甲市", 1, 2, 10, 20],
      ],
    });
    expect((await readYearbook([under])).table.toRows()).toEqual([
      { city: "甲市", year: 2010, 人口: 1, 面积: 10 },
      { city: "甲市", year: 2011, 人口: 2, 面积: 20 },
    ]);
  });

  it("takes the year from the file's name, and asks for it when there is none", async () => {
    const rows = [
      ["城市", "人口（万人）"],
      ["甲市", 1],
    ];
    const dated = await workbook({ a: rows }, "某省2015统计.xlsx");
    expect((await readYearbook([dated])).table.number("year")[0]).toBe(2015);
    const plain = await workbook({ a: rows }, "x.xlsx");
    await expect(readYearbook([plain])).rejects.toThrow(/--year/);
    expect((await readYearbook([plain], { year: 2013 })).table.number("year")[0]).toBe(2013);
  });

  it("lists cells that are no figures and never guesses them", async () => {
    const path = await workbook({
      2010: [
        ["城市", "人口"],
        ["甲市", "123①"],
        ["乙市", 5],
      ],
    });
    const { table, report, warnings } = await readYearbook([path]);
    expect(table.value(0, "人口")).toBeNull();
    expect(report.oddCells).toEqual([
      { file: path, sheet: "2010", row: 2, column: "人口", text: "123①" },
    ]);
    expect(warnings.map((w) => w.code)).toContain("table/odd-cells");
  });

  it("refuses one variable in two units", async () => {
    const sheet = (unit: string): Cell[][] => [
      ["城市", `产值（${unit}）`],
      ["甲市", 5],
    ];
    const path = await workbook({ 2010: sheet("万元"), 2011: sheet("亿元") });
    await expect(readYearbook([path])).rejects.toThrow(/2011.*产值.*亿元.*万元/);
  });

  it("refuses two figures for one cell, and files without a table", async () => {
    const sheet = (v: number): Cell[][] => [
      ["城市", "人口"],
      ["甲市", v],
    ];
    const path = await workbook({ "2010a": sheet(1), "2010b": sheet(2) });
    await expect(readYearbook([path])).rejects.toThrow(/甲市 2010 人口.*1 and 2/);
    const none = await workbook({ s: [["没有表"]] });
    await expect(readYearbook([none])).rejects.toThrow(/no sheet holds a table/);
  });
});

describe("reading a plain sheet", () => {
  it("finds the table below a title and above notes, on whichever sheet it is", async () => {
    const path = await workbook({
      说明: [["数据来源"], ["某年鉴"], ["其他"]],
      面板: [
        ["某表", null, null],
        ["城市", "代码", "增加值"],
        ["甲市", "0101", "1,234.5"],
        ["乙市", "0102", 7],
        [null, null, null],
        ["丙市", "0103", "—"],
        [null, "更多数据", null],
      ],
    });
    const table = await readXlsx(path);
    expect(table.toRows()).toEqual([
      { 城市: "甲市", 代码: "0101", 增加值: 1234.5 },
      { 城市: "乙市", 代码: "0102", 增加值: 7 },
      { 城市: "丙市", 代码: "0103", 增加值: null },
    ]);
    expect(table.origin?.notices?.map((n) => n.code)).toContain("table/notes-left-out");
    expect(table.fileRow(2)).toBe(6);
    await expect(readTable(path, { sheet: "面扳" })).rejects.toThrow(/面板/);
  });
});

function row(city: string, year: number, a: Cell, b: Cell, c: Cell) {
  return { city, year, 地区生产总值_总量: a, 地区生产总值_第二产业: b, 年末人口: c };
}
