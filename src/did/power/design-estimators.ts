import { bjs } from "../estimators/bjs.js";
import { callawaySantanna } from "../estimators/callaway-santanna/callaway-santanna.js";
import { etwfe, sunab } from "../estimators/cohort-effects.js";
import { dcdh } from "../estimators/dcdh.js";
import { efficient } from "../estimators/efficient.js";
import { gardner } from "../estimators/gardner.js";
import { stacked } from "../estimators/stacked.js";
import { fitTerms } from "../estimators/to-json.js";
import { twfe } from "../estimators/twfe.js";
import type { Estimate } from "../sample/inference.js";
import type { DidSample } from "../sample/sample.js";

const bands = "pointwise" as const;

/** The average effect by every estimator, by name, with its own interval.   中文: 各估计量的平均效应 */
export const designEstimators: Readonly<Record<string, (s: DidSample) => Estimate>> = {
  twfe: (s) => fitTerms(twfe(s))[0]!,
  gardner: (s) => gardner(s, { bands }).att!,
  cs: (s) => callawaySantanna(s, { bands }).att!,
  "cs-notyet": (s) => callawaySantanna(s, { bands, controls: "notyet" }).att!,
  sunab: (s) => sunab(s, { bands }).att!,
  bjs: (s) => bjs(s, { bands }).att!,
  etwfe: (s) => etwfe(s, { bands }).att!,
  dcdh: (s) => dcdh(s, { bands }).att!,
  efficient: (s) => efficient(s).att!,
  stacked: (s) => stacked(s, { bands }).att!,
};
