import { createRng } from "../../base/index.js";
import { stochasticCount } from "../parts/stochastic-count.js";
import type { City003 } from "./cities.js";
import { effects003 } from "./effects.js";
import type { Firm003 } from "./firms.js";
import type { Rows003 } from "./rows.js";
import { type Settings003, STREAM_003 } from "./settings.js";

/** A firm-year with its sales and its applications. */
export interface Activity003 {
  readonly firm: number;
  readonly year: number;
  readonly treated: 0 | 1;
  readonly lnSale: number;
  /** Return on assets and the part of ln assets that changes: both move innovation. */
  readonly roa: number;
  readonly growth: number;
  readonly key: number;
  readonly nonkey: number;
  /** Of the key applications, those with a second applicant. */
  readonly joint: number;
  /** True before the firm is listed: its patents are known, its accounts are not. */
  readonly history: boolean;
}

/** Years of patents before a firm is listed: its pool is not empty when it enters. */
const HISTORY = 3;

/** Return on assets and assets in the level of innovation. */
const SLOPES = { roa: 0.4, growth: 0.1 } as const;

/**
 * Sales and numbers of applications of every firm and year. ln(1 + n) is, in expectation, firm +
 * industry-year + province-year + controls + shocks + effect, exactly: the level is rounded to a
 * whole number of applications at random (`stochasticCount`).   中文: 销售与专利申请数
 */
export function activity003(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
  firms: readonly Firm003[],
  missing: Rows003,
): Activity003[] {
  const { planted, noise } = settings;
  const shocks = shocksOf(settings, seed, cities, firms);
  const rows = firms.flatMap((firm, i) => firmRows(settings, seed, cities, firm, i, shocks));
  const effects = effects003(settings, cities, firms, missing, rows);
  const large = (i: number): boolean => rows[i]!.level > 0.8;
  const jointShare = shareOf(rows, large);
  return rows.map((row, i) => {
    const { firm, year, treated, draws, level, other } = row;
    const where = firms[firm]!;
    const t = year - settings.years.first;
    const common = shocks.industry(where.industry, year) + shocks.province(where.city, year);
    // Shocks grow with the level, so that no level is pushed below zero applications.
    const scale = Math.min(1, (level - 0.1) / 0.6);
    const own = scale * (noise.firm * row.luck + shocks.city(where.city, year));
    const mover = SLOPES.roa * row.roa + SLOPES.growth * row.growth;
    const trend = 0.03 * t;
    const key = stochasticCount(
      level + trend + common + mover + own + planted.lnSales * row.saleNoise + effects[i]!,
      draws[0]!,
    );
    const nonkey = stochasticCount(
      other +
        0.012 * t +
        common / 2 +
        mover / 2 +
        0.7 * noise.firm * row.luck2 * Math.min(1, other) +
        shocks.cityOther(where.city, year) +
        planted.nonkey * treated,
      draws[1]!,
    );
    const together = large(i)
      ? stochasticCount(0.3 * level + 0.01 * t + (planted.joint / jointShare) * treated, draws[2]!)
      : 0;
    return {
      firm,
      year,
      treated,
      lnSale: row.lnSale,
      roa: row.roa,
      growth: row.growth,
      key,
      nonkey,
      joint: Math.min(key, together),
      history: year < where.entry,
    };
  });
}

interface DrawnRow {
  readonly firm: number;
  readonly year: number;
  readonly treated: 0 | 1;
  readonly lnSale: number;
  readonly saleNoise: number;
  readonly roa: number;
  readonly growth: number;
  readonly level: number;
  readonly other: number;
  readonly luck: number;
  readonly luck2: number;
  readonly draws: readonly number[];
}

function firmRows(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
  firm: Firm003,
  index: number,
  shocks: ReturnType<typeof shocksOf>,
): DrawnRow[] {
  const rng = createRng(seed, STREAM_003.counts, index);
  const city = cities[firm.city]!;
  const start = city.announced === 0 ? Number.POSITIVE_INFINITY : city.announced + 1;
  const covered = city.announced > 0 ? 0.12 : 0;
  const level =
    0.24 + covered + 0.3 * Math.exp(0.7 * (0.8 * firm.size + 0.6 * bounded(rng.normal())));
  const other = 0.2 + 0.26 * Math.exp(0.7 * (0.6 * firm.size + 0.8 * bounded(rng.normal())));
  const roa = 0.04 + 0.02 * rng.normal();
  let growth = 0;
  const rows: DrawnRow[] = [];
  for (let year = firm.entry - HISTORY; year <= settings.years.last; year++) {
    const treated = year >= start ? 1 : 0;
    growth += 0.06 + 0.08 * rng.normal();
    const saleNoise = 0.15 * bounded(rng.normal());
    const t = year - settings.years.first;
    rows.push({
      firm: index,
      year,
      treated,
      saleNoise,
      lnSale:
        21.6 +
        1.05 * firm.size +
        0.05 * t +
        shocks.market(firm.industry, year) +
        saleNoise +
        settings.planted.sales * treated,
      roa: roa + 0.03 * bounded(rng.normal()),
      growth: growth - 0.06 * (year - firm.entry),
      level,
      other,
      luck: bounded(rng.normal()),
      luck2: bounded(rng.normal()),
      draws: [rng.uniform(), rng.uniform(), rng.uniform()],
    });
  }
  return rows;
}

/** Shocks by industry, province and city; each pair and year has a stream of its own. */
function shocksOf(
  settings: Settings003,
  seed: number,
  cities: readonly City003[],
  firms: readonly Firm003[],
) {
  const industries = [...new Set(firms.map((f) => f.industry))].sort();
  const provinces = [...new Set(cities.map((c) => c.provinceCode))].sort();
  const place = new Map([...industries, ...provinces].map((name, i) => [name, i]));
  const known = new Map<string, number>();
  const draw = (kind: number, unit: number, year: number, sd: number): number => {
    const key = `${kind} ${unit} ${year}`;
    let value = known.get(key);
    if (value === undefined) {
      value = sd * bounded(createRng(seed, STREAM_003.counts, 1e6 + kind, unit, year).normal());
      known.set(key, value);
    }
    return value;
  };
  // Half of a city's shock lasts: neighbouring years are alike.
  const lasting = (kind: number, city: number, year: number): number =>
    Math.SQRT1_2 *
    (draw(kind, city, year, settings.noise.city) + draw(kind, city, year - 1, settings.noise.city));
  return {
    industry: (name: string, year: number) => draw(1, place.get(name)!, year, 0.05),
    market: (name: string, year: number) => draw(2, place.get(name)!, year, 0.06),
    province: (city: number, year: number) =>
      draw(3, place.get(cities[city]!.provinceCode)!, year, 0.04),
    city: (city: number, year: number) => lasting(4, city, year),
    cityOther: (city: number, year: number) => lasting(5, city, year),
  };
}

function shareOf(rows: readonly DrawnRow[], test: (i: number) => boolean): number {
  let n = 0;
  let hits = 0;
  rows.forEach((row, i) => {
    if (row.treated === 0) return;
    n++;
    if (test(i)) hits++;
  });
  return n === 0 ? 1 : Math.max(hits / n, 0.05);
}

/** Two and a half standard deviations are enough: no level falls below zero by a freak draw. */
function bounded(z: number): number {
  return Math.min(2.5, Math.max(-2.5, z));
}
