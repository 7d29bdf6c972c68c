import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Regions, shortName } from "../../src/region/index.js";

const regions = Regions.load();
const code = (name: string, options = {}) => regions.find(name, options)?.code;

describe("names of regions", () => {
  it("are found with and without their kind", () => {
    expect(code("襄阳市")).toBe("420600");
    expect(code("襄阳")).toBe("420600");
    expect(code("内蒙古")).toBe("150000");
    expect(code("广西")).toBe("450000");
    expect(code("广西壮族自治区")).toBe("450000");
    expect(code("恩施州")).toBe("422800");
    expect(code("延边朝鲜族自治州")).toBe("222400");
    expect(code("黔南")).toBe("522700");
    expect(code("锡林郭勒")).toBe("152500");
    expect(code("克州")).toBe("653000");
    expect(code(" 长　沙 市")).toBe("430100");
    expect(code("海拉尔区")).toBe("150702");
  });

  it("are found by codes of two, four and six digits, also when a spreadsheet made them decimal", () => {
    expect(code("42")).toBe("420000");
    expect(code("4206")).toBe("420600");
    expect(code("420600.0")).toBe("420600");
    expect(regions.find(150702)?.name).toBe("海拉尔区");
  });

  it("are found along a path, which settles ambiguous ones", () => {
    expect(code("广东省深圳市")).toBe("440300");
    expect(code("吉林省长春市朝阳区")).toBe("220104");
    expect(code("北京市朝阳区")).toBe("110105");
    expect(code("辽宁省朝阳市")).toBe("211300");
  });

  it("of the past lead to the unit of that name, and from there to the unit of today", () => {
    const old = regions.get("襄樊市");
    expect([old.name, old.from, old.to]).toEqual(["襄樊市", 1981, 2010]);
    expect(regions.today(old).map((r) => r.name)).toEqual(["襄阳市"]);
    const name = (old: string) => regions.today(regions.get(old)).map((r) => r.name);
    expect(name("思茅地区")).toEqual(["普洱市"]);
    expect(name("莱芜市")).toEqual(["济南市"]);
    expect(name("伊克昭盟")).toEqual(["鄂尔多斯市"]);
    expect(name("哈密地区")).toEqual(["哈密市"]);
    expect(name("宜春地区")).toEqual(["宜春市"]);
  });

  it("of a unit that was split lead to every part", () => {
    const chaohu = regions.get("巢湖市", { level: "prefecture" });
    expect(chaohu.to).toBe(2011);
    expect(regions.today(chaohu).map((r) => r.name)).toEqual(["合肥市", "芜湖市", "马鞍山市"]);
  });

  it("depend on the year when one is given", () => {
    expect(regions.find("巢湖市", { year: 2005 })?.level).toBe("prefecture");
    expect(regions.find("巢湖市", { year: 2015 })?.level).toBe("county");
  });

  it("take the level that is asked for", () => {
    expect(code("吉林")).toBe("220000");
    expect(code("吉林", { level: "prefecture" })).toBe("220200");
    expect(code("海南", { level: "prefecture" })).toBe("632500");
    expect(code("北京", { level: "prefecture" })).toBe("110000");
    expect(code("海拉尔区", { level: "prefecture" })).toBeUndefined();
  });

  it("that fit several units are reported, not guessed", () => {
    const found = regions.resolve("鼓楼区");
    expect(found.status).toBe("ambiguous");
    expect(code("鼓楼区", { within: "南京市" })).toBe("320106");
    expect(() => regions.get("鼓楼区")).toThrow(/江苏省南京市鼓楼区/);
  });

  it("that are misspelt are answered with the nearest", () => {
    expect(regions.resolve("广洲市")).toEqual({ status: "unknown", nearest: "广州市" });
    expect(() => regions.get("呼和好特")).toThrow(/呼和浩特市/);
    expect(regions.resolve("国家新区合计").status).toBe("unknown");
  });

  it("keep two characters when their kind is taken off", () => {
    expect(shortName("沛县")).toBe("沛县");
    expect(shortName("内蒙古自治区")).toBe("内蒙古");
    expect(shortName("长白朝鲜族自治县")).toBe("长白");
    expect(shortName("积石山保安族东乡族撒拉族自治县")).toBe("积石山");
    expect(shortName("龙胜各族自治县")).toBe("龙胜");
  });
});

describe("every unit in use", () => {
  it("is found by its own code and, inside its province, by its name at its level", () => {
    const lost = regions.all
      .filter((r) => r.to === undefined)
      .filter((r) => {
        if (regions.byCode(r.code)?.name !== r.name) return true;
        const within = r.prefectureCode ?? r.provinceCode;
        return code(r.name, { level: r.level, within }) !== r.code;
      });
    expect(lost.map((r) => r.name)).toEqual([]);
  });

  it("is found by the short name of the city list at prefecture level", () => {
    const lost = regions.cities.filter((c) => code(c.short, { level: "prefecture" }) !== c.code);
    expect(lost.map((c) => c.name)).toEqual([]);
  });
});

