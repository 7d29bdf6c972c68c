import {
  cholesky,
  choleskyInverse,
  choleskySolve,
  crossProducts,
  crossVector,
  dnorm,
  pnorm,
} from "../math/index.js";
import { matchError } from "./errors.js";

/** A fitted propensity score.   中文: 倾向得分模型 */
export interface ScoreModel {
  /** Constant first. */
  readonly coefficients: Float64Array;
  readonly se: Float64Array;
  /** Probability of treatment of each row. */
  readonly scores: Float64Array;
  readonly logLikelihood: number;
  /** McFadden's, against the constant alone. */
  readonly pseudoR2: number;
  readonly lr: number;
  /** Lower Cholesky factor of the information at the estimate. */
  readonly L: Float64Array;
}

const STEPS = 60;
const TOLERANCE = 1e-13;
/** Rounding keeps the step from falling further; good enough after some steps. */
const ROUNDING = 1e-10;

/**
 * Logit or probit of treatment on covariates by Newton's method (probit: expected information).
 * 中文: 倾向得分（logit 或 probit）
 *
 * Shapes    D 0/1 of length n; X columns with the constant first; weights n or null.
 * Errors    match/separation
 * Agrees    R `glm(family = binomial)`, coefficients 1e-8
 */
export function scoreModel(
  D: Float64Array,
  X: readonly Float64Array[],
  weights: Float64Array | null = null,
  link: "logit" | "probit" = "logit",
): ScoreModel {
  const n = D.length;
  const k = X.length;
  let beta = new Float64Array(k);
  const scores = new Float64Array(n);
  const slope = new Float64Array(n);
  const info = new Float64Array(n);
  for (let step = 0; ; step++) {
    for (let i = 0; i < n; i++) {
      const w = weights === null ? 1 : weights[i]!;
      let eta = 0;
      for (let j = 0; j < k; j++) eta += X[j]![i]! * beta[j]!;
      const p = link === "logit" ? 1 / (1 + Math.exp(-eta)) : pnorm(eta);
      const density = link === "logit" ? p * (1 - p) : dnorm(eta);
      const spread = Math.max(p * (1 - p), Number.MIN_VALUE);
      scores[i] = p;
      slope[i] = (w * (D[i]! - p) * density) / spread;
      info[i] = (w * density * density) / spread;
    }
    const L = factor(crossProducts(X, info), k, link);
    const change = choleskySolve(L, k, crossVector(X, slope));
    let size = 0;
    const gradient = crossVector(X, slope);
    for (let j = 0; j < k; j++) size += gradient[j]! * change[j]!;
    size = Math.sqrt(Math.max(0, size) / n);
    beta = beta.map((b, j) => b + change[j]!);
    if (size < TOLERANCE || (step > 8 && size < ROUNDING)) {
      return describe(beta, L, scores, D, weights);
    }
    if (step > STEPS) throw matchError("separation", { where: link });
  }
}

function factor(A: Float64Array, k: number, where: string): Float64Array {
  try {
    return cholesky(A, k);
  } catch (cause) {
    throw matchError("separation", { where }, cause);
  }
}

function describe(
  beta: Float64Array,
  L: Float64Array,
  scores: Float64Array,
  D: Float64Array,
  weights: Float64Array | null,
): ScoreModel {
  const k = beta.length;
  const inverse = choleskyInverse(L, k);
  let logLikelihood = 0;
  let treated = 0;
  let total = 0;
  for (let i = 0; i < D.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    logLikelihood += w * Math.log(D[i] === 1 ? scores[i]! : 1 - scores[i]!);
    treated += w * D[i]!;
    total += w;
  }
  const share = treated / total;
  const none = treated * Math.log(share) + (total - treated) * Math.log(1 - share);
  return {
    coefficients: beta,
    se: Float64Array.from({ length: k }, (_, j) => Math.sqrt(inverse[j * k + j]!)),
    scores,
    logLikelihood,
    pseudoR2: 1 - logLikelihood / none,
    lr: 2 * (logLikelihood - none),
    L,
  };
}
