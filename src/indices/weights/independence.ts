import { qr } from "../../math/index.js";
import { unitColumns } from "../correlations.js";
import { indexError } from "../errors.js";
import { inverseCorrelation } from "../inverse-correlation.js";
import { defineWeights, needRows, plainWeights } from "./methods.js";

/** Independence weights and the multiple correlations. */
export interface IndependenceWeights {
  readonly R: Float64Array;
  readonly w: Float64Array;
}

/** Below this multiple correlation the reciprocal is noise, not a weight. */
const LEAST_R = 1e-8;

/** Above this unexplained share √(1 − share) loses digits, and R comes from a regression. */
const MOSTLY_UNEXPLAINED = 0.99;

/**
 * Independence weights: an indicator that the others explain counts less.   中文: 独立性权系数法
 *
 * Formula   w_j = (1 / R_j) / Σ_l (1 / R_l), R_j the multiple correlation coefficient (R, not R²) of
 *           indicator j on all others. R = 1 (perfect collinearity) is valid.
 * How       R_j² = 1 − 1/(C⁻¹)_jj with C the correlation matrix where that keeps ten digits;
 *           otherwise (near collinearity, hardly any correlation) a pivoted QR regression.
 * Shapes    `z` k columns of n > k; `names` for messages.
 * Errors    indices/uncorrelated — R_j < 1e-8: the weight is undefined, the indicator is named.
 * Agrees    golden/index `independence`, 1e-10.
 */
export function independenceWeights(
  z: readonly Float64Array[],
  names: readonly string[],
): IndependenceWeights {
  const R = multipleCorrelations(z);
  R.forEach((value, j) => {
    if (value < LEAST_R) throw indexError("uncorrelated", { indicator: names[j]!, R: value });
  });
  const inverse = R.map((value) => 1 / value);
  const total = inverse.reduce((a, b) => a + b, 0);
  return { R, w: inverse.map((value) => value / total) };
}

function multipleCorrelations(z: readonly Float64Array[]): Float64Array {
  const k = z.length;
  const found = inverseCorrelation(z);
  let compressed: readonly Float64Array[] | undefined;
  return Float64Array.from(z, (_, j) => {
    const unexplained = found === null ? 0 : 1 / found.inverse[j * k + j]!;
    if (found !== null && unexplained < MOSTLY_UNEXPLAINED) return Math.sqrt(1 - unexplained);
    compressed ??= compress(unitColumns(z));
    return regressionR(compressed, j);
  });
}

/** The columns turned by Qᵀ to k entries each: all inner products stay. */
function compress(columns: readonly Float64Array[]): readonly Float64Array[] {
  const { rank, kept, R, applyTransposed } = qr(columns);
  return columns.map((column, j) => {
    const at = kept.indexOf(j);
    if (at >= 0) return Float64Array.from({ length: rank }, (_, r) => R[r * rank + at]!);
    const turned = column.slice();
    applyTransposed(turned);
    return turned.slice(0, rank);
  });
}

function regressionR(columns: readonly Float64Array[], j: number): number {
  const others = columns.filter((_, l) => l !== j);
  if (others.length === 0) return 0;
  const basis = qr(others, { pivot: "norm" });
  const y = columns[j]!.slice();
  basis.applyTransposed(y);
  let explained = 0;
  let left = 0;
  y.forEach((value, i) => {
    if (i < basis.rank) explained += value * value;
    else left += value * value;
  });
  return Math.sqrt(explained / (explained + left));
}

/** The card of these weights. */
export const independenceMethod = defineWeights({
  name: "independence",
  title: { en: "independence", zh: "独立性权" },
  phrase: { en: "independence", zh: "独立性权" },
  summary: {
    en: "indicators that the others explain count less",
    zh: "可由其他指标解释的指标权重较小",
  },
  cites: [],
  role: "weights",
  position: 20,
  takes: [],
  assumptions: [],
  options: {},
  run: (block) => {
    needRows(block, "independence", block.z.length + 1);
    const { R, w } = independenceWeights(block.z, block.names);
    return plainWeights(w, { R });
  },
});
