import { qr } from "../../math/index.js";
import { unitColumns } from "../correlations.js";
import { indexError } from "../errors.js";

/** Independence weights and the multiple correlations. */
export interface IndependenceWeights {
  readonly R: Float64Array;
  readonly w: Float64Array;
}

/** Below this multiple correlation the reciprocal is noise, not a weight. */
const LEAST_R = 1e-8;

/**
 * Independence weights: an indicator that the others explain counts less.   中文: 独立性权系数法
 *
 * Formula   w_j = (1 / R_j) / Σ_l (1 / R_l), R_j the multiple correlation coefficient (R, not R²) of
 *           indicator j on all others. R = 1 (perfect collinearity) is valid.
 * How       the columns are compressed once by QR to k × k, which keeps all inner products; each
 *           regression is then a pivoted QR of that small matrix.
 * Shapes    `z` k columns of n > k; `names` for messages.
 * Errors    indices/uncorrelated — R_j < 1e-8: the weight is undefined, the indicator is named.
 * Agrees    golden/index `independence`, 1e-10.
 */
export function independenceWeights(
  z: readonly Float64Array[],
  names: readonly string[],
): IndependenceWeights {
  const unit = unitColumns(z);
  const whole = qr(unit);
  const small = unit.map((column) => {
    const turned = column.slice();
    whole.applyTransposed(turned);
    return turned.slice(0, whole.rank);
  });
  const R = Float64Array.from(small, (_, j) => multipleCorrelation(small, j));
  R.forEach((value, j) => {
    if (value < LEAST_R) throw indexError("uncorrelated", { indicator: names[j]!, R: value });
  });
  const inverse = R.map((value) => 1 / value);
  const total = inverse.reduce((a, b) => a + b, 0);
  return { R, w: inverse.map((value) => value / total) };
}

function multipleCorrelation(columns: readonly Float64Array[], j: number): number {
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
