import { createRng } from "../../base/index.js";
import { qnorm } from "../../math/index.js";

/** Standard errors and the simultaneous critical value from multiplier draws. */
export interface MultiplierBootstrap {
  readonly se: Float64Array;
  /** 95 % quantile of the largest |t|; null when nothing varies. */
  readonly critical: number | null;
}

const SQRT5 = Math.sqrt(5);
/** Mammen's two points and the chance of the first. */
const MAMMEN = { low: (1 - SQRT5) / 2, high: (1 + SQRT5) / 2, pLow: (1 + SQRT5) / (2 * SQRT5) };

/**
 * Multiplier bootstrap of influence functions, by cluster.   中文: 乘数自助法
 *
 * Standard errors from the interquartile range over the normal's (as R did 2.3.0 `mboot`); draws by
 * Mammen's two points, stream by draw, so that any number of draws begins alike.
 * Shapes    influence K columns of n; cluster n codes.
 */
export function multiplierBootstrap(
  influence: readonly Float64Array[],
  cluster: Int32Array,
  clusters: number,
  draws: number,
  seed: number,
): MultiplierBootstrap {
  const K = influence.length;
  const n = cluster.length;
  const sums = new Float64Array(clusters * K);
  influence.forEach((column, k) => {
    for (let u = 0; u < n; u++) sums[cluster[u]! * K + k]! += column[u]! / n;
  });
  const values = Array.from({ length: K }, () => new Float64Array(draws));
  const row = new Float64Array(K);
  for (let b = 0; b < draws; b++) {
    const rng = createRng(seed, b);
    row.fill(0);
    for (let c = 0; c < clusters; c++) {
      const v = rng.uniform() < MAMMEN.pLow ? MAMMEN.low : MAMMEN.high;
      const at = c * K;
      for (let k = 0; k < K; k++) row[k]! += v * sums[at + k]!;
    }
    for (let k = 0; k < K; k++) values[k]![b] = row[k]!;
  }
  const spread = qnorm(0.75) - qnorm(0.25);
  const se = Float64Array.from(values, (v) => {
    const sorted = v.slice().sort();
    return (stepQuantile(sorted, 0.75) - stepQuantile(sorted, 0.25)) / spread;
  });
  const largest = new Float64Array(draws);
  let any = false;
  for (let k = 0; k < K; k++) {
    if (!(se[k]! > 1e-12)) continue;
    any = true;
    for (let b = 0; b < draws; b++) {
      largest[b] = Math.max(largest[b]!, Math.abs(values[k]![b]! / se[k]!));
    }
  }
  return { se, critical: any ? stepQuantile(largest.sort(), 0.95) : null };
}

/** R's quantile type 1 (inverse of the empirical distribution). */
function stepQuantile(sorted: Float64Array, p: number): number {
  return sorted[Math.max(0, Math.ceil(p * sorted.length - 1e-9) - 1)]!;
}
