import { createRng, type Rng } from "../../base/index.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { type Settings004, STREAM_004 } from "./settings.js";

/** A city of study 004 with its policies and the splits it belongs to. */
export interface City004 extends InventedCity {
  /** Years of selection; 0 = never. */
  readonly broadband: number;
  readonly clusters: number;
  /** Years of selection for other policies, by name. */
  readonly others: Readonly<Record<string, number>>;
  readonly resource: 0 | 1;
  readonly centre: 0 | 1;
  /** Standing in standard deviations: large and central cities have more. */
  readonly standing: number;
  readonly relief: number;
  /** Drawn area before it is tilted by density (see `variables004`). */
  readonly land: number;
}

/** The cities with both policies and their overlap exactly as in the settings. 中文: 城市与政策 */
export function cities004(
  settings: Settings004,
  seed: number,
  invented: readonly InventedCity[],
): City004[] {
  const rng = createRng(seed, STREAM_004.cities);
  const standing = invented.map(() => Math.min(2.6, Math.max(-2.2, rng.normal())));
  // Who is selected is drawn at random, so that no trend of the untreated goes with a policy.
  const cohorts = settings.cohorts.flatMap((c) => Array.from({ length: c.cities }, () => c));
  const selected = rng.permutation(invented.length);
  const pairs = new Map(cohorts.map((c, k) => [selected[k]!, c]));
  const others = Object.entries(settings.otherPolicies).map(([name, policy]) => {
    const places = rng.permutation(invented.length);
    const years = policy.cohorts.flatMap((c) => new Array<number>(c.cities).fill(c.year));
    return { name, years: new Map(years.map((year, k) => [places[k]!, year])) };
  });
  const municipal = invented.flatMap((c, i) => (c.municipality ? [i] : []));
  const upper = ranked(standing, 0.4, rng).filter((i) => !municipal.includes(i));
  const centres = new Set(
    upper.slice(0, settings.splits.centre - municipal.length).concat(municipal),
  );
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

    resource: resource.has(i) ? 1 : 0,
    centre: centres.has(i) ? 1 : 0,
    standing: standing[i]!,
    relief: Number((0.9 * Math.exp(0.7 * rng.normal())).toFixed(4)),
    land: Number((1.2 * Math.exp(0.7 * rng.normal())).toFixed(5)),
  }));
}

/** Broadband first, clusters first, or both in one year; null without both. */
export function orderOf(city: City004): "broadband" | "clusters" | "same" | null {
  if (city.broadband === 0 || city.clusters === 0) return null;
  if (city.broadband === city.clusters) return "same";
  return city.broadband < city.clusters ? "broadband" : "clusters";
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
