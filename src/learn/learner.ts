import type { Rng } from "../base/index.js";

/** Predicts an outcome from feature columns. */
export type Predictor = (features: readonly Float64Array[]) => Float64Array;

/**
 * A supervised learner: fitted on training columns it gives a predictor. Randomness comes only from
 * the stream it is handed.   中文: 学习器
 */
export interface Learner {
  readonly name: string;
  fit(features: readonly Float64Array[], y: Float64Array, rng: Rng): Predictor;
}
