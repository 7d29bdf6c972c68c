import { createRng, type Rng } from "../../base/index.js";
import type { City004 } from "./cities.js";
import { type Settings004, STREAM_004 } from "./settings.js";

/** Splits that change over time, one number for each city-year, cities in blocks of years. */
export interface Splits004 {
  /** Residents in 10 000. */
  readonly population: Float64Array;
  readonly large: Uint8Array;
  readonly soft: Uint8Array;
  readonly overbid: Uint8Array;
}

/** More residents than this make a large city (10 000 persons). */
const LARGE = 500;

/**
 * Size, wording of the growth target and over-bidding by city-year: each has exactly the printed
 * number of city-years, and no city has a single year on one side (it would be a singleton there).
 * 中文: 随时间变化的分组
 */
export function splits004(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
): Splits004 {
  const T = settings.years.last - settings.years.first + 1;
  const rng = createRng(seed, STREAM_004.splits);
  const { large, soft, overbid } = settings.splits;
  const population = populations(cities, T, large, rng);
  const n = cities.length * T;
  const softYears = spread(cities.length, T, soft, createRng(seed, STREAM_004.splits, 1));
  const modest = spread(cities.length, T, n - overbid, createRng(seed, STREAM_004.splits, 2));
  return {
    population,
    large: Uint8Array.from(population, (p) => (p > LARGE ? 1 : 0)),
    soft: softYears,
    overbid: modest.map((v) => 1 - v),
  };
}

/** `total` ones over cities and years; a city has none, all, or between 2 and T − 2 of them. */
function spread(cities: number, T: number, total: number, rng: Rng): Uint8Array {
  const counts = new Array<number>(cities).fill(Math.floor(total / cities));
  let left = total - counts.reduce((a, b) => a + b, 0);
  for (const i of rng.permutation(cities)) if (left-- > 0) counts[i]!++;
  const fits = (n: number): boolean => n === 0 || n === T || (n >= 2 && n <= T - 2);
  const usable = (): boolean => counts.every(fits);
  // Counts move between two cities at a time, so that the total stays.
  for (let step = 0; step < 6 * cities || !usable(); step++) {
    const a = rng.integer(cities);
    const b = rng.integer(cities);
    if (a === b) continue;
    const size = 1 + rng.integer(2);
    const next = [counts[a]! - size, counts[b]! + size] as const;
    const better = (fits(counts[a]!) ? 1 : 0) + (fits(counts[b]!) ? 1 : 0);
    if (next[0] < 0 || next[1] > T) continue;
    if ((fits(next[0]) ? 1 : 0) + (fits(next[1]) ? 1 : 0) < better) continue;
    counts[a] = next[0];
    counts[b] = next[1];
  }
  const out = new Uint8Array(cities * T);
  counts.forEach((n, i) => {
    const years = rng.permutation(T);
    for (let k = 0; k < n; k++) out[i * T + years[k]!] = 1;
  });
  return out;
}

/** Residents: cities that are always large, some that grow over the line, and the others. */
function populations(cities: readonly City004[], T: number, large: number, rng: Rng): Float64Array {
  const order = cities
    .map((c, i) => ({ i, score: c.standing + 0.5 * rng.normal() }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map((d) => d.i);
  const step = Math.floor((T + 1) / 2);
  const always = Math.max(0, Math.floor(large / T) - 2);
  const crossing: number[] = [];
  for (let left = large - always * T; left > 0; ) {
    // The last two share what is left: neither has a single year.
    const take = left <= T - 2 ? left : left - step < 2 ? left - 2 : step;
    crossing.push(take);
    left -= take;
  }
  const out = new Float64Array(cities.length * T);
  order.forEach((city, rank) => {
    const take = crossing[rank - always];
    const base =
      rank < always
        ? LARGE * (1.06 + 1.6 * ((always - rank) / always) ** 3)
        : LARGE * (0.25 + 0.68 * rng.uniform());
    for (let t = 0; t < T; t++) {
      const grown = base * (1 + 0.004 * t) * (1 + 0.002 * rng.normal());
      const value =
        take === undefined
          ? grown
          : LARGE *
            (t >= T - take ? 1.01 + 0.004 * (t - T + take) : 0.985 - 0.004 * (T - take - t));
      out[city * T + t] = Number(value.toFixed(2));
    }
  });
  return out;
}
