export { buildIndex, type IndexOptions } from "./build-index.js";
export { bundledSystems, openSystem, systemTable } from "./bundled-systems.js";
export { correlations } from "./correlations.js";
export {
  type BetaOptions,
  betaConvergence,
  sigmaConvergence,
} from "./distribution/convergence.js";
export { dagumGini } from "./distribution/dagum-gini.js";
export { type DensityOptions, densityByPeriod } from "./distribution/density-by-period.js";
export { gini } from "./distribution/gini.js";
export {
  distributionJson,
  type IndexDistribution,
  type IndexDistributionOptions,
  indexDistribution,
} from "./distribution/index-distribution.js";
export { type MoranOptions, moran } from "./distribution/moran.js";
export {
  inverseDistanceWeights,
  type SpatialWeights,
  spatialWeights,
} from "./distribution/spatial-weights.js";
export { theil } from "./distribution/theil.js";
export { type TransitionOptions, transitionMatrix } from "./distribution/transition-matrix.js";
export { englishFormula, englishTerm } from "./english-term.js";
export { indexError } from "./errors.js";
export {
  contributions,
  type ExplainedCell,
  type ExplainedIndicator,
  explainIndex,
  type IndexExplanation,
} from "./explain-index.js";
export { columnsOf, type Expression } from "./expression.js";
export { indexJson } from "./index-json.js";
export { indexSensitivity, type SensitivityOptions } from "./index-sensitivity.js";
export { type IndexExtra, indexTable, meanWeights, weightTable } from "./index-table.js";
export { linearComposite } from "./linear-composite.js";
export { parseExpression } from "./parse-expression.js";
export { parseWeightChoice, type ReadGiven } from "./parse-weight-choice.js";
export {
  type ComponentsOfColumns,
  principalComponents,
  type RetainRule,
  retainedComponents,
  type SamplingAdequacy,
  samplingAdequacy,
} from "./principal-components.js";
export { pearson, ranks, spearman } from "./rank-correlation.js";
export { readGivenWeights } from "./read-given-weights.js";
export { parseSystem, readSystem } from "./read-system.js";
export { agglomeration, locationQuotient } from "./ready/agglomeration.js";
export { type Coupling, couplingCoordination } from "./ready/coupling.js";
export type { Derived } from "./ready/derived.js";
export {
  type EconomicSensitivityOptions,
  economicSensitivity,
} from "./ready/economic-sensitivity.js";
export { type FrontierTfp, type FrontierTfpOptions, frontierTfp } from "./ready/frontier-tfp.js";
export { herfindahl } from "./ready/herfindahl.js";
export { herfindahlBy } from "./ready/herfindahl-by.js";
export {
  advancement,
  type IndustryColumns,
  type Rationalisation,
  rationalisation,
  tertiaryToSecondary,
} from "./ready/industrial-structure.js";
export {
  type CapitalStock,
  type PerpetualInventoryOptions,
  perpetualInventory,
} from "./ready/perpetual-inventory.js";
export { type ResilienceOptions, resilience } from "./ready/resilience.js";
export { type ShiftShareOptions, shiftShare } from "./ready/shift-share.js";
export { sensitivityJson, sensitivityTable } from "./sensitivity-table.js";
export { type MinMaxOptions, minMax } from "./standardise.js";
export type { Indicator, IndicatorSystem, Scale } from "./system.js";
export { topsis } from "./topsis.js";
export { type CvWeights, cvWeights } from "./weights/coefficient-of-variation.js";
export { type CombinedSet, combineWeights } from "./weights/combine-weights.js";
export { type CriticWeights, criticWeights } from "./weights/critic.js";
export { type EntropyWeights, entropyWeights } from "./weights/entropy.js";
export { equalMethod } from "./weights/equal.js";
export { type GivenResult, givenWeights, systemWeights } from "./weights/given.js";
export { type IndependenceWeights, independenceWeights } from "./weights/independence.js";
export {
  type BlockWeights,
  defineWeights,
  type WeightBlock,
  type WeightMethod,
  weightMethodNamed,
  weightMethods,
  weightOptions,
} from "./weights/methods.js";
export { type PcaOptions, type PcaWeights, pcaWeights } from "./weights/pca.js";
export {
  type CombinedWeights,
  type ComputedMethod,
  comparedMethods,
  describeChoice,
  type GivenWeights,
  ownOptions,
  type WeightChoice,
} from "./weights/weight-choice.js";
export { withDirections } from "./with-directions.js";
