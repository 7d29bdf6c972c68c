import {
  choleskyInOrder,
  choleskyInverse,
  combine,
  crossProducts,
  crossVector,
  multiplyVector,
  sandwich,
} from "../../math/index.js";
import type { Effect } from "./sample.js";
import { isNested, type Sweep, sweepOf } from "./sweep.js";

/** What {@link panelOls} works on; arrays of one length.   中文: 面板回归的输入 */
export interface PanelProblem {
  readonly y: Float64Array;
  readonly X: readonly Float64Array[];
  readonly effects: readonly Effect[];
  readonly cluster: Int32Array;
  readonly clusters: number;
  readonly weights: Float64Array | null;
}

/** Least squares with absorbed effects and clustered variance.   中文: 面板回归结果 */
export interface PanelFit {
  /** One for each column of X; NaN where the column was collinear. */
  readonly coefficients: Float64Array;
  /** k × k; zero in rows of collinear columns. */
  readonly V: Float64Array;
  readonly kept: readonly number[];
  readonly residuals: Float64Array;
  /** X and y after the effects were swept out. */
  readonly X: readonly Float64Array[];
  readonly bread: Float64Array;
  /** Clusters minus one. */
  readonly df: number;
}

/**
 * y on X with fixed effects swept out; variance clustered, fixest's small-sample factor
 * G/(G−1) · (N−1)/(N−K), K without effects nested in the clusters.   中文: 聚类稳健的面板回归
 *
 * Agrees    R fixest 0.14.2 `feols(cluster =)`, 1e-10.
 */
export function panelOls(problem: PanelProblem, sweep?: Sweep): PanelFit {
  const { weights, clusters } = problem;
  const swept = sweep ?? sweepOf(problem.effects, weights);
  return sweptOls(
    problem,
    problem.X.map((x) => swept.residual(x)),
    swept.residual(problem.y),
    fixestFactor(problem),
    clusters,
  );
}

function sweptOls(
  { weights, cluster }: PanelProblem,
  X: readonly Float64Array[],
  y: Float64Array,
  factorOf: (rank: number) => number,
  clusters: number,
): PanelFit {
  const w = weights ?? undefined;
  const k = X.length;
  const { kept, L } = choleskyInOrder(crossProducts(X, w), k);
  const used = kept.map((j) => X[j]!);
  const inverse = choleskyInverse(L, kept.length);
  const b = multiplyVector(inverse, kept.length, kept.length, crossVector(used, y, w));
  const fitted = combine(used, b, y.length);
  const residuals = y.map((v, i) => v - fitted[i]!);
  const meat = clusterMeat(used, residuals, cluster, clusters, weights);
  const small = sandwich(inverse, meat, kept.length);
  const factor = factorOf(kept.length);
  const coefficients = new Float64Array(k).fill(Number.NaN);
  const V = new Float64Array(k * k);
  const bread = new Float64Array(k * k);
  kept.forEach((row, i) => {
    coefficients[row] = b[i]!;
    kept.forEach((column, j) => {
      V[row * k + column] = factor * small[i * kept.length + j]!;
      bread[row * k + column] = inverse[i * kept.length + j]!;
    });
  });
  return { coefficients, V, kept, residuals, X, bread, df: clusters - 1 };
}

/** Σ_g s_g s_gᵀ of the scores summed inside clusters. */
export function clusterMeat(
  X: readonly Float64Array[],
  residuals: Float64Array,
  cluster: Int32Array,
  clusters: number,
  weights: Float64Array | null,
): Float64Array {
  const k = X.length;
  const sums = new Float64Array(clusters * k);
  for (let j = 0; j < k; j++) {
    const x = X[j]!;
    for (let i = 0; i < x.length; i++) {
      const w = weights === null ? 1 : weights[i]!;
      sums[cluster[i]! * k + j]! += w * x[i]! * residuals[i]!;
    }
  }
  const meat = new Float64Array(k * k);
  for (let g = 0; g < clusters; g++) {
    for (let a = 0; a < k; a++) {
      const s = sums[g * k + a]!;
      if (s === 0) continue;
      for (let b = 0; b < k; b++) meat[a * k + b]! += s * sums[g * k + b]!;
    }
  }
  return meat;
}

/** The small-sample factor as a function of the number of coefficients kept. */
export function fixestFactor({
  y,
  effects,
  cluster,
  clusters,
}: PanelProblem): (rank: number) => number {
  const n = y.length;
  let absorbed = effects.length === 0 ? 0 : 1 - effects.length;
  for (const e of effects) absorbed += e.levels - (isNested(e, cluster) ? e.levels - 1 : 0);
  return (rank) => (clusters / (clusters - 1)) * ((n - 1) / (n - rank - absorbed));
}
