import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { matchName, matchRegions, Regions, shortName } from "../../src/region/index.js";
import { Table } from "../../src/table/index.js";

const regions = Regions.load();

/** The code table read anew, without the code under test. */
interface Line {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly prefecture: string;
  readonly from: number;
  readonly to: number;
}
const file = new URL("../../dictionaries/regions/areas.csv", import.meta.url);
const lines: Line[] = readFileSync(file, "utf8")
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [code, name, level, , prefecture, from, to] = line.split(",");
    return {
      code: code!,
      name: name!,
      level: level!,
      prefecture: prefecture!,
      from: Number(from),
      to: to === "" ? Number.POSITIVE_INFINITY : Number(to),
    };
  });
const inForce = (year: number) => lines.filter((l) => l.from <= year && year < l.to);
const isMunicipality = (code: string) => /^(11|12|31|50)/.test(code);
const isOwn = (l: Line) => l.level === "county" && l.prefecture === "" && !isMunicipality(l.code);
const outcome = (name: string, options = {}) => {
  const m = matchName(name, regions, options);
  return m.status === "matched" ? m.region.code : m.reason;
};

describe.each([2024, 2010])("every name of the code list of %i", (year) => {
  const list = inForce(year);
  const prefectures = list.filter(
    (l) => l.level === "prefecture" || (l.level === "province" && isMunicipality(l.code)),
  );
  const counties = list.filter((l) => l.level === "county" && !isOwn(l));
  const prefectureNames = new Set(
    lines.filter((l) => l.level === "prefecture" || isMunicipality(l.code)).map((l) => l.name),
  );

  it("has some 330 prefectures and 2 800 counties", () => {
    expect(prefectures.length).toBeGreaterThan(330);
    expect(counties.length).toBeGreaterThan(2750);
  });

  it("of a prefecture leads to that prefecture, with and without its kind", () => {
    const wrong = prefectures.flatMap((p) => {
      const full = matchName(p.name, regions);
      const short = matchName(shortName(p.name), regions);
      const bad = [full, short].filter(
        // A name of 2010 leads to the unit of that name or to what it became.
        (m) => m.status !== "matched" || (m.region.code !== p.code && m.unit.name !== p.name),
      );
      const now = regions.continuation(regions.byCode(p.code, year)!);
      return bad
        .filter((m) => m.status !== "matched" || m.unit.code !== now?.code)
        .map(() => `${p.code} ${p.name}`);
    });
    expect(wrong).toEqual([]);
  });

  it("of a county or district is never taken for a prefecture", () => {
    const wrong = counties
      .filter((c) => !prefectureNames.has(c.name))
      .filter((c) => outcome(c.name) !== "county")
      .map((c) => `${c.code} ${c.name} ${outcome(c.name)}`);
    expect(wrong).toEqual([]);
  });

  it("that a county shares with a prefecture of any year is said to have namesakes", () => {
    const shared = counties.filter((c) => prefectureNames.has(c.name) && c.to > 2024);
    expect(shared.length).toBeGreaterThan(0);
    const silent = shared.filter((c) => {
      const m = matchName(c.name, regions);
      return m.status === "matched" && !m.namesakes.some((n) => n.code === c.code);
    });
    expect(silent.map((c) => c.name)).toEqual([]);
  });

  it("of a county without its kind is a prefecture of that stem only, with a remark elsewhere", () => {
    const wrong = counties
      .filter((c) => c.to > 2024 && shortName(c.name) !== c.name)
      .filter((c) => {
        const m = matchName(shortName(c.name), regions);
        if (m.status === "unmatched") return m.reason === "unknown";
        // 沙市, 东川: the prefecture of that name that became the district; said as a former name.
        if (m.how === "old-name") return m.region.to === undefined;
        const own = m.region.code.slice(0, 4) === c.code.slice(0, 4);
        return !own && !m.namesakes.some((n) => n.code === c.code);
      })
      .map((c) => `${c.code} ${c.name}`);
    expect(wrong).toEqual([]);
  });

  it("of a county leads to its own prefecture when asked, or is ambiguous", () => {
    const wrong = counties
      .filter((c) => !prefectureNames.has(c.name))
      .filter((c) => {
        const m = matchName(c.name, regions, { to: "prefecture" });
        if (m.status === "unmatched") return m.reason !== "county" || m.candidates!.length < 2;
        const sameName = lines.filter((l) => l.name === c.name && l.level === "county");
        const homes = sameName.map((l) => l.code.slice(0, isMunicipality(l.code) ? 2 : 4));
        return (
          m.how !== "to-prefecture" ||
          !homes.includes(m.region.code.slice(0, isMunicipality(m.region.code) ? 2 : 4))
        );
      })
      .map((c) => `${c.code} ${c.name} ${outcome(c.name, { to: "prefecture" })}`);
    expect(wrong).toEqual([]);
  });

  it("of a county is found at county level inside its prefecture", () => {
    const wrong = list
      .filter((c) => c.level === "county" && c.to > 2024)
      .filter((c) => {
        const within = isMunicipality(c.code)
          ? `${c.code.slice(0, 2)}0000`
          : isOwn(c)
            ? `${c.code.slice(0, 2)}0000`
            : `${c.code.slice(0, 4)}00`;
        return outcome(c.name, { level: "county", within }) !== c.code;
      })
      .map((c) => `${c.code} ${c.name}`);
    expect(wrong).toEqual([]);
  });

  it("by code is its own unit, as text, as a number and with decimals", () => {
    const wrong = prefectures.filter((p) =>
      [p.code, `${p.code}.0`, `${p.code}000000`].some((code) => outcome(code) !== p.code),
    );
    expect(wrong.map((p) => p.code)).toEqual([]);
  });
});

