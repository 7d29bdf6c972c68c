import { clusterVcov, countParameters, olsFit, resolveSsc } from "../../regress/index.js";
import { rankOptionsOf } from "./estimable.js";
import type { Effect } from "./sample.js";
import { type Sweep, sweepOf } from "./sweep.js";

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
  /** Columns of which the effects leave nothing. */
  readonly absorbed: readonly number[];
  readonly residuals: Float64Array;
  /** Clusters minus one. */
  readonly df: number;
}

/**
 * y on X with fixed effects swept out; variance clustered, fixest's small-sample factor
 * G/(G−1) · (N−1)/(N−K), K without effects nested in the clusters.   中文: 聚类稳健的面板回归
 *
 * The rank decision, the solution, the clustered variance and K are those of the regression room.
 * Agrees    R fixest 0.14.2 `feols(cluster =)`, 1e-10.
 */
export function panelOls(problem: PanelProblem, sweep?: Sweep): PanelFit {
  const { weights, cluster, clusters } = problem;
  const swept = sweep ?? sweepOf(problem.effects, weights);
  const X = problem.X.map((x) => swept.residual(x));
  const y = swept.residual(problem.y);
  const ols = olsFit(X, y, weights, rankOptionsOf(problem, problem.X));
  const { kept, absorbed, residuals } = ols;
  const { matrix } = clusterVcov(
    {
      columns: kept.map((j) => X[j]!),
      multiplier: weights === null ? residuals : residuals.map((e, i) => e * weights[i]!),
      bread: ols.XtXinv,
    },
    [{ codes: cluster, size: clusters }],
    () => fixestFactor(problem)(kept.length),
  );
  return {
    ...spreadOut(kept, ols.coefficients, matrix, X.length),
    kept,
    absorbed,
    residuals,
    df: clusters - 1,
  };
}

/** Puts the coefficients of the kept columns back among k columns. */
export function spreadOut(
  kept: readonly number[],
  own: Float64Array,
  matrix: Float64Array,
  k: number,
): Pick<PanelFit, "coefficients" | "V"> {
  const coefficients = new Float64Array(k).fill(Number.NaN);
  const V = new Float64Array(k * k);
  kept.forEach((row, i) => {
    coefficients[row] = own[i]!;
    kept.forEach((column, j) => {
      V[row * k + column] = matrix[i * kept.length + j]!;
    });
  });
  return { coefficients, V };
}

/** The small-sample factor as a function of the number of coefficients kept. */
export function fixestFactor({
  y,
  effects,
  cluster,
  clusters,
}: PanelProblem): (rank: number) => number {
  const n = y.length;
  const counted = effects.map((e) => ({
    name: e.name,
    columns: [],
    codes: e.codes,
    size: e.levels,
    kind: "level" as const,
  }));
  const own = countParameters(
    { parameters: 0, effects: counted },
    resolveSsc("fixest"),
    "nonnested",
    [{ codes: cluster, size: clusters }],
  );
  return (rank) => (clusters / (clusters - 1)) * ((n - 1) / (n - rank - own.charged));
}
