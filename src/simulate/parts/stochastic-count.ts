/**
 * A count n ≥ 0 whose ln(1 + n) is `level` on average: the integer below or above e^level − 1, the
 * upper one with the probability that makes the mean exact.   中文: 随机取整的计数
 *
 * Formula   k = ⌊e^L − 1⌋, P(n = k + 1) = (L − ln(1 + k)) / (ln(2 + k) − ln(1 + k)); a level below
 *           0 gives 0.
 * Shapes    `uniform` one draw on (0, 1).
 */
export function stochasticCount(level: number, uniform: number): number {
  if (!(level > 0)) return 0;
  const below = Math.floor(Math.expm1(level));
  const low = Math.log1p(below);
  const share = (level - low) / (Math.log1p(below + 1) - low);
  return uniform < share ? below + 1 : below;
}
