import { pseudoInverseSymmetric } from "../../math/index.js";
import { regressError } from "../errors.js";
import type { AbsorbedEffect } from "./effect.js";

/** Levels besides those of the largest effect up to which their matrix is inverted (18 MB). */
const LARGEST = 1500;

/**
 * The share of each row's leverage that the absorbed effects have.   中文: 吸收效应的杠杆值
 *
 * Formula   h_i = w_i d_i′ (D′WD)⁻ d_i, D the dummies of all effects. With the largest effect
 *           eliminated, h_i = w_i (1/W_g + r_i′ S⁻ r_i), where W_g is the weight of row i's level,
 *           r_i the remaining dummies less their mean in that level, S the matrix of the others.
 *           Regressors swept of the effects add w_i x̃_i′ (X̃′WX̃)⁻¹ x̃_i.
 * Shapes    one number a row; they sum to the rank of D
 * Errors    regress/not-supported — unit slopes, or more than 1 500 levels besides the largest effect
 * Source    Frisch–Waugh–Lovell; a generalised inverse, since effects overlap
 */
export function effectLeverage(
  effects: readonly AbsorbedEffect[],
  weights: Float64Array | null,
): Float64Array {
  const bySize = [...effects].sort((a, b) => b.size - a.size);
  const [largest, ...others] = bySize;
  const size = others.reduce((total, e) => total + e.size, 0);
  if (effects.some((e) => e.slope !== undefined) || size > LARGEST) {
    throw regressError("not-supported", {
      what: "HC2 or HC3 with these absorbed effects",
      whatZh: "此组吸收效应下的 HC2/HC3",
      why: `leverages need effects without slopes and at most ${LARGEST} levels besides the largest effect`,
      whyZh: `杠杆值要求固定效应不含斜率，且除最大的一组外水平总数不超过 ${LARGEST}`,
    });
  }
  const n = largest!.codes.length;
  const weightOf = (i: number) => (weights === null ? 1 : weights[i]!);
  const offsets = others.map((_, j) => others.slice(0, j).reduce((sum, e) => sum + e.size, 0));
  const levels = (i: number) => others.map((e, j) => offsets[j]! + e.codes[i]!);
  const groups = rowsByLevel(largest!);
  const h = new Float64Array(n);
  const totals = groups.map((rows) => rows.reduce((sum, i) => sum + weightOf(i), 0));
  groups.forEach((rows, g) => {
    for (const i of rows) h[i] = weightOf(i) / totals[g]!;
  });
  if (size === 0) return h;

  // The mean of the remaining dummies in each level of the largest effect: few entries each.
  const means = groups.map((rows, g) => {
    const mean = new Map<number, number>();
    for (const i of rows) {
      for (const l of levels(i)) mean.set(l, (mean.get(l) ?? 0) + weightOf(i) / totals[g]!);
    }
    return mean;
  });
  const S = new Float64Array(size * size);
  for (let i = 0; i < n; i++) {
    const at = levels(i);
    for (const a of at) for (const b of at) S[a * size + b]! += weightOf(i);
  }
  means.forEach((mean, g) => {
    for (const [a, p] of mean) {
      for (const [b, q] of mean) S[a * size + b]! -= totals[g]! * p * q;
    }
  });
  const { inverse } = pseudoInverseSymmetric(S, size);
  groups.forEach((rows, g) => {
    const product = new Float64Array(size);
    for (const [a, p] of means[g]!) {
      for (let b = 0; b < size; b++) product[b]! += p * inverse[a * size + b]!;
    }
    let own = 0;
    for (const [a, p] of means[g]!) own += p * product[a]!;
    for (const i of rows) {
      const at = levels(i);
      let form = own;
      for (const a of at) {
        form -= 2 * product[a]!;
        for (const b of at) form += inverse[a * size + b]!;
      }
      h[i]! += weightOf(i) * form;
    }
  });
  return h;
}

function rowsByLevel(effect: AbsorbedEffect): number[][] {
  const rows = Array.from({ length: effect.size }, (): number[] => []);
  effect.codes.forEach((code, i) => {
    rows[code]!.push(i);
  });
  return rows;
}
