export { type BootstrapInterval, bcaInterval, percentileInterval } from "./bootstrap-interval.js";
export {
  type CompareGroupsOptions,
  compareGroups,
  type DifferenceDraws,
  type GroupComparison,
  type GroupTest,
} from "./compare-groups.js";
export type { DrawnUnits, SubsampleRegression } from "./drawn-units.js";
export { mechanismError } from "./errors.js";
export {
  type IndirectBootstrap,
  type MediateOptions,
  type Mediation,
  type MediationPath,
  mediate,
} from "./mediate.js";
export { type ModerateOptions, type Moderation, moderate, type SimpleSlope } from "./moderate.js";
export { moveLabels } from "./move-labels.js";
export { rowsByUnit, rowsOfUnits } from "./rows-of-units.js";
export { type IndirectTests, indirectTests } from "./sobel.js";
export {
  type SubsampleModel,
  subsampleModel,
} from "./subsample-model.js";
