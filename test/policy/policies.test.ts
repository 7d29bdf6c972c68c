import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  applyPolicies,
  hypotheticalPilots,
  overlapPolicies,
  Policies,
  readPolicyList,
  treatmentYears,
} from "../../src/policy/index.js";
import { Regions } from "../../src/region/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../src/table/index.js";

const policies = Policies.load();
const cities = Regions.load().cities.filter((c) => c.kind === "直辖市" || c.kind === "地级市");

/** All 297 cities by year, by name. */
function cityYears(from: number, to: number): Table {
  const rows = cities.flatMap((c) =>
    Array.from({ length: to - from + 1 }, (_, k) => ({ city: c.name, year: from + k })),
  );
  return new Table([
    textColumn(
      "city",
      rows.map((r) => r.city),
    ),
    numberColumn(
      "year",
      rows.map((r) => r.year),
    ),
  ]);
}

function firsts(table: Table, column: string): Map<string, number> {
  const values = table.number(column);
  return new Map(
    Array.from({ length: table.nrow }, (_, i) => [String(table.value(i, "city")), values[i]!]),
  );
}

function userList(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "xinzhi-")), "mine.csv");
  writeFileSync(path, text);
  return path;
}

describe("the bundled lists", () => {
  it("have the official number of units by batch", () => {
    const units = (name: string) => {
      const counts: Record<string, Set<string>> = {};
      for (const r of policies.get(name).rows) {
        counts[r.batch] ??= new Set();
        counts[r.batch]!.add(`${r.unit}|${r.province}`);
      }
      return Object.fromEntries(Object.entries(counts).map(([k, v]) => [k, v.size]));
    };
    expect(units("broadband-china")).toEqual({ 2014: 39, 2015: 39, 2016: 39 });
    expect(units("ip-demonstration-cities")).toEqual({ 1: 23, 2: 18, 3: 12, 4: 11 });
    expect(units("resource-based-cities")).toEqual({
      成长型: 31,
      成熟型: 141,
      衰退型: 67,
      再生型: 23,
    });
    expect(units("smart-cities")[1]).toBe(90);
    expect(units("smart-cities")[2]).toBe(103);
    expect(policies.get("innovative-cities").rows).toHaveLength(91);
  });

  it("carry confidence with each row and say what is missing", () => {
    const smart = policies.get("smart-cities");
    expect(smart.rows.filter((r) => r.confidence === "verified")).toHaveLength(40);
    expect(smart.state).toBe("incomplete");
    expect(smart.note.en).toMatch(/batch 3/);
    expect(policies.get("broadband-china").rows.every((r) => r.confidence === "verified")).toBe(
      true,
    );
  });

  it("name cities that the region tables know under the same code", () => {
    const regions = Regions.load();
    const wrong = policies
      .all()
      .flatMap((list) => list.rows.map((row) => ({ list: list.name, row })))
      .filter(({ row }) => regions.byCode(row.code)?.name !== row.city);
    expect(wrong.map((w) => `${w.list} ${w.row.fileRow} ${w.row.city} ${w.row.code}`)).toEqual([]);
  });

  it("are as the manifest says", () => {
    const folder = new URL("../../dictionaries/policies/", import.meta.url);
    const { lists } = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as {
      lists: Record<string, { sha256: string; rows: number }>;
    };
    for (const [name, { sha256 }] of Object.entries(lists)) {
      const bytes = readFileSync(new URL(`${name}.csv`, folder));
      expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(sha256);
    }
  });

  it("are offered by the nearest name on a typo", () => {
    expect(() => policies.get("broadband-chian")).toThrow(/broadband-china/);
  });
});

