import type { Localized } from "../../base/index.js";
import type { CitationKey } from "./citations.js";

/** An estimator in the words of a methods section. */
interface EstimatorName extends Localized {
  readonly cites?: readonly CitationKey[];
  /** What else must be said once. */
  readonly note?: Localized;
}

/** Regressions by the `model` of their fits.   中文: 回归估计方法名称 */
export const ESTIMATORS: Readonly<Record<string, EstimatorName>> = {
  ols: { en: "ordinary least squares", zh: "普通最小二乘法（OLS）" },
  "2sls": {
    en: "two-stage least squares",
    zh: "两阶段最小二乘法（2SLS）",
    cites: ["kp"],
    note: {
      en: "Weak instruments are judged by the statistics of Kleibergen and Paap (2006).",
      zh: "弱工具变量以 Kleibergen 和 Paap（2006）统计量判断。",
    },
  },
  poisson: { en: "Poisson pseudo-maximum likelihood", zh: "泊松伪极大似然法（PPML）" },
  negbin: { en: "negative binomial regression", zh: "负二项回归" },
  logit: { en: "logit", zh: " Logit 模型" },
  clogit: { en: "conditional logit", zh: "条件 Logit 模型" },
  probit: { en: "probit", zh: " Probit 模型" },
  tobit: { en: "tobit", zh: " Tobit 模型" },
  dml: {
    en: "double machine learning (Chernozhukov et al. 2018)",
    zh: "双重机器学习（Chernozhukov 等，2018）",
    cites: ["dml"],
  },
  ife: {
    en: "interactive fixed effects (Bai 2009)",
    zh: "交互固定效应模型（Bai，2009）",
    cites: ["bai"],
  },
};

/** Estimators of dynamic effects by the `kind` of their results. */
const EVENT_ESTIMATORS: readonly (Localized & {
  readonly test: RegExp;
  readonly cites: readonly CitationKey[];
})[] = [
  {
    test: /^(cs|callaway)/i,
    en: "the estimator of Callaway and Sant'Anna (2021)",
    zh: " Callaway 和 Sant'Anna（2021）估计量",
    cites: ["cs"],
  },
  {
    test: /^sun/i,
    en: "the estimator of Sun and Abraham (2021)",
    zh: " Sun 和 Abraham（2021）估计量",
    cites: ["sunab"],
  },
  {
    test: /^bjs/i,
    en: "the imputation estimator of Borusyak, Jaravel and Spiess (2024)",
    zh: " Borusyak、Jaravel 和 Spiess（2024）插补估计量",
    cites: ["bjs"],
  },
  {
    test: /^gardner/i,
    en: "two-stage differences in differences (Gardner 2022)",
    zh: "两阶段双重差分（Gardner，2022）",
    cites: ["gardner"],
  },
  {
    test: /^etwfe/i,
    en: "extended two-way fixed effects (Wooldridge 2025)",
    zh: "扩展的双向固定效应模型（Wooldridge，2025）",
    cites: ["etwfe"],
  },
  {
    test: /^stacked/i,
    en: "a stacked design (Cengiz et al. 2019)",
    zh: "堆叠双重差分（Cengiz 等，2019）",
    cites: ["stacked"],
  },
  {
    test: /^dcdh/i,
    en: "the estimator of de Chaisemartin and D'Haultfœuille (2020)",
    zh: " de Chaisemartin 和 D'Haultfœuille（2020）估计量",
    cites: ["dcdh"],
  },
];

/** An estimator of dynamic effects in words.   中文: 动态效应估计量名称 */
export function eventEstimator(kind: string): Localized & { cites: readonly CitationKey[] } {
  const known = EVENT_ESTIMATORS.find((e) => e.test.test(kind));
  if (known !== undefined) return known;
  return {
    en: "two-way fixed effects with leads and lags",
    zh: "含前置期与滞后期的双向固定效应模型",
    cites: [],
  };
}
