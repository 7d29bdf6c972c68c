import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  applyPolicies,
  checkPolicyList,
  missingForm,
  missingUnits,
  nearestList,
  Policies,
  readPolicyList,
} from "../../src/policy/index.js";
import { Geography, Regions } from "../../src/region/index.js";
import { readCsv, Table, writeTable } from "../../src/table/index.js";
import { untidyPanel } from "./untidy-panel.js";

const policies = Policies.load();
const regions = Regions.load();

function file(text: string, name = "own.csv"): string {
  const path = join(mkdtempSync(join(tmpdir(), "xinzhi-")), name);
  writeFileSync(path, text);
  return path;
}
const own = (text: string) => readPolicyList(file(text));
const codes = (warnings: readonly { code: string }[]) => warnings.map((w) => w.code);

describe("an untidy panel", () => {
  const panel = untidyPanel();

  it("is read by the column in which most rows name a city, and the rows without one are counted", () => {
    const { units } = applyPolicies(panel, [policies.get("broadband-china")]);
    expect(units.column).toBe("city_name");
    expect(units.why).toBe("most-rows");
    // 8 of 12 names are cities (长沙县, 席安市, 全国 are not, one is empty), in 5 years each.
    expect([units.nrow, units.placedRows, units.emptyRows]).toEqual([60, 40, 5]);
    expect(units.others).toEqual([{ column: "city_code", placedRows: 25 }]);
  });

  it("has three states, counted by units and rows", () => {
    const list = policies.get("broadband-china");
    const applied = applyPolicies(panel, [list]);
    // From the file of the list: the earliest year of each of the eight cities, whole or in part.
    const lines = readFileSync(list.file, "utf8").trim().split(/\r?\n/).slice(1);
    const cells = lines.map((l) => l.split(","));
    const year = (code: string, levels: RegExp) =>
      Math.min(
        ...cells.filter((c) => c[8] === code && levels.test(c[7]!)).map((c) => Number(c[3])),
      );
    const eight = "340100 340200 420600 410300 522600 500000 140100 419001".split(" ");
    const whole = eight.map((c) => year(c, /^(city|city group|region|province)$/));
    const part = eight.map((c) => year(c, /county|district|zone|town/));
    const treated = whole.filter((y) => Number.isFinite(y)).length;
    const partly = eight.filter((_, i) => !Number.isFinite(whole[i]!) && Number.isFinite(part[i]!));
    const { counts, excludedBy } = applied.policies[0]!;
    expect(counts.treated).toMatchObject({ units: treated, rows: 5 * treated });
    expect(partly).toEqual(["500000"]);
    expect(counts.never.units).toBe(8 - treated - 1);
    expect(counts.excluded).toEqual({ units: 4, rows: 20 });
    expect(excludedBy).toEqual({
      partial: { units: 1, rows: 5 },
      unmatched: { units: 3, rows: 15 },
      emptyRows: 5,
    });
    // 0 = never, the year = treated, empty = not in the sample.
    const first = applied.table.number("broadband_china_first");
    eight.slice(0, 8).forEach((code, c) => {
      const expected = code === "500000" ? Number.NaN : Number.isFinite(whole[c]!) ? whole[c]! : 0;
      expect([code, first[5 * c]]).toEqual([code, expected]);
    });
    for (const c of [8, 9, 10, 11]) expect(first[5 * c]).toBeNaN();
    expect(codes(applied.warnings)).toContain("policy/unknown-cities");
  });

  it("takes a list of short names; 合肥, 芜湖 and 深圳 are no longer nobody", () => {
    const list = own("city,effective_year\n合肥,2014\n芜湖,2015\n深圳,2013\n");
    const {
      policies: [applied],
      table,
    } = applyPolicies(panel, [list]);
    expect(applied!.cohorts).toEqual({ 2014: 1, 2015: 1 });
    expect(applied!.notInData).toEqual(["深圳"]);
    expect(applied!.listedHow).toEqual({ short: 3 });
    expect(table.number("own").slice(0, 5)).toEqual(Float64Array.of(0, 0, 1, 1, 1));
  });

  it("takes 洛阳, 襄阳, 合肥, 黔东南州 under Chinese headings, old names on the data side", () => {
    const list = own("城市,试点年份\n洛阳,2014\n襄阳,2013\n合肥,2014\n黔东南州,2015\n");
    const {
      policies: [applied],
    } = applyPolicies(panel, [list]);
    expect(applied!.cohorts).toEqual({ 2013: 1, 2014: 2, 2015: 1 });
    expect(applied!.notInData).toEqual([]);
    expect(applied!.counts.treated).toEqual({ units: 4, rows: 20 });
  });

  it("maps a county to its prefecture on both sides only when asked", () => {
    const list = own("city,effective_year\n合肥,2014\n浏阳市,2015\n");
    const plain = applyPolicies(panel, [list]);
    expect(codes(plain.warnings)).toContain("policy/list-unmatched");
    const mapped = applyPolicies(panel, [list], { to: "prefecture", partial: "include" });
    // 长沙县 of the data and 浏阳市 of the list are both 长沙: covered in part from 2015.
    expect(mapped.table.number("own_first")[5 * 8]).toBe(2015);
    const excluded = applyPolicies(panel, [list], { to: "prefecture" });
    expect(excluded.table.number("own_first")[5 * 8]).toBeNaN();
    expect(excluded.policies[0]!.excludedBy.partial.units).toBe(1);
  });
});

