import { choleskyInOrder, choleskySolve } from "../math/index.js";
import { type AbsorbedEffect, isNested, type ModelFrame } from "../regress/index.js";
import type { DrawnUnits, SubsampleRegression } from "./drawn-units.js";
import { rowsByUnit } from "./rows-of-units.js";

/** Linear models on whole units, each drawn any number of times. */
export interface UnitProducts {
  /**
   * Coefficients of each regression with `counts[u]` copies of unit u; undefined where the sums lose
   * too many digits and the rows themselves must be swept.
   */
  fit(
    counts: ArrayLike<number>,
    regressions: readonly SubsampleRegression[],
  ): Float64Array[] | undefined;
}

/** Levels of the second effect that are written out as columns. */
const MOST_LEVELS = 64;
/** Numbers kept for all units together (160 MB). */
const MOST_NUMBERS = 2e7;
/** Share of a sum of squares that has to be left for ten digits to be right. */
const SAFE_SHARE = 1e-6;

/**
 * Prepares regressions on units drawn again and again.   中文: 按单位汇总的交叉乘积
 *
 * With unit effects swept out unit by unit, X′X, X′D and D′D (D the dummies of the second effect) are
 * sums over units: a draw adds up as many small matrices as it has units, eliminates D by its Schur
 * complement and solves, without touching a row. Undefined where the effects are not one nested in the
 * units and at most one more with few levels.
 */
export function unitProducts(frame: ModelFrame, unit: DrawnUnits): UnitProducts | undefined {
  const [own, other] = splitEffects(frame, unit);
  if (own === undefined || frame.intercept === "yes") return undefined;
  const levels = other?.size ?? 0;
  const names = [...frame.regressors.map((c) => c.name), frame.outcome.name];
  const columns = [...frame.regressors.map((c) => c.values), frame.outcome.values];
  const P = columns.length + levels;
  const length = (P * (P + 1)) / 2;
  if (levels > MOST_LEVELS || length * unit.size > MOST_NUMBERS) return undefined;
  const products = productsOf({ frame, unit, own, other, columns, levels });
  const K = columns.length;
  const at = packed(P);
  return {
    fit(counts, regressions) {
      const sum = new Float64Array(length);
      const raw = new Float64Array(K);
      for (let u = 0; u < unit.size; u++) {
        const c = counts[u]!;
        if (c === 0) continue;
        const from = u * length;
        for (let i = 0; i < length; i++) sum[i]! += c * products.cross[from + i]!;
        for (let a = 0; a < K; a++) raw[a]! += c * products.raw[u * K + a]!;
      }
      const swept = withoutLevels(sum, K, levels, at);
      for (let a = 0; a < K; a++) {
        const left = swept[a * K + a]!;
        // Nothing left of a column of zeros is certain; a little left of a long one is rounding.
        if (raw[a]! > 0 && !(left > SAFE_SHARE * Math.max(raw[a]! * SAFE_SHARE, sum[at(a, a)]!))) {
          return undefined;
        }
      }
      const found: Float64Array[] = [];
      for (const regression of regressions) {
        const used = regression.regressors
          .map((name) => names.indexOf(name))
          .filter((a) => raw[a]! > 0);
        const coefficients = solved(swept, K, used, names.indexOf(regression.outcome));
        if (coefficients === undefined) return undefined;
        found.push(
          Float64Array.from(
            regression.terms,
            (term) => coefficients[used.indexOf(names.indexOf(term))] ?? Number.NaN,
          ),
        );
      }
      return found;
    },
  };
}

type Effect = AbsorbedEffect;

/** The effect nested in the units, and the other one. */
function splitEffects(
  frame: ModelFrame,
  unit: DrawnUnits,
): readonly [Effect | undefined, Effect | undefined] {
  const { effects } = frame;
  const isPlain = effects.length <= 2 && effects.every((e) => e.slope === undefined);
  if (!isPlain) return [undefined, undefined];
  const nested = effects.filter((e) => isNested(e, unit));
  const own = nested.reduce<Effect | undefined>(
    (a, e) => (a === undefined || e.size > a.size ? e : a),
    undefined,
  );
  return [own, effects.find((e) => e !== own)];
}

/** Place of (a, b), a ≤ b, in the upper triangle stored row by row. */
function packed(P: number): (a: number, b: number) => number {
  return (a, b) => a * P - (a * (a - 1)) / 2 + (b - a);
}

