import type { PanelSize } from "./panel-scores.js";

/**
 * The average effect that two-way fixed effects estimate where effects differ between cells.
 * 中文: 双向固定效应所估的加权平均效应
 *
 * Formula   Σ D̃_it · effect_it · D_it / Σ D̃_it · D_it, D̃ the treatment without unit and time means
 *           (balanced panel). A planted effect that varies is shifted by what this differs from the
 *           wanted average.
 */
export function twfeAverage(size: PanelSize, treated: Float64Array, effects: Float64Array): number {
  const residual = withoutMeans(size, treated);
  let weights = 0;
  let total = 0;
  for (let i = 0; i < treated.length; i++) {
    weights += residual[i]! * treated[i]!;
    total += residual[i]! * treated[i]! * effects[i]!;
  }
  return total / weights;
}

function withoutMeans({ units, times }: PanelSize, values: Float64Array): Float64Array {
  const byUnit = new Float64Array(units);
  const byTime = new Float64Array(times);
  let whole = 0;
  values.forEach((v, cell) => {
    byUnit[Math.floor(cell / times)]! += v / times;
    byTime[cell % times]! += v / units;
    whole += v / values.length;
  });
  return values.map(
    (v, cell) => v - byUnit[Math.floor(cell / times)]! - byTime[cell % times]! + whole,
  );
}