describe("every prefecture of the past", () => {
  it("leads to at least one unit of today", () => {
    const lost = regions.all.filter(
      (r) => r.level === "prefecture" && r.to !== undefined && regions.today(r).length === 0,
    );
    expect(lost.map((r) => `${r.name} ${r.code}`)).toEqual([]);
  });
});

describe("regions in a text", () => {
  const names = (text: string) => regions.findInText(text).map((m) => m.region.code);

  it("are found in titles of reports", () => {
    expect(names("海拉尔区人民政府工作报告")).toEqual(["150702"]);
    expect(names("2025年广西政府工作报告")).toEqual(["450000"]);
    expect(names("内蒙古自治区政府工作报告")).toEqual(["150000"]);
    expect(names("成都市第十七届人民代表大会")).toEqual(["510100"]);
  });

  it("carry their position", () => {
    const [mention] = regions.findInText("关于成都市的报告");
    expect([mention?.start, mention?.end, mention?.text]).toEqual([2, 5, "成都市"]);
  });

  it("take ambiguous names from the region named before", () => {
    expect(names("长春市朝阳区")).toEqual(["220100", "220104"]);
    expect(names("北京市朝阳区")).toEqual(["110000", "110105"]);
    expect(regions.findInText("鼓楼区")[0]?.candidates.length).toBeGreaterThan(1);
  });
});

describe("addresses", () => {
  const city = (address: string) => regions.locate(address).city?.name;

  it("give province, city and county", () => {
    const place = regions.locate("518129 广东省深圳市龙岗区某某路1号");
    expect(place.province?.name).toBe("广东省");
    expect(place.city?.name).toBe("深圳市");
    expect(place.county?.name).toBe("龙岗区");
  });

  it("are read with blanks, without postcode, with short names and with old ones", () => {
    expect(city("610041四川省成都市高新区")).toBe("成都市");
    expect(city("100085北 京 市海淀区")).toBe("北京市");
    expect(city("浙江杭州余杭区")).toBe("杭州市");
    expect(city("江苏省昆山市")).toBe("苏州市");
    expect(city("河南省济源市")).toBe("济源市");
    expect(city("山东省莱芜市莱城区")).toBe("莱芜市");
    expect(city("上海市浦东新区")).toBe("上海市");
  });

  it("never take a street for a city", () => {
    expect(city("上海市南京东路1号")).toBe("上海市");
    expect(city("北京朝阳区广州路")).toBe("北京市");
  });

  it("with a district name of several cities give candidates and no city", () => {
    const place = regions.locate("朝阳区建国路1号");
    expect(place.city).toBeUndefined();
    expect(place.candidates?.map((c) => c.province).sort()).toEqual(["北京市", "吉林省"]);
  });

  it("without a region give nothing", () => {
    expect(regions.locate("")).toEqual({ end: 0 });
    expect(regions.locate("One Main Street")).toEqual({ end: 0 });
  });
});

describe("the region dictionary", () => {
  it("has 4 municipalities and 293 prefecture-level cities, 31 + 3 provinces", () => {
    expect(regions.cities.filter((c) => c.kind === "直辖市")).toHaveLength(4);
    expect(regions.cities.filter((c) => c.kind === "地级市")).toHaveLength(293);
    expect(regions.cities.filter((c) => c.subprovincial)).toHaveLength(15);
    expect(regions.all.filter((r) => r.level === "province")).toHaveLength(34);
  });

  it("is as its manifest says", () => {
    const folder = new URL("../../dictionaries/regions/", import.meta.url);
    const manifest = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as {
      files: Record<string, { sha256: string }>;
    };
    for (const [name, { sha256 }] of Object.entries(manifest.files)) {
      const bytes = readFileSync(new URL(name, folder));
      expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(sha256);
    }
  });
});

describe("the continuation of a unit", () => {
  const became = (name: string) =>
    regions.continuation(regions.get(name, { level: "prefecture" }))?.name;

  it("is the unit that it became itself", () => {
    expect(became("襄樊市")).toBe("襄阳市");
    expect(became("思茅地区")).toBe("普洱市");
    expect(became("襄阳市")).toBe("襄阳市");
    expect(became("伊克昭盟")).toBe("鄂尔多斯市");
  });

  it("does not exist for a unit that was merged or split", () => {
    expect(became("莱芜市")).toBeUndefined();
    expect(became("巢湖市")).toBeUndefined();
    expect(became("襄阳地区")).toBeUndefined();
  });
});
