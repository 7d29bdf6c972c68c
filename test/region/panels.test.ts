import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  distanceMatrix,
  distanceTable,
  harmoniseBoundaries,
  matchRegions,
  Regions,
} from "../../src/region/index.js";
import { readTable, Table } from "../../src/table/index.js";

const regions = Regions.load();

describe("matching a column of names", () => {
  const table = Table.of({
    city: ["襄樊市", "哈密\u200b", "莱芜", "广洲市", "昆山市", "市辖区", "中国", null, "广洲市"],
    y: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  });

  it("gives codes, names and provinces, and lists what it did not match with the reason", () => {
    const m = matchRegions(table, "city", regions);
    expect(m.table.value(0, "region_code")).toBe("420600");
    expect(m.table.value(1, "region_name")).toBe("哈密市");
    expect(m.table.value(2, "region_code")).toBe("371200");
    expect(m.table.value(7, "region_code")).toBeNull();
    expect(m.unmatched).toEqual([
      { value: "广洲市", rows: 2, reason: "unknown", nearest: "广州市" },
      { value: "昆山市", rows: 1, reason: "county", candidates: ["江苏省苏州市昆山市 320583"] },
      { value: "市辖区", rows: 1, reason: "placeholder" },
      { value: "中国", rows: 1, reason: "placeholder" },
    ]);
    expect([m.matched, m.distinct, m.share]).toEqual([3, 7, 3 / 4]);
    expect(m.former.map((f) => f.today.join())).toEqual(["襄阳市", "济南市"]);
    expect(m.warnings.map((w) => w.code)).toEqual([
      "region/unmatched",
      "region/namesakes", // 莱芜: since 2019 a district of 济南
      "region/former-names",
      "region/empty",
    ]);
  });

  it("can give the names of today, but never those of an heir", () => {
    const m = matchRegions(table, "city", regions, { names: "today", prefix: "" });
    expect(m.table.value(0, "name")).toBe("襄阳市");
    expect(m.table.value(2, "name")).toBe("莱芜市");
  });

  it("takes a province column to settle counties", () => {
    const counties = Table.of({ p: ["江苏省", "福建省"], c: ["鼓楼区", "鼓楼区"] });
    const m = matchRegions(counties, "c", regions, { level: "county", province: "p" });
    expect(m.table.value(1, "region_code")).toBe("350102");
    expect(m.unmatched.map((u) => u.reason)).toEqual(["ambiguous"]);
  });
});

describe("boundary changes", () => {
  const table = Table.of({
    city: ["济南市", "莱芜市", "济南市", "襄樊市", "襄阳市", "巢湖市", "Q9"],
    year: [2010, 2010, 2020, 2005, 2015, 2008, 2010],
    gdp: [100, 10, 150, 20, 30, 5, 1],
    rate: [5, 16, 6, 7, 8, 9, 1],
  });
  const options = { city: "city", time: "year", sum: ["gdp"], mean: [["rate", "gdp"]] } as const;

  it("are undone by rule: renamed, combined with the heir, dropped when split", () => {
    const { table: out, report } = harmoniseBoundaries(table, regions, options);
    expect(out.toRows()).toEqual([
      { region_code: "370100", city: "济南市", year: 2010, gdp: 110, rate: (500 + 160) / 110 },
      { region_code: "370100", city: "济南市", year: 2020, gdp: 150, rate: 6 },
      { region_code: "420600", city: "襄阳市", year: 2005, gdp: 20, rate: 7 },
      { region_code: "420600", city: "襄阳市", year: 2015, gdp: 30, rate: 8 },
    ]);
    expect(report.renamed).toEqual([{ from: "襄樊市", to: "襄阳市", rows: 1 }]);
    expect(report.combined).toEqual([{ from: "莱芜市", to: "济南市", rows: 1 }]);
    expect(report.dropped.map((d) => d.city)).toEqual(["巢湖市", "Q9"]);
    expect(report.unknown).toEqual(["Q9"]);
  });

  it("can be left alone, and the report says so", () => {
    const { table: out, report } = harmoniseBoundaries(table, regions, {
      ...options,
      merged: "keep",
      split: "keep",
    });
    expect(out.nrow).toBe(6);
    expect(report.kept.map((k) => k.city)).toEqual(["莱芜市", "巢湖市"]);
  });

  it("never add two rows of one city", () => {
    const twice = Table.of({ city: ["襄樊市", "襄阳"], year: [2010, 2010], gdp: [1, 2] });
    expect(() =>
      harmoniseBoundaries(twice, regions, { city: "city", time: "year", sum: ["gdp"] }),
    ).toThrow(/襄阳市 2010/);
  });
});

