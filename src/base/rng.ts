import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { normalQuantile } from "./normal-quantile.js";

/** A seeded stream of random numbers.   中文: 带种子的随机数流 */
export interface Rng {
  /** Uniform on the open interval (0, 1), 52 random bits. */
  uniform(): number;
  /** Standard normal by inversion (one uniform per draw, so streams stay aligned). */
  normal(): number;
  /** Integer in 0 … n − 1 without modulo bias. */
  integer(n: number): number;
  /** A random permutation of 0 … n − 1 (Fisher–Yates). */
  permutation(n: number): Int32Array;
}

/**
 * Creates a stream from a seed and any number of stream labels.   中文: 创建随机数流
 *
 * The same seed and labels give the same numbers on every machine and at any thread count: work
 * that is split takes `createRng(seed, i)` for item i rather than a shared stream. Generator:
 * xoroshiro128+ (Blackman & Vigna 2018); the state is filled from seed and labels by the
 * splitmix32 finaliser.
 *
 * @example createRng(2026, 0).uniform() === createRng(2026, 0).uniform() // true
 */
export function createRng(seed: number, ...stream: readonly number[]): Rng {
  const generator = xoroshiro128plusFromState(mixState([seed, ...stream]));
  const next = (): number => generator.next() >>> 0;
  const uniform = (): number => {
    const high = next() >>> 6;
    const low = next() >>> 6;
    return (high * 0x4000000 + low + 0.5) / 0x10000000000000;
  };
  const integer = (n: number): number => {
    const limit = Math.floor(0x100000000 / n) * n;
    let draw = next();
    while (draw >= limit) draw = next();
    return draw % n;
  };
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    integer,
    permutation(n) {
      const order = new Int32Array(n);
      for (let i = 0; i < n; i++) order[i] = i;
      for (let i = n - 1; i > 0; i--) {
        const j = integer(i + 1);
        const kept = order[i]!;
        order[i] = order[j]!;
        order[j] = kept;
      }
      return order;
    },
  };
}

function mixState(labels: readonly number[]): number[] {
  const words = new Float64Array(labels);
  const bits = new Uint32Array(words.buffer);
  const state: number[] = [];
  for (let lane = 0; lane < 4; lane++) {
    let hash = 0x9e3779b9 ^ Math.imul(lane + 1, 0x85ebca6b);
    for (const word of bits) hash = splitmix(hash ^ word);
    state.push(splitmix(hash + lane) | 0);
  }
  return state;
}

function splitmix(input: number): number {
  let z = (input + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}
