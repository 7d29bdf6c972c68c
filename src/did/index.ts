export { type BaconOptions, bacon } from "./bacon.js";
export { type BjsOptions, bjs } from "./bjs.js";
export { type CsOptions, callawaySantanna } from "./callaway-santanna/callaway-santanna.js";
export { type EtwfeOptions, etwfe, sunab } from "./cohort-effects.js";
export { type Comparison, compare } from "./compare.js";
export { type DcdhOptions, dcdh } from "./dcdh.js";
export { type Design, describeDesign } from "./design.js";
export { designEstimators } from "./design-estimators.js";
export { designOfSample } from "./design-of-sample.js";
export { type EfficientKind, type EfficientRow, efficient } from "./efficient.js";
export { didError } from "./errors.js";
export { type EventStudyOptions, eventStudy } from "./event-study.js";
export { type GardnerOptions, gardner } from "./gardner.js";
export {
  type Honest,
  type HonestOptions,
  honest,
  honestInput,
} from "./honest.js";
export type { HonestInput, HonestRow } from "./honest-input.js";
export { type RelativeOptions, relativeMagnitudes } from "./honest-relative.js";
export { type LeftOut, leaveOneOut } from "./leave-one-out.js";
export { type LoggedColumn, logsOfZero } from "./logs-of-zero.js";
export { type PlaceboOptions, placebo, placeboTime, type TimeShift } from "./placebo.js";
export { averageOfEffects, drawDesign, type PlannedDesign } from "./planned-design.js";
export { pointEstimate } from "./point-estimate.js";
export {
  type Competing,
  competing,
  type OtherPolicy,
  type PolicyModel,
  type Synergy,
  synergy,
} from "./policies.js";
export { effectAt, type PsmDid, type PsmOptions, psmDid, type ScoredRow } from "./psm-did.js";
export { type DidKeys, readFormula } from "./read-formula.js";
export { type DesignFacts, designFacts, type FactsAbout } from "./referee-facts.js";
export { eventStudyFit, twfeFit } from "./regression.js";
export {
  cohortsOf,
  type DidSample,
  type DidSpec,
  dropSingletons,
  readSample,
  restrict,
  treatmentOf,
} from "./sample.js";
export { scoreGroups } from "./score-groups.js";
export {
  type DesignDraws,
  type SimulatedDesign,
  type SimulateOptions,
  simulateDesign,
} from "./simulate-design.js";
export {
  type SpecificationEngine,
  type SpecificationEstimate,
  specificationEngine,
} from "./specification-engine.js";
export {
  type GridOptions,
  type SpecificationGrid,
  specificationGrid,
} from "./specification-grid.js";
export { distancesOf, type Spillover, spillover } from "./spillover.js";
export { type StackedOptions, stacked } from "./stacked.js";
export {
  groupLabels,
  resample,
  type SubgroupOptions,
  type SubgroupResult,
  subgroups,
} from "./subgroups.js";
export { eventStudyJson, fitJson, fitTerms } from "./to-json.js";
export { type TwfeOptions, twfe } from "./twfe.js";
export { twfeWeights } from "./weights.js";
