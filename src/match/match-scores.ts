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
  /**
   * Controls equally near: the `first` by name, or `all` of them, which share the weight of the
   * neighbours they stand for (with replacement only). Default first.
   */
  readonly ties?: "first" | "all";
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
  /** Treated units for which equally near controls were more than the neighbours wanted. */
  readonly tied: number;
}

const DEFAULT = { ratio: 1, radius: 0.05, bandwidth: 0.06 };

/** Distances that differ by less are equal: scores carry the rounding of their sums. */
const TIE = 1e-12;

/**
 * Matches treated units with controls on a score.   中文: 倾向得分匹配
 *
 * Distances on the score itself; the caliper is strict (<), radius and bandwidth are not (≤). `rank`
 * is the order of the rows by name: it settles ties, so that the result does not hang on the order of
 * the rows (`draw: data` alone asks for that).
 * Shapes    score, treated and rank one for each row; rank: distinct numbers, default the position
 * Defaults  nearest, one neighbour, with replacement, no caliper; radius 0.05; bandwidth 0.06
 * Errors    match/one-group, match/no-match
 * Agrees    Stata psmatch2 4.0.12 by its rules; R MatchIt 4.7.1 where checked (weights 1e-12)
 */
export function matchScores(
  score: Float64Array,
  treated: ArrayLike<number>,
  options: MatchOptions = {},
  rank: ArrayLike<number> | null = null,
): Matched {
  if (options.ties === "all" && (options.draw ?? "replacement") !== "replacement") {
    throw matchError("bad-option", {
      option: "--ties",
      value: "all",
      expected: "first, as a control without replacement has one partner",
    });
  }
  const isTreated = (i: number) => treated[i] === 1;
  const all = Array.from(score, (_, i) => i);
  if (rank !== null) all.sort((a, b) => rank[a]! - rank[b]!);
  const T = all.filter(isTreated);
  const C = all.filter((i) => !isTreated(i));
  if (T.length === 0 || C.length === 0) {
    throw matchError("one-group", { treated: T.length, controls: C.length });
  }
  const inside = T.filter((i) => options.support !== "common" || within(score, C, score[i]!));
  const { matches, tied } = findMatches(score, inside, C, options);
  if (matches.length === 0) throw matchError("no-match", { treated: T.length });
  const weights = new Float64Array(score.length);
  for (const m of matches) {
    weights[m.treated] = 1;
    m.controls.forEach((c, j) => {
      weights[c]! += m.shares[j]!;
    });
  }
  return { matches, weights, offSupport: T.filter((i) => weights[i] === 0), tied };
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

interface Found {
  readonly matches: readonly Match[];
  readonly tied: number;
}

function findMatches(
  score: Float64Array,
  T: readonly number[],
  C: readonly number[],
  options: MatchOptions,
): Found {
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
  const matches = T.flatMap((t) => {
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
  return { matches, tied: 0 };
}

function nearestWithReplacement(
  score: Float64Array,
  T: readonly number[],
  C: readonly number[],
  options: MatchOptions,
): Found {
  const ratio = options.ratio ?? DEFAULT.ratio;
  const caliper = options.caliper ?? Number.POSITIVE_INFINITY;
  const place = new Map(C.map((c, at) => [c, at]));
  const sorted = [...C].sort((a, b) => score[a]! - score[b]! || place.get(a)! - place.get(b)!);
  const values = Float64Array.from(sorted, (c) => score[c]!);
  let tied = 0;
  const matches = T.flatMap((t): Match[] => {
    const near = closest(values, score[t]!, ratio)
      .filter((x) => x.distance < caliper)
      .map((x) => ({ control: sorted[x.at]!, distance: x.distance }));
    if (near.length === 0) return [];
    const wanted = Math.min(ratio, near.length);
    const furthest = near[wanted - 1]!.distance;
    const nearer = near.filter((x) => x.distance < furthest - TIE);
    const equal = near.filter((x) => x.distance >= furthest - TIE);
    const places = wanted - nearer.length;
    if (equal.length > places) tied++;
    equal.sort((a, b) => place.get(a.control)! - place.get(b.control)!);
    const taken = options.ties === "all" ? equal : equal.slice(0, places);
    return [
      {
        treated: t,
        controls: [...nearer, ...taken].map((x) => x.control),
        shares: [
          ...nearer.map(() => 1 / wanted),
          ...taken.map(() => places / (wanted * taken.length)),
        ],
        distance: near[0]!.distance,
      },
    ];
  });
  return { matches, tied };
}

/**
 * The `count` values nearest to `x` in a sorted array, nearest first, and all that are as near as the
 * last of them.
 */
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
  while (left >= 0 || right < values.length) {
    const dl = left >= 0 ? x - values[left]! : Number.POSITIVE_INFINITY;
    const dr = right < values.length ? values[right]! - x : Number.POSITIVE_INFINITY;
    const distance = Math.min(dl, dr);
    if (out.length >= count && distance > out[count - 1]!.distance + TIE) break;
    if (dl <= dr) out.push({ at: left--, distance });
    else out.push({ at: right++, distance });
  }
  return out;
}

/** Greedy, each control once; with several neighbours one round for each. */
function nearestWithout(
  score: Float64Array,
  T: readonly number[],
  C: readonly number[],
  options: MatchOptions,
): Found {
  const caliper = options.caliper ?? Number.POSITIVE_INFINITY;
  const place = new Map(T.map((t, at) => [t, at]));
  const byName = (a: number, b: number) => place.get(a)! - place.get(b)!;
  const order = [...T];
  if (options.draw === "largest") order.sort((a, b) => score[b]! - score[a]! || byName(a, b));
  if (options.draw === "smallest") order.sort((a, b) => score[a]! - score[b]! || byName(a, b));
  if (options.draw === "data") order.sort((a, b) => a - b);
  const free = new Set(C);
  const found = new Map<number, { controls: number[]; distance: number }>();
  const tied = new Set<number>();
  for (let round = 0; round < (options.ratio ?? DEFAULT.ratio); round++) {
    for (const t of order) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      let equal = 0;
      for (const c of free) {
        const d = Math.abs(score[c]! - score[t]!);
        if (!(d < caliper)) continue;
        if (d < least - TIE) {
          best = c;
          least = d;
          equal = 1;
        } else if (d <= least + TIE) equal++;
      }
      if (best < 0) continue;
      if (equal > 1) tied.add(t);
      free.delete(best);
      const own = found.get(t) ?? { controls: [], distance: least };
      own.controls.push(best);
      found.set(t, own);
    }
  }
  const matches = T.flatMap((t): Match[] => {
    const own = found.get(t);
    if (own === undefined) return [];
    const share = 1 / own.controls.length;
    return [{ treated: t, ...own, shares: own.controls.map(() => share) }];
  });
  return { matches, tied: tied.size };
}
