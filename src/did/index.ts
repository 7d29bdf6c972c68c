export { type BaconOptions, bacon, baconMethod } from "./diagnose/bacon.js";
export {
  type Honest,
  type HonestOptions,
  type HonestStudy,
  honest,
  honestInput,
  honestMethod,
} from "./diagnose/honest.js";
export type { HonestInput, HonestRow } from "./diagnose/honest-input.js";
export { type RelativeOptions, relativeMagnitudes } from "./diagnose/honest-relative.js";
export { type LeaveOneOut, type LeftOut, leaveOneOut } from "./diagnose/leave-one-out.js";
export { type DesignFacts, designFacts, type FactsAbout } from "./diagnose/referee-facts.js";
export { type Referee, refereeMethod } from "./diagnose/referee-method.js";
export {
  type SpecificationEngine,
  type SpecificationEstimate,
  specificationEngine,
} from "./diagnose/specification-engine.js";
export {
  type GridOptions,
  type SpecificationGrid,
  specificationGrid,
} from "./diagnose/specification-grid.js";
export { type SpecificationCurve, specificationMethod } from "./diagnose/specification-method.js";
export { twfeWeights, weightsMethod } from "./diagnose/weights.js";
export { didError } from "./errors.js";
export { asStudy, type Comparison, compare, compareMethod } from "./estimators/compare.js";
export {
  type BjsOptions,
  bjs,
  type CsOptions,
  callawaySantanna,
  type DcdhOptions,
  dcdh,
  type EfficientKind,
  type EfficientRow,
  type EtwfeOptions,
  type EventStudyOptions,
  efficient,
  etwfe,
  eventStudy,
  eventStudyFit,
  type GardnerOptions,
  gardner,
  gardnerMethod,
  type StackedOptions,
  type SunabOptions,
  stacked,
  sunab,
  type TwfeOptions,
  twfe,
  twfeFit,
} from "./estimators/index.js";
export { pointEstimate } from "./estimators/point-estimate.js";
export { eventStudyJson, fitJson, fitTerms } from "./estimators/to-json.js";
export {
  type DidAnalysis,
  type DidEffect,
  type DidFinding,
  type DidInput,
  type DidMethod,
  defineAnalysis,
  defineEffect,
  didAnalyses,
  didEffect,
  didEffects,
} from "./methods.js";
export { type PlaceboOptions, placebo, placeboTime, type TimeShift } from "./placebo/placebo.js";
export { type PlaceboInTime, placeboMethod } from "./placebo/placebo-method.js";
export { designEstimators } from "./power/design-estimators.js";
export { designOfSample } from "./power/design-of-sample.js";
export { averageOfEffects, drawDesign, type PlannedDesign } from "./power/planned-design.js";
export {
  type DesignDraws,
  type SimulatedDesign,
  type SimulateOptions,
  simulateDesign,
} from "./power/simulate-design.js";
export { type Clock, clockOf, eventTime } from "./sample/clock.js";
export { type Count, type Design, describeDesign } from "./sample/design.js";
export { withEstimable } from "./sample/estimable.js";
export { levelOf } from "./sample/inference.js";
export { type LoggedColumn, logsOfZero } from "./sample/logs-of-zero.js";
export { type DidKeys, readFormula } from "./sample/read-formula.js";
export {
  cohortsOf,
  type DidSample,
  type DidSpec,
  dropSingletons,
  readSample,
  restrict,
  treatmentOf,
} from "./sample/sample.js";
export {
  type Competing,
  competing,
  type OtherPolicy,
  type PolicyModel,
  type Synergy,
  synergy,
} from "./variants/policies.js";
export { competingMethod, synergyMethod } from "./variants/policies-method.js";
export {
  effectAt,
  type PsmDid,
  type PsmOptions,
  psmDid,
  type ScoredRow,
} from "./variants/psm-did.js";
export { entropyBalanceMethod, type MatchedDid, psmMethod } from "./variants/psm-method.js";
export { scoreGroups } from "./variants/score-groups.js";
export { withSecondPolicy } from "./variants/second-policy.js";
export {
  distancesOf,
  perUnit,
  type Spillover,
  spillover,
  spilloverMethod,
} from "./variants/spillover.js";
export {
  groupLabels,
  resample,
  type SubgroupOptions,
  type SubgroupResult,
  subgroups,
} from "./variants/subgroups.js";
export { subgroupsMethod } from "./variants/subgroups-method.js";
