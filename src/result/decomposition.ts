import type { Notice } from "../base/index.js";
import type { MethodName } from "./method/method-card.js";
import type { Provenance } from "./provenance.js";

/** Which comparison a 2 × 2 estimate makes.   中文: 2×2 比较的类型 */
export type BaconType =
  | "treated-vs-never"
  | "earlier-vs-later"
  | "later-vs-earlier"
  | "later-vs-always"
  | "both-treated";

/** One 2 × 2 comparison of a decomposition. */
export interface BaconComparison {
  readonly type: BaconType;
  readonly treated: number;
  readonly control: number | "never";
  readonly weight: number;
  readonly estimate: number;
}

/** The decomposition of a two-way fixed-effects coefficient.   中文: Goodman-Bacon 分解结果 */
export interface Decomposition {
  readonly kind: "bacon";
  /** Who found it, with the works to cite. */
  readonly method?: MethodName;
  readonly outcome: string;
  readonly comparisons: readonly BaconComparison[];
  readonly byType: readonly {
    readonly type: BaconType;
    readonly comparisons: number;
    readonly weight: number;
    readonly estimate: number;
    readonly contribution: number;
  }[];
  readonly twfe: number;
  /** Variation of covariates inside cohorts; null without covariates. */
  readonly within: { readonly weight: number; readonly estimate: number } | null;
  readonly nobs: number;
  readonly units: number;
  readonly periods: number;
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
}

/** Weight of a cohort in a period. */
export interface WeightCell {
  readonly group: number;
  readonly time: number;
  readonly n: number;
  readonly weight: number;
}

/** Weights of treated cells in the two-way fixed-effects coefficient.   中文: TWFE 权重 */
export interface TwfeWeights {
  readonly kind: "weights";
  readonly method?: MethodName;
  readonly outcome: string;
  readonly estimate: number;
  readonly positive: { readonly count: number; readonly sum: number };
  readonly negative: { readonly count: number; readonly sum: number };
  readonly cells: readonly WeightCell[];
  readonly sigmaZero: number | null;
  readonly sigmaOpposite: number | null;
  readonly nobs: number;
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
}
