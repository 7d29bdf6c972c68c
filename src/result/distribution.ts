import type { Notice } from "../base/index.js";

/** Inequality inside one group. */
export interface GroupInequality {
  readonly group: string;
  readonly n: number;
  readonly mean: number;
  readonly gini: number;
  readonly theil: number | null;
}

/** Inequality between two groups. */
export interface GroupPair {
  readonly a: string;
  readonly b: string;
  /** Gini between the groups. */
  readonly gini: number;
  /** Relative affluence D: 0 complete overlap, 1 none. */
  readonly affluence: number;
}

/** Dagum's decomposition of the Gini coefficient.   中文: Dagum 基尼系数分解 */
export interface DagumGini {
  readonly kind: "dagum-gini";
  readonly period: number | null;
  readonly n: number;
  readonly gini: number;
  readonly within: number;
  /** Net between groups. */
  readonly between: number;
  /** Intensity of transvariation: what overlapping groups add. */
  readonly transvariation: number;
  readonly groups: readonly GroupInequality[];
  readonly pairs: readonly GroupPair[];
}

/** Theil index and its decomposition.   中文: 泰尔指数分解 */
export interface TheilIndex {
  readonly kind: "theil";
  readonly period: number | null;
  readonly n: number;
  readonly theil: number;
  readonly within: number;
  readonly between: number;
  readonly groups: readonly {
    readonly group: string;
    readonly n: number;
    readonly share: number;
    readonly theil: number;
    readonly contribution: number;
  }[];
}

/** Kernel densities of one variable, one for each period, on one grid.   中文: 分年核密度 */
export interface DensityByPeriod {
  readonly kind: "density-by-period";
  readonly variable: string;
  readonly x: Float64Array;
  readonly periods: readonly {
    readonly period: number;
    readonly n: number;
    readonly bandwidth: number;
    readonly density: Float64Array;
  }[];
}

/** Dispersion by period.   中文: σ 收敛 */
export interface SigmaConvergence {
  readonly kind: "sigma-convergence";
  readonly variable: string;
  readonly periods: readonly {
    readonly period: number;
    readonly n: number;
    readonly mean: number;
    readonly sd: number;
    readonly cv: number;
    readonly sdLog: number | null;
  }[];
  /** Slope of the coefficient of variation on time: negative means convergence. */
  readonly trend: { readonly estimate: number; readonly se: number; readonly p: number };
}

/** A β-convergence regression.   中文: β 收敛 */
export interface BetaConvergence {
  readonly kind: "beta-convergence";
  readonly variable: string;
  readonly form: "cross-section" | "panel";
  readonly beta: { readonly estimate: number; readonly se: number; readonly p: number };
  /** Speed of convergence implied by β. */
  readonly speed: number | null;
  readonly halfLife: number | null;
  readonly nobs: number;
  readonly r2: number;
  readonly warnings: readonly Notice[];
}

/** Transitions between classes from one period to the next.   中文: 马尔可夫转移矩阵 */
export interface TransitionMatrix {
  readonly kind: "transition-matrix";
  readonly variable: string;
  readonly states: readonly string[];
  /** Upper bounds of all states but the last; null when classes are cut anew in each period. */
  readonly cuts: readonly number[] | null;
  /** Row-major: from row to column. */
  readonly counts: Float64Array;
  readonly probabilities: Float64Array;
  /** Long-run shares; null when the chain has no single limit. */
  readonly ergodic: Float64Array | null;
  readonly nobs: number;
}

/** Global Moran's I of one period.   中文: 全局莫兰指数 */
export interface MoranGlobal {
  readonly period: number | null;
  readonly n: number;
  readonly I: number;
  readonly expected: number;
  readonly variance: number;
  readonly z: number;
  readonly p: number;
  /** Share of permutations at least as extreme, (count + 1)/(draws + 1); null without draws. */
  readonly pPermutation: number | null;
}

/** Local Moran's I of one unit.   中文: 局部莫兰指数 */
export interface MoranLocal {
  readonly unit: string;
  readonly I: number;
  /** Value and spatial lag above (H) or below (L) the mean. */
  readonly quadrant: "HH" | "HL" | "LH" | "LL";
  /** Standardised value and the spatial lag of standardised values: a point of the scatter plot. */
  readonly z: number;
  readonly lag: number;
  readonly p: number | null;
}

/** Spatial autocorrelation of a variable.   中文: 空间自相关 */
export interface Moran {
  readonly kind: "moran";
  readonly variable: string;
  readonly weights: string;
  readonly periods: readonly (MoranGlobal & { readonly local: readonly MoranLocal[] })[];
  readonly seed: number | null;
  readonly draws: number;
  readonly warnings: readonly Notice[];
}
