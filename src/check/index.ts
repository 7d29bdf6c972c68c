export { checkError } from "./errors.js";
export { type Finding, type RefereeFacts, type RefereeLimits, referee } from "./referee.js";
export {
  type Choice,
  type Dimension,
  optionalColumns,
  type Specification,
  type SpecificationCurve,
  type SpecificationFit,
  specificationCurve,
} from "./specification-curve.js";
export { type DrawTally, type EstimatorDraws, tallyDraws } from "./tally-draws.js";