describe("bad input is named, with the fix", () => {
  const panel = untidyPanel();

  it("a list that treats nobody", () => {
    const list = own("city,effective_year\n深圳,2014\n长沙县,2014\n");
    expect(() => applyPolicies(panel, [list])).toThrow(/no unit.*长沙县 \(county\).*深圳/s);
  });

  it("a city with two years in a list", () => {
    const list = own("city,effective_year\n合肥,2014\n芜湖,2015\n合肥市,2016\n");
    expect(() => applyPolicies(panel, [list])).toThrow(/2014 \(2\), 2016 \(4\).*--repeats/s);
    const { table } = applyPolicies(panel, [list], { repeats: "earliest" });
    expect(table.number("own_first")[0]).toBe(2014);
  });

  it("two names of one city in a year", () => {
    const twice = Table.of({ city: ["襄樊市", "襄阳", "合肥"], year: [2014, 2014, 2014] });
    const { warnings } = applyPolicies(twice, [own("city,effective_year\n合肥,2013\n")]);
    const said = warnings.find((w) => w.code === "policy/one-city-twice");
    expect(said?.en).toContain("襄阳市 2014 (襄樊市, 襄阳)");
  });

  it("a code column that names another city than the names", () => {
    const data = Table.of({
      city_code: ["340100", "340200"],
      city: ["合肥", "合肥"],
      year: [2014, 2014],
    });
    const { warnings, units } = applyPolicies(data, [own("city,effective_year\n合肥,2013\n")]);
    expect(units.column).toBe("city_code");
    expect(warnings.find((w) => w.code === "policy/columns-disagree")?.en).toMatch(
      /^1 rows.*340200 ≠ 合肥/,
    );
  });

  it("a code of a dissolved city", () => {
    const data = Table.of({ city_code: [371200, 370100], year: [2014, 2014] });
    const { warnings } = applyPolicies(data, [own("city,effective_year\n济南,2013\n")]);
    expect(warnings.find((w) => w.code === "region/former-names")?.en).toContain("371200 → 济南市");
  });

  it("a policy year outside the panel", () => {
    const list = own("city,effective_year\n合肥,2012\n芜湖,2020\n洛阳,2014\n");
    const {
      warnings,
      policies: [applied],
    } = applyPolicies(panel, [list]);
    expect(applied!.counts.always.units).toBe(1);
    expect(applied!.counts.later.units).toBe(1);
    expect(codes(warnings)).toContain("policy/outside-panel");
  });

  it("a column of provinces, and a list of provinces", () => {
    const names = "安徽省 江苏省 浙江省 吉林 海南 山西省".split(" ");
    const data = Table.of({ city: names, year: names.map(() => 2014) });
    const cities = own("city,effective_year\n合肥,2013\n");
    expect(() => applyPolicies(data, [cities])).toThrow(/--region-level province/);
    const provinces = own("city,effective_year\n安徽,2013\n江苏,2014\n");
    expect(() => applyPolicies(untidyPanel(), [provinces])).toThrow(/unit_level/);
    const done = applyPolicies(data, [provinces], { city: "city", level: "province" });
    expect([...done.table.number("own_first")]).toEqual([2013, 2014, 0, 0, 0, 0]);
  });

  it("a Stata file given as a list", () => {
    expect(() => policies.get("pilots.dta")).toThrow(/panel convert/);
  });

  it("a workbook is read as a list", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "xinzhi-")), "pilots.xlsx");
    await writeTable(file, Table.of({ 城市: ["合肥市", "芜湖市"], 年份: [2013, 2014] }));
    expect(policies.get(file).rows.map((r) => [r.city, r.year])).toEqual([
      ["合肥市", 2013],
      ["芜湖市", 2014],
    ]);
  });
});

describe("policies of whole provinces", () => {
  it("treat all cities of the province, each province once and by its earliest year", () => {
    const data = Table.of({ city: ["石家庄", "合肥", "北京"], year: [2020, 2020, 2020] });
    const {
      table,
      policies: [applied],
    } = applyPolicies(data, [policies.get("environmental-inspection")]);
    expect([...table.number("environmental_inspection_first")]).toEqual([2016, 2017, 2016]);
    expect(applied!.notInData).not.toContain("河北省");
  });

  it("leave a province with single pilot cities out of a panel of provinces", () => {
    const data = Table.of({ province: ["安徽", "北京", "西藏"], year: [2020, 2020, 2020] });
    const { table } = applyPolicies(data, [policies.get("ai-innovation-pilot-zones")], {
      level: "province",
    });
    expect([...table.number("ai_innovation_pilot_zones_first")]).toEqual([Number.NaN, 2019, 0]);
  });
});

