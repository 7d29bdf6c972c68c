import type { TwfeWeights, WeightCell } from "../../result/index.js";
import { type MethodName, methodNameOf } from "../../result/index.js";
import { didError } from "../errors.js";
import { PARALLEL_TRENDS } from "../estimators/card-parts.js";
import { defineAnalysis } from "../methods.js";
import { residualised } from "../sample/residualised.js";
import { type DidSample, dropSingletons, treatmentOf } from "../sample/sample.js";

/**
 * The weight of each treated cell in the two-way fixed-effects coefficient.   中文: TWFE 权重（负权重诊断）
 *
 * Weight = residual of the treatment on the effects (and covariates), over treated rows, scaled to
 * sum 1. `sigmaZero`: smallest standard deviation of effects under which the true average may be 0;
 * `sigmaOpposite`: under which all effects may have the other sign (only with negative weights).
 * Agrees    R TwoWayFEWeights 2.0.4 `type = "feTR"`, 1e-8
 * Source    de Chaisemartin & D'Haultfœuille (2020), corollary 1, doi 10.1257/aer.20181169
 */
export function twfeWeights(sample: DidSample): TwfeWeights {
  const s = dropSingletons(sample);
  const D = treatmentOf(s);
  const { d } = residualised(s, D);
  let scale = 0;
  let treated = 0;
  let numerator = 0;
  let denominator = 0;
  for (let i = 0; i < s.n; i++) {
    const w = s.weights === null ? 1 : s.weights[i]!;
    numerator += w * d[i]! * s.y[i]!;
    denominator += w * d[i]! * d[i]!;
    if (D[i] === 0) continue;
    scale += w * d[i]!;
    treated += w;
  }
  if (!(denominator > 1e-12 * s.n)) {
    throw didError("no-variation", {
      reason: "treatment does not vary beyond the fixed effects",
      reasonZh: "处理变量在固定效应之外没有变异",
    });
  }
  const rows: { weight: number; share: number; group: number; time: number }[] = [];
  for (let i = 0; i < s.n; i++) {
    if (D[i] === 0) continue;
    const w = s.weights === null ? 1 : s.weights[i]!;
    rows.push({
      weight: (w * d[i]!) / scale,
      share: w / treated,
      group: s.first[s.unit[i]!]!,
      time: s.periods[s.period[i]!]!,
    });
  }
  const beta = numerator / denominator;
  const positive = rows.filter((r) => r.weight > 0);
  const negative = rows.filter((r) => r.weight < 0);
  const sum = (list: typeof rows) => list.reduce((a, r) => a + r.weight, 0);
  return {
    kind: "weights",
    method: methodNameOf(WEIGHTS),
    outcome: s.spec.outcome,
    estimate: beta,
    positive: { count: positive.length, sum: sum(positive) },
    negative: { count: negative.length, sum: sum(negative) },
    cells: cellsOf(rows),
    ...robustness(rows, beta),
    nobs: s.n,
    warnings: s.warnings,
  };
}

function cellsOf(
  rows: readonly { weight: number; group: number; time: number }[],
): readonly WeightCell[] {
  const cells = new Map<string, { group: number; time: number; n: number; weight: number }>();
  for (const r of rows) {
    const key = `${r.group} ${r.time}`;
    const cell = cells.get(key) ?? { group: r.group, time: r.time, n: 0, weight: 0 };
    cells.set(key, { ...cell, n: cell.n + 1, weight: cell.weight + r.weight });
  }
  return [...cells.values()].sort((a, b) => a.group - b.group || a.time - b.time);
}

/** Variance of weights around their mean 1 below which they are equal up to rounding. */
const EQUAL = 1e-20;

function robustness(
  rows: readonly { weight: number; share: number }[],
  beta: number,
): { sigmaZero: number | null; sigmaOpposite: number | null } {
  // Weights relative to shares average 1 over treated cells.
  const list = rows.map((r) => ({ share: r.share, w: r.weight / r.share }));
  // The package divides by n − 1, the paper by n.
  const correction = list.length / Math.max(1, list.length - 1);
  const variance = correction * list.reduce((a, r) => a + r.share * (r.w - 1) ** 2, 0);
  // Equal weights leave rounding only: then no spread of effects can undo the average.
  const sigmaZero = variance > EQUAL ? Math.abs(beta) / Math.sqrt(variance) : null;
  if (!list.some((r) => r.w < 0)) return { sigmaZero, sigmaOpposite: null };
  list.sort((a, b) => b.w - a.w);
  // Tail sums P, S, T over cells from the s-th largest weight on (their corollary 1, ii).
  let P = 0;
  let S = 0;
  let T = 0;
  let found: number | null = null;
  for (let i = list.length - 1; i >= 0; i--) {
    const { share, w } = list[i]!;
    P += share;
    S += share * w;
    T += share * w * w;
    if (1 - P > 1e-12 && w < -S / (1 - P))
      found = Math.abs(beta) / Math.sqrt(T + (S * S) / (1 - P));
  }
  return { sigmaZero, sigmaOpposite: found };
}

const WEIGHTS: MethodName = {
  name: "weights",
  title: {
    en: "Weights of the two-way estimate (dCDH 2020)",
    zh: "双向固定效应估计的权重（dCDH，2020）",
  },
  phrase: {
    en: "the weights of de Chaisemartin and D'Haultfœuille (2020)",
    zh: "de Chaisemartin 和 D'Haultfœuille（2020）权重",
  },
  cites: [
    {
      key: "dcdh",
      text: "de Chaisemartin, C., & D'Haultfœuille, X. (2020). Two-way fixed effects estimators with heterogeneous treatment effects. American Economic Review, 110(9), 2964–2996.",
    },
  ],
};

/** The card of {@link twfeWeights}. */
export const weightsMethod = defineAnalysis({
  ...WEIGHTS,
  summary: {
    en: "the weight of each treated cell in the two-way coefficient: how many are negative",
    zh: "双向固定效应系数中各处理单元的权重，是否有负权重",
  },
  position: 210,
  role: "diagnosis",
  takes: ["weights"],
  assumptions: [PARALLEL_TRENDS],
  options: {},
  run: ({ sample }) => twfeWeights(sample()),
});
