import { defineWeights, plainWeights, shifted } from "./methods.js";
/** Entropy weights and what they came from. */
export interface EntropyWeights {
  readonly e: Float64Array;
  readonly d: Float64Array;
  readonly w: Float64Array;
}

/**
 * Entropy weights.   中文: 熵权法
 *
 * Formula   p_ij = z_ij / Σ_i z_ij,  e_j = −(1/ln n) Σ_i p ln p with 0·ln 0 = 0,  d_j = 1 − e_j,
 *           w_j = d_j / Σ d;  n = number of rows that the sum runs over.
 * Shapes    `z` k columns of n standardised values ≥ 0, none of them all zero; n ≥ 2.
 * Errors    throws a plain Error when e leaves [0, 1] by more than rounding: that would mean a wrong
 *           divisor, such as ln(periods) for a sum over the pooled panel.
 * Agrees    golden/index `entropy_pooled`, `entropy_by_year`, 1e-10.
 * Source    Shannon (1948); the divisor is discussed in methods §3.
 * @example entropyWeights([Float64Array.of(0, 0.5, 1), Float64Array.of(0, 0, 1)]).w
 */
export function entropyWeights(z: readonly Float64Array[]): EntropyWeights {
  const k = z.length;
  const e = new Float64Array(k);
  const d = new Float64Array(k);
  let total = 0;
  for (let j = 0; j < k; j++) {
    e[j] = entropyOf(z[j]!);
    d[j] = 1 - e[j]!;
    total += d[j]!;
  }
  return { e, d, w: d.map((value) => value / total) };
}

/** Rounding of a sum of n terms stays far below this. */
const ROUNDING = 1e-9;

function entropyOf(z: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += z[i]!;
  // −Σ p ln p = ln Σz − (Σ z ln z) / Σz: one logarithm a row and no division.
  let zLogZ = 0;
  for (let i = 0; i < z.length; i++) {
    const value = z[i]!;
    if (value > 0) zLogZ += value * Math.log(value);
  }
  const e = (Math.log(sum) - zLogZ / sum) / Math.log(z.length);
  if (!(e >= -ROUNDING && e <= 1 + ROUNDING)) {
    throw new Error(`entropy ${e} lies outside [0, 1]`);
  }
  return e;
}

/** The card of these weights. */
export const entropyMethod = defineWeights({
  name: "entropy",
  title: { en: "entropy", zh: "熵权" },
  phrase: { en: "entropy", zh: "熵权" },
  summary: {
    en: "indicators that differ more between rows count more",
    zh: "各单位差异越大的指标权重越大",
  },
  cites: [],
  role: "weights",
  position: 10,
  takes: [],
  assumptions: [],
  options: {},
  run: (block) => {
    const { e, d, w } = entropyWeights(shifted(block));
    return plainWeights(w, { e, d });
  },
});