describe("applying a policy to a panel", () => {
  it("gives as many first-treated cities a year as the list has whole cities", () => {
    const { table, policies: applied } = applyPolicies(cityYears(2010, 2018), [
      policies.get("broadband-china"),
    ]);
    const expected: Record<string, number> = {};
    const known = new Set(cities.map((c) => c.code));
    for (const [code, t] of treatmentYears(policies.get("broadband-china"))) {
      if (!known.has(code) || !Number.isFinite(t.whole)) continue;
      expected[t.whole] = (expected[t.whole] ?? 0) + 1;
    }
    expect(applied[0]?.cohorts).toEqual(expected);
    const first = table.number("broadband_china_first");
    const dummy = table.number("broadband_china");
    const year = table.number("year");
    for (let i = 0; i < table.nrow; i++) {
      if (Number.isNaN(first[i]!)) expect(dummy[i]).toBeNaN();
      else expect(dummy[i]).toBe(first[i]! > 0 && year[i]! >= first[i]! ? 1 : 0);
    }
  });

  it("leaves partly covered cities out, takes them in, or gives their share", () => {
    const data = cityYears(2012, 2017);
    const list = [policies.get("broadband-china")];
    const out = (partial: "exclude" | "include" | "fraction") =>
      applyPolicies(data, list, { partial }).table;
    expect(firsts(out("exclude"), "broadband_china_first").get("重庆市")).toBeNaN();
    expect(firsts(out("include"), "broadband_china_first").get("重庆市")).toBe(2015);
    const share = firsts(out("fraction"), "broadband_china").get("重庆市")!;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.2);
    expect(firsts(out("fraction"), "broadband_china").get("北京市")).toBe(1);
    const report = applyPolicies(data, list).policies[0]!;
    expect(report.partialCities).toContain("重庆市");
  });

  it("can begin in the following year, or in the years a paper gives its batches", () => {
    const data = cityYears(2010, 2018);
    const smart = [policies.get("smart-cities")];
    const normal = firsts(applyPolicies(data, smart).table, "smart_cities_first");
    const later = firsts(
      applyPolicies(data, smart, { start: "following" }).table,
      "smart_cities_first",
    );
    const mapped = firsts(
      applyPolicies(data, smart, {
        startMap: new Map([
          ["2013:1", 2012],
          ["2013:2", 2013],
        ]),
      }).table,
      "smart_cities_first",
    );
    expect(normal.get("石家庄市")).toBe(2013);
    expect(later.get("石家庄市")).toBe(2014);
    expect(mapped.get("石家庄市")).toBe(2012);
    expect(() => applyPolicies(data, smart, { startMap: new Map([["2013:7", 2012]]) })).toThrow(
      /2013:7/,
    );
  });

  it("says that rows are unverified and lists incomplete", () => {
    const { warnings } = applyPolicies(cityYears(2012, 2016), [policies.get("smart-cities")]);
    const found = warnings.map((w) => w.code);
    expect(found).toContain("policy/incomplete");
    expect(found).toContain("policy/recalled");
  });

  it("matches codes, short names and old names alike", () => {
    const list = [policies.get("broadband-china")];
    const of = (values: readonly (string | null)[]) =>
      applyPolicies(
        new Table([
          textColumn("city", values),
          numberColumn(
            "year",
            values.map(() => 2016),
          ),
        ]),
        list,
      ).table.number("broadband_china_first");
    expect([...of(["襄樊市", "襄阳", "420600", "襄阳市"])]).toEqual([2015, 2015, 2015, 2015]);
  });

  it("keeps a merged city apart from the one that took it in", () => {
    const path = userList("city,adcode,effective_year\n济南市,370100,2012\n");
    const { table } = applyPolicies(Table.of({ city: ["莱芜市", "济南市"], year: [2015, 2015] }), [
      readPolicyList(path),
    ]);
    expect([...table.number("mine_first")]).toEqual([0, 2012]);
  });

  it("leaves a name missing that is no city, rather than call it never treated", () => {
    const data = Table.of({ city: ["北京市", "西安", "席安市"], year: [2016, 2016, 2016] });
    const { table, unknownCities } = applyPolicies(data, [policies.get("free-trade-zones")]);
    expect(unknownCities).toEqual(["席安市"]);
    expect([...table.number("free_trade_zones_first")]).toEqual([2020, 2017, Number.NaN]);
  });

  it("takes a user's list with invented names, and reports who is unknown", () => {
    const path = userList("city,effective_year\n甲州,2014\n乙州,2015\n");
    const data = Table.of({ city: ["甲州", "乙州", "丙州"], year: [2014, 2014, 2014] });
    const result = applyPolicies(data, [readPolicyList(path)]);
    expect([...result.table.number("mine")]).toEqual([1, 0, 0]);
    expect(result.unknownCities).toEqual(["丙州"]);
  });

  it("refuses a list without years, a list of counts, bad rows and data without a city", () => {
    const data = cityYears(2012, 2013);
    expect(() => applyPolicies(data, [policies.get("agglomeration-centers")])).toThrow(
      /effective_year/,
    );
    expect(() => applyPolicies(data, [policies.get("intelligent-manufacturing-counts")])).toThrow(
      /counts/,
    );
    const bad = userList("city,effective_year\n深圳市,二〇一四\n");
    expect(() => readPolicyList(bad)).toThrow(/row 2.*effective_year/s);
    const level = userList("city,effective_year,unit_level\n深圳市,2014,citty\n");
    expect(() => readPolicyList(level)).toThrow(/city/);
    const list = [policies.get("broadband-china")];
    expect(() => applyPolicies(Table.of({ x: [1], year: [2014] }), list)).toThrow(/--city/);
    expect(() => applyPolicies(Table.of({ city: ["Q9"], year: [2014] }), list)).toThrow(/Q9/);
  });
});

