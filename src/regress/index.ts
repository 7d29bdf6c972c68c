export { countBlocks } from "./absorb/count-blocks.js";
export {
  type Absorbed,
  type Absorber,
  type AbsorbOptions,
  createAbsorber,
  DEFAULT_TOLERANCE,
} from "./absorb/create-absorber.js";
export { type AbsorbedEffect, effectOf } from "./absorb/effect.js";
export { logit, probit } from "./binary.js";
export { clogit } from "./clogit.js";
export { lineFix, regressError } from "./errors.js";
export {
  defineFamily,
  type FamilyInput,
  familyNamed,
  type RegressFamily,
  regressFamilies,
} from "./families.js";
export {
  type EffectLevels,
  Fit,
  type FitEngine,
  type Glance,
  type LinearParts,
  type Restriction,
  tidyRow,
  tidyRows,
  waldOfSlopes,
} from "./fit.js";
export { type Family, fitFamily, fitFamilyAll } from "./fit-family.js";
export { coefficientNames } from "./formula/coefficient-names.js";
export { deriveColumn } from "./formula/derive-column.js";
export {
  columnNamed,
  columnTerm,
  composeFormula,
  effectsOf,
  effectTerm,
  type FormulaParts,
  findTerm,
  outcomeOf,
  printFormula,
  productTerm,
  termKey,
  termName,
  termOf,
  withEffects,
  withOutcome,
  withoutTerm,
  withTerm,
} from "./formula/edit-formula.js";
export { evaluateExpression, type Scope } from "./formula/evaluate-expression.js";
export { evaluateWhere } from "./formula/evaluate-where.js";
export { type Logarithm, logarithmsOf } from "./formula/logarithms.js";
export { parseFormula, readExpression } from "./formula/parse-formula.js";
export {
  printExpression,
  printTerm,
  quoteName,
  writeExpression,
} from "./formula/print-expression.js";
export { TYPED_PAIRS, type TypedPair } from "./formula/stata-pairs.js";
export type {
  EffectTerm,
  Expression,
  Formula,
  FormulaInput,
  InstrumentPart,
  Term,
} from "./formula/syntax.js";
export { FORMULA_FUNCTIONS } from "./formula/tokenize.js";
export { isTypedCommand, type Translated, translateTyped } from "./formula/translate-typed.js";
export {
  type Classification,
  type Coded,
  classify,
  combineCodes,
  compactCodes,
} from "./frame/classification.js";
export { type FrameClasses, frameClasses } from "./frame/frame-classes.js";
export type { FrameOptions } from "./frame/frame-options.js";
export { leftOutNotice } from "./frame/left-out.js";
export { type FrameEffect, type ModelFrame, modelFrame } from "./frame/model-frame.js";
export { dropSingletons } from "./frame/singletons.js";
export type { NamedColumn } from "./frame/term-columns.js";
export { type FrontierOptions, type FrontierResult, frontier } from "./frontier.js";
export type { FrontierEfficiency } from "./frontier-maximum.js";
export type { TobitLimits } from "./glm/families.js";
export type { LikelihoodOptions } from "./glm/fit-index.js";
export {
  type FactorChoice,
  type FactorCriterion,
  type InteractiveEffectsOptions,
  interactiveEffects,
} from "./interactive-effects.js";
export type { IvDiagnostics } from "./iv/diagnostics.js";
export { estimateIv } from "./iv/estimate-iv.js";
export {
  collinearNotice,
  collinearOf,
  constantWithin,
  type LeftOut,
} from "./linear/collinear-notice.js";
export { estimateOls } from "./linear/estimate-ols.js";
export {
  type Independence,
  independentColumns,
  isAbsorbed,
  normBefore,
  type RankOptions,
  SWEPT_TOLERANCE,
  sweptFrom,
} from "./linear/independent-columns.js";
export { frameInput, INTERCEPT } from "./linear/linear-problem.js";
export { spread } from "./linear/spread.js";
export { createSweep, type Sweep, type SweptColumn } from "./linear/sweep.js";
export { negbin } from "./negbin.js";
export { type OlsFit, olsFit } from "./ols-fit.js";
export { type RegressOptions, resolveSsc, type SscSpec, type VcovSpec } from "./options.js";
export { parseRestriction } from "./parse-restriction.js";
export { poisson } from "./poisson.js";
export { columnsOfVcov, linearFamily, regress, regressAll } from "./regress.js";
export { describeVcov, stars, summary } from "./summary.js";
export { tobit } from "./tobit.js";
export { type ClusteredVcov, type ClusterInput, clusterVcov } from "./vcov/cluster.js";
export { type ComputedVcov, computeVcov } from "./vcov/compute-vcov.js";
export { countParameters, isNested, type ParameterCount } from "./vcov/count-parameters.js";
export { classScores, rowProducts, scoreProducts } from "./vcov/score-products.js";
export type { CountedEffect, VcovInput } from "./vcov/vcov-input.js";
export { selection, waldTest } from "./wald-test.js";
export { type WildOptions, type WildTest, wildBootstrap } from "./wild-bootstrap.js";
