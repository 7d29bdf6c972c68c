import { type Notice, notice, UserError } from "../../base/index.js";
import type { EventStudy } from "../../result/index.js";
import {
  type DidEffect,
  type DidInput,
  type DidMethod,
  defineAnalysis,
  didEffect,
  didEffects,
} from "../methods.js";
import { fitTerms } from "./to-json.js";

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

/**
 * Runs every estimator that the design allows, the two-way coefficient first.   中文: 比较各估计量
 *
 * Each with its own defaults; the events of two-way fixed effects stand beside its one coefficient.
 * `methods` names those to run; left out, all whose card joins a comparison.
 * Warnings  did/without-covariates — estimators that are run without them
 * @example compare({ sample: () => sample }).studies.map((s) => s.att?.estimate)
 */
export function compare(input: DidInput, methods: readonly DidMethod[] = joining()): Comparison {
  const sample = input.sample();
  const bare: DidInput = { sample: () => ({ ...sample, X: [], covariates: [] }) };
  const studies: EventStudy[] = [];
  const own: Notice[] = [];
  const skipped: Comparison["skipped"][number][] = [];
  const without: DidMethod[] = [];
  for (const method of methods) {
    const leaves = method.compared?.covariates === "left-out";
    const options = {
      ...method.compared?.options,
      ...("bands" in method.options ? { bands: "pointwise" } : {}),
    };
    try {
      const study = asStudy(method.run(leaves ? bare : input, options));
      studies.push(study);
      for (const w of ownWarnings(method, study, sample.warnings)) own.push(w);
      if (leaves) without.push(method);
    } catch (error) {
      // An estimator that the design forbids is told, any other error is a fault.
      if (!(error instanceof UserError)) throw error;
      skipped.push({ method: method.name, reason: { code: error.code, ...error.text.what } });
    }
  }
  const isBare = sample.X.length > 0 && without.length > 0;
  return {
    kind: "compare",
    outcome: sample.spec.outcome,
    studies,
    labels: studies.map((s) => s.method?.title.en ?? s.kind),
    skipped,
    nobs: sample.n,
    warnings: [...sample.warnings, ...own, ...(isBare ? [withoutCovariates(without)] : [])],
  };
}

function joining(): readonly DidMethod[] {
  return didEffects().filter((m) => m.compared !== undefined);
}

/** What one estimator said beyond the sample's own notices, its name before it. */
function ownWarnings(
  { title }: DidMethod,
  study: EventStudy,
  said: readonly Notice[],
): readonly Notice[] {
  return study.warnings
    .filter((w) => !said.some((o) => o.code === w.code && o.en === w.en))
    .map((w) => notice(w.code, `${title.en}: ${w.en}`, `${title.zh}：${w.zh}`));
}

function withoutCovariates(methods: readonly DidMethod[]): Notice {
  return notice(
    "did/without-covariates",
    `estimated without covariates: ${methods.map((m) => m.title.en).join(", ")}`,
    `以下估计量不含协变量：${methods.map((m) => m.title.zh).join("、")}`,
  );
}

/** A fit as a study without events. */
export function asStudy(result: DidEffect): EventStudy {
  if (!("covariance" in result)) return result;
  const [did] = fitTerms(result);
  const { name: _, ...att } = did!;
  return {
    kind: result.method?.name ?? result.model,
    ...(result.method === undefined ? {} : { method: result.method }),
    outcome: result.outcome,
    events: [],
    att,
    pretrend: null,
    nobs: result.nobs,
    ...(result.level === undefined ? {} : { level: result.level }),
    warnings: result.warnings,
  };
}

/** The card of {@link compare}. */
export const compareMethod = defineAnalysis({
  name: "compare",
  title: { en: "Estimators compared", zh: "各估计量对照" },
  phrase: { en: "estimators side by side", zh: "各估计量对照" },
  cites: [],
  summary: {
    en: "every estimator that the design allows, side by side",
    zh: "设计允许的各估计量并列",
  },
  position: 310,
  role: "diagnosis",
  takes: ["cluster", "weights", "level"],
  assumptions: [],
  options: {
    methods: {
      type: "names",
      of: () => didEffects().map((m) => m.name),
      en: "estimators to set side by side (all that join)",
      zh: "并列的估计量（默认全部）",
    },
  },
  run: (input, { methods }) =>
    compare(
      input,
      methods?.map((name) => didEffect(name)!),
    ),
});
