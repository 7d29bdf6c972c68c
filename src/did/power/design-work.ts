import type { Work } from "../../jobs/index.js";
import { designEstimators } from "./design-estimators.js";
import { drawDesign, type PlannedDesign } from "./planned-design.js";

/** What a thread must know to draw panels of a design and estimate them. */
export interface DesignSetup {
  readonly design: PlannedDesign;
  readonly estimators: readonly string[];
  readonly seed: number;
}

/** First and last draw (not included) of one portion. */
export type DrawRange = readonly [from: number, to: number];

/** One row for each draw: estimate, p, ciLow, ciHigh, se of each estimator in turn. */
export type DrawRows = Float64Array;

/** Numbers that an estimator gives for a draw. */
export const FIELDS = 5;

/** Draws panels and runs the estimators; NaN where a draw cannot be estimated. */
export function prepareDesign({
  design,
  estimators,
  seed,
}: DesignSetup): Work<DrawRange, DrawRows> {
  const known = designEstimators();
  return ([from, to]) => {
    const width = FIELDS * estimators.length;
    const out = new Float64Array((to - from) * width).fill(Number.NaN);
    for (let b = from; b < to; b++) {
      const sample = drawDesign(design, seed, b);
      estimators.forEach((name, j) => {
        const { estimate, p, ciLow, ciHigh, se } = known[name]!(sample);
        const at = (b - from) * width + j * FIELDS;
        out.set([estimate, ...[p, ciLow, ciHigh, se].map((v) => v ?? Number.NaN)], at);
      });
    }
    return out;
  };
}
