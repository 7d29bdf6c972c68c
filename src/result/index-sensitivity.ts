import type { Notice } from "../base/index.js";
import type { MethodName } from "./method/method-card.js";

/** The same index built another way, compared with the baseline.   中文: 替代构建方式 */
export interface IndexVariant {
  /** Such as `critic`, `without Y3`, `by-year`, `base 2009`. */
  readonly name: string;
  readonly kind: "method" | "leave-one-out" | "scale";
  readonly values: Float64Array;
  /** In the order of the indicators; missing for the one left out, null where weights vary by year. */
  readonly weights: Float64Array | null;
  readonly spearman: number;
  readonly pearson: number;
  /** Largest and mean change of rank among all rows. */
  readonly maxRankShift: number;
  readonly meanRankShift: number;
}

/** How much an index hangs on the choices of its author.   中文: 指数敏感性 */
export interface IndexSensitivity {
  readonly kind: "index-sensitivity";
  readonly name: string;
  readonly baseline: string;
  readonly indicators: readonly string[];
  readonly variants: readonly IndexVariant[];
  /** Spearman correlations of baseline and all method variants, row-major, order of `methods`. */
  readonly methods: readonly string[];
  readonly methodRanks: Float64Array;
  /** Who the weight methods are. */
  readonly methodNames?: readonly MethodName[];
  /** Variants that could not be built, with the reason. */
  readonly failures: readonly { readonly name: string; readonly reason: Notice }[];
}
