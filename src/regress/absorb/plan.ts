import type { AbsorbedEffect } from "./effect.js";

/** A slope of the eliminated factor, made orthogonal to its means and earlier slopes. */
export interface PrimarySlope {
  readonly effect: number;
  readonly values: Float64Array;
  /** The slope as given, in the plan's row order. */
  readonly raw: Float64Array;
  /** 1 / Σ w u² of each level; 0 where the slope has nothing left. */
  readonly inverse: Float64Array;
}

/** An effect that is solved for iteratively; rows in the plan's order. */
export interface IteratedEffect {
  readonly effect: number;
  readonly offset: number;
  readonly codes: Int32Array;
  readonly values: Float64Array | null;
}

/**
 * How a set of effects will be swept out: rows sorted by the eliminated ("primary") factor, and
 * the remaining effects numbered through.
 */
export interface AbsorbPlan {
  readonly n: number;
  /** Effects in the user's order. */
  readonly sizes: readonly number[];
  /** Sorted position of each row; null when the rows already are in order. */
  readonly rank: Int32Array | null;
  /** First row of each primary level, and n. */
  readonly starts: Int32Array;
  readonly largestGroup: number;
  /**
   * First groups of fixed portions of about equally many rows, and the number of groups: `portions`
   * for passes that change rows in place, `chunks` for those that add up by level, each chunk in a
   * vector of its own. Neither depends on the number of threads.
   */
  readonly portions: Int32Array;
  readonly chunks: Int32Array;
  readonly weights: Float64Array | null;
  /** Index of the eliminated mean effect, −1 when only slopes are eliminated or nothing is. */
  readonly primary: number;
  /** 1 / Σ w of each primary level; 0 throughout when there is no mean effect. */
  readonly inverse: Float64Array;
  readonly slopes: readonly PrimarySlope[];
  readonly rest: readonly IteratedEffect[];
  /** Coefficients solved for. */
  readonly size: number;
  /** Σ w v² of each of them. */
  readonly diagonal: Float64Array;
}

/** Chooses what is eliminated and sorts the rows by it. */
export function planAbsorption(
  effects: readonly AbsorbedEffect[],
  weights: Float64Array | undefined,
  earlier?: AbsorbPlan,
): AbsorbPlan {
  const n = effects[0]?.codes.length ?? 0;
  const primary = choosePrimary(effects);
  const lead = effects[primary];
  const codes = lead?.codes ?? new Int32Array(n);
  const groups = lead?.size ?? 1;
  const sorted = earlier ?? sortByCode(codes, groups);
  const { rank, starts } = sorted;
  const w = weights === undefined ? null : inOrder(weights, rank);
  const hasMean = lead !== undefined && lead.slope === undefined;
  const together = effects
    .map((_, i) => i)
    .filter(
      (i) => lead !== undefined && effects[i]!.codes === codes && i !== (hasMean ? primary : -1),
    )
    .filter((i) => effects[i]!.slope !== undefined);
  const inverse = hasMean ? inverseWeights(starts, w) : new Float64Array(groups);
  const slopes = orthogonalSlopes(effects, together, { rank, starts, w, inverse });
  const rest = iterated(effects, primary, together, rank, earlier);
  const size = rest.reduce((s, r) => s + effects[r.effect]!.size, 0);
  return {
    n,
    sizes: effects.map((e) => e.size),
    rank,
    starts,
    largestGroup: earlier?.largestGroup ?? largest(starts),
    portions: earlier?.portions ?? splitGroups(starts, portionsFor(n, 0)),
    chunks: earlier?.chunks ?? splitGroups(starts, portionsFor(n, size)),
    weights: w,
    primary: hasMean ? primary : -1,
    inverse,
    slopes,
    rest,
    size,
    diagonal: diagonalOf(rest, size, n, w),
  };
}

/** Rows of a portion at least, portions at most, and rows for each entry of a chunk's vector. */
const PORTION_ROWS = 16_384;
const MAX_PORTIONS = 16;
const ROWS_PER_ENTRY = 4;

function portionsFor(n: number, size: number): number {
  const rows = Math.max(PORTION_ROWS, ROWS_PER_ENTRY * size);
  return Math.max(1, Math.min(MAX_PORTIONS, Math.floor(n / rows)));
}

/** Groups at which the k-th of `count` equal shares of the rows begins. */
function splitGroups(starts: Int32Array, count: number): Int32Array {
  const groups = starts.length - 1;
  const n = starts[groups]!;
  const bounds = [0];
  let g = 0;
  for (let c = 1; c < count; c++) {
    while (g < groups && starts[g]! < (n * c) / count) g++;
    if (g > bounds.at(-1)! && g < groups) bounds.push(g);
  }
  return Int32Array.from([...bounds, groups]);
}

function choosePrimary(effects: readonly AbsorbedEffect[]): number {
  let best = -1;
  effects.forEach((effect, i) => {
    const other = effects[best];
    if (other === undefined) best = i;
    else if ((effect.slope === undefined) !== (other.slope === undefined)) {
      if (effect.slope === undefined) best = i;
    } else if (effect.size > other.size) best = i;
  });
  return best;
}

