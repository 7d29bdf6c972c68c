import { dot, solveLinear } from "../../math/index.js";
import { indexError } from "../errors.js";

/** Joined weights; `alpha` are the shares of the sets (none for the multiplicative rule). */
export interface CombinedSet {
  readonly w: Float64Array;
  readonly alpha: Float64Array | null;
}

/**
 * Several sets of weights joined into one.   中文: 组合赋权
 *
 * Formula   multiplicative: w_j ∝ Π_s w_j^s.
 *           additive: Σ_s α_s w^s, shares α equal when left out, divided by their sum.
 *           game: solve Σ_t α_t w^s·w^t = w^s·w^s for all s, then |α| divided by its sum.
 * Shapes    `sets` m ≥ 2 arrays of k weights.
 * Errors    indices/negative-weights — a product with negative weights has no meaning;
 *           indices/bad-shares.
 * Agrees    golden/index `multiplicative`, `additive_half`, 1e-10.
 */
export function combineWeights(
  sets: readonly Float64Array[],
  rule: "multiplicative" | "additive" | "game",
  shares?: readonly number[],
): CombinedSet {
  if (rule === "multiplicative") return { w: product(sets), alpha: null };
  const alpha = rule === "additive" ? additiveShares(sets.length, shares) : gameShares(sets);
  const w = new Float64Array(sets[0]!.length);
  sets.forEach((set, s) => {
    for (let j = 0; j < w.length; j++) w[j]! += alpha[s]! * set[j]!;
  });
  return { w: normalised(w), alpha };
}

function product(sets: readonly Float64Array[]): Float64Array {
  if (sets.some((set) => set.some((v) => v < 0))) {
    throw indexError("negative-weights", { indicators: ["combined (multiplicative)"] });
  }
  const w = new Float64Array(sets[0]!.length).fill(1);
  for (const set of sets) for (let j = 0; j < w.length; j++) w[j]! *= set[j]!;
  return normalised(w);
}

function additiveShares(m: number, shares: readonly number[] | undefined): Float64Array {
  if (shares === undefined) return new Float64Array(m).fill(1 / m);
  const total = shares.reduce((a, b) => a + b, 0);
  if (shares.length !== m || shares.some((s) => !(s >= 0)) || !(total > 0)) {
    throw indexError("bad-shares", { sets: m, shares: shares.join(", ") });
  }
  return Float64Array.from(shares, (s) => s / total);
}

function gameShares(sets: readonly Float64Array[]): Float64Array {
  const m = sets.length;
  const A = new Float64Array(m * m);
  const b = new Float64Array(m);
  sets.forEach((set, s) => {
    sets.forEach((other, t) => {
      A[s * m + t] = dot(set, other);
    });
    b[s] = A[s * m + s]!;
  });
  // Sets that coincide make the system singular; any shares then give the same weights.
  const same = sets.every((set) => set.every((v, j) => Math.abs(v - sets[0]![j]!) < 1e-14));
  if (same) return new Float64Array(m).fill(1 / m);
  return normalised(solveLinear(A, m, b).map(Math.abs));
}

function normalised(values: Float64Array): Float64Array {
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((v) => v / total);
}
