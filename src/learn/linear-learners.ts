import {
  cholesky,
  choleskySolve,
  combine,
  crossProducts,
  crossVector,
  leastSquares,
  mean,
} from "../math/index.js";
import { independentColumns } from "../regress/index.js";
import type { Learner } from "./learner.js";
import { applyScaling, linearPredictor, scalingOf } from "./standardize.js";

/** Least squares with a constant; dependent features are left out in their order.   中文: 最小二乘学习器 */
export const olsLearner: Learner = {
  name: "ols",
  prepare(features) {
    const scaling = scalingOf(features);
    const Z = applyScaling(features, scaling);
    const { kept, factor } = independentColumns(Z);
    const used = kept.map((j) => Z[j]!);
    return (y) => {
      const centre = mean(y);
      const target = y.map((v) => v - centre);
      const own =
        factor === null
          ? leastSquares(used, target, { tolerance: 0 }).coefficients
          : refined(factor, used, target);
      const coefficients = new Float64Array(Z.length);
      kept.forEach((j, r) => {
        coefficients[j] = own[r]!;
      });
      return linearPredictor(scaling, coefficients, centre);
    };
  },
};

/** The normal equations with one step of refinement. */
function refined(
  factor: Float64Array,
  columns: readonly Float64Array[],
  target: Float64Array,
): Float64Array {
  const k = columns.length;
  const b = choleskySolve(factor, k, crossVector(columns, target));
  const fitted = combine(columns, b, target.length, new Float64Array(target.length));
  const rest = target.map((v, i) => v - fitted[i]!);
  const correction = choleskySolve(factor, k, crossVector(columns, rest));
  return b.map((v, j) => v + correction[j]!);
}

/**
 * Ridge on standardised features: (Z′Z + λI) b = Z′(y − ȳ), the constant free.   中文: 岭回归学习器
 *
 * Z is centred and scaled by the mean and the population standard deviation of the training rows.
 */
export function ridgeLearner(lambda: number): Learner {
  return {
    name: `ridge:${lambda}`,
    prepare(features) {
      const scaling = scalingOf(features);
      const Z = applyScaling(features, scaling);
      const k = Z.length;
      const gram = crossProducts(Z);
      for (let j = 0; j < k; j++) {
        gram[j * k + j]! += lambda;
        // A constant feature has an empty row; any positive pivot gives it the coefficient 0.
        if (gram[j * k + j] === 0) gram[j * k + j] = 1;
      }
      const L = cholesky(gram, k);
      return (y) => {
        const centre = mean(y);
        const target = y.map((v) => v - centre);
        const b = choleskySolve(L, k, crossVector(Z, target));
        return linearPredictor(scaling, b, centre);
      };
    },
  };
}
