import { numberColumn, Table, textColumn, toCsv } from "../../table/index.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { type Activity003, activity003 } from "./activity.js";
import { annualReports003 } from "./annual-reports.js";
import { type City003, cities003 } from "./cities.js";
import { cityPanel003 } from "./city-panel.js";
import { firmPanel003 } from "./firm-panel.js";
import { type Firm003, firms003 } from "./firms.js";
import { patents003 } from "./patents.js";
import { type Rows003, rows003 } from "./rows.js";
import type { Settings003 } from "./settings.js";
import { symbolPool } from "./symbols.js";

/** The drawn world of study 003, before it is written down. */
export interface World003 {
  readonly cities: readonly City003[];
  readonly firms: readonly Firm003[];
  readonly missing: Rows003;
  readonly activity: readonly Activity003[];
}

/** Cities, firms and what they do.   中文: 研究 003 的模拟世界 */
export function world003(
  settings: Settings003,
  seed: number,
  invented: readonly InventedCity[],
): World003 {
  const cities = cities003(settings, seed, invented);
  const firms = firms003(settings, seed, cities);
  const missing = rows003(settings, seed, cities, firms);
  const activity = activity003(settings, seed, cities, firms, missing);
  return { cities, firms, missing, activity };
}

/** The files of study 003 by name.   中文: 研究 003 的模拟文件 */
export function files003(
  settings: Settings003,
  seed: number,
  world: World003,
): ReadonlyMap<string, string> {
  const { cities, firms, missing, activity } = world;
  return new Map([
    ["panel.csv", toCsv(firmPanel003(settings, seed, cities, firms, missing, activity))],
    ["cities.csv", toCsv(cityPanel003(settings, seed, cities, missing))],
    ["pilots.csv", toCsv(pilotList(cities))],
    ["patents.csv", patents003(seed, cities, firms, activity, symbolPool("sei-ipc-2021"))],
    ["annual-reports.csv", annualReports003(seed, firms, activity)],
  ]);
}

/** The list of projects as a policy file. */
function pilotList(cities: readonly City003[]): Table {
  const rows = cities.flatMap((city) =>
    city.projects.map((year, k) => ({ city, year, unit: `${city.name}示范项目${k + 1}` })),
  );
  rows.sort((a, b) => a.year - b.year || (a.city.code < b.city.code ? -1 : 1));
  const text = (name: string, value: (row: (typeof rows)[number]) => string) =>
    textColumn(name, rows.map(value));
  return new Table([
    text("policy", () => "智能制造试点示范（模拟）"),
    text("batch", (r) => String(r.year)),
    text("announced", (r) => String(r.year)),
    numberColumn(
      "effective_year",
      rows.map((r) => r.year),
    ),
    text("province", (r) => r.city.province),
    text("city", (r) => r.city.name),
    text("unit", (r) => r.unit),
    text("unit_level", () => "city"),
    text("adcode", (r) => r.city.code),
  ]);
}