describe("distances", () => {
  it("are great circles: Beijing to Shanghai about 1067 km, symmetric, zero to itself", () => {
    const table = Table.of({
      city: ["北京市", "上海市", "北京市"],
      lat: [39.9042, 31.2304, 39.9042],
      lon: [116.4074, 121.4737, 116.4074],
    });
    const matrix = distanceMatrix(table, { unit: "city", latitude: "lat", longitude: "lon" });
    expect(matrix.units).toEqual(["上海市", "北京市"]);
    expect(matrix.km[1]).toBeCloseTo(1067, -1);
    expect(matrix.km[1]).toBe(matrix.km[2]);
    expect([matrix.km[0], matrix.km[3]]).toEqual([0, 0]);
    expect(distanceTable(matrix).names).toEqual(["unit", "上海市", "北京市"]);
  });

  it("refuse swapped coordinates and units without any", () => {
    const swapped = Table.of({ city: ["a"], lat: [116.4], lon: [39.9] });
    const options = { unit: "city", latitude: "lat", longitude: "lon" };
    expect(() => distanceMatrix(swapped, options)).toThrow(/swapped/);
    const lost = Table.of({ city: ["a", "b"], lat: [30, Number.NaN], lon: [100, 100] });
    expect(() => distanceMatrix(lost, options)).toThrow(/1 units.*: b/);
  });
});

const shared = process.env.XINZHI_SHARED ?? join(import.meta.dirname, "../../../shared");
const panels = join(shared, "data/panels");

describe.skipIf(!existsSync(panels))("the city panels of shared data (absent: skipped)", () => {
  const files: readonly (readonly [string, string, number])[] = [
    ["city_fdi_1996_2023.xlsx", "地级市", 294],
    ["city_industry_structure_2000_2023.xlsx", "城市名称", 342],
    ["city_population_density_1998_2024.xlsx", "城市", 298],
    ["city_panel_did_2007_2023.xlsx", "city_name", 285],
    ["lowcarbon_pilot_cities.xlsx", "city_name", 92],
    ["gpi_prefecture_2006_2018.dta", "prefecture", 235],
  ];

  it.each(files)("%s: at least 99 %% of the names in %s match", async (file, column, names) => {
    const table = await readTable(join(panels, file));
    const m = matchRegions(table, column, regions);
    expect(m.share).toBeGreaterThanOrEqual(0.99);
    expect(m.matched).toBe(names);
  });
});

const areacodes = join(shared, "data/regions/areacodes");

describe.skipIf(!existsSync(areacodes))("the yearly code lists of shared data", () => {
  it.each(Array.from({ length: 44 }, (_, i) => 1981 + i))(
    "agree with the region table in %i",
    async (year) => {
      const { readFileSync } = await import("node:fs");
      const lines = readFileSync(join(areacodes, "data", `${year}.txt`), "utf8").split(/\r?\n/);
      const listed = lines
        .map((line) => /^(\d{6})\s+(\S+)/.exec(line))
        .filter((m) => m !== null)
        .map((m) => [m[1]!, m[2]!] as const);
      expect(listed.length).toBeGreaterThan(2000);
      const wrong = listed.filter(([code, name]) => regions.byCode(code, year)?.name !== name);
      expect(wrong).toEqual([]);
    },
  );
});
