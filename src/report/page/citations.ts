import type { Wording } from "../table/table-model.js";

/**
 * Works that a methods paragraph cites, by key; Chinese works in both languages, the Chinese by
 * GB/T 7714—2015 (see `referenceText`).   中文: 参考文献
 */
export const CITATIONS = {
  cleary:
    "Cleary, S. (1999). The relationship between firm investment and financial status. Journal of Finance, 54(2), 673–692.",
  dml: "Chernozhukov, V., et al. (2018). Double/debiased machine learning for treatment and structural parameters. Econometrics Journal, 21(1), C1–C68.",
  jiang: {
    en: "Jiang, T. (2022). Mediating effects and moderating effects in causal inference. China Industrial Economics, (5), 100–120. (In Chinese.)",
    zh: "江艇, 2022. 因果推断经验研究中的中介效应与调节效应[J]. 中国工业经济(5): 100-120.",
  },
  mediation: {
    en: "Wen, Z., & Ye, B. (2014). Analyses of mediating effects: The development of methods and models. Advances in Psychological Science, 22(5), 731–745. (In Chinese.)",
    zh: "温忠麟, 叶宝娟, 2014. 中介效应分析：方法和模型发展[J]. 心理科学进展, 22(5): 731-745.",
  },
  psm: "Rosenbaum, P. R., & Rubin, D. B. (1985). Constructing a control group using multivariate matched sampling methods that incorporate the propensity score. American Statistician, 39(1), 33–38.",
  sobel:
    "Sobel, M. E. (1982). Asymptotic confidence intervals for indirect effects in structural equation models. Sociological Methodology, 13, 290–312.",
  specCurve:
    "Simonsohn, U., Simmons, J. P., & Nelson, L. D. (2020). Specification curve analysis. Nature Human Behaviour, 4, 1208–1214.",
  supt: "Montiel Olea, J. L., & Plagborg-Møller, M. (2019). Simultaneous confidence bands: Theory, implementation, and an application to SVARs. Journal of Applied Econometrics, 34(1), 1–17.",
} as const satisfies Readonly<Record<string, Wording>>;

/** A key of `CITATIONS`. */
export type CitationKey = keyof typeof CITATIONS;
