import type { Coded } from "../frame/classification.js";

/** What every variance is computed from.   中文: 方差计算的输入 */
export interface VcovInput {
  readonly n: number;
  /** Columns of the scores: score j of row i is `columns[j][i] · multiplier[i]`. */
  readonly columns: readonly Float64Array[];
  /** Weight × residual for least squares; null when the columns are scores already. */
  readonly multiplier: Float64Array | null;
  /** k × k: (X′WX)⁻¹, or the inverse information. */
  readonly bread: Float64Array;
  /**
   * Classical variance of the model without any degrees-of-freedom factor but `divisor`: for least
   * squares Σwe²/divisor · bread, for likelihoods the bread itself.
   */
  readonly classical: (divisor: number) => Float64Array;
  /** Residuals and regressors for leverage-based variances; null where leverage has no meaning. */
  readonly leverage: LeverageInput | null;
  /** Coefficients without the absorbed ones. */
  readonly parameters: number;
  /** `parameters` without the constant, when one is estimated. */
  readonly constant: "estimated" | "absorbed" | "none";
  readonly effects: readonly CountedEffect[];
  /** Classification of the rows by a name such as `city` or `industry^year`. */
  readonly classes: (name: string) => Coded;
  readonly numbers: (name: string) => Float64Array;
  /** Unit and time of each row, null without a panel. */
  readonly panel: {
    readonly unit: Coded;
    readonly times: Float64Array;
    readonly unitName: string;
    readonly timeName: string;
  } | null;
  /** Normal instead of t whatever the counts (likelihood models). */
  readonly reference: "t" | "normal";
}

export interface LeverageInput {
  /** Regressors, swept of absorbed effects. */
  readonly X: readonly Float64Array[];
  readonly weights: Float64Array | null;
  /** What the absorbed effects add to each row's leverage; computed when asked for. */
  readonly effects: () => Float64Array | null;
}

/** An absorbed effect as the counts of parameters see it. */
export interface CountedEffect extends Coded {
  readonly name: string;
  readonly columns: readonly string[];
  readonly kind: "level" | "slope";
}
