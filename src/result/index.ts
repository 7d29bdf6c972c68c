export type { Balance, BalanceRow, BalanceSide, BalanceSummary } from "./balance.js";
export type {
  BaconComparison,
  BaconType,
  Decomposition,
  TwfeWeights,
  WeightCell,
} from "./decomposition.js";
export type {
  BetaConvergence,
  DagumGini,
  DensityByPeriod,
  GroupInequality,
  GroupPair,
  Moran,
  MoranGlobal,
  MoranLocal,
  SigmaConvergence,
  TheilIndex,
  TransitionMatrix,
} from "./distribution.js";
export type { EventRow, EventStudy } from "./event-study.js";
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
export type { IndexSensitivity, IndexVariant } from "./index-sensitivity.js";
export { nameOfTest } from "./joint-test.js";
export {
  badOption,
  checkLibraryOptions,
  checkOptions,
  type OptionNaming,
} from "./method/check-options.js";
export {
  type Assumption,
  type Citation,
  type Method,
  type MethodCard,
  type MethodList,
  type MethodName,
  type MethodRole,
  methodList,
  methodNameOf,
  type Takes,
} from "./method/method-card.js";
export {
  acceptsValue,
  expectedOf,
  flagOf,
  type MethodOption,
  type Need,
  type OptionShape,
  type OptionsOf,
  type OptionValue,
} from "./method/method-option.js";
export type { Placebo, PlaceboDraw } from "./placebo.js";
export type { Provenance } from "./provenance.js";
export type {
  SpecificationDimension,
  SpecificationEstimate,
  SpecificationResult,
} from "./specification-curve.js";
export { type JointTest, percentOf, type TidyRow } from "./tidy.js";
