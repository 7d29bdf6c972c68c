import { createRng } from "../../base/index.js";
import { numberColumn, Table, textColumn, toCsv } from "../../table/index.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { type City004, cities004 } from "./cities.js";
import { fixedColumns, type YearbookColumns } from "./indicators.js";
import { levelled004, type Systems004 } from "./level.js";
import { type Paths004, paths004 } from "./paths.js";
import { attention004, reports004 } from "./reports.js";
import { type Settings004, STREAM_004 } from "./settings.js";
import { type Splits004, splits004 } from "./splits.js";
import { type Variables004, variables004 } from "./variables.js";

/** The drawn world of study 004, before it is written down. */
export interface World004 {
  readonly cities: readonly City004[];
  readonly splits: Splits004;
  readonly paths: Paths004;
  readonly variables: Variables004;
  readonly attention: Float64Array;
  readonly columns: YearbookColumns;
  /** Slope of the mapped index in what was planted: 1 but for the last digits. */
  readonly slope: number;
}

/** Cities, policies, variables and indicators.   中文: 研究 004 的模拟世界 */
export function world004(
  settings: Settings004,
  seed: number,
  invented: readonly InventedCity[],
  systems: Systems004,
): World004 {
  const cities = cities004(settings, seed, invented);
  const splits = splits004(settings, seed, cities);
  const paths = paths004(settings, cities, splits);
  const variables = variables004(settings, seed, cities, paths);
  const fixed = fixedColumns(settings, seed, cities, splits, variables);
  const attention = attention004(settings, seed, cities);
  const { columns, slope } = levelled004(settings, seed, {
    cities,
    paths,
    variables,
    fixed,
    attention,
    systems,
  });
  return { cities, splits, paths, variables, attention, columns, slope };
}

/** The files of study 004 by name.   中文: 研究 004 的模拟文件 */
export function files004(
  settings: Settings004,
  seed: number,
  world: World004,
): ReadonlyMap<string, string> {
  const { cities, splits, attention } = world;
  const policies = [
    ["broadband", "宽带中国示范城市（模拟）", (c: City004) => c.broadband],
    ["clusters", "创新型产业集群试点（模拟）", (c: City004) => c.clusters],
    ...Object.keys(settings.otherPolicies).map(
      (name) => [name, `${name}（模拟）`, (c: City004) => c.others[name]!] as const,
    ),
  ] as const;
  return new Map([
    ["panel.csv", toCsv(panel004(settings, seed, world))],
    ["reports.csv", reports004(settings, seed, cities, splits, attention)],
    ...policies.map(
      ([name, title, year]) => [`${name}.csv`, toCsv(policyList(title, cities, year))] as const,
    ),
  ]);
}

/** Columns in which a few inner cells are missing, as in yearbooks; the study interpolates. */
const GAPPED = ["长途光缆线路长度", "建成区绿化覆盖率"];

function panel004(settings: Settings004, seed: number, world: World004): Table {
  const { cities, columns, splits, variables } = world;
  const { first, last } = settings.years;
  const T = last - first + 1;
  const simulated = { source: "模拟数据 simulated" };
  const text = (name: string, value: (city: City004) => string) =>
    textColumn(
      name,
      cities.flatMap((c) => new Array<string>(T).fill(value(c))),
      simulated,
    );
  const constant = (name: string, value: (city: City004) => number) =>
    numberColumn(
      name,
      cities.flatMap((c) => new Array<number>(T).fill(value(c))),
      simulated,
    );
  const number = (name: string, values: ArrayLike<number>) =>
    numberColumn(
      name,
      Array.from(values, (v) => Number(v.toPrecision(10))),
      simulated,
    );
  const gaps = gapsOf(settings, seed, cities.length, T);
  return new Table([
    text("city", (c) => c.name),
    text("city_code", (c) => c.code),
    text("province", (c) => c.province),
    numberColumn(
      "year",
      cities.flatMap(() => Array.from({ length: T }, (_, t) => first + t)),
      simulated,
    ),
    constant("municipality", (c) => (c.municipality ? 1 : 0)),
    constant("resource", (c) => c.resource),
    constant("centre", (c) => c.centre),
    constant("relief", (c) => c.relief),
    number("市场化程度", variables.market),
    number("对外投资水平", variables.fdi),
    number("产业结构", variables.structure),
    number("城镇化率", variables.urban),
    number("金融科技", variables.fintech),
    number("技术创新", variables.innovation),
    number("常住人口", splits.population),
    ...[...columns].map(([name, values]) =>
      number(
        name,
        GAPPED.includes(name)
          ? values.map((v, i) => (gaps.has(`${name} ${i}`) ? Number.NaN : v))
          : values,
      ),
    ),
  ]);
}

function gapsOf(settings: Settings004, seed: number, cities: number, T: number): Set<string> {
  const rng = createRng(seed, STREAM_004.missing);
  const gaps = new Set<string>();
  while (gaps.size < settings.missingCells) {
    // Never at the ends: what is missing lies between two years that are known.
    const t = 2 + rng.integer(T - 4);
    gaps.add(`${GAPPED[rng.integer(GAPPED.length)]} ${rng.integer(cities) * T + t}`);
  }
  return gaps;
}

function policyList(
  title: string,
  cities: readonly City004[],
  year: (city: City004) => number,
): Table {
  const rows = cities
    .filter((c) => year(c) > 0)
    .sort((a, b) => year(a) - year(b) || (a.code < b.code ? -1 : 1));
  const text = (name: string, value: (city: City004) => string) =>
    textColumn(name, rows.map(value));
  return new Table([
    text("policy", () => title),
    text("batch", (c) => String(year(c))),
    text("announced", (c) => String(year(c))),
    numberColumn("effective_year", rows.map(year)),
    text("province", (c) => c.province),
    text("city", (c) => c.name),
    text("unit", (c) => c.name),
    text("unit_level", () => "city"),
    text("adcode", (c) => c.code),
  ]);
}
