import { crossProducts, sandwich } from "../../math/index.js";
import { olsFit } from "../../regress/index.js";
import type { EventStudy, MethodName } from "../../result/index.js";
import { checkLibraryOptions } from "../../result/index.js";
import { defineEffect } from "../methods.js";
import { withTest } from "../sample/inference.js";
import { type PanelFit, spreadOut } from "../sample/panel-ols.js";
import type { DidSample } from "../sample/sample.js";
import { BANDS, BINS, PARALLEL_TRENDS } from "./card-parts.js";
import { type Counterfactual, counterfactual } from "./counterfactual.js";
import { eventResult, referenceOf, relativeColumns } from "./event-study.js";

const OPTIONS = {
  reference: {
    type: "integer",
    word: "none",
    was: { ref: null },
    en: "reference (the last observed period before treatment), or none: against the never treated alone",
    zh: "基期（默认处理前最后一个观测期）；none：仅以从未处理单位为基准",
  },
  bins: BINS,
  bands: BANDS,
} as const;

/** Options of {@link gardner}. */
export interface GardnerOptions {
  /**
   * Leads and lags against this event time (default: the last observed period before treatment) and
   * the never treated; `none`: against these alone.
   */
  readonly reference?: number | "none";
  readonly bins?: readonly [number, number];
  readonly bands?: "both" | "pointwise";
}

/**
 * Gardner's two-stage estimator: effects of untreated rows, then residuals on treatment.
 * 中文: Gardner 两阶段双重差分
 *
 * Standard errors account for the first stage, by cluster, without a small-sample factor.
 * Agrees    R did2s 1.2.1, estimates 1e-8, se 1e-7
 * Source    Gardner (2022), arXiv 2207.05943; Butts & Gardner (2022)
 */
export function gardner(sample: DidSample, options: GardnerOptions = {}): EventStudy {
  checkLibraryOptions("gardner", OPTIONS, options);
  const model = counterfactual(sample);
  const s = model.sample;
  const reference = options.reference === "none" ? "none" : referenceOf(s, options.reference);
  const bins = options.bins === undefined ? {} : { bins: options.bins };
  const dummies = relativeColumns(s, { ...bins, leave: reference === "none" ? [] : [reference] });
  const static_ = secondStage(model, [model.treated]);
  const fit = secondStage(model, dummies.columns);
  const att = withTest(
    static_.coefficients[0]!,
    Math.sqrt(static_.V[0]!),
    static_.df,
    s.spec.level,
  );
  return eventResult(GARDNER, { ...s, X: [], covariates: [] }, dummies, fit, {
    reference: reference === "none" ? null : reference,
    warnings: model.warnings,
    bands: options.bands,
    att,
  });
}

/** Residuals of the first stage on columns, no constant; corrected clustered variance. */
function secondStage(model: Counterfactual, columns: readonly Float64Array[]): PanelFit {
  const { sample: s, gap, treated } = model;
  const { kept, absorbed, coefficients, residuals, XtXinv } = olsFit(columns, gap, s.weights);
  const used = kept.map((j) => columns[j]!);
  const sums = used.map((x) => {
    const reach = model.reach(x);
    const out = new Float64Array(s.clusters);
    for (let i = 0; i < s.n; i++) {
      const weight = s.weights === null ? 1 : s.weights[i]!;
      const first = treated[i] === 0 ? reach[i]! * gap[i]! : 0;
      out[s.cluster[i]!]! += weight * (x[i]! * residuals[i]! - first);
    }
    return out;
  });
  const V = sandwich(XtXinv, crossProducts(sums), used.length);
  const laidOut = spreadOut(kept, coefficients, V, columns.length);
  return { ...laidOut, kept, absorbed, residuals, df: s.clusters - 1 };
}

const GARDNER: MethodName = {
  name: "gardner",
  title: { en: "Gardner (2022)", zh: "Gardner（2022）" },
  phrase: {
    en: "two-stage differences in differences (Gardner 2022)",
    zh: "两阶段双重差分（Gardner，2022）",
  },
  cites: [
    {
      key: "gardner",
      text: "Gardner, J. (2022). Two-stage differences in differences. arXiv:2207.05943.",
    },
  ],
};

/** The card of {@link gardner}. */
export const gardnerMethod = defineEffect({
  ...GARDNER,
  summary: {
    en: "two-stage estimator: effects of untreated rows, then residuals on treatment",
    zh: "两阶段双重差分：先由未处理样本估计固定效应，再对残差回归",
  },
  position: 30,
  role: "dynamic",
  takes: ["cluster", "weights"],
  assumptions: [PARALLEL_TRENDS],
  options: OPTIONS,
  compared: { when: "usual", covariates: "kept" },
  run: ({ sample }, options) => gardner(sample(), options),
});
