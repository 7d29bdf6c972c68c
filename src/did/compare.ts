import type { Notice } from "../base/index.js";
import { UserError } from "../base/index.js";
import type { EventStudy } from "../result/index.js";
import { bjs } from "./bjs.js";
import { callawaySantanna } from "./callaway-santanna/callaway-santanna.js";
import { etwfe, sunab } from "./cohort-effects.js";
import { dcdh } from "./dcdh.js";
import { efficient } from "./efficient.js";
import { eventStudy } from "./event-study.js";
import { gardner } from "./gardner.js";
import type { DidSample } from "./sample.js";
import { stacked } from "./stacked.js";

/** Every estimator side by side.   中文: 各估计量对照 */
export interface Comparison {
  readonly kind: "compare";
  readonly outcome: string;
  readonly studies: readonly EventStudy[];
  /** Estimators that this design does not allow, with the reason. */
  readonly skipped: readonly { readonly method: string; readonly reason: Notice }[];
  readonly nobs: number;
  readonly warnings: readonly Notice[];
}

const POINTWISE = { bands: "pointwise" } as const;

/** Runs every event-study estimator that the design allows.   中文: 比较各稳健估计量 */
export function compare(sample: DidSample): Comparison {
  const none = { ...sample, X: [], covariates: [] };
  const methods: Readonly<Record<string, () => EventStudy>> = {
    "event-study": () => eventStudy(sample, POINTWISE),
    gardner: () => gardner(sample, POINTWISE),
    cs: () => callawaySantanna(sample, { controls: "notyet", base: "universal", ...POINTWISE }),
    sunab: () => sunab(sample, POINTWISE),
    bjs: () => bjs(sample, POINTWISE),
    etwfe: () => etwfe(none, POINTWISE),
    dcdh: () => dcdh(none, POINTWISE),
    efficient: () => efficient(none),
    stacked: () => stacked(sample, POINTWISE),
  };
  const studies: EventStudy[] = [];
  const skipped: Comparison["skipped"][number][] = [];
  for (const [method, run] of Object.entries(methods)) {
    try {
      studies.push(run());
    } catch (error) {
      // An estimator that the design forbids is told, any other error is a fault.
      if (!(error instanceof UserError)) throw error;
      skipped.push({ method, reason: { code: error.code, ...error.text.what } });
    }
  }
  return {
    kind: "compare",
    outcome: sample.spec.outcome,
    studies,
    skipped,
    nobs: sample.n,
    warnings: sample.warnings,
  };
}
