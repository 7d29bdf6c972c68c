import { variance } from "../../math/index.js";
import { correlations } from "../correlations.js";
import { defineWeights, plainWeights } from "./methods.js";

/** CRITIC weights and what they came from. */
export interface CriticWeights {
  readonly sd: Float64Array;
  readonly conflict: Float64Array;
  readonly info: Float64Array;
  readonly w: Float64Array;
}

/**
 * CRITIC weights: contrast times conflict.   中文: CRITIC 赋权法
 *
 * Formula   info_j = sd_j · Σ_l (1 − r_jl),  w_j = info_j / Σ info;  sd with n − 1, on min–max data.
 * Shapes    `z` k columns of n, k ≥ 2.
 * Agrees    golden/index `critic`, 1e-10.
 * Source    Diakoulaki, Mavrotas, Papayannakis (1995), doi:10.1016/0305-0548(94)00059-H
 */
export function criticWeights(z: readonly Float64Array[]): CriticWeights {
  const k = z.length;
  const r = correlations(z);
  const sd = Float64Array.from(z, (column) => Math.sqrt(variance(column)));
  const conflict = new Float64Array(k);
  for (let j = 0; j < k; j++) for (let l = 0; l < k; l++) conflict[j]! += 1 - r[j * k + l]!;
  const info = sd.map((s, j) => s * conflict[j]!);
  const total = info.reduce((a, b) => a + b, 0);
  return { sd, conflict, info, w: info.map((v) => v / total) };
}

/** The card of these weights. */
export const criticMethod = defineWeights({
  name: "critic",
  title: { en: "CRITIC", zh: "CRITIC" },
  phrase: { en: "CRITIC", zh: "CRITIC" },
  summary: {
    en: "contrast of an indicator times its conflict with the others",
    zh: "指标的对比强度乘以与其他指标的冲突性",
  },
  cites: [
    {
      key: "critic",
      text: "Diakoulaki, D., Mavrotas, G., & Papayannakis, L. (1995). Determining objective weights in multiple criteria problems: The CRITIC method. Computers & Operations Research, 22(7), 763–770.",
    },
  ],
  role: "weights",
  position: 30,
  takes: [],
  assumptions: [],
  options: {},
  run: ({ z }) => {
    const { sd, conflict, info, w } = criticWeights(z);
    return plainWeights(w, { sd, conflict, info });
  },
});
