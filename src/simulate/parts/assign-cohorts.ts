import type { Rng } from "../../base/index.js";
import type { CohortSettings } from "./variable-shape.js";

/**
 * The first treated year of each unit, 0 = never: who is treated is drawn at random, so that no
 * trend of the untreated outcome goes with treatment.   中文: 随机分配批次
 */
export function assignCohorts(
  units: number,
  cohorts: readonly CohortSettings[],
  rng: Rng,
): Float64Array {
  const wanted = cohorts.reduce((n, c) => n + c.cities, 0);
  if (wanted > units) throw new RangeError(`${wanted} treated units out of ${units}`);
  const order = rng.permutation(units);
  const first = new Float64Array(units);
  let at = 0;
  for (const cohort of cohorts) {
    for (let i = 0; i < cohort.cities; i++) first[order[at++]!] = cohort.year;
  }
  return first;
}
