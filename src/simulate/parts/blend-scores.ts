/** A set of scores and how much of it goes in. */
export interface WeightedScores {
  readonly scores: ArrayLike<number>;
  readonly weight: number;
}

/**
 * A weighted sum of standardised scores: how drawn variables come to be correlated.
 * 中文: 得分的加权合成
 *
 * Formula   Σ_k w_k · (s_k − mean) / sd
 */
export function blendScores(parts: readonly WeightedScores[]): Float64Array {
  const out = new Float64Array(parts[0]?.scores.length ?? 0);
  for (const { scores, weight } of parts) {
    const { centre, spread } = standard(scores);
    for (let i = 0; i < out.length; i++) out[i]! += (weight * (scores[i]! - centre)) / spread;
  }
  return out;
}

function standard(scores: ArrayLike<number>): { centre: number; spread: number } {
  const n = scores.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += scores[i]!;
  const centre = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (scores[i]! - centre) ** 2;
  return { centre, spread: Math.sqrt(squares / n) || 1 };
}
