/**
 * xinzhi (新质): text mining, indicators and difference-in-differences for Chinese empirical
 * economics. One library with the names of the command line.
 *
 * Estimators of one family stand in a namespace of their own (`did.eventStudy`, `match.matchSample`),
 * everything else is here by name.
 */
export * from "./base/index.js";
export * as check from "./check/index.js";
export * from "./collect/index.js";
export * from "./crawl/index.js";
export * as did from "./did/index.js";
export * from "./extract/index.js";
export * from "./indices/index.js";
export * as learn from "./learn/index.js";
export * as match from "./match/index.js";
export * as math from "./math/index.js";
export * as mechanism from "./mechanism/index.js";
export * as patent from "./patent/index.js";
export * from "./policy/index.js";
export * from "./region/index.js";
export {
  Fit,
  parseFormula,
  type RegressOptions,
  regress,
  regressAll,
  type SscSpec,
  type VcovSpec,
} from "./regress/index.js";
export * as report from "./report/index.js";
export * from "./result/index.js";
export * from "./simulate/index.js";
export * from "./store/index.js";
export * from "./study/index.js";
export * from "./table/index.js";
export * from "./text/index.js";
