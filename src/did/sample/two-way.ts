import { choleskyInOrder, choleskySolve } from "../../math/index.js";
import { didError } from "../errors.js";

/** Beyond this many levels of the smaller effect a dense solve no longer pays. */
const MOST_LEVELS = 4000;

/** Two sets of effects, removed exactly from columns.   中文: 双向固定效应 */
export interface TwoWay {
  readonly n: number;
  readonly levelsA: number;
  readonly levelsB: number;
  /** Number of independent effects in all (levels minus connected components). */
  readonly rank: number;
  /** Residual of a column on both effects, in a new array. */
  residual(x: Float64Array): Float64Array;
  /** The effects themselves: x ≈ a[codeA] + b[codeB]; 0 for a level without rows. */
  effects(x: Float64Array): { readonly a: Float64Array; readonly b: Float64Array };
  /** Solves the normal equations F′WF (a, b) = (rightA, rightB). */
  normal(
    rightA: Float64Array,
    rightB: Float64Array,
  ): { readonly a: Float64Array; readonly b: Float64Array };
}

/**
 * Exact removal of two effects, without iteration.   中文: 精确去除双向固定效应
 *
 * The effects of `a` are eliminated from the normal equations; what is left is a system as large as
 * the number of levels of `b` (periods), which is factored once and solved for each column. One step
 * of refinement brings the residual to rounding error, for unbalanced panels too.
 * Shapes    a, b codes of length n; weights n or null.
 * Errors    did/not-supported — more than 4000 levels in both effects.
 */
export function twoWay(
  a: Int32Array,
  levelsA: number,
  b: Int32Array,
  levelsB: number,
  weights: Float64Array | null = null,
): TwoWay {
  if (levelsB > levelsA) {
    const turned = twoWay(b, levelsB, a, levelsA, weights);
    return {
      ...turned,
      levelsA,
      levelsB,
      effects: (x) => {
        const e = turned.effects(x);
        return { a: e.b, b: e.a };
      },
      normal: (rightA, rightB) => {
        const e = turned.normal(rightB, rightA);
        return { a: e.b, b: e.a };
      },
    };
  }
  if (levelsB > MOST_LEVELS) {
    throw didError("not-supported", {
      what: `both fixed effects have more than ${MOST_LEVELS} levels.`,
      whatZh: `两个固定效应的水平数都超过 ${MOST_LEVELS}。`,
      instead: "Use did twfe or regress for such effects.",
      insteadZh: "请用 did twfe 或 regress。",
    });
  }
  const n = a.length;
  const sumsA = levelSums(a, levelsA, weights);
  const { kept, L } = choleskyInOrder(schur(a, levelsA, b, levelsB, weights, sumsA), levelsB);
  const solve = (x: Float64Array) => {
    const alpha = new Float64Array(levelsA);
    const beta = new Float64Array(levelsB);
    const rest = x.slice();
    for (let pass = 0; pass < 2; pass++) {
      const meanA = levelMeans(a, levelsA, rest, weights, sumsA);
      const right = new Float64Array(levelsB);
      for (let i = 0; i < n; i++) {
        const w = weights === null ? 1 : weights[i]!;
        right[b[i]!]! += w * (rest[i]! - meanA[a[i]!]!);
      }
      const z = choleskySolve(
        L,
        kept.length,
        kept.map((j) => right[j]!),
      );
      const step = new Float64Array(levelsB);
      kept.forEach((j, at) => {
        step[j] = z[at]!;
      });
      for (let i = 0; i < n; i++) rest[i]! -= step[b[i]!]!;
      const more = levelMeans(a, levelsA, rest, weights, sumsA);
      for (let i = 0; i < n; i++) rest[i]! -= more[a[i]!]!;
      for (let j = 0; j < levelsB; j++) beta[j]! += step[j]!;
      for (let j = 0; j < levelsA; j++) alpha[j]! += more[j]!;
    }
    return { rest, a: alpha, b: beta };
  };
  return {
    n,
    levelsA,
    levelsB,
    rank: levelsA + kept.length,
    residual: (x) => solve(x).rest,
    effects: solve,
    normal: (rightA, rightB) => {
      const right = rightB.slice();
      const perA = rightA.map((v, j) => (sumsA[j]! > 0 ? v / sumsA[j]! : 0));
      for (let i = 0; i < n; i++)
        right[b[i]!]! -= (weights === null ? 1 : weights[i]!) * perA[a[i]!]!;
      const z = choleskySolve(
        L,
        kept.length,
        kept.map((j) => right[j]!),
      );
      const beta = new Float64Array(levelsB);
      kept.forEach((j, at) => {
        beta[j] = z[at]!;
      });
      const alpha = levelMeans(a, levelsA, gather(beta, b), weights, sumsA);
      for (let j = 0; j < levelsA; j++) alpha[j] = perA[j]! - alpha[j]!;
      return { a: alpha, b: beta };
    },
  };
}

function gather(values: Float64Array, codes: Int32Array): Float64Array {
  const out = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) out[i] = values[codes[i]!]!;
  return out;
}

function levelSums(codes: Int32Array, levels: number, weights: Float64Array | null): Float64Array {
  const out = new Float64Array(levels);
  for (let i = 0; i < codes.length; i++) out[codes[i]!]! += weights === null ? 1 : weights[i]!;
  return out;
}

function levelMeans(
  codes: Int32Array,
  levels: number,
  x: Float64Array,
  weights: Float64Array | null,
  sums: Float64Array,
): Float64Array {
  const out = new Float64Array(levels);
  if (weights === null) for (let i = 0; i < codes.length; i++) out[codes[i]!]! += x[i]!;
  else for (let i = 0; i < codes.length; i++) out[codes[i]!]! += weights[i]! * x[i]!;
  for (let j = 0; j < levels; j++) if (sums[j]! > 0) out[j]! /= sums[j]!;
  return out;
}

/** B − C′A⁻¹C, the system of the second effect after the first is eliminated. */
function schur(
  a: Int32Array,
  levelsA: number,
  b: Int32Array,
  levelsB: number,
  weights: Float64Array | null,
  sumsA: Float64Array,
): Float64Array {
  const S = new Float64Array(levelsB * levelsB);
  const start = new Int32Array(levelsA + 1);
  for (const code of a) start[code + 1]!++;
  for (let j = 0; j < levelsA; j++) start[j + 1]! += start[j]!;
  const place = start.slice();
  const order = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++) order[place[a[i]!]!++] = i;
  for (let u = 0; u < levelsA; u++) {
    for (let p = start[u]!; p < start[u + 1]!; p++) {
      const i = order[p]!;
      const wi = weights === null ? 1 : weights[i]!;
      const row = b[i]! * levelsB;
      S[row + b[i]!]! += wi;
      const share = wi / sumsA[u]!;
      for (let q = start[u]!; q < start[u + 1]!; q++) {
        const j = order[q]!;
        S[row + b[j]!]! -= share * (weights === null ? 1 : weights[j]!);
      }
    }
  }
  return S;
}
