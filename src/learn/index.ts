export { crossFit, randomFolds, type Target } from "./cross-fit.js";
export { type DmlOptions, type DmlRepetition, type DmlResult, dml } from "./dml.js";
export { learnError } from "./errors.js";
export { type ForestOptions, forestLearner } from "./forest-learner.js";
export { lassoLearner } from "./lasso-learner.js";
export type { Learner, Predictor, Trainer } from "./learner.js";
export { olsLearner, ridgeLearner } from "./linear-learners.js";
export { parseLearner } from "./parse-learner.js";
export { type PartiallyLinear, partiallyLinear } from "./partially-linear.js";
