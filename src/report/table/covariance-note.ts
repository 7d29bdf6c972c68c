import type { Localized } from "../../base/index.js";
import type { Covariance } from "../../result/index.js";

const NAMES: Readonly<Record<Exclude<Covariance["type"], "cluster">, Localized>> = {
  iid: { en: "homoskedastic", zh: "同方差标准误" },
  hc1: { en: "heteroskedasticity-robust (HC1)", zh: "异方差稳健标准误（HC1）" },
  hc2: { en: "heteroskedasticity-robust (HC2)", zh: "异方差稳健标准误（HC2）" },
  hc3: { en: "heteroskedasticity-robust (HC3)", zh: "异方差稳健标准误（HC3）" },
  dk: { en: "Driscoll–Kraay", zh: "Driscoll–Kraay 标准误" },
  nw: { en: "Newey–West", zh: "Newey–West 标准误" },
  conley: { en: "Conley spatial", zh: "Conley 空间标准误" },
  bootstrap: { en: "bootstrap", zh: "自助法标准误" },
  opg: { en: "outer product of gradients", zh: "梯度外积标准误" },
  hessian: { en: "from the Hessian", zh: "由海塞矩阵计算" },
};

/** The words of a table note on a variance.   中文: 标准误说明 */
export function covarianceNote(covariance: Covariance): Localized {
  if (covariance.type !== "cluster") return NAMES[covariance.type];
  const count = (way: string) => covariance.clusters[way];
  const list = (open: string, close: string) =>
    covariance.ways
      .map((w) => (count(w) === undefined ? w : `${w}${open}${count(w)}${close}`))
      .join(", ");
  return {
    en: `clustered by ${list(" (", ")")}`,
    zh: `聚类到 ${list("（", " 个）").replaceAll(", ", "、")}`,
  };
}