describe("what official lists still lack", () => {
  it("is counted batch by batch", () => {
    const lacks = (name: string) =>
      Object.fromEntries(missingUnits(policies.get(name)).map((b) => [b.batch, b.missing]));
    expect(lacks("smart-cities")).toEqual({ 1: 0, 2: 0, 3: 84 });
    expect(lacks("innovative-cities")[2022]).toBe(12);
    expect(lacks("broadband-china")).toEqual({ 2014: 0, 2015: 0, 2016: 0 });
    expect(lacks("ip-demonstration-cities")[5]).toBeNull();
    const complete = [
      "ai-innovation-pilot-zones",
      "cross-border-ecommerce",
      "resource-based-cities",
    ];
    for (const name of complete)
      expect(Object.values(lacks(name)).every((n) => n === 0)).toBe(true);
  });

  it("is a form that is filled in and loaded with the list", () => {
    const form = missingForm(policies.get("smart-cities"));
    expect(form).toHaveLength(84);
    const head =
      "policy,batch,announced,effective_year,province,city,unit,unit_level,adcode,confidence,source";
    form[0]![5] = "太原市";
    const path = file(`${[head, ...form.map((r) => r.join(","))].join("\n")}\n`, "filled.csv");
    const list = policies.get(`smart-cities+${path}`);
    expect([list.rows.length, list.blankRows]).toEqual([207, 83]);
    const taiyuan = (l: typeof list) =>
      applyPolicies(Table.of({ city: ["太原", "石家庄"], year: [2016, 2016] }), [l]);
    expect(taiyuan(list).table.number("smart_cities_first")[0]).toBe(2013);
    expect(codes(taiyuan(list).warnings)).toContain("policy/blank-rows");
  });
});

describe("a list of the user's beside the bundled one", () => {
  it("finds its counterpart and names every difference", () => {
    const list = own("city,year\n武汉,2012\n广州,2013\n合肥市,2012\n长沙县,2012\n");
    const against = policies.get("ip-demonstration-cities");
    const check = checkPolicyList(list, against, regions);
    const state = (city: string) => check.units.find((u) => u.city === city)?.state;
    expect(state("武汉")).toBe("same");
    expect(state("广州")).toBe("other-year");
    expect(state("长沙县")).toBe("unmatched");
    expect(check.counts.same + check.counts["other-year"] + check.counts["only-yours"]).toBe(3);
    const copy = readPolicyList(policies.get("low-carbon-cities").file);
    expect(nearestList(copy, policies.all(), regions).name).toBe("low-carbon-cities");
    const itself = checkPolicyList(copy, policies.get("low-carbon-cities"), regions);
    expect(itself.counts).toMatchObject({
      "other-year": 0,
      "only-yours": 0,
      "only-bundled": 0,
      unmatched: 0,
    });
  });
});

describe("growth targets as printed", () => {
  const folder = new URL("../../dictionaries/targets/", import.meta.url);

  it("are as the manifest says, with a source in each row", () => {
    const { files } = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as {
      files: Record<string, { sha256: string; rows: number }>;
    };
    expect(Object.keys(files)).toHaveLength(3);
    for (const [name, { sha256, rows }] of Object.entries(files)) {
      const bytes = readFileSync(new URL(name, folder));
      expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(sha256);
      const table = readCsv(bytes, { file: name });
      expect(table.nrow).toBe(rows);
      for (let i = 0; i < rows; i++) expect(table.value(i, "source")).not.toBeNull();
    }
  });
});

describe("coordinates and contiguity", () => {
  const geography = Geography.load();

  it("has the 337 cities of the code table and their neighbours both ways", () => {
    const lost = regions.cities.filter((c) => geography.location(c.code) === undefined);
    expect(lost.map((c) => c.name)).toEqual([]);
    const oneWay = geography.locations.flatMap((l) =>
      geography
        .neighbours(l.code)
        .filter((n) => !geography.neighbours(n.code).some((back) => back.code === l.code)),
    );
    expect(oneWay).toEqual([]);
    const pairs = geography.locations.reduce(
      (sum, l) => sum + geography.neighbours(l.code).length,
      0,
    );
    expect(pairs).toBe(1938);
    const islands = regions.cities.filter(
      (c) => !geography.neighbours(c.code).some((n) => n.bothPrefecture),
    );
    expect(islands.map((c) => c.short).sort()).toEqual(["三亚", "三沙", "儋州", "海口"].sort());
    expect(geography.neighbours("340100").map((n) => n.name)).toContain("芜湖市");
  });
});
