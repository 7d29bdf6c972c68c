import { type Notice, notice, UserError } from "../../base/index.js";
import type { EventStudy } from "../../result/index.js";
import type { DidSample } from "../sample/sample.js";
import { bjs } from "./bjs.js";
import { callawaySantanna } from "./callaway-santanna/callaway-santanna.js";
import { etwfe, sunab } from "./cohort-effects.js";
import { dcdh } from "./dcdh.js";
import { efficient } from "./efficient.js";
import { eventStudy } from "./event-study.js";
import { gardner } from "./gardner.js";
import { stacked } from "./stacked.js";
import { fitTerms } from "./to-json.js";
import { twfe } from "./twfe.js";

/** Every estimator side by side.   中文: 各估计量对照 */
export interface Comparison {
  readonly kind: "compare";
  readonly outcome: string;
  readonly studies: readonly EventStudy[];
  /** What each study is called, in the order of `studies`; `cs` names its control group. */
  readonly labels: readonly string[];
  /** Estimators that this design does not allow, with the reason. */
  readonly skipped: readonly { readonly method: string; readonly reason: Notice }[];
  readonly nobs: number;
  readonly warnings: readonly Notice[];
}

const POINTWISE = { bands: "pointwise" } as const;

/**
 * Runs every estimator that the design allows, the two-way coefficient first.   中文: 比较各估计量
 *
 * Warnings  did/without-covariates — etwfe, dcdh and efficient are run without them
 * @example compare(sample).studies.map((s) => s.att?.estimate)
 */
export function compare(sample: DidSample): Comparison {
  const none = { ...sample, X: [], covariates: [] };
  const methods: Readonly<Record<string, () => EventStudy>> = {
    twfe: () => staticEffect(sample),
    "event-study": () => eventStudy(sample, POINTWISE),
    gardner: () => gardner(sample, POINTWISE),
    cs: () => callawaySantanna(sample, POINTWISE),
    sunab: () => sunab(sample, POINTWISE),
    bjs: () => bjs(sample, POINTWISE),
    etwfe: () => etwfe(none, POINTWISE),
    dcdh: () => dcdh(none, POINTWISE),
    efficient: () => efficient(none),
    stacked: () => stacked(sample, POINTWISE),
  };
  const studies: EventStudy[] = [];
  const own: Notice[] = [];
  const skipped: Comparison["skipped"][number][] = [];
  for (const [method, run] of Object.entries(methods)) {
    try {
      const study = run();
      studies.push(study);
      for (const w of ownWarnings(method, study, sample)) own.push(w);
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
    labels: studies.map(studyLabel),
    skipped,
    nobs: sample.n,
    warnings: [...sample.warnings, ...own, ...(sample.X.length === 0 ? [] : [WITHOUT])],
  };
}

const WITHOUT = notice(
  "did/without-covariates",
  "etwfe, dcdh and efficient are estimated without covariates",
  "etwfe、dcdh 与 efficient 的估计不含协变量",
);

/** What a study is called beside others: Callaway–Sant'Anna with its control group. */
export function studyLabel(study: EventStudy): string {
  if (study.kind !== "cs") return study.kind;
  const { controls } = study.extra!.options as { readonly controls: "never" | "notyet" };
  return controls === "never" ? "cs (never treated)" : "cs (not yet treated)";
}

/** What one estimator said beyond the sample's own notices, its name before it. */
export function ownWarnings(
  method: string,
  study: EventStudy,
  sample: DidSample,
): readonly Notice[] {
  return study.warnings
    .filter((w) => !sample.warnings.some((o) => o.code === w.code && o.en === w.en))
    .map((w) => notice(w.code, `${method}: ${w.en}`, `${method}：${w.zh}`));
}

/** The two-way coefficient as a study without events. */
export function staticEffect(sample: DidSample): EventStudy {
  const fit = twfe(sample);
  const [did] = fitTerms(fit);
  const { name: _, ...att } = did!;
  return {
    kind: "twfe",
    outcome: fit.outcome,
    events: [],
    att,
    pretrend: null,
    nobs: fit.nobs,
    warnings: fit.warnings,
  };
}
