import { createRng, type Rng } from "../../../base/index.js";
import type { InventedCity } from "../invented-cities.js";
import { type Settings004, STREAM_004 } from "./settings.js";

/** A city of study 004 with its policies and the splits it belongs to. */
export interface City004 extends InventedCity {
  /** Years of selection; 0 = never. */
  readonly broadband: number;
  readonly clusters: number;
  /** Years of selection for other policies, by name. */
  readonly others: Readonly<Record<string, number>>;
  readonly municipality: 0 | 1;
  readonly resource: 0 | 1;
  readonly centre: 0 | 1;
  /** Standing in standard deviations: large, central and early cities have more. */
  readonly standing: number;
  readonly relief: number;
  readonly area: number;
}

/** The cities with both policies and their overlap exactly as in the settings. 中文: 城市与政策 */
export function cities004(
  settings: Settings004,
  seed: number,
  invented: readonly InventedCity[],
): City004[] {
  const rng = createRng(seed, STREAM_004.cities);
  const standing = invented.map(() => Math.min(2.6, Math.max(-2.2, rng.normal())));
  // Where the standing is highest, there are no later pilots: the extremes of the variables stay.
  const top = standing.indexOf(Math.max(...standing));
  const order = ranked(standing, 0.8, rng).filter((i) => i !== top);
  const pairs = new Map<number, { broadband: number; clusters: number }>();
  const cohorts = shuffledUnits(settings.cohorts, rng);
  // Cities with both come from the upper half of the pilots, those with one from all of them.
  cohorts.sort((a, b) => Number(isDual(b)) - Number(isDual(a)));
  const dual = cohorts.filter(isDual).length;
  const pool = shuffled(order.slice(0, Math.min(order.length, 2 * dual)), rng);
  const rest = shuffled([...pool.slice(dual), ...order.slice(2 * dual, cohorts.length)], rng);
  cohorts.forEach((c, k) => {
    pairs.set(k < dual ? pool[k]! : rest[k - dual]!, c);
  });
  const others = Object.entries(settings.otherPolicies).map(([name, policy]) => {
    const places = ranked(standing, 1.2, rng).filter((i) => i !== top);
    const years = policy.cohorts.flatMap((c) => new Array<number>(c.cities).fill(c.year));
    return { name, years: new Map(places.slice(0, years.length).map((i, k) => [i, years[k]!])) };
  });
  const centres = new Set(ranked(standing, 0.4, rng).slice(0, settings.splits.centre));
  const municipal = new Set([...centres].slice(0, settings.municipalities));
  const plain = shuffled(
    [...standing.keys()].filter((i) => !centres.has(i)),
    rng,
  );
  const resource = new Set(plain.slice(0, settings.splits.resource));
  return invented.map((city, i) => ({
    ...city,
    broadband: pairs.get(i)?.broadband ?? 0,
    clusters: pairs.get(i)?.clusters ?? 0,
    others: Object.fromEntries(others.map((o) => [o.name, o.years.get(i) ?? 0])),
    municipality: municipal.has(i) ? 1 : 0,
    resource: resource.has(i) ? 1 : 0,
    centre: centres.has(i) ? 1 : 0,
    standing: standing[i]!,
    relief: Number((0.9 * Math.exp(0.7 * rng.normal())).toFixed(4)),
    area: Number((1.2 * Math.exp(0.7 * rng.normal())).toFixed(5)),
  }));
}

/** Broadband first, clusters first, or both in one year; null without both. */
export function orderOf(city: City004): "broadband" | "clusters" | "same" | null {
  if (city.broadband === 0 || city.clusters === 0) return null;
  if (city.broadband === city.clusters) return "same";
  return city.broadband < city.clusters ? "broadband" : "clusters";
}

function isDual(cohort: { readonly broadband: number; readonly clusters: number }): boolean {
  return cohort.broadband > 0 && cohort.clusters > 0;
}

function shuffledUnits(cohorts: Settings004["cohorts"], rng: Rng) {
  return shuffled(
    cohorts.flatMap((c) => Array.from({ length: c.cities }, () => c)),
    rng,
  );
}

/** Places by score plus luck, highest first. */
function ranked(score: readonly number[], luck: number, rng: Rng): number[] {
  return score
    .map((s, i) => ({ i, s: s + luck * rng.normal() }))
    .sort((a, b) => b.s - a.s || a.i - b.i)
    .map((d) => d.i);
}

function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  return Array.from(rng.permutation(items.length), (i) => items[i]!);
}
