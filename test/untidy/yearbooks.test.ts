import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readYearbook } from "../../src/table/index.js";
import { workbookBytes } from "../../src/table/io/workbook.js";
import { encodeAs } from "../bytes/encode-as.js";

type Cell = string | number | null;
type Sheets = Readonly<Record<string, readonly (readonly Cell[])[]>>;

const folder = mkdtempSync(join(tmpdir(), "xinzhi-yearbooks-"));

async function workbook(name: string, sheets: Sheets): Promise<string> {
  const path = join(folder, name);
  const parts = Object.entries(sheets).map(([sheet, rows]) => ({ name: sheet, rows }));
  writeFileSync(path, await workbookBytes(parts));
  return path;
}

const BY_REGION: readonly (readonly Cell[])[] = [
  ["数据库：分省年度数据"],
  ["地区：甲市"],
  ["时间：最近3年"],
  ["指标", "2021年", "2020年", "2019年"],
  ["生产总值(亿元)", 12, 11, 10],
  ["人均生产总值(元)", 3000, 2900, null],
  ["人均生产总值(美元)", 430, 420, 410],
  ["居民消费价格指数(上年=100)", 101.1, 102.5, 102.9],
  ["注：按当年价格计算。"],
  ["数据来源：某统计局"],
];

describe("exports of a statistics bureau", () => {
  it("for one region give its name as unit and the rows as variables", async () => {
    const path = await workbook("region.xlsx", { 分省年度数据: BY_REGION });
    const { table, report } = await readYearbook([path]);
    expect(table.toRows()).toEqual([
      row("甲市", 2019, 10, null, 410, 102.9),
      row("甲市", 2020, 11, 2900, 420, 102.5),
      row("甲市", 2021, 12, 3000, 430, 101.1),
    ]);
    expect(table.column("生产总值").unit).toBe("亿元");
    expect(table.column("人均生产总值(美元)").unit).toBe("美元");
    expect(report.sheets[0]!.layout).toBe("indicators");
  });

  it("for one region as GBK .csv give the same", async () => {
    const path = join(folder, "region.csv");
    const lines = BY_REGION.map((r) => r.map((c) => c ?? "").join(","));
    writeFileSync(path, encodeAs(`${lines.join("\r\n")}\r\n`, "gb18030"));
    const { table } = await readYearbook([path]);
    expect(table.toRows()[2]).toEqual(row("甲市", 2021, 12, 3000, 430, 101.1));
    expect(table.nrow).toBe(3);
  });

  it("for one indicator take its name and unit from the line above", async () => {
    const path = await workbook("indicator.xlsx", {
      主要城市年度数据: [
        ["数据库：主要城市年度数据"],
        ["指标：生产总值(亿元)"],
        ["时间：最近2年"],
        ["地区", "2021年", "2020年"],
        ["甲市", 12, 11],
        ["乙市", 22, null],
        ["数据来源：某统计局"],
      ],
    });
    const { table } = await readYearbook([path]);
    expect(table.names).toEqual(["city", "year", "生产总值"]);
    expect(table.column("生产总值").unit).toBe("亿元");
    expect(table.toRows().map((r) => Object.values(r))).toEqual([
      ["甲市", 2020, 11],
      ["甲市", 2021, 12],
      ["乙市", 2020, null],
      ["乙市", 2021, 22],
    ]);
  });

  it("of several regions are put under each other", async () => {
    const of = (name: string, gdp: number): Cell[][] => [
      [`地区：${name}`],
      ["指标", "2020年"],
      ["生产总值(亿元)", gdp],
    ];
    const paths = [
      await workbook("a.xlsx", { Sheet1: of("甲市", 1) }),
      await workbook("b.xlsx", { Sheet1: of("乙市", 2) }),
    ];
    const { table } = await readYearbook(paths);
    expect(table.toRows().map((r) => Object.values(r))).toEqual([
      ["甲市", 2020, 1],
      ["乙市", 2020, 2],
    ]);
  });

  it("of the country are its own, and this is said", async () => {
    const path = await workbook("national.xlsx", {
      年度数据: [["数据库：年度数据"], ["指标", "2020年"], ["国内生产总值(亿元)", 5]],
    });
    const { table, warnings } = await readYearbook([path]);
    expect(table.toRows()).toEqual([{ city: "全国", year: 2020, 国内生产总值: 5 }]);
    expect(warnings.map((w) => w.code)).toContain("table/assumed-region");
  });

  it("with years down are read too", async () => {
    const path = await workbook("years.xlsx", {
      Sheet1: [
        ["地区：甲市"],
        ["时间", "生产总值（亿元）", "人口（万人）"],
        ["2020年", 11, 5],
        ["2019年", 10, 4],
      ],
    });
    const { table } = await readYearbook([path]);
    expect(table.toRows()).toEqual([
      { city: "甲市", year: 2019, 生产总值: 10, 人口: 4 },
      { city: "甲市", year: 2020, 生产总值: 11, 人口: 5 },
    ]);
  });

  it("never put an indicator or a year into the units", async () => {
    const down = {
      Sheet1: [
        ["指标", "计量单位", "2020年"],
        ["生产总值", "亿元", 11],
      ],
    };
    const path = await workbook("unnamed.xlsx", down);
    await expect(readYearbook([path])).rejects.toThrow(/--region/);
    const { table } = await readYearbook([path], { region: "甲市" });
    expect(table.toRows()).toEqual([{ city: "甲市", year: 2020, 生产总值: 11 }]);
    expect(table.column("生产总值").unit).toBe("亿元");
    const years = await workbook("unnamed-years.xlsx", {
      Sheet1: [
        ["年份", "生产总值"],
        ["2019", 10],
        ["2020", 11],
      ],
    });
    await expect(readYearbook([years])).rejects.toThrow(/--region/);
  });
});

