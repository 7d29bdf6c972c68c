import type { Rng } from "../base/index.js";

/** n indices drawn with replacement from 0 … n − 1.   中文: 有放回抽样 */
export function resample(rng: Rng, n: number, size = n): Int32Array {
  return Int32Array.from({ length: size }, () => rng.integer(n));
}

/** `size` different indices from 0 … n − 1, in random order.   中文: 无放回抽样 */
export function sampleWithout(rng: Rng, n: number, size: number): Int32Array {
  return rng.permutation(n).slice(0, size);
}

/** Independent standard normals.   中文: 标准正态随机数 */
export function normals(rng: Rng, n: number): Float64Array {
  return Float64Array.from({ length: n }, () => rng.normal());
}

/** Signs ±1 with probability ½ each.   中文: Rademacher 权重 */
export function rademacher(rng: Rng, n: number): Float64Array {
  return Float64Array.from({ length: n }, () => (rng.uniform() < 0.5 ? -1 : 1));
}

/** Webb's six-point weights ±√½, ±1, ±√1.5 (Webb 2014).   中文: Webb 六点权重 */
export function webb(rng: Rng, n: number): Float64Array {
  const points = [-Math.sqrt(1.5), -1, -Math.SQRT1_2, Math.SQRT1_2, 1, Math.sqrt(1.5)];
  return Float64Array.from({ length: n }, () => points[rng.integer(6)]!);
}

/** Mammen's two-point weights (mean 0, variance and third moment 1).   中文: Mammen 权重 */
export function mammen(rng: Rng, n: number): Float64Array {
  const root = Math.sqrt(5);
  const low = (1 - root) / 2;
  const high = (1 + root) / 2;
  const pLow = (root + 1) / (2 * root);
  return Float64Array.from({ length: n }, () => (rng.uniform() < pLow ? low : high));
}

/** Standard exponential draws (weights of the Bayesian bootstrap).   中文: 标准指数随机数 */
export function exponentials(rng: Rng, n: number): Float64Array {
  return Float64Array.from({ length: n }, () => -Math.log(rng.uniform()));
}
