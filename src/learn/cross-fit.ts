import { createRng } from "../base/index.js";
import { learnError } from "./errors.js";
import type { Learner, Trainer } from "./learner.js";

/** An outcome to predict and the learner for it. */
export interface Target {
  readonly y: Float64Array;
  readonly learner: Learner;
}

/**
 * Out-of-fold predictions: each row is predicted by a learner that has not seen its fold.
 * 中文: 交叉拟合
 *
 * Targets with the same learner share what it prepares from the features.
 * Shapes    features k arrays of length n, y n, folds codes 0 … K − 1; one array of n per target.
 */
export function crossFit(
  features: readonly Float64Array[],
  targets: readonly Target[],
  folds: Int32Array,
  K: number,
  seed: readonly [number, ...number[]],
): Float64Array[] {
  const out = targets.map(() => new Float64Array(folds.length));
  for (let fold = 0; fold < K; fold++) {
    const train: number[] = [];
    const test: number[] = [];
    folds.forEach((f, i) => {
      (f === fold ? test : train).push(i);
    });
    const pick = (x: Float64Array, rows: readonly number[]) =>
      Float64Array.from(rows, (i) => x[i]!);
    const trainX = features.map((x) => pick(x, train));
    const testX = features.map((x) => pick(x, test));
    const prepared = new Map<Learner, Trainer>();
    targets.forEach(({ y, learner }, t) => {
      const trainer = prepared.get(learner) ?? learner.prepare(trainX);
      prepared.set(learner, trainer);
      const fitted = trainer(pick(y, train), createRng(...seed, t, fold))(testX);
      test.forEach((row, at) => {
        out[t]![row] = fitted[at]!;
      });
    });
  }
  return out;
}

/**
 * Random folds of equal size; all rows of a group fall into one fold.   中文: 随机分折
 *
 * Errors    learn/too-few-folds.
 */
export function randomFolds(
  groups: Int32Array,
  count: number,
  K: number,
  seed: readonly [number, ...number[]],
): Int32Array {
  if (K < 2 || K > count) throw learnError("too-few-folds", { folds: K, groups: count });
  const order = createRng(...seed).permutation(count);
  const foldOf = new Int32Array(count);
  order.forEach((group, at) => {
    foldOf[group] = at % K;
  });
  return groups.map((g) => foldOf[g]!);
}
