import type { PanelSize } from "./panel-scores.js";
import { withoutMeans } from "./without-means.js";

/**
 * The average slope that two-way fixed effects estimate where slopes differ between cells.
 * 中文: 双向固定效应所估的加权平均效应
 *
 * Formula   Σ x̃_it · slope_it · x_it / Σ x̃_it · x_it, x̃ the regressor without unit and time means
 *           (balanced panel). Planted slopes that vary are shifted by what this differs from the
 *           wanted average.
 */
export function twfeAverage(size: PanelSize, x: Float64Array, slopes: Float64Array): number {
  const residual = withoutMeans(size, x);
  let weights = 0;
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    weights += residual[i]! * x[i]!;
    total += residual[i]! * x[i]! * slopes[i]!;
  }
  return total / weights;
}
