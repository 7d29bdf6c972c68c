import type { Matched } from "./match-scores.js";

/** Effect on the treated from one cross-section. */
export interface MatchedEffect {
  readonly att: number;
  readonly se: number;
  readonly meanTreated: number;
  readonly meanMatched: number;
  readonly treated: number;
  readonly controls: number;
}

/**
 * Mean outcome of matched treated units minus that of their partners.   中文: 匹配后的平均处理效应
 *
 * se: √(var(y treated)/N₁ + var(y controls used)·Σw²/N₁²), as Stata psmatch2.
 */
export function matchedEffect(y: Float64Array, matched: Matched): MatchedEffect {
  const T = matched.matches.map((m) => m.treated);
  const isTreated = new Set(T);
  const C: number[] = [];
  matched.weights.forEach((w, i) => {
    if (w > 0 && !isTreated.has(i)) C.push(i);
  });
  const n = T.length;
  const meanTreated = T.reduce((a, i) => a + y[i]!, 0) / n;
  const meanMatched = C.reduce((a, i) => a + matched.weights[i]! * y[i]!, 0) / n;
  const squares = C.reduce((a, i) => a + matched.weights[i]! ** 2, 0);
  const se = Math.sqrt(variance(T, y) / n + (variance(C, y) * squares) / n ** 2);
  return {
    att: meanTreated - meanMatched,
    se,
    meanTreated,
    meanMatched,
    treated: n,
    controls: C.length,
  };
}

function variance(rows: readonly number[], y: Float64Array): number {
  const mean = rows.reduce((a, i) => a + y[i]!, 0) / rows.length;
  return rows.reduce((a, i) => a + (y[i]! - mean) ** 2, 0) / (rows.length - 1);
}
