import { createRng } from "../../base/index.js";
import type { InventedCity } from "../parts/records/invented-cities.js";
import { type Settings003, STREAM_003 } from "./settings.js";

/** A city of study 003: where it lies, when it was covered, what its firms have in common. */
export interface City003 extends InventedCity {
  readonly lat: number;
  readonly lon: number;
  /** Announcement year of the first project; 0 = none. */
  readonly announced: number;
  /** Announcement years of all its projects, ascending. */
  readonly projects: readonly number[];
  /** Size of the city in standard deviations. */
  readonly size: number;
  /** Robots installed per 10 000 workers in 2009; NaN = not published. */
  readonly robots: number;
  /** +1 or −1: firms that know the same fields, firms close to each other in one industry. */
  readonly alike: 1 | -1;
  readonly dense: 1 | -1;
}

/**
 * The cities with their pilot projects: more robots in 2009 and more people make an early project
 * likelier.   中文: 城市与试点项目
 */
export function cities003(
  settings: Settings003,
  seed: number,
  invented: readonly InventedCity[],
): City003[] {
  const rng = createRng(seed, STREAM_003.cities);
  const base = provinceCentres(invented, seed);
  const drawn = invented.map((city) => {
    const centre = base.get(city.provinceCode)!;
    return {
      city,
      lat: round(centre.lat + 1.1 * rng.normal(), 4),
      lon: round(centre.lon + 1.3 * rng.normal(), 4),
      size: clamp(rng.normal(), 2.2),
      robot: rng.normal(),
      luck: rng.normal(),
    };
  });
  const order = drawn
    .map((d, i) => ({ i, score: 0.8 * d.robot + 0.5 * d.size + d.luck }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map((d) => d.i);
  const projects = assignProjects(settings, seed, order);
  const treated = order.slice(
    0,
    settings.batches.reduce((n, b) => n + b.cities, 0),
  );
  const halves = {
    alike: balanced(drawn.length, new Set(treated), createRng(seed, STREAM_003.cities, 2)),
    dense: balanced(drawn.length, new Set(treated), createRng(seed, STREAM_003.cities, 3)),
  };
  return drawn.map((d, i) => ({
    ...d.city,
    lat: d.lat,
    lon: d.lon,
    announced: projects.get(i)?.[0] ?? 0,
    projects: projects.get(i) ?? [],
    size: d.size,
    robots: round(8 * Math.exp(0.9 * d.robot), 3),
    alike: halves.alike[i]!,
    dense: halves.dense[i]!,
  }));
}

/** The first project of each newly covered city, then projects in cities covered before. */
function assignProjects(
  settings: Settings003,
  seed: number,
  order: readonly number[],
): Map<number, number[]> {
  const rng = createRng(seed, STREAM_003.cities, 1);
  const projects = new Map<number, number[]>();
  let taken = 0;
  for (const batch of settings.batches) {
    for (const city of order.slice(taken, taken + batch.cities)) {
      projects.set(city, [batch.announced]);
    }
    taken += batch.cities;
    const covered = order.slice(0, taken);
    for (let k = batch.cities; k < batch.projects; k++) {
      // The largest of the covered cities take most of the further projects.
      const at = Math.floor(covered.length * rng.uniform() ** 1.5);
      projects.get(covered[at]!)!.push(batch.announced);
    }
  }
  return projects;
}

/** Signs that split the treated and the other cities into halves. */
function balanced(
  n: number,
  treated: ReadonlySet<number>,
  rng: ReturnType<typeof createRng>,
): (1 | -1)[] {
  const signs = new Array<1 | -1>(n).fill(-1);
  const groups = [[...treated], [...signs.keys()].filter((i) => !treated.has(i))];
  for (const group of groups) {
    const order = rng.permutation(group.length);
    for (let k = 0; k < Math.floor(group.length / 2); k++) signs[group[order[k]!]!] = 1;
  }
  return signs;
}

function provinceCentres(cities: readonly InventedCity[], seed: number) {
  const codes = [...new Set(cities.map((c) => c.provinceCode))];
  return new Map(
    codes.map((code, p) => {
      const rng = createRng(seed, STREAM_003.cities, 4, p);
      return [code, { lat: 23 + 20 * rng.uniform(), lon: 98 + 24 * rng.uniform() }];
    }),
  );
}

function clamp(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
