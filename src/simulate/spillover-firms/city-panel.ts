import { createRng } from "../../base/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import type { City003 } from "./cities.js";
import type { Rows003 } from "./rows.js";
import { type Settings003, STREAM_003 } from "./settings.js";

/** Internet users of the nation in 100 millions, invented round figures that grow. */
const USERS = { start: 4.6, growth: 0.45 } as const;

/**
 * City-years: controls, robots, penetration, coordinates, jobs by which agglomeration is measured.
 * 中文: 城市面板
 */
export function cityPanel003(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
  missing: Rows003,
): Table {
  const { first, last } = settings.years;
  const years = Array.from({ length: last - first + 1 }, (_, t) => first + t);
  const rows = cities.flatMap((city, c) => {
    const rng = createRng(seed, STREAM_003.cities, 9, c);
    const base = {
      gdp: 10.5 + 0.3 * city.size + 0.25 * rng.normal(),
      net: 1900 + 420 * city.size + 300 * rng.normal(),
      spending: 23.9 + 0.5 * city.size + 0.3 * rng.normal(),
      fdi: 19.2 + 0.9 * city.size + 0.8 * rng.normal(),
      jobs: 45 * Math.exp(0.6 * city.size + 0.2 * rng.normal()),
      share: 0.3 + 0.08 * city.dense + 0.02 * rng.normal(),
      robot: (Number.isNaN(city.robots) ? 0 : Math.log(city.robots / 8)) + 0.7 * rng.normal(),
    };
    const known = !missing.noYearbook.has(c);
    const later = city.projects.some((y) => y > city.announced) ? 1 : 0;
    return years.map((year, t) => {
      const jobs = base.jobs * Math.exp(0.02 * t + 0.02 * rng.normal());
      const share = Math.min(0.85, Math.max(0.05, base.share + 0.01 * rng.normal()));
      const draw = {
        gdp: rng.normal(),
        net: rng.normal(),
        spending: rng.normal(),
        fdi: rng.normal(),
      };
      const when = (value: number, digits: number): number =>
        known ? Number(value.toFixed(digits)) : Number.NaN;
      return {
        city,
        year,
        later,
        meangdp: when(Math.exp(base.gdp + 0.07 * t + 0.03 * draw.gdp), 0),
        infor: when(Math.max(120, base.net + 190 * t + 90 * draw.net), 1),
        finsgov: when(Math.exp(base.spending + 0.1 * t + 0.05 * draw.spending), 0),
        fdi: when(Math.exp(base.fdi + 0.04 * t + 0.2 * draw.fdi), 0),
        robots: missing.noRobots.has(c) ? Number.NaN : city.robots,
        users: Number((USERS.start + USERS.growth * t).toFixed(2)),
        penetration: Number(Math.exp(base.robot + 0.12 * t + 0.1 * rng.normal()).toFixed(5)),
        jobs: Number(jobs.toFixed(4)),
        makers: Number((jobs * share).toFixed(4)),
      };
    });
  });
  const simulated = { source: "模拟数据 simulated" };
  const text = (name: string, value: (row: (typeof rows)[number]) => string) =>
    textColumn(name, rows.map(value), simulated);
  const number = (name: string, value: (row: (typeof rows)[number]) => number) =>
    numberColumn(name, rows.map(value), simulated);
  return new Table([
    text("city", (r) => r.city.name),
    text("city_code", (r) => r.city.code),
    text("province", (r) => r.city.province),
    number("year", (r) => r.year),
    number("lat", (r) => r.city.lat),
    number("lon", (r) => r.city.lon),
    number("pilot_announced", (r) => r.city.announced),
    number("later_pilots", (r) => r.later),
    number("Meangdp", (r) => r.meangdp),
    number("Infor", (r) => r.infor),
    number("Finsgov", (r) => r.finsgov),
    number("FDI", (r) => r.fdi),
    number("robots_2009", (r) => r.robots),
    number("internet_users", (r) => r.users),
    number("penetration", (r) => r.penetration),
    number("jobs", (r) => r.jobs),
    number("manufacturing_jobs", (r) => r.makers),
  ]);
}
