import { asStudy, type DidSample, didEffect, didEffects } from "../../../did/index.js";
import type { EventStudy } from "../../../result/index.js";

/**
 * Names that an entry for events may take: the estimators whose cards give them, and `twfe`, the older
 * word for `event-study`.
 */
export const EVENT_METHODS: readonly [string, ...string[]] = [
  "twfe",
  ...didEffects()
    .filter((m) => m.role === "dynamic")
    .map((m) => m.name),
];

/** An event study by the estimator that is named; its card checks the options.   中文: 动态效应 */
export function eventMethod(
  method: string,
  sample: DidSample,
  options: Readonly<Record<string, unknown>> = {},
): EventStudy {
  const name = method === "twfe" ? "event-study" : method;
  return asStudy(didEffect(name)!.run({ sample: () => sample }, options));
}
