import { createRng } from "../../../base/index.js";
import { qnorm } from "../../../math/index.js";
import { LEVEL } from "../../sample/inference.js";

/** Standard errors and the simultaneous critical value from multiplier draws. */
export interface MultiplierBootstrap {
  readonly se: Float64Array;
  /** Quantile of the largest |t|, never below the normal one; null when nothing varies. */
  readonly critical: number | null;
}

const SQRT5 = Math.sqrt(5);
/** Below this a column does not vary: a reference cell. */
const FIXED = 1e-12;
/** Mammen's two points and the chance of the first. */
const MAMMEN = { low: (1 - SQRT5) / 2, high: (1 + SQRT5) / 2, pLow: (1 + SQRT5) / (2 * SQRT5) };

/**
 * Multiplier bootstrap of influence functions, by cluster.   中文: 乘数自助法
 *
 * Standard errors from the interquartile range over the normal's (as R did 2.3.0 `mboot`); draws by
 * Mammen's two points, stream by draw, so that any number of draws begins alike. The critical value
 * is that of the columns in `band`; where few draws put it below the pointwise one, it is that.
 * Shapes    influence K columns of n; cluster n codes.
 */
export function multiplierBootstrap(
  influence: readonly Float64Array[],
  about: {
    readonly cluster: Int32Array;
    readonly clusters: number;
    readonly draws: number;
    readonly seed: number;
    readonly band: readonly number[];
    /** Level of the band. Default 0.95. */
    readonly level?: number | undefined;
  },
): MultiplierBootstrap {
  const { cluster, clusters, draws, seed, band, level = LEVEL } = about;
  const K = influence.length;
  const n = cluster.length;
  const sums = new Float64Array(clusters * K);
  const total = new Float64Array(K);
  influence.forEach((column, k) => {
    for (let u = 0; u < n; u++) {
      sums[cluster[u]! * K + k]! += column[u]! / n;
      total[k]! += column[u]! / n;
    }
  });
  const values = Array.from({ length: K }, () => new Float64Array(draws));
  const row = new Float64Array(K);
  for (let b = 0; b < draws; b++) {
    const rng = createRng(seed, b);
    row.fill(0);
    // Every cluster takes the low point; those that draw the high one add the difference.
    for (let c = 0; c < clusters; c++) {
      if (rng.uniform() < MAMMEN.pLow) continue;
      const at = c * K;
      for (let k = 0; k < K; k++) row[k]! += sums[at + k]!;
    }
    for (let k = 0; k < K; k++) {
      values[k]![b] = MAMMEN.low * total[k]! + (MAMMEN.high - MAMMEN.low) * row[k]!;
    }
  }
  const spread = qnorm(0.75) - qnorm(0.25);
  const se = Float64Array.from(values, (v) => {
    const sorted = v.slice().sort();
    return (stepQuantile(sorted, 0.75) - stepQuantile(sorted, 0.25)) / spread;
  });
  const largest = new Float64Array(draws);
  const used = band.filter((k) => se[k]! > FIXED);
  for (const k of used) {
    for (let b = 0; b < draws; b++) {
      largest[b] = Math.max(largest[b]!, Math.abs(values[k]![b]! / se[k]!));
    }
  }
  if (used.length === 0) return { se, critical: null };
  const drawn = stepQuantile(largest.sort(), level);
  return { se, critical: Math.max(drawn, qnorm((1 - level) / 2, { tail: "upper" })) };
}

/** R's quantile type 1 (inverse of the empirical distribution). */
function stepQuantile(sorted: Float64Array, p: number): number {
  return sorted[Math.max(0, Math.ceil(p * sorted.length - 1e-9) - 1)]!;
}
