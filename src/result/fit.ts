import type { Notice } from "../base/index.js";
import type { MethodName } from "./method/method-card.js";
import type { Provenance } from "./provenance.js";
import type { JointTest } from "./tidy.js";

/** Small-sample rule of a variance, by name or in its parts.   中文: 小样本修正 */
export interface Ssc {
  readonly name: "fixest" | "reghdfe" | "none" | "custom";
  readonly kAdj: boolean;
  readonly kFixef: "full" | "nonnested" | "none";
  readonly gAdj: boolean;
  readonly gDf: "min" | "conventional";
  readonly tDf: "min" | "conventional";
}

/** The variance of a fit.   中文: 方差-协方差 */
export interface Covariance {
  readonly type:
    | "iid"
    | "hc1"
    | "hc2"
    | "hc3"
    | "cluster"
    | "dk"
    | "nw"
    | "conley"
    | "bootstrap"
    | "opg"
    | "hessian";
  readonly ways: readonly string[];
  readonly clusters: Readonly<Record<string, number>>;
  readonly ssc: Ssc;
  /** Degrees of freedom of the t distribution; Infinity means normal. */
  readonly df: number;
  /** k × k, row-major. */
  readonly matrix: Float64Array;
}

/** What was left out and why; nothing is dropped silently.   中文: 剔除清单 */
export interface Dropped {
  readonly missing: number;
  readonly singletons: number;
  readonly collinear: readonly string[];
  readonly separated: number;
  /** Rows whose weight is zero; left out where there is none. */
  readonly zeroWeight?: number;
}

/** The numbers of a fit without its methods. `null` = the statistic does not exist here. */
export interface FitData {
  readonly model: string;
  readonly outcome: string;
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  readonly covariance: Covariance;
  readonly nobs: number;
  /** Level of the intervals; left out: 0.95. */
  readonly level?: number;
  readonly dropped: Dropped;
  /** Levels of each fixed effect, on the rows used. */
  readonly fixedEffects: Readonly<Record<string, number>>;
  readonly r2: number | null;
  readonly r2Adj: number | null;
  readonly r2Within: number | null;
  readonly rmse: number | null;
  readonly wald: JointTest | null;
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
  /** The method that made it, where it has a card. */
  readonly method?: MethodName;
  /** Further fields of the published JSON, such as `iv`, `firstStage`, `logLik`. */
  readonly extra?: Readonly<Record<string, unknown>>;
}
