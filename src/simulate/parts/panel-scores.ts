import type { Rng } from "../../base/index.js";
import { standardTrend } from "./standard-trend.js";

/** How the variance of a variable splits; what is left of 1 varies inside units. */
export interface ScoreShape {
  /** Share of the variance between units. */
  readonly between: number;
  /** Share of the common trend over time. */
  readonly trend: number;
  /** First autocorrelation of the deviations inside units. */
  readonly persistence: number;
}

/** A balanced panel: units × times, cells unit by unit. */
export interface PanelSize {
  readonly units: number;
  readonly times: number;
}

/**
 * Scores with variance about 1: unit effect + common trend + stationary AR(1) deviations.
 * 中文: 面板得分（个体效应＋共同趋势＋AR(1)）
 *
 * Formula   s_it = √between · u_i + √trend · τ_t + √within · e_it, e_it = ρ e_i,t−1 + √(1 − ρ²) v_it
 * Shapes    units × times, time runs fastest.
 */
export function panelScores(size: PanelSize, shape: ScoreShape, rng: Rng): Float64Array {
  const { units, times } = size;
  const { between, trend, persistence } = shape;
  const within = 1 - between - trend;
  if (between < 0 || trend < 0 || within < 0) {
    throw new RangeError("between and trend are shares of the variance: from 0 to 1 together");
  }
  const common = standardTrend(times);
  const fresh = Math.sqrt(1 - persistence ** 2);
  const scores = new Float64Array(units * times);
  for (let i = 0; i < units; i++) {
    const level = Math.sqrt(between) * rng.normal();
    let shock = rng.normal();
    for (let t = 0; t < times; t++) {
      if (t > 0) shock = persistence * shock + fresh * rng.normal();
      scores[i * times + t] = level + Math.sqrt(trend) * common[t]! + Math.sqrt(within) * shock;
    }
  }
  return scores;
}
