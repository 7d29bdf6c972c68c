import type { Notice } from "../base/index.js";
import type { MethodName } from "./method/method-card.js";
import type { Provenance } from "./provenance.js";
import type { JointTest, TidyRow } from "./tidy.js";

/** The effect at one time relative to treatment (0 = first treated period).   中文: 相对期效应 */
export interface EventRow {
  readonly time: number;
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  /** Simultaneous (sup-t) band; null where not computed. */
  readonly ciLowSup: number | null;
  readonly ciHighSup: number | null;
  /** Treated unit-periods behind the estimate, null for the reference. */
  readonly n: number | null;
}

/** An event study or a heterogeneity-robust estimate.   中文: 事件研究 */
export interface EventStudy {
  readonly kind: string;
  readonly outcome: string;
  readonly events: readonly EventRow[];
  readonly att: Omit<TidyRow, "name"> | null;
  /** Joint test that all leads are zero. */
  readonly pretrend: JointTest | null;
  readonly nobs: number;
  /** Level of the intervals and the band; left out: 0.95. */
  readonly level?: number;
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
  /** The method that made it, as tables and references call it. */
  readonly method?: MethodName;
  readonly extra?: Readonly<Record<string, unknown>>;
}