describe("a panel among the sheets", () => {
  const panel: Cell[][] = [
    ["省份", "代码", "年份", "GDP（亿元）"],
    ...["甲省", "乙省", "丙省"].flatMap((name, p) =>
      Array.from({ length: 10 }, (_, k): Cell[] => [name, `0${p + 1}`, 2010 + k, 100 * p + k]),
    ),
  ];

  it("is taken as it stands, scratch cells and hidden sheets beside it are not", async () => {
    const path = await workbook("panel.xlsx", {
      草稿: [
        ["合计", 2010],
        ["甲", 5],
      ],
      编号: [
        ["甲省", 1, null],
        ["乙省", 2, null],
        ["丙省", 3, "见注"],
      ],
      面板: panel,
      空: [["备注"]],
    });
    const { table, report, warnings } = await readYearbook([path]);
    expect(table.nrow).toBe(30);
    expect(table.names).toEqual(["city", "year", "代码", "GDP"]);
    expect(table.toRows()[12]).toEqual({ city: "乙省", year: 2012, 代码: "02", GDP: 102 });
    expect(report.skipped.map((s) => [s.sheet, s.why])).toEqual([
      ["草稿", "scratch beside a panel"],
      ["编号", "no year"],
      ["空", "no table"],
    ]);
    expect(warnings.map((w) => w.code)).toEqual(["table/already-a-panel", "table/sheets-skipped"]);
  });

  it("with the year first, and cities beside provinces, takes the column that tells rows apart", async () => {
    const rows: Cell[][] = [["year", "province", "city", "x"]];
    for (const year of [2019, 2020])
      for (const city of ["甲市", "乙市"]) rows.push([year, "甲省", city, rows.length]);
    const { table } = await readYearbook([await workbook("cities.xlsx", { s: rows })]);
    expect(table.toRows()[3]).toEqual({ city: "乙市", year: 2020, province: "甲省", x: 4 });
  });
});

function row(city: string, year: number, gdp: Cell, yuan: Cell, dollar: Cell, cpi: Cell) {
  return {
    city,
    year,
    生产总值: gdp,
    "人均生产总值(元)": yuan,
    "人均生产总值(美元)": dollar,
    居民消费价格指数: cpi,
  };
}
