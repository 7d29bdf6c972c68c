export { type BaconOptions, bacon } from "./bacon.js";
export { type CsOptions, callawaySantanna } from "./callaway-santanna/callaway-santanna.js";
export { type Design, describeDesign } from "./design.js";
export { didError } from "./errors.js";
export { type EventStudyOptions, eventStudy } from "./event-study.js";
export { type PlaceboOptions, placebo, placeboTime, type TimeShift } from "./placebo.js";
export {
  cohortsOf,
  type DidSample,
  type DidSpec,
  readSample,
  restrict,
  treatmentOf,
} from "./sample.js";
export { type TwfeOptions, twfe } from "./twfe.js";
export { twfeWeights } from "./weights.js";
