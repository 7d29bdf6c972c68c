/** One regression: the coefficients of `terms`. */
export interface SubsampleRegression {
  readonly outcome: string;
  readonly regressors: readonly string[];
  readonly terms: readonly string[];
}

/** The units that are drawn: rows of one class are one unit. */
export interface DrawnUnits {
  readonly codes: Int32Array;
  readonly size: number;
}
