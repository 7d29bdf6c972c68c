import { pnorm, quadraticForm } from "../../math/index.js";
import type { HonestInput, HonestRow } from "./honest-input.js";

/**
 * Shortest fixed-length interval when the slope of the trend changes by at most M a period.
 * 中文: 平滑性约束下的最短固定长度置信区间
 *
 * Estimator l′β_post + v′β_pre, v free but for removing linear trends exactly; its worst bias is
 * M·(c_post + Σ_j |Σ_{t>j} v_t (t − j)|), t the distance from the base. Half-length σ·cv(bias/σ),
 * convex in v, minimised by a simplex search.
 * Source    Rambachan & Roth (2023), section 3.2
 */
export function smoothness(
  input: HonestInput,
  l: Float64Array,
  M: number,
  level: number,
): HonestRow {
  const { pre, post, beta, V } = input;
  let slope = 0;
  for (let t = 1; t <= post; t++) slope += t * l[t - 1]!;
  let ahead = 0;
  for (let j = 0; j < post; j++) {
    let c = 0;
    for (let t = j + 1; t <= post; t++) c += l[t - 1]! * (t - j);
    ahead += Math.abs(c);
  }
  // Distance t = 1 … pre before the base stands at position pre − t; v₁ follows from the others.
  const full = (free: readonly number[]): Float64Array => {
    const w = new Float64Array(pre + post);
    w.set(l, pre);
    let rest = slope;
    free.forEach((v, i) => {
      w[pre - (i + 2)] = v;
      rest -= v * (i + 2);
    });
    w[pre - 1] = rest;
    return w;
  };
  const biasOf = (w: Float64Array): number => {
    let total = ahead;
    for (let j = 1; j < pre; j++) {
      let c = 0;
      for (let t = j + 1; t <= pre; t++) c += w[pre - t]! * (t - j);
      total += Math.abs(c);
    }
    return M * total;
  };
  const length = (free: readonly number[]): number => {
    const w = full(free);
    const sd = Math.sqrt(quadraticForm(w, V));
    return sd * foldedQuantile(biasOf(w) / sd, level);
  };
  let best = new Array<number>(pre - 1).fill(0);
  for (let restart = 0; restart < 6; restart++)
    best = simplexSearch(length, best, 0.5 / 4 ** restart);
  const w = full(best);
  let centre = 0;
  for (let j = 0; j < w.length; j++) centre += w[j]! * beta[j]!;
  const half = length(best);
  return { m: M, ciLow: centre - half, ciHigh: centre + half };
}

/** Quantile of |N(t, 1)|. */
function foldedQuantile(t: number, level: number): number {
  let low = 0;
  let high = t + 6;
  for (let i = 0; i < 60; i++) {
    const c = (low + high) / 2;
    if (pnorm(c - t) - pnorm(-c - t) < level) low = c;
    else high = c;
  }
  return (low + high) / 2;
}

/** Nelder and Mead's search from a point; enough for a handful of convex dimensions. */
function simplexSearch(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  size: number,
): number[] {
  const n = start.length;
  if (n === 0) return [];
  const points = [start, ...start.map((_, i) => start.map((v, j) => (i === j ? v + size : v)))].map(
    (x) => ({ x: [...x], y: f(x) }),
  );
  for (let step = 0; step < 400 * n; step++) {
    points.sort((a, b) => a.y - b.y);
    const worst = points[n]!;
    if (worst.y - points[0]!.y < 1e-13) break;
    const centre = start.map((_, j) => points.slice(0, n).reduce((a, p) => a + p.x[j]! / n, 0));
    const at = (k: number) => {
      const x = centre.map((c, j) => c + k * (worst.x[j]! - c));
      return { x, y: f(x) };
    };
    const reflected = at(-1);
    if (reflected.y < points[0]!.y) {
      const further = at(-2);
      points[n] = further.y < reflected.y ? further : reflected;
    } else if (reflected.y < points[n - 1]!.y) points[n] = reflected;
    else {
      const inside = at(reflected.y < worst.y ? -0.5 : 0.5);
      if (inside.y < Math.min(worst.y, reflected.y)) points[n] = inside;
      else {
        for (let i = 1; i <= n; i++) {
          const x = points[i]!.x.map((v, j) => (v + points[0]!.x[j]!) / 2);
          points[i] = { x, y: f(x) };
        }
      }
    }
  }
  points.sort((a, b) => a.y - b.y);
  return points[0]!.x;
}
