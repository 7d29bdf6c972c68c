export { buildIndex, type IndexOptions } from "./build-index.js";
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
export { type IndexExtra, indexTable, meanWeights, weightTable } from "./index-table.js";
export { parseExpression } from "./parse-expression.js";
export { parseWeightChoice, type ReadGiven } from "./parse-weight-choice.js";
export { readGivenWeights } from "./read-given-weights.js";
export { parseSystem, readSystem } from "./read-system.js";
export type { Indicator, IndicatorSystem, Scale } from "./system.js";
export { type EntropyWeights, entropyWeights } from "./weights/entropy.js";
export {
  COMPUTED_METHODS,
  type CombinedWeights,
  type ComputedMethod,
  describeChoice,
  type GivenWeights,
  type WeightChoice,
} from "./weights/weight-choice.js";
