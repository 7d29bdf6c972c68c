import { createRng } from "../../base/index.js";
import { findRoot } from "../../math/index.js";
import type { PanelSize } from "../parts/panel-scores.js";
import { type Settings001, STREAM_001 } from "./settings.js";

/** Largest number of keywords in a report. */
const MOST = 200;

/**
 * Keywords in the reports of each city and year (0 = no report), independent over years.
 * 中文: 政府工作报告词频
 *
 * Formula   growth n_t / n_t−1 − 1 of independent counts has the mean E[n] · E[1/n] − 1. Treated
 *           city-years draw from a distribution with the same E[1/n] and a larger E[n], so that the
 *           growth rate is higher by `effect` in the first treated year and in all later ones alike.
 */
export function keywordCounts001(
  size: PanelSize,
  settings: Settings001,
  seed: number,
  did: Float64Array,
): Float64Array {
  const { growth, effect, mean, growthRates, last } = settings.reports;
  const inverse = (1 + growth) / mean;
  const untreated = counts(mean, inverse);
  const treated = counts((1 + growth + effect) / inverse, inverse);
  const years = last - settings.years.first + 1;
  const late = lateStarts(size.units, years, growthRates, seed);
  const out = new Float64Array(size.units * size.times);
  for (let i = 0; i < size.units; i++) {
    const rng = createRng(seed, STREAM_001.reports, 1, i);
    for (let t = 0; t < years; t++) {
      const cell = i * size.times + t;
      const u = rng.uniform();
      if (t >= late[i]!) out[cell] = draw(did[cell] === 1 ? treated : untreated, u);
    }
  }
  return out;
}

/** In how many first years each city has no report, so that as many growth rates remain as asked. */
function lateStarts(units: number, years: number, growthRates: number, seed: number): Int32Array {
  const rng = createRng(seed, STREAM_001.reports, 0);
  const late = new Int32Array(units);
  let left = units * (years - 1);
  while (left > growthRates) {
    const i = rng.integer(units);
    // Two growth rates remain, so that no city is alone in its group.
    if (late[i]! >= years - 3) continue;
    late[i]!++;
    left--;
  }
  return late;
}

/** Cumulative probabilities of 1, 2, … that have the two means: a discretised log-normal. */
function counts(mean: number, inverse: number): Float64Array {
  const of = (spread: number): Float64Array => {
    const weights = (centre: number) => probabilities(centre, spread);
    const centre = findRoot(
      (c) => weights(c).reduce((s, p, k) => s + p * (k + 1), 0) - mean,
      -20,
      Math.log(MOST),
    );
    return weights(centre);
  };
  const spread = findRoot(
    (s) => of(s).reduce((sum, p, k) => sum + p / (k + 1), 0) - inverse,
    0.2,
    1.6,
  );
  let total = 0;
  return of(spread).map((p) => (total += p));
}

function probabilities(centre: number, spread: number): Float64Array {
  const logs = Float64Array.from(
    { length: MOST },
    (_, k) => -0.5 * ((Math.log(k + 1) - centre) / spread) ** 2 - Math.log(k + 1),
  );
  // Far from the centre every weight would underflow: the largest is made 1.
  const most = logs.reduce((a, b) => Math.max(a, b));
  const raw = logs.map((v) => Math.exp(v - most));
  const whole = raw.reduce((a, b) => a + b, 0);
  return raw.map((p) => p / whole);
}

function draw(cumulative: Float64Array, u: number): number {
  const at = cumulative.findIndex((p) => u <= p);
  return at < 0 ? cumulative.length : at + 1;
}
