import type { Localized } from "../../base/index.js";
import type { CitationKey } from "./citations.js";

/** An estimator in the words of a methods section. */
interface EstimatorName extends Localized {
  readonly cites?: readonly CitationKey[];
}

/** Fits that carry no card of their own, by their `model`.   中文: 未带卡片的估计方法名称 */
export const ESTIMATORS: Readonly<Record<string, EstimatorName>> = {
  ols: { en: "ordinary least squares", zh: "普通最小二乘法（OLS）" },
  dml: {
    en: "double machine learning (Chernozhukov et al. 2018)",
    zh: "双重机器学习（Chernozhukov 等，2018）",
    cites: ["dml"],
  },
};
