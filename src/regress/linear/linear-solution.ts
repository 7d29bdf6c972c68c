import type { ModelFrame } from "../frame/model-frame.js";
import type { OlsFit } from "../ols-fit.js";
import type { LeftOut } from "./collinear-notice.js";
import type { Sweep, SweptColumn } from "./sweep.js";

/** The solved least-squares problem behind a fit. */
export interface LinearSolution {
  readonly frame: ModelFrame;
  readonly sweep: Sweep;
  readonly y: SweptColumn;
  /** Kept regressors, the constant first where there is one. */
  readonly X: readonly SweptColumn[];
  readonly ols: OlsFit;
  readonly collinear: readonly LeftOut[];
}
