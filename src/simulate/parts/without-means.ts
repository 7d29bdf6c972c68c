import type { PanelSize } from "./panel-scores.js";

/** A balanced panel's variable without its unit and time means.   中文: 双向去均值 */
export function withoutMeans({ units, times }: PanelSize, values: Float64Array): Float64Array {
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
