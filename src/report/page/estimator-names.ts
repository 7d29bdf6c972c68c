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
