import { createRng } from "../../base/index.js";
import type { DemoSettings } from "./demo-settings.js";

/** One invented city. */
export interface DemoCity {
  readonly name: string;
  readonly code: string;
  readonly province: string;
  readonly provinceCode: string;
  /** First treated year, 0 = never. */
  readonly firstTreated: number;
}

/** Stream labels: each part of the corpus draws from a stream of its own. */
export const STREAM = { cohorts: 1, panel: 2, reports: 3, patents: 4 } as const;

/** The invented cities with their cohorts, drawn from the seed.   中文: 虚构城市及其批次 */
export function demoCities(settings: DemoSettings): DemoCity[] {
  const n = settings.cities.length;
  const order = createRng(settings.seed, STREAM.cohorts).permutation(n);
  const first = new Int32Array(n);
  let at = 0;
  for (const cohort of settings.cohorts) {
    for (let i = 0; i < cohort.cities; i++) first[order[at++]!] = cohort.year;
  }
  const perProvince = Math.ceil(n / settings.provinces.length);
  return settings.cities.map((short, i) => {
    const province = settings.provinces[Math.floor(i / perProvince)]!;
    const number = (i % perProvince) + 1;
    return {
      name: `${short}市`,
      code: `${province.code.slice(0, 2)}${String(number).padStart(2, "0")}00`,
      province: province.name,
      provinceCode: province.code,
      firstTreated: first[i]!,
    };
  });
}

/** True when the city is treated in the year. */
export function isTreated(city: DemoCity, year: number): boolean {
  return city.firstTreated > 0 && year >= city.firstTreated;
}
