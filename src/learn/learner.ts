import type { Rng } from "../base/index.js";

/** Predicts an outcome from feature columns. */
export type Predictor = (features: readonly Float64Array[]) => Float64Array;

/** Trains on one outcome; the features were prepared before. */
export type Trainer = (y: Float64Array, rng: Rng) => Predictor;

/**
 * A supervised learner. `prepare` does what depends on the features alone, so that several outcomes
 * share it; randomness comes only from the stream that is handed over.   中文: 学习器
 */
export interface Learner {
  readonly name: string;
  prepare(features: readonly Float64Array[]): Trainer;
}