/** For each unit the upper triangle of [X̃, D̃]′W[X̃, D̃], and the squares of X before the sweep. */
function productsOf(p: {
  readonly frame: ModelFrame;
  readonly unit: DrawnUnits;
  readonly own: Effect;
  readonly other: Effect | undefined;
  readonly columns: readonly Float64Array[];
  readonly levels: number;
}): { readonly cross: Float64Array; readonly raw: Float64Array } {
  const { unit, own, other, columns, levels } = p;
  const { weights } = p.frame;
  const K = columns.length;
  const P = K + levels;
  const at = packed(P);
  const length = (P * (P + 1)) / 2;
  const cross = new Float64Array(unit.size * length);
  const raw = new Float64Array(unit.size * K);
  const x = new Float64Array(K);
  const mean = new Float64Array(K);
  const share = new Float64Array(levels);
  for (const rows of rowsByUnit(own.codes, own.size)) {
    if (rows.length === 0) continue;
    const u = unit.codes[rows[0]!]!;
    const from = u * length;
    let total = 0;
    mean.fill(0);
    share.fill(0);
    for (const i of rows) {
      const w = weights === null ? 1 : weights[i]!;
      total += w;
      for (let a = 0; a < K; a++) mean[a]! += w * columns[a]![i]!;
      if (other !== undefined) share[other.codes[i]!]! += w;
    }
    for (let a = 0; a < K; a++) mean[a]! /= total;
    for (const i of rows) {
      const w = weights === null ? 1 : weights[i]!;
      for (let a = 0; a < K; a++) {
        const v = columns[a]![i]!;
        raw[u * K + a]! += w * v * v;
        x[a] = v - mean[a]!;
      }
      for (let a = 0; a < K; a++) {
        const wx = w * x[a]!;
        for (let b = a; b < K; b++) cross[from + at(a, b)]! += wx * x[b]!;
        if (other !== undefined) cross[from + at(a, K + other.codes[i]!)]! += wx;
      }
    }
    for (let s = 0; s < levels; s++) {
      if (share[s] === 0) continue;
      cross[from + at(K + s, K + s)]! += share[s]!;
      for (let t = s; t < levels; t++) {
        cross[from + at(K + s, K + t)]! -= (share[s]! * share[t]!) / total;
      }
    }
  }
  return { cross, raw };
}

/** X̃′X̃ (K × K) after the second effect's dummies are swept out too. */
function withoutLevels(
  sum: Float64Array,
  K: number,
  levels: number,
  at: (a: number, b: number) => number,
): Float64Array {
  const D = new Float64Array(levels * levels);
  for (let s = 0; s < levels; s++) {
    for (let t = s; t < levels; t++) {
      const v = sum[at(K + s, K + t)]!;
      D[s * levels + t] = v;
      D[t * levels + s] = v;
    }
  }
  const { kept, L } = choleskyInOrder(D, levels);
  const rank = kept.length;
  // Z = L⁻¹D′X: what is taken away is Z′Z.
  const Z = new Float64Array(K * rank);
  for (let a = 0; a < K; a++) {
    for (let i = 0; i < rank; i++) {
      let s = sum[at(a, K + kept[i]!)]!;
      for (let l = 0; l < i; l++) s -= L[i * rank + l]! * Z[a * rank + l]!;
      Z[a * rank + i] = s / L[i * rank + i]!;
    }
  }
  const out = new Float64Array(K * K);
  for (let a = 0; a < K; a++) {
    for (let b = a; b < K; b++) {
      let s = sum[at(a, b)]!;
      for (let i = 0; i < rank; i++) s -= Z[a * rank + i]! * Z[b * rank + i]!;
      out[a * K + b] = s;
      out[b * K + a] = s;
    }
  }
  return out;
}

/** Least squares from cross-products; undefined where columns are (nearly) collinear. */
function solved(
  swept: Float64Array,
  K: number,
  used: readonly number[],
  outcome: number,
): Float64Array | undefined {
  const k = used.length;
  const A = new Float64Array(k * k);
  used.forEach((a, i) => {
    used.forEach((b, j) => {
      A[i * k + j] = swept[a * K + b]!;
    });
  });
  const { kept, L } = choleskyInOrder(A, k);
  const isSafe =
    kept.length === k &&
    kept.every((_, i) => L[i * k + i]! * L[i * k + i]! > SAFE_SHARE * A[i * k + i]!);
  if (!isSafe) return undefined;
  return choleskySolve(
    L,
    k,
    used.map((a) => swept[a * K + outcome]!),
  );
}
