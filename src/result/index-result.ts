import type { Notice } from "../base/index.js";
import type { MethodName } from "./method/method-card.js";
import type { Provenance } from "./provenance.js";

/** How a cell of a panel came to its value.   中文: 单元格来源：观测、插值、外推、缺失 */
export type CellMark = "observed" | "interpolated" | "extrapolated" | "missing";

/** One indicator of a composite index.   中文: 指标 */
export interface IndexIndicator {
  readonly name: string;
  readonly label: string;
  readonly direction: "+" | "-";
  readonly dimension: string | null;
  readonly subdimension: string | null;
  readonly unit: string | null;
  readonly source: string | null;
  /** The formula over panel columns, or the name of the one column. */
  readonly formula: string;
  /** Panel columns that the formula reads. */
  readonly columns: readonly string[];
  /** True when the file follows a publication against good sense, and says so. */
  readonly asPublished: boolean;
  readonly note: string | null;
  readonly missing: number;
  /** Cells that were filled by interpolation or extrapolation. */
  readonly filled: number;
}

/** Principal components behind PCA weights.   中文: 主成分结果 */
export interface PrincipalComponents {
  readonly eigenvalues: Float64Array;
  readonly share: Float64Array;
  readonly retained: number;
  readonly rule: string;
  /** k rows × `retained` columns, row-major: eigenvector times √eigenvalue. */
  readonly loadings: Float64Array;
  readonly kmo: number | null;
  /** Measure of sampling adequacy of each indicator. */
  readonly msa: Float64Array | null;
  readonly bartlett: {
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
  } | null;
}

/** The weights of all indicators, for the whole panel or for one period.   中文: 一组权重 */
export interface WeightSet {
  /** null for weights of the pooled panel. */
  readonly period: number | null;
  /** In the order of the indicators; they sum to 1. */
  readonly values: Float64Array;
  /** What the method computed on the way, one number for each indicator (`e`, `d`, `R`, `cv` …). */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly pca: PrincipalComponents | null;
}

/** The score of a dimension: its indicators with weights that sum to 1 inside it. */
export interface IndexDimension {
  readonly name: string;
  /** Positions in the list of indicators. */
  readonly indicators: readonly number[];
  /** Sum of the weights of its indicators (mean over periods with weights by period). */
  readonly weight: number;
  readonly scores: Float64Array;
}

/** A panel column that indicators are computed from.   中文: 指标来源列 */
export interface IndexSource {
  readonly column: string;
  /** Values after filling. */
  readonly values: Float64Array;
  /** 0 observed, 1 interpolated, 2 extrapolated; null when nothing is known to be filled. */
  readonly marks: Float64Array | null;
}

/** A composite index of a panel.   中文: 综合指数 */
export interface IndexResult {
  readonly kind: "index";
  readonly name: string;
  readonly label: string;
  readonly keys: { readonly unit: string; readonly time: string };
  readonly scale: "pooled" | "by-year";
  /** The weighting in words, such as `entropy` or `entropy × independence`. */
  readonly method: string;
  /** Who the weight methods are, with the works to cite; none of weights by hand. */
  readonly methods?: readonly MethodName[];
  readonly composite: "linear" | "topsis";
  readonly shift: number;
  /** Unit and time of each row of the panel, in the panel's order. */
  readonly units: readonly (string | number)[];
  readonly times: Float64Array;
  /** The composite; missing where an indicator is. */
  readonly values: Float64Array;
  readonly indicators: readonly IndexIndicator[];
  readonly weights: readonly WeightSet[];
  /** Weights without the shift, when there was one. */
  readonly weightsWithoutShift: readonly WeightSet[] | null;
  /** Indicator values before standardisation, one column each. */
  readonly raw: readonly Float64Array[];
  readonly standardised: readonly Float64Array[];
  /** The panel columns behind the indicators. */
  readonly sources: readonly IndexSource[];
  readonly dimensions: readonly IndexDimension[];
  /** Rows with a value. */
  readonly nobs: number;
  readonly dropped: { readonly missing: number };
  readonly warnings: readonly Notice[];
  readonly provenance?: Provenance;
}
