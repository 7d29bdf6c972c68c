import type { Notice } from "../../base/index.js";
import { UserError } from "../../base/index.js";
import { fitTerms } from "../estimators/to-json.js";
import { twfe } from "../estimators/twfe.js";
import { defineAnalysis } from "../methods.js";
import { type Estimate, levelOf } from "../sample/inference.js";
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
export function leaveOneOut(sample: DidSample, by: "unit" | "time"): LeftOut[] {
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

/** The estimate without each unit or period, beside that of all.   中文: 逐一剔除的结果 */
export interface LeaveOneOut {
  readonly kind: "leave-one-out";
  readonly outcome: string;
  /** The column whose values were left out in turn. */
  readonly by: string;
  /** The estimate of all rows. */
  readonly estimate: number;
  /** From the smallest estimate. */
  readonly rows: readonly LeftOut[];
  readonly nobs: number;
  /** Level of the intervals; left out: 0.95. */
  readonly level?: number;
  readonly warnings: readonly Notice[];
}

/** The card of {@link leaveOneOut}. */
export const leaveOneOutMethod = defineAnalysis({
  name: "leave-one-out",
  title: { en: "Leaving one out", zh: "逐一剔除" },
  phrase: { en: "leaving out each unit or period in turn", zh: "逐一剔除单位或年份" },
  cites: [],
  summary: {
    en: "the two-way estimate without each unit, or each period, in turn",
    zh: "逐一剔除单位或年份后的双向固定效应估计",
  },
  position: 230,
  role: "placebo",
  takes: ["cluster", "weights", "level"],
  assumptions: [],
  options: {
    leave: {
      type: "choice",
      choices: ["unit", "time"],
      en: "what is left out: unit | time (unit)",
      zh: "剔除的对象：unit（默认）| time",
    },
  },
  run: ({ sample }, { leave = "unit" }): LeaveOneOut => {
    const s = sample();
    const whole = twfe(s);
    return {
      kind: "leave-one-out",
      outcome: s.spec.outcome,
      by: s.spec[leave],
      estimate: fitTerms(whole)[0]!.estimate,
      rows: leaveOneOut(s, leave).sort((a, b) => a.estimate - b.estimate),
      nobs: s.n,
      ...levelOf(s),
      warnings: whole.warnings,
    };
  },
});