function sortByCode(
  codes: Int32Array,
  groups: number,
): { rank: Int32Array | null; starts: Int32Array } {
  const n = codes.length;
  const starts = new Int32Array(groups + 1);
  let inSequence = true;
  for (let i = 0; i < n; i++) {
    starts[codes[i]! + 1]!++;
    if (i > 0 && codes[i]! < codes[i - 1]!) inSequence = false;
  }
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!;
  if (inSequence) return { rank: null, starts };
  const next = starts.slice();
  const rank = new Int32Array(n);
  for (let i = 0; i < n; i++) rank[i] = next[codes[i]!]!++;
  return { rank, starts };
}

function largest(starts: Int32Array): number {
  let most = 0;
  for (let g = 0; g + 1 < starts.length; g++) most = Math.max(most, starts[g + 1]! - starts[g]!);
  return most;
}

function inOrder<A extends Float64Array | Int32Array>(values: A, rank: Int32Array | null): A {
  if (rank === null) return values;
  const out = values.slice() as A;
  for (let i = 0; i < rank.length; i++) out[rank[i]!] = values[i]!;
  return out;
}

function inverseWeights(starts: Int32Array, w: Float64Array | null): Float64Array {
  const inverse = new Float64Array(starts.length - 1);
  for (let g = 0; g < inverse.length; g++) {
    let total = 0;
    if (w === null) total = starts[g + 1]! - starts[g]!;
    else for (let i = starts[g]!; i < starts[g + 1]!; i++) total += w[i]!;
    inverse[g] = total > 0 ? 1 / total : 0;
  }
  return inverse;
}

/** Share of a slope's square below which nothing is left of it inside a level. */
const NOTHING_LEFT = 1e-18;

function orthogonalSlopes(
  effects: readonly AbsorbedEffect[],
  which: readonly number[],
  at: {
    readonly rank: Int32Array | null;
    readonly starts: Int32Array;
    readonly w: Float64Array | null;
    readonly inverse: Float64Array;
  },
): PrimarySlope[] {
  const done: PrimarySlope[] = [];
  for (const effect of which) {
    const raw = inOrder(effects[effect]!.slope!, at.rank);
    const values = raw.slice();
    const inverse = new Float64Array(at.inverse.length);
    for (let g = 0; g < inverse.length; g++) {
      const from = at.starts[g]!;
      const to = at.starts[g + 1]!;
      const before = weightedSquare(raw, at.w, from, to);
      // Twice, since once loses digits when the slope is nearly constant.
      for (let pass = 0; pass < 2; pass++) {
        subtractProjection(values, null, at.inverse[g]!, at.w, from, to);
        for (const u of done) subtractProjection(values, u.values, u.inverse[g]!, at.w, from, to);
      }
      const left = weightedSquare(values, at.w, from, to);
      inverse[g] = left > NOTHING_LEFT * before ? 1 / left : 0;
    }
    done.push({ effect, values, raw, inverse });
  }
  return done;
}

function subtractProjection(
  x: Float64Array,
  u: Float64Array | null,
  inverse: number,
  w: Float64Array | null,
  from: number,
  to: number,
): void {
  if (inverse === 0) return;
  let s = 0;
  for (let i = from; i < to; i++) s += x[i]! * (u === null ? 1 : u[i]!) * (w === null ? 1 : w[i]!);
  s *= inverse;
  for (let i = from; i < to; i++) x[i]! -= s * (u === null ? 1 : u[i]!);
}

function weightedSquare(x: Float64Array, w: Float64Array | null, from: number, to: number): number {
  let s = 0;
  for (let i = from; i < to; i++) s += x[i]! * x[i]! * (w === null ? 1 : w[i]!);
  return s;
}

function iterated(
  effects: readonly AbsorbedEffect[],
  primary: number,
  together: readonly number[],
  rank: Int32Array | null,
  earlier: AbsorbPlan | undefined,
): readonly IteratedEffect[] {
  if (earlier !== undefined) return earlier.rest;
  const rest: IteratedEffect[] = [];
  let offset = 0;
  effects.forEach((effect, i) => {
    const eliminated = i === primary && effect.slope === undefined;
    if (eliminated || together.includes(i)) return;
    const values = effect.slope === undefined ? null : inOrder(effect.slope, rank);
    rest.push({ effect: i, offset, codes: inOrder(effect.codes, rank), values });
    offset += effect.size;
  });
  return rest;
}

function diagonalOf(
  rest: readonly IteratedEffect[],
  size: number,
  n: number,
  w: Float64Array | null,
): Float64Array {
  const diagonal = new Float64Array(size);
  for (const { offset, codes, values } of rest) {
    for (let i = 0; i < n; i++) {
      const v = values === null ? 1 : values[i]!;
      diagonal[offset + codes[i]!]! += v * v * (w === null ? 1 : w[i]!);
    }
  }
  return diagonal;
}
