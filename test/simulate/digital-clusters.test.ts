import { beforeAll, describe, expect, it } from "vitest";
import { regress } from "../../src/regress/index.js";
import { orderOf } from "../../src/simulate/digital-clusters/cities.js";
import { cityList004, systems004 } from "../../src/simulate/digital-clusters/design.js";
import { POLICIES } from "../../src/simulate/digital-clusters/paths.js";
import { settings004 } from "../../src/simulate/digital-clusters/settings.js";
import { files004, type World004, world004 } from "../../src/simulate/digital-clusters/simulate.js";
import { readCsv } from "../../src/table/index.js";
import { attention, loadDictionary, targets } from "../../src/text/index.js";
import { baseline004, panel004 } from "./digital-clusters-panel.js";
import { studySettings } from "./study-settings.js";

const SEED = 2026;
const settings = studySettings("004", settings004);
let world: World004;
let files: ReadonlyMap<string, string>;

beforeAll(() => {
  world = world004(settings, SEED, cityList004(settings), systems004());
  files = files004(settings, SEED, world);
});

function momentsOf(values: ArrayLike<number>) {
  const list = Array.from(values);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  const sd = Math.sqrt(list.reduce((a, v) => a + (v - mean) ** 2, 0) / (list.length - 1));
  return { mean, sd, min: Math.min(...list), max: Math.max(...list) };
}

function table(name: string) {
  return readCsv(Buffer.from(files.get(name)!), { file: name, text: ["city_code", "region_code"] });
}

describe("the simulated cities of study 004", () => {
  it("adopt both policies in the printed numbers, years and orders", () => {
    const { cities } = world;
    const in_ = (policy: "broadband" | "clusters", year: number): number =>
      cities.filter((c) => c[policy] === year).length;
    expect(cities).toHaveLength(275);
    expect([2014, 2015, 2016].map((y) => in_("broadband", y))).toEqual([37, 35, 34]);
    expect([2013, 2015, 2017].map((y) => in_("clusters", y))).toEqual([10, 19, 24]);
    const dual = cities.filter((c) => c.broadband > 0 && c.clusters > 0);
    const since = dual.map((c) => Math.max(c.broadband, c.clusters));
    expect([2014, 2015, 2016, 2017].map((y) => since.filter((s) => s === y).length)).toEqual([
      5, 12, 3, 10,
    ]);
    const orders = dual.map(orderOf);
    expect(
      (["broadband", "clusters", "same"] as const).map((o) => orders.filter((x) => x === o).length),
    ).toEqual([18, 8, 4]);
    expect(cities.filter((c) => c.municipality)).toHaveLength(4);
    expect(cities.filter((c) => c.area === "东部")).toHaveLength(99);
  });

  it("have variables with the printed moments", () => {
    const { variables } = world;
    for (const [name, wanted] of Object.entries(settings.moments)) {
      const found = momentsOf(variables[name as keyof typeof settings.moments]);
      expect(Math.abs(found.mean / wanted.mean - 1), `${name} mean`).toBeLessThan(0.01);
      expect(Math.abs(found.sd / wanted.sd - 1), `${name} sd`).toBeLessThan(0.01);
      expect(found.min, `${name} min`).toBeCloseTo(wanted.min, 8);
      expect(found.max, `${name} max`).toBeCloseTo(wanted.max, 8);
    }
  });

  it("split into the printed numbers of rows, without a single year on one side", () => {
    const { cities, splits } = world;
    const T = 11;
    for (const name of ["large", "soft", "overbid"] as const) {
      expect(splits[name].reduce((a, b) => a + b, 0)).toBe(settings.splits[name]);
      cities.forEach((_, c) => {
        const years = splits[name].slice(c * T, (c + 1) * T).reduce((a, b) => a + b, 0);
        expect([1, T - 1]).not.toContain(years);
      });
    }
    expect(cities.filter((c) => c.resource === 1)).toHaveLength(100);
    expect(cities.filter((c) => c.centre === 1)).toHaveLength(30);
  });

  it("write reports from which the text stages read what was planned", async () => {
    const rows = table("reports.csv").toRows();
    const documents = rows.map((r, i) => ({
      id: i,
      regionCode: String(r.region_code),
      region: null,
      year: Number(r.year),
      text: String(r.text),
    }));
    const place = new Map(world.cities.map((c, i) => [c.code, i * 11]));
    const cell = (code: string | null, year: number | null): number | undefined => {
      const start = place.get(code ?? "");
      return start === undefined ? undefined : start + year! - settings.years.first;
    };
    const counted = await attention(documents, {
      dictionaries: loadDictionary("industry-university-research"),
      by: "region-year",
    });
    const seen = counted.totals().filter((r) => r.group === null);
    expect(seen.length).toBe(documents.length);
    for (const row of seen) {
      const i = cell(row.regionCode, row.year);
      expect(row.count).toBe(i === undefined ? 0 : world.attention[i]);
    }
    const goals = await targets(documents);
    const found = goals.rows.filter((r) => cell(r.regionCode, r.year) !== undefined);
    expect(found).toHaveLength(3025);
    expect(found.filter((r) => r.binary === "soft")).toHaveLength(748);
    expect(found.filter((r) => r.binary === "hard")).toHaveLength(2277);
    expect(found.filter((r) => r.overbid! > 0)).toHaveLength(2118);
  });

  it("carry effects that the index stage turns into the planted ones", () => {
    expect(world.slope).toBeCloseTo(1, 8);
    const panel = panel004(settings, world, table("panel.csv"));
    for (const policy of POLICIES) {
      const fit = regress(panel, baseline004(policy), {
        vcov: { type: "cluster", cluster: ["city"] },
      });
      const [row] = fit.tidy();
      expect(fit.nobs).toBe(3025);
      expect(row!.ciLow!).toBeLessThan(settings.planted.index[policy]);
      expect(row!.ciHigh!).toBeGreaterThan(settings.planted.index[policy]);
    }
  });

  it("are the same bytes for the same seed", () => {
    const again = files004(
      settings,
      SEED,
      world004(settings, SEED, cityList004(settings), systems004()),
    );
    expect([...again]).toEqual([...files]);
  });
});
