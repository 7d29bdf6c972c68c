import { createRng } from "../base/index.js";
import { learnError } from "./errors.js";
import type { Learner } from "./learner.js";

/**
 * Out-of-fold predictions: each row is predicted by a learner that has not seen its fold.
 * 中文: 交叉拟合
 *
 * Shapes    features k arrays of length n, y n, folds codes 0 … K − 1.
 */
export function crossFit(
  features: readonly Float64Array[],
  y: Float64Array,
  folds: Int32Array,
  K: number,
  learner: Learner,
  seed: readonly [number, ...number[]],
): Float64Array {
  const out = new Float64Array(y.length);
  for (let fold = 0; fold < K; fold++) {
    const train: number[] = [];
    const test: number[] = [];
    for (let i = 0; i < y.length; i++) (folds[i] === fold ? test : train).push(i);
    const pick = (x: Float64Array, rows: readonly number[]) =>
      Float64Array.from(rows, (i) => x[i]!);
    const predict = learner.fit(
      features.map((x) => pick(x, train)),
      pick(y, train),
      createRng(...seed, fold),
    );
    const fitted = predict(features.map((x) => pick(x, test)));
    test.forEach((row, at) => {
      out[row] = fitted[at]!;
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
