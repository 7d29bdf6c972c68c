import type { Notice } from "../base/index.js";
import type { Provenance } from "./provenance.js";

/** One specification and its estimate.   中文: 一种设定 */
export interface Specification {
  /** What was chosen, by dimension: `{ controls: "gdp + ind", sample: "all" }`. */
  readonly choices: Readonly<Record<string, string>>;
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly nobs: number;
}

/** The same coefficient under all reasonable specifications.   中文: 设定曲线 */
export interface SpecificationCurve {
  readonly kind: "spec-curve";
  readonly outcome: string;
  readonly term: string;
  readonly specifications: readonly Specification[];
  /** Position of the paper's own specification; null without one. */
  readonly baseline: number | null;
  readonly failures: readonly {
    readonly choices: Readonly<Record<string, string>>;
    readonly reason: Notice;
  }[];
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
}
