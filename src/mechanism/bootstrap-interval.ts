import { pnorm, qnorm, quantiles } from "../math/index.js";

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

/** Percentile interval of draws.   中文: 百分位置信区间 */
export function percentileInterval(draws: ArrayLike<number>, level: number): BootstrapInterval {
  const tail = (1 - level) / 2;
  const [low, high] = quantiles(draws, [tail, 1 - tail]);
  return { low: low!, high: high! };
}

/**
 * Bias-corrected and accelerated interval.   中文: BCa 置信区间
 *
 * Formula   z₀ = Φ⁻¹(share of draws below the estimate), acceleration from the jackknife over units.
 * Source    Efron (1987), J. Am. Stat. Assoc. 82.
 */
export function bcaInterval(
  draws: ArrayLike<number>,
  estimate: number,
  jackknife: ArrayLike<number>,
  level: number,
): BootstrapInterval {
  let below = 0;
  for (let i = 0; i < draws.length; i++) {
    below += draws[i]! < estimate ? 1 : draws[i] === estimate ? 0.5 : 0;
  }
  // An estimate outside of all draws would send z₀ to infinity.
  const share = Math.min(
    Math.max(below / draws.length, 0.5 / draws.length),
    1 - 0.5 / draws.length,
  );
  const z0 = qnorm(share);
  const n = jackknife.length;
  let centre = 0;
  for (let i = 0; i < n; i++) centre += jackknife[i]! / n;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < n; i++) {
    const gap = centre - jackknife[i]!;
    squares += gap * gap;
    cubes += gap ** 3;
  }
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const end = (z: number) => pnorm(z0 + (z0 + z) / (1 - acceleration * (z0 + z)));
  const z = qnorm((1 - level) / 2, { tail: "upper" });
  const [low, high] = quantiles(draws, [end(-z), end(z)]);
  return { low: low!, high: high! };
}
