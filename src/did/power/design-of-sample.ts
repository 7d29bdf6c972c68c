import { cohortsOf, type DidSample } from "../sample/sample.js";
import { sweepOf } from "../sample/sweep.js";
import { lagCorrelation } from "./lag-correlation.js";
import type { PlannedDesign } from "./planned-design.js";

/**
 * The design of data at hand, to plan another like it: units, periods, cohorts, and the spread and
 * autocorrelation of what unit and time effects leave of the outcome.   中文: 由现有数据得出设计
 *
 * `isMeasured` is false where nothing is left (a column that is no outcome). Effects are 0: the size
 * to look for is the user's. The autocorrelation is of residuals, a little below that of the errors.
 */
export function designOfSample(s: DidSample): {
  readonly design: PlannedDesign;
  readonly isMeasured: boolean;
} {
  const end = s.periods[s.periods.length - 1]!;
  const start = s.periods[0]!;
  const rest = sweepOf(s.effects, s.weights).residual(s.y);
  const squares = rest.reduce((a, v) => a + v * v, 0);
  const df = Math.max(1, s.n - s.unitLevels.length - s.periods.length + 1);
  const sd = Math.sqrt(squares / df);
  const size = Math.sqrt(s.y.reduce((a, v) => a + v * v, 0) / s.n);
  const rho = lagCorrelation(s, rest);
  return {
    design: {
      units: s.unitLevels.length,
      periods: s.periods,
      cohorts: cohortsOf(s)
        .filter((g) => g > start && g <= end)
        .map((first) => ({ first, units: s.first.filter((g) => g === first).length })),
      effect: [0],
      errors: { sd, rho: Number.isFinite(rho) ? Math.min(0.99, Math.max(-0.99, rho)) : 0 },
      unitSd: sd,
    },
    isMeasured: sd > 1e-9 * size,
  };
}