describe("the overlap of policies", () => {
  it("is symmetric, bounded by the diagonal, and splits by order of adoption", () => {
    const lists = ["broadband-china", "low-carbon-cities", "innovative-cities"].map((n) =>
      policies.get(n),
    );
    const { matrix, pairs } = overlapPolicies(lists);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        expect(matrix[i]![j]).toBe(matrix[j]![i]);
        expect(matrix[i]![j]).toBeLessThanOrEqual(Math.min(matrix[i]![i]!, matrix[j]![j]!));
      }
    }
    for (const p of pairs) expect(p.aFirst + p.bFirst + p.sameYear).toBe(p.both);
  });
});

describe("hypothetical pilots", () => {
  const panel = new Panel(
    Table.of({
      unit: ["a", "a", "b", "b", "c", "c", "d", "d"],
      year: [2014, 2015, 2014, 2015, 2014, 2015, 2014, 2015],
      first: [2014, 2014, 0, 0, 2015, 2015, 0, 0],
      rank: [1, 1, 9, 9, 5, 5, 7, 2],
    }),
    { unit: "unit", time: "year" },
  );

  it("are as many a year as true ones, highest rank first, each once", () => {
    const out = hypotheticalPilots(panel, { first: "first", rank: "rank" });
    expect([...out.number("hypothetical_first")]).toEqual([0, 0, 2014, 2014, 2015, 2015, 0, 0]);
    const before = hypotheticalPilots(
      panel.filter([...panel.times].map((t) => t === 2014 || t === 2015)),
      { first: "first", rank: "rank", name: "h" },
    );
    expect(before.names).toContain("h_first");
  });

  it("need values to rank by and one year for each unit", () => {
    const empty = panel.withColumns([numberColumn("rank", new Array(8).fill(Number.NaN))]);
    expect(() => hypotheticalPilots(empty, { first: "first", rank: "rank" })).toThrow(/2014/);
    const mixed = panel.withColumns([numberColumn("first", [2014, 2015, 0, 0, 0, 0, 0, 0])]);
    expect(() => hypotheticalPilots(mixed, { first: "first", rank: "rank" })).toThrow(/unit a/);
  });
});

describe("cities of a region table of the study's own", () => {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
  const file = join(folder, "regions.csv");
  writeFileSync(
    file,
    "code,name,level,province\n960000,岚,province,岚\n960100,青岚市,prefecture,岚\n960200,白川市,prefecture,岚\n",
  );
  const list = readPolicyList(
    userList(
      "policy,batch,announced,effective_year,province,city,unit,unit_level,adcode\n试点,1,2015,2015,岚,青岚市,青岚市,city,960100\n",
    ),
  );
  const panel = (...names: string[]) =>
    new Table([
      textColumn(
        "city",
        names.flatMap((n) => [n, n]),
      ),
      numberColumn(
        "year",
        names.flatMap(() => [2014, 2016]),
      ),
    ]);

  it("are known, so that a misspelt one is named alone and missing", () => {
    const options = { regions: Regions.loadWith(file) };
    const applied = applyPolicies(panel("青岚市", "白川市"), [list], options);
    expect(applied.warnings).toEqual([]);
    expect([...applied.table.number(applied.policies[0]!.dummy)]).toEqual([0, 1, 0, 0]);
    const misspelt = applyPolicies(panel("青岚市", "白川市", "白传市"), [list], options);
    expect(misspelt.unknownCities).toEqual(["白传市"]);
    expect(misspelt.table.number(misspelt.policies[0]!.first)[4]).toBeNaN();
  });
});
