import type { Notice } from "../base/index.js";
import type { Provenance } from "./provenance.js";

/** One placebo draw. */
export interface PlaceboDraw {
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
}

/** A placebo or permutation test.   中文: 安慰剂检验结果 */
export interface Placebo {
  readonly kind: "placebo";
  readonly mode: "space" | "mixed" | "time" | "permutation";
  readonly outcome: string;
  readonly estimate: number;
  readonly se: number | null;
  readonly draws: readonly PlaceboDraw[];
  /** Shares of draws ≤, ≥ and at least as large in size as the estimate. */
  readonly pLeft: number;
  readonly pRight: number;
  readonly pTwoSided: number;
  readonly mean: number;
  readonly sd: number;
  readonly seed: number | null;
  readonly nobs: number;
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
}
