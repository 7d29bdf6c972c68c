/** Coefficients before (ascending, without the base) and after treatment, and their covariance. */
export interface HonestInput {
  readonly beta: Float64Array;
  readonly V: Float64Array;
  readonly pre: number;
  readonly post: number;
}

/** One bound and the robust confidence interval under it. */
export interface HonestRow {
  readonly m: number;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}
