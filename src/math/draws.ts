import type { Rng } from "../base/index.js";

/** n indices drawn with replacement from 0 … n − 1.   中文: 有放回抽样 */
export function resample(rng: Rng, n: number, size = n): Int32Array {
  return Int32Array.from({ length: size }, () => rng.integer(n));
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
