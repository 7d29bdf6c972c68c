import { matchError } from "./errors.js";

/** How treated units find their partners.   中文: 匹配方法 */
export interface MatchOptions {
  /** Default nearest. */
  readonly method?: "nearest" | "radius" | "kernel";
  /** Neighbours of each treated unit. Default 1. */
  readonly ratio?: number;
  /** Nearest: a neighbour must be closer than this. Default: none. */
  readonly caliper?: number;
  /** Radius: partners within this distance. Default 0.05. */
  readonly radius?: number;
  /** Kernel (Epanechnikov): bandwidth. Default 0.06. */
  readonly bandwidth?: number;
  /** With replacement, or without in this order of treated units. Default replacement. */
  readonly draw?: "replacement" | "largest" | "smallest" | "data";
  /** `common` leaves out treated units outside the range of control scores. Default all. */
  readonly support?: "all" | "common";
}

/** The partners of one treated unit. */
export interface Match {
  readonly treated: number;
  readonly controls: readonly number[];
  /** Share of each partner; they sum to 1. */
  readonly shares: readonly number[];
  /** Smallest distance. */
  readonly distance: number;
}

/** Who was matched with whom, and the weights that follow.   中文: 匹配结果 */
export interface Matched {
  readonly matches: readonly Match[];
  /** 1 for matched treated units, the sum of shares for controls, 0 otherwise. */
  readonly weights: Float64Array;
  /** Treated units without a partner or outside the common support. */
  readonly offSupport: readonly number[];
}

const DEFAULT = { ratio: 1, radius: 0.05, bandwidth: 0.06 };

/**
 * Matches treated units with controls on a score.   中文: 倾向得分匹配
 *
 * Distances on the score itself; the caliper is strict (<), radius and bandwidth are not (≤).
 * Defaults  nearest, one neighbour, with replacement, no caliper; radius 0.05; bandwidth 0.06
 * Errors    match/one-group, match/no-match
 * Agrees    Stata psmatch2 4.0.12 by its rules; R MatchIt 4.7.1 where checked (weights 1e-12)
 */
export function matchScores(
  score: Float64Array,
  treated: ArrayLike<number>,
  options: MatchOptions = {},
): Matched {
  const isTreated = (i: number) => treated[i] === 1;
  const all = Array.from(score, (_, i) => i);
  const T = all.filter(isTreated);
  const C = all.filter((i) => !isTreated(i));
  if (T.length === 0 || C.length === 0) {
    throw matchError("one-group", { treated: T.length, controls: C.length });
  }
  const inside = T.filter((i) => options.support !== "common" || within(score, C, score[i]!));
  const matches = findMatches(score, inside, C, options);
  if (matches.length === 0) throw matchError("no-match", { treated: T.length });
  const weights = new Float64Array(score.length);
  for (const m of matches) {
    weights[m.treated] = 1;
    m.controls.forEach((c, j) => {
      weights[c]! += m.shares[j]!;
    });
  }
  return { matches, weights, offSupport: T.filter((i) => weights[i] === 0) };
}

function within(score: Float64Array, controls: readonly number[], value: number): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const c of controls) {
    low = Math.min(low, score[c]!);
    high = Math.max(high, score[c]!);
  }
  return value >= low && value <= high;
}

function findMatches(
  score: Float64Array,
  T: readonly number[],
  C: readonly number[],
  options: MatchOptions,
): Match[] {
  const method = options.method ?? "nearest";
  if (method === "nearest") {
    return (options.draw ?? "replacement") === "replacement"
      ? nearestWithReplacement(score, T, C, options)
      : nearestWithout(score, T, C, options);
  }
  const reach =
    method === "radius"
      ? (options.radius ?? DEFAULT.radius)
      : (options.bandwidth ?? DEFAULT.bandwidth);
  return T.flatMap((t) => {
    const near = C.map((c) => ({ c, d: Math.abs(score[c]! - score[t]!) })).filter(
      (x) => x.d <= reach,
    );
    const raw = near.map((x) => (method === "radius" ? 1 : 1 - (x.d / reach) ** 2));
    const total = raw.reduce((a, v) => a + v, 0);
    if (!(total > 0)) return [];
    return [
      {
        treated: t,
        controls: near.map((x) => x.c),
        shares: raw.map((v) => v / total),
        distance: near.reduce((a, x) => Math.min(a, x.d), Number.POSITIVE_INFINITY),
      },
    ];
  });
}

function nearestWithReplacement(
  score: Float64Array,
  T: readonly number[],
  C: readonly number[],
  options: MatchOptions,
): Match[] {
  const ratio = options.ratio ?? DEFAULT.ratio;
  const caliper = options.caliper ?? Number.POSITIVE_INFINITY;
  const sorted = [...C].sort((a, b) => score[a]! - score[b]! || a - b);
  const values = Float64Array.from(sorted, (c) => score[c]!);
  return T.flatMap((t) => {
    const near = closest(values, score[t]!, ratio).filter((x) => x.distance < caliper);
    if (near.length === 0) return [];
    return [
      {
        treated: t,
        controls: near.map((x) => sorted[x.at]!),
        shares: near.map(() => 1 / near.length),
        distance: near[0]!.distance,
      },
    ];
  });
}

/** The `count` values nearest to `x` in a sorted array, nearest first. */
function closest(
  values: Float64Array,
  x: number,
  count: number,
): { readonly at: number; readonly distance: number }[] {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < x) low = middle + 1;
    else high = middle;
  }
  let left = low - 1;
  let right = low;
  const out: { at: number; distance: number }[] = [];
  while (out.length < count && (left >= 0 || right < values.length)) {
    const dl = left >= 0 ? x - values[left]! : Number.POSITIVE_INFINITY;
    const dr = right < values.length ? values[right]! - x : Number.POSITIVE_INFINITY;
    if (dl <= dr) out.push({ at: left--, distance: dl });
    else out.push({ at: right++, distance: dr });
  }
  return out;
}

/** Greedy, each control once; with several neighbours one round for each. */
function nearestWithout(
  score: Float64Array,
  T: readonly number[],
  C: readonly number[],
  options: MatchOptions,
): Match[] {
  const caliper = options.caliper ?? Number.POSITIVE_INFINITY;
  const order = [...T];
  if (options.draw === "largest") order.sort((a, b) => score[b]! - score[a]! || a - b);
  if (options.draw === "smallest") order.sort((a, b) => score[a]! - score[b]! || a - b);
  const free = new Set(C);
  const found = new Map<number, { controls: number[]; distance: number }>();
  for (let round = 0; round < (options.ratio ?? DEFAULT.ratio); round++) {
    for (const t of order) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (const c of free) {
        const d = Math.abs(score[c]! - score[t]!);
        if (d < least && d < caliper) {
          best = c;
          least = d;
        }
      }
      if (best < 0) continue;
      free.delete(best);
      const own = found.get(t) ?? { controls: [], distance: least };
      own.controls.push(best);
      found.set(t, own);
    }
  }
  return T.flatMap((t) => {
    const own = found.get(t);
    if (own === undefined) return [];
    const share = 1 / own.controls.length;
    return [{ treated: t, ...own, shares: own.controls.map(() => share) }];
  });
}
