import type { MethodName } from "../../result/index.js";
import { PARALLEL_TRENDS } from "../estimators/card-parts.js";
import { defineAnalysis } from "../methods.js";
import type { DidSample } from "../sample/sample.js";
import { type PsmDid, psmDid } from "./psm-did.js";
import { PSM_OPTIONS, WEIGHTING } from "./psm-options.js";

/** A matched or balanced sample and the estimates on it, with the sample itself. */
export interface MatchedDid extends PsmDid {
  readonly kind: "psm" | "entropy-balance";
  readonly sample: DidSample;
}

const PSM: MethodName = {
  name: "psm",
  title: { en: "Propensity-score matching", zh: "倾向得分匹配" },
  phrase: { en: "propensity-score matching", zh: "倾向得分匹配" },
  cites: [
    {
      key: "psm",
      text: "Rosenbaum, P. R., & Rubin, D. B. (1985). Constructing a control group using multivariate matched sampling methods that incorporate the propensity score. American Statistician, 39(1), 33–38.",
    },
  ],
};

const SHOW = {
  type: "choice",
  choices: ["estimates", "balance"],
  en: "table written: estimates | balance",
  zh: "写出的表：estimates（估计，默认）| balance（平衡性）",
} as const;

/** The covariates, not the outcome, decide who would have been treated. */
const SELECTION = {
  en: "Given the covariates, treatment does not depend on what would have happened without it.",
  zh: "给定协变量，是否受处理与未处理时的走势无关。",
  remedy: {
    en: "Look at the balance and at the leads on the matched sample.",
    zh: "请查看平衡性检验与匹配样本的前置期系数。",
  },
} as const;

/** The card of {@link psmDid} by matching. */
export const psmMethod = defineAnalysis({
  ...PSM,
  summary: {
    en: "propensity-score matching, then two-way fixed effects on the matched rows",
    zh: "倾向得分匹配后在匹配样本上估计双向固定效应",
  },
  position: 240,
  role: "variant",
  takes: ["cluster", "weights", "level"],
  assumptions: [SELECTION, PARALLEL_TRENDS],
  options: PSM_OPTIONS,
  output: {
    show: SHOW,
    figure: {
      type: "choice",
      choices: ["bias", "support"],
      en: "figure written: bias | support",
      zh: "写出的图：bias（偏差，默认）| support（共同支撑）",
    },
  },
  run: ({ sample }, options): MatchedDid => {
    const s = sample();
    return { kind: "psm", sample: s, ...psmDid(s, options) };
  },
});

/** The card of {@link psmDid} by entropy balancing. */
export const entropyBalanceMethod = defineAnalysis({
  name: "entropy-balance",
  title: { en: "Entropy balancing (Hainmueller 2012)", zh: "熵平衡（Hainmueller，2012）" },
  phrase: { en: "entropy balancing (Hainmueller 2012)", zh: "熵平衡法（Hainmueller，2012）" },
  cites: [
    {
      key: "entropy-balance",
      text: "Hainmueller, J. (2012). Entropy balancing for causal effects: A multivariate reweighting method to produce balanced samples in observational studies. Political Analysis, 20(1), 25–46.",
    },
  ],
  summary: {
    en: "controls weighted to the treated means before treatment, then two-way fixed effects",
    zh: "以熵平衡使对照组处理前均值与处理组一致，再估计双向固定效应",
  },
  position: 250,
  role: "variant",
  takes: ["cluster", "weights", "level"],
  assumptions: [SELECTION, PARALLEL_TRENDS],
  options: { weighting: WEIGHTING },
  output: { show: SHOW },
  run: ({ sample }, options): MatchedDid => {
    const s = sample();
    return { kind: "entropy-balance", sample: s, ...psmDid(s, { ...options, kind: "entropy" }) };
  },
});
