import { pointEstimate } from "./point-estimate.js";
import { type DidSample, restrict } from "./sample.js";

/** The estimate without one unit or period. */
export interface LeftOut {
  readonly left: string;
  readonly estimate: number;
}

/**
 * The two-way estimate without each unit, or each period, in turn.   中文: 逐一剔除单位或年份
 *
 * A unit or period whose loss leaves no variation gives NaN and is left out of the list.
 */
export function leaveOneOut(sample: DidSample, by: "unit" | "period"): LeftOut[] {
  const names = by === "unit" ? sample.unitLevels : sample.periods;
  const codes = by === "unit" ? sample.unit : sample.period;
  return names.flatMap((name, j) => {
    const estimate = pointEstimate(restrict(sample, (i) => codes[i] !== j));
    return Number.isNaN(estimate) ? [] : [{ left: String(name), estimate }];
  });
}
