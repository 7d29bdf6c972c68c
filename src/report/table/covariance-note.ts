import type { Localized } from "../../base/index.js";
import type { Covariance } from "../../result/index.js";
import { effectLabel, type Labels } from "./effect-label.js";

/** What a note says of a variance. */
export interface ReportedErrors extends Pick<Covariance, "type" | "ways"> {
  /** Clusters by way; a range such as `142–284` over several regressions. */
  readonly clusters: Readonly<Record<string, number | string>>;
}

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
export function covarianceNote(errors: ReportedErrors, labels: Labels = {}): Localized {
  if (errors.type !== "cluster") return NAMES[errors.type];
  const list = (lang: "en" | "zh", open: string, close: string) =>
    errors.ways.map((way) => {
      const name = effectLabel(way, labels)[lang];
      const count = errors.clusters[way];
      if (count === undefined) return name;
      const shown = typeof count === "number" ? count.toLocaleString("en-US") : count;
      return `${name}${open}${shown}${close}`;
    });
  const zh = list("zh", "（", " 个）").join("、");
  return {
    en: `clustered by ${list("en", " (", ")").join(" and ")}`,
    zh: `聚类到${/^[\x21-\x7e]/.test(zh) ? " " : ""}${zh}`,
  };
}
