import { UserError } from "../../base/index.js";
import { fitTerms } from "../estimators/to-json.js";
import { twfe } from "../estimators/twfe.js";
import type { Estimate } from "../sample/inference.js";
import { type DidSample, restrict } from "../sample/sample.js";

/** The estimate without one unit or period. */
export interface LeftOut extends Estimate {
  readonly left: string;
}

/**
 * The two-way estimate without each unit, or each period, in turn.   中文: 逐一剔除单位或年份
 *
 * A unit or period whose loss leaves no variation is not in the list.
 */
export function leaveOneOut(sample: DidSample, by: "unit" | "period"): LeftOut[] {
  const names = by === "unit" ? sample.unitLevels : sample.periods;
  const codes = by === "unit" ? sample.unit : sample.period;
  return names.flatMap((name, j) => {
    try {
      const [did] = fitTerms(twfe(restrict(sample, (i) => codes[i] !== j)));
      const { name: _, ...estimate } = did!;
      return [{ left: String(name), ...estimate }];
    } catch (error) {
      if (error instanceof UserError && error.code === "did/no-variation") return [];
      throw error;
    }
  });
}
