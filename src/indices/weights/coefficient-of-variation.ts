import { mean, variance } from "../../math/index.js";
import { defineWeights, plainWeights, shifted } from "./methods.js";

/** Coefficient-of-variation weights and the coefficients. */
export interface CvWeights {
  readonly cv: Float64Array;
  readonly w: Float64Array;
}

/**
 * Coefficient-of-variation weights.   中文: 变异系数法
 *
 * Formula   cv_j = sd_j / mean_j on min–max data, sd with n − 1;  w_j = cv_j / Σ cv.
 * Agrees    golden/index `cv`, 1e-10.
 */
export function cvWeights(z: readonly Float64Array[]): CvWeights {
  const cv = Float64Array.from(z, (column) => Math.sqrt(variance(column)) / mean(column));
  const total = cv.reduce((a, b) => a + b, 0);
  return { cv, w: cv.map((v) => v / total) };
}

/** The card of these weights. */
export const cvMethod = defineWeights({
  name: "cv",
  title: { en: "coefficient of variation", zh: "变异系数" },
  phrase: { en: "coefficient of variation", zh: "变异系数" },
  summary: { en: "standard deviation over mean", zh: "标准差与均值之比" },
  cites: [],
  role: "weights",
  position: 40,
  takes: [],
  assumptions: [],
  options: {},
  run: (block) => {
    const { cv, w } = cvWeights(shifted(block));
    return plainWeights(w, { cv });
  },
});
