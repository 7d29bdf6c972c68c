// Loading this file defines every estimator.
export { type BjsOptions, bjs, bjsMethod } from "./bjs.js";
export {
  type CsOptions,
  callawaySantanna,
  csMethod,
} from "./callaway-santanna/callaway-santanna.js";
export {
  type EtwfeOptions,
  etwfe,
  etwfeMethod,
  type SunabOptions,
  sunab,
  sunabMethod,
} from "./cohort-effects.js";
export { type DcdhOptions, dcdh, dcdhMethod } from "./dcdh.js";
export {
  type EfficientKind,
  type EfficientRow,
  efficient,
  efficientMethod,
} from "./efficient.js";
export { type EventStudyOptions, eventStudy } from "./event-study.js";
export { type GardnerOptions, gardner, gardnerMethod } from "./gardner.js";
export { eventStudyFit, eventStudyMethod, twfeFit } from "./regression.js";
export { type StackedOptions, stacked, stackedMethod } from "./stacked.js";
export { type TwfeOptions, twfe, twfeMethod } from "./twfe.js";
