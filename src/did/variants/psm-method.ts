import type { MethodName } from "../../result/index.js";
import { PARALLEL_TRENDS } from "../estimators/card-parts.js";
import { defineAnalysis } from "../methods.js";
import type { DidSample } from "../sample/sample.js";
import { type PsmDid, psmDid } from "./psm-did.js";

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

const NEAREST = { option: "method", is: [undefined, "nearest"] } as const;

const WEIGHTING = {
  type: "choice",
  choices: ["matching", "none"],
  en: "in the regression: matching weights (matching) | matched rows alike (none)",
  zh: "回归加权：matching（匹配权重，默认）| none（匹配样本等权）",
} as const;

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
  options: {
    score: {
      type: "choice",
      choices: ["logit", "probit"],
      en: "model of the score: logit | probit",
      zh: "得分模型：logit（默认）| probit",
    },
    method: {
      type: "choice",
      choices: ["nearest", "radius", "kernel"],
      en: "nearest | radius | kernel",
      zh: "nearest（近邻，默认）| radius（半径）| kernel（核）",
    },
    ratio: {
      type: "integer",
      least: 1,
      needs: NEAREST,
      en: "neighbours of each treated unit (1)",
      zh: "近邻数（默认 1）",
    },
    caliper: {
      type: "number",
      above: 0,
      needs: NEAREST,
      en: "a neighbour must be strictly nearer than this",
      zh: "卡尺（严格小于）",
    },
    radius: {
      type: "number",
      above: 0,
      needs: { option: "method", is: ["radius"] },
      en: "partners within this distance (0.05)",
      zh: "半径（默认 0.05）",
    },
    bandwidth: {
      type: "number",
      above: 0,
      needs: { option: "method", is: ["kernel"] },
      en: "bandwidth of the kernel (0.06)",
      zh: "核带宽（默认 0.06）",
    },
    draw: {
      type: "choice",
      choices: ["replacement", "largest", "smallest", "data"],
      needs: NEAREST,
      was: { order: null, replacement: "replacement" },
      en: "with replacement, or without in this order of scores (largest, smallest, data)",
      zh: "有放回（replacement，默认）；或无放回，按得分次序：largest | smallest | data",
    },
    ties: {
      type: "choice",
      choices: ["first", "all"],
      needs: NEAREST,
      en: "equally near controls: first by name (default), or all sharing the weight",
      zh: "并列的最近对照：first 按名称取靠前者（默认），all 平分权重",
    },
    support: {
      type: "choice",
      choices: ["all", "common"],
      was: { common: "common" },
      en: "treated units: all | those of the common support",
      zh: "处理组：all（全部，默认）| common（仅共同支撑域）",
    },
    when: {
      type: "choice",
      choices: ["pre", "year", "pooled"],
      whole: true,
      en: "matched once on the last period before each cohort (pre), year by year, pooled, or on one period (2013)",
      zh: "匹配时点：各批次处理前一期（pre，默认）、逐年（year）、混合（pooled）或某一期（如 2013）",
    },
    weighting: WEIGHTING,
  },
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
