export type { EventRow, EventStudy, Pretrend } from "./event-study.js";
export type { Covariance, Dropped, FitData, Ssc } from "./fit.js";
export type {
  CellMark,
  IndexDimension,
  IndexIndicator,
  IndexResult,
  IndexSource,
  PrincipalComponents,
  WeightSet,
} from "./index-result.js";
export type { Provenance } from "./provenance.js";
export type { JointTest, TidyRow } from "./tidy.js";
