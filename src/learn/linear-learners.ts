import {
  cholesky,
  choleskyInOrder,
  choleskySolve,
  crossProducts,
  crossVector,
  leastSquares,
  mean,
} from "../math/index.js";
import type { Learner } from "./learner.js";
import { applyScaling, linearPredictor, scalingOf } from "./standardize.js";

/** Squared pivot, on unit columns, above which normal equations keep enough digits. */
const SAFE_PIVOT = 1e-6;

/** Least squares with a constant; dependent features are left out in their order.   中文: 最小二乘学习器 */
export const olsLearner: Learner = {
  name: "ols",
  prepare(features) {
    const scaling = scalingOf(features);
    const Z = applyScaling(features, scaling);
    const gram = crossProducts(Z);
    const { kept, L } = choleskyInOrder(gram, Z.length);
    const isSafe = kept.every((j, r) => {
      const pivot = L[r * kept.length + r]!;
      return pivot * pivot > SAFE_PIVOT * gram[j * Z.length + j]!;
    });
    const used = kept.map((j) => Z[j]!);
    return (y) => {
      const centre = mean(y);
      const target = y.map((v) => v - centre);
      const coefficients = new Float64Array(Z.length);
      const place = (columns: readonly number[], b: Float64Array) => {
        columns.forEach((j, r) => {
          coefficients[j] = b[r]!;
        });
      };
      if (isSafe) place(kept, choleskySolve(L, kept.length, crossVector(used, target)));
      else {
        const fit = leastSquares(Z, target);
        place(fit.kept, fit.coefficients);
      }
      return linearPredictor(scaling, coefficients, centre);
    };
  },
};

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