describe("names that look like a prefecture and are none", () => {
  // Districts, counties, county-level cities, new areas and zones of a prefecture's stem.
  const county =
    "西安区 大同区 海南区 长沙县 宜宾县 衡阳县 通化县 本溪县 抚顺县 吉安县 上饶县 宣州区 大理市 恩施市 临夏市 临夏县 昌吉市 玉树市 阿勒泰市 塔城市 和田市 喀什市 楚雄市 文山市 郴县 南昌县 沧县 赣县 铁岭县 朝阳县 辽阳县 伊春区 白银区 河口区 通州 南通县 泰山区 黄山区 九江县 岳阳县 武威县 大兴 朝阳区 公主岭市 浦东新区 滨海新区";
  const zone =
    "张家界景区 黄山风景区 合肥高新区 苏州工业园区 郑州航空港 西咸新区 福州新区 秦皇岛经济技术开发区 雄安新区";
  const unknown = "成都县 长白山 太行山 三亚湾 杨凌 兵团 㵲阳";

  it.each([
    ["county", county],
    ["zone", zone],
    ["unknown", unknown],
  ])("are unmatched as %s", (reason, names) => {
    for (const name of names.split(" ")) expect([name, outcome(name)]).toEqual([name, reason]);
  });

  it("at county level are the county, and a new area outside the code table is none", () => {
    expect(outcome("长沙县", { level: "county" })).toBe("430121");
    expect(outcome("西咸新区", { level: "county" })).toBe("zone");
    expect(outcome("海南区", { level: "county" })).toBe("150303");
  });
});

describe("names of prefectures as they are met", () => {
  const met: Readonly<Record<string, string>> = {
    湘西自治州: "433100",
    黔东南州: "522600",
    乌盟: "150900",
    伊盟: "150600",
    哈密地区: "652200",
    宿县地区: "342200",
    荆沙市: "421000",
    淮阴市: "320800",
    "３４０１００": "340100",
    " 合 肥 市 ": "340100",
    "合肥市(省会)": "340100",
    "合肥市*": "340100",
    合肥巿: "340100",
    安徽合肥: "340100",
    安徽省合肥市: "340100",
    濟南市: "370100",
    呂梁市: "141100",
    济源: "419001",
    仙桃市: "429004",
    神农架林区: "429021",
    石河子市: "659001",
  };

  it("are matched", () => {
    const found = Object.keys(met).map((name) => [name, outcome(name)]);
    expect(Object.fromEntries(found)).toEqual(met);
  });

  it("keep a remark that changes the territory, and are then not matched", () => {
    expect(outcome("重庆市（不含万州）")).toBe("unknown");
  });

  it("that are names of other units too are matched with a remark", () => {
    const others = (name: string) => {
      const m = matchName(name, regions);
      return m.status === "matched" ? [m.region.code, ...m.namesakes.map((n) => n.name)] : [];
    };
    expect(others("吉林")).toEqual(["220200", "吉林省"]);
    expect(others("海南")).toEqual(["632500", "海南区", "海南省"]);
    expect(others("朝阳")).toEqual(["211300", "朝阳区", "朝阳区"]);
    expect(others("吉林市")).toEqual(["220200"]);
    expect(others("巢湖市")).toEqual(["341400", "巢湖市"]);
    const { warnings } = matchRegions(Table.of({ city: ["吉林", "长春"] }), "city", regions);
    expect(warnings.map((w) => w.code)).toEqual(["region/namesakes"]);
    expect(warnings[0]!.zh).toContain("吉林省 220000");
  });

  it("of the past carry the code of today", () => {
    const table = Table.of({ city: ["毕节地区", "毕节市", "思茅市"] });
    const code = (names: "today" | "as-written") =>
      [0, 1, 2].map((i) =>
        matchRegions(table, "city", regions, { names }).table.value(i, "region_code"),
      );
    expect(code("today")).toEqual(["520500", "520500", "530800"]);
    expect(code("as-written")).toEqual(["522400", "520500", "530800"]);
  });
});

describe("a column of provinces", () => {
  const names = regions.all.filter((r) => r.level === "province" && r.code < "700000");

  it("is not matched with two prefectures; the level is proposed", () => {
    const table = Table.of({ region: names.slice(6).map((r) => shortName(r.name)) });
    expect(() => matchRegions(table, "region", regions)).toThrow(/--region-level province/);
    const done = matchRegions(table, "region", regions, { level: "province" });
    expect(done.matched).toBe(names.length - 6);
  });
});

describe("rows without a name", () => {
  it("are counted, and how the others were matched is reported", () => {
    const table = Table.of({ city: ["合肥", null, "340200", "长沙县", null] });
    const m = matchRegions(table, "city", regions, { to: "prefecture" });
    expect(m.emptyRows).toBe(2);
    expect(m.how).toEqual({ short: 1, code: 1, "to-prefecture": 1 });
    expect(m.table.value(3, "region_code")).toBe("430100");
    expect(m.warnings.map((w) => w.code)).toEqual(["region/to-prefecture", "region/empty"]);
  });
});
