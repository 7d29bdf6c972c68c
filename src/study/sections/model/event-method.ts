import {
  bjs,
  callawaySantanna,
  type DidSample,
  dcdh,
  efficient,
  etwfe,
  eventStudy,
  gardner,
  stacked,
  sunab,
} from "../../../did/index.js";
import type { EventStudy } from "../../../result/index.js";

/** The estimators of staggered designs that give an overall effect. */
export const EVENT_METHODS = [
  "twfe",
  "gardner",
  "bjs",
  "cs",
  "sunab",
  "etwfe",
  "dcdh",
  "stacked",
  "efficient",
] as const;

export type EventMethod = (typeof EVENT_METHODS)[number];

type Estimator = (sample: DidSample, options: Readonly<Record<string, unknown>>) => EventStudy;

const ESTIMATORS: Readonly<Record<EventMethod, Estimator>> = {
  twfe: eventStudy,
  gardner,
  bjs,
  cs: callawaySantanna,
  sunab,
  etwfe,
  dcdh,
  stacked,
  efficient: (sample) => efficient(sample),
};

/** An event study by the estimator that is named; options as `METHOD_OPTIONS` has checked them. */
export function eventMethod(
  method: EventMethod,
  sample: DidSample,
  options: Readonly<Record<string, unknown>> = {},
): EventStudy {
  return ESTIMATORS[method](sample, options);
}
