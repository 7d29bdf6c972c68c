import { scoreModel } from "../../../match/index.js";
import {
  cholesky,
  choleskyInverse,
  choleskySolve,
  crossProducts,
  crossVector,
} from "../../../math/index.js";
import { didError } from "../../errors.js";

/** How the two groups are made comparable.   中文: 估计方法 */
export type CsMethod = "dr" | "ipw" | "reg";

/** One 2 × 2 comparison with its influence function, one value for each row given. */
export interface TwoByTwo {
  readonly att: number;
  readonly influence: Float64Array;
}

/** Controls whose score is at or above this are trimmed (DRDID's `trim.level`). */
const TRIM = 0.995;
/** Scores are kept this far from 1 (DRDID). */
const SCORE_TOP = 1 - 1e-6;

/**
 * Effect on the treated from outcome changes of the same units.   中文: 面板数据的 2×2 比较
 *
 * `dr` doubly robust with logit score and least-squares outcome change (Sant'Anna & Zhao 2020,
 * eq. 3.1), `ipw` Hájek weights, `reg` outcome regression.
 * Shapes    dy, D (0/1), weights n; X k columns with the constant first.
 * Agrees    R DRDID 1.2.3 `drdid_panel`, `std_ipw_did_panel`, `reg_did_panel`.
 */
export function panelTwoByTwo(
  method: CsMethod,
  dy: Float64Array,
  D: Float64Array,
  X: readonly Float64Array[],
  weights: Float64Array | null,
): TwoByTwo {
  const n = dy.length;
  const w = normalised(weights, n);
  const score = method === "reg" ? null : propensity(D, X, w);
  const line =
    method === "ipw"
      ? null
      : outcomeLine(
          dy,
          X,
          product(w, D, (d) => 1 - d),
        );
  const wT = new Float64Array(n);
  const wC = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const keep = score === null ? 1 : score.keep[i]!;
    wT[i] = keep * w[i]! * D[i]!;
    wC[i] =
      score === null
        ? w[i]! * D[i]!
        : (keep * w[i]! * score.p[i]! * (1 - D[i]!)) / (1 - score.p[i]!);
  }
  const meanT = average(wT);
  const meanC = average(wC);
  // reg compares treated changes with their own prediction; the others compare residuals or changes.
  const valueT = method === "dr" ? minus(dy, line!.fitted) : dy;
  const valueC = method === "reg" ? line!.fitted : valueT;
  const etaT = averageProduct(wT, valueT) / meanT;
  const etaC = averageProduct(wC, valueC) / meanC;
  const influence = new Float64Array(n);
  const fromScore =
    score === null ? null : score.influence(columnMeans(X, (i) => wC[i]! * (valueC[i]! - etaC)));
  const lineT = method === "dr" ? line!.influence(columnMeans(X, (i) => wT[i]!)) : null;
  const lineC = line === null ? null : line.influence(columnMeans(X, (i) => wC[i]!));
  for (let i = 0; i < n; i++) {
    let treated = wT[i]! * (valueT[i]! - etaT);
    let control = wC[i]! * (valueC[i]! - etaC);
    if (method === "dr") {
      treated -= lineT![i]!;
      control += fromScore![i]! - lineC![i]!;
    } else if (method === "ipw") control += fromScore![i]!;
    else control += lineC![i]!;
    influence[i] = treated / meanT - control / meanC;
  }
  return { att: etaT - etaC, influence };
}

/**
 * Effect on the treated from repeated cross-sections (rows before and after need not pair up).
 * 中文: 重复截面的 2×2 比较
 *
 * Agrees    R DRDID 1.2.3 `drdid_rc` (locally efficient), `std_ipw_did_rc`, `reg_did_rc`.
 */
export function crossSectionTwoByTwo(
  method: CsMethod,
  y: Float64Array,
  post: Float64Array,
  D: Float64Array,
  X: readonly Float64Array[],
  weights: Float64Array | null,
): TwoByTwo {
  const w = normalised(weights, y.length);
  if (method === "reg") return regressionCrossSection(y, post, D, X, w);
  const score = propensity(D, X, w);
  const cell = (treated: 0 | 1, after: 0 | 1) => {
    const out = new Float64Array(y.length);
    for (let i = 0; i < y.length; i++) {
      if (post[i] !== after || D[i] !== treated) continue;
      const odds = treated === 1 ? 1 : score.p[i]! / (1 - score.p[i]!);
      out[i] = score.keep[i]! * w[i]! * odds;
    }
    return out;
  };
  const weightsOf = { t0: cell(1, 0), t1: cell(1, 1), c0: cell(0, 0), c1: cell(0, 1) };
  return method === "ipw"
    ? weightedCrossSection(y, X, score, weightsOf)
    : doublyRobustCrossSection(y, post, D, X, w, score, weightsOf);
}

interface CellWeights {
  readonly t0: Float64Array;
  readonly t1: Float64Array;
  readonly c0: Float64Array;
  readonly c1: Float64Array;
}

function weightedCrossSection(
  y: Float64Array,
  X: readonly Float64Array[],
  score: Propensity,
  w: CellWeights,
): TwoByTwo {
  const t0 = hajek(w.t0, y);
  const t1 = hajek(w.t1, y);
  const c0 = hajek(w.c0, y);
  const c1 = hajek(w.c1, y);
  const slope = columnMeans(
    X,
    (i) => (w.c1[i]! * (y[i]! - c1.mean)) / c1.weight - (w.c0[i]! * (y[i]! - c0.mean)) / c0.weight,
  );
  const fromScore = score.influence(slope);
  const influence = y.map(
    (_, i) =>
      t1.influence[i]! - t0.influence[i]! - (c1.influence[i]! - c0.influence[i]! + fromScore[i]!),
  );
  return { att: t1.mean - t0.mean - (c1.mean - c0.mean), influence };
}

function regressionCrossSection(
  y: Float64Array,
  post: Float64Array,
  D: Float64Array,
  X: readonly Float64Array[],
  w: Float64Array,
): TwoByTwo {
  const lines = [0, 1].map((after) =>
    outcomeLine(
      y,
      X,
      w.map((v, i) => (D[i] === 0 && post[i] === after ? v : 0)),
    ),
  );
  const t0 = hajek(
    w.map((v, i) => v * D[i]! * (1 - post[i]!)),
    y,
  );
  const t1 = hajek(
    w.map((v, i) => v * D[i]! * post[i]!),
    y,
  );
  const wD = w.map((v, i) => v * D[i]!);
  const control = hajek(wD, minus(lines[1]!.fitted, lines[0]!.fitted));
  const M = columnMeans(X, (i) => wD[i]!);
  const l1 = lines[1]!.influence(M);
  const l0 = lines[0]!.influence(M);
  const influence = y.map(
    (_, i) =>
      t1.influence[i]! -
      t0.influence[i]! -
      control.influence[i]! -
      (l1[i]! - l0[i]!) / control.weight,
  );
  return { att: t1.mean - t0.mean - control.mean, influence };
}

function doublyRobustCrossSection(
  y: Float64Array,
  post: Float64Array,
  D: Float64Array,
  X: readonly Float64Array[],
  w: Float64Array,
  score: Propensity,
  cell: CellWeights,
): TwoByTwo {
  const n = y.length;
  const line = (treated: 0 | 1, after: 0 | 1) =>
    outcomeLine(
      y,
      X,
      w.map((v, i) => (D[i] === treated && post[i] === after ? v : 0)),
    );
  const c0 = line(0, 0);
  const c1 = line(0, 1);
  const tr0 = line(1, 0);
  const tr1 = line(1, 1);
  const rest = y.map((v, i) => v - (post[i] === 1 ? c1.fitted[i]! : c0.fitted[i]!));
  const wD = w.map((v, i) => score.keep[i]! * v * D[i]!);
  const gap1 = minus(tr1.fitted, c1.fitted);
  const gap0 = minus(tr0.fitted, c0.fitted);
  const part = {
    t0: hajek(cell.t0, rest),
    t1: hajek(cell.t1, rest),
    c0: hajek(cell.c0, rest),
    c1: hajek(cell.c1, rest),
    d1: hajek(wD, gap1),
    dt1: hajek(cell.t1, gap1),
    d0: hajek(wD, gap0),
    dt0: hajek(cell.t0, gap0),
  };
  const att =
    part.t1.mean -
    part.t0.mean -
    (part.c1.mean - part.c0.mean) +
    (part.d1.mean - part.dt1.mean) -
    (part.d0.mean - part.dt0.mean);
  const fromScore = score.influence(
    columnMeans(
      X,
      (i) =>
        (cell.c1[i]! * (rest[i]! - part.c1.mean)) / part.c1.weight -
        (cell.c0[i]! * (rest[i]! - part.c0.mean)) / part.c0.weight,
    ),
  );
  // Derivatives of att with respect to the four outcome lines. For the controls before treatment
  // DRDID writes `c0 − 2 t0 + d`, equal in expectation to the derivative `d − c0`; kept to agree.
  const perLine = (share: (i: number) => number) => columnMeans(X, share);
  const i1 = c1.influence(perLine((i) => cell.c1[i]! / part.c1.weight - wD[i]! / part.d1.weight));
  const i0 = c0.influence(
    perLine(
      (i) =>
        wD[i]! / part.d0.weight + cell.c0[i]! / part.c0.weight - (2 * cell.t0[i]!) / part.t0.weight,
    ),
  );
  const j1 = tr1.influence(perLine((i) => wD[i]! / part.d1.weight - cell.t1[i]! / part.t1.weight));
  const j0 = tr0.influence(perLine((i) => cell.t0[i]! / part.t0.weight - wD[i]! / part.d0.weight));
  const influence = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    influence[i] =
      part.t1.influence[i]! -
      part.t0.influence[i]! -
      (part.c1.influence[i]! - part.c0.influence[i]! + fromScore[i]!) +
      (part.d1.influence[i]! - part.dt1.influence[i]!) -
      (part.d0.influence[i]! - part.dt0.influence[i]!) +
      i1[i]! +
      i0[i]! +
      j1[i]! +
      j0[i]!;
  }
  return { att, influence };
}

/** Weighted mean with its influence, weights taken as known. */
function hajek(w: Float64Array, value: Float64Array) {
  const weight = average(w);
  const mean = averageProduct(w, value) / weight;
  return { mean, weight, influence: w.map((v, i) => (v * (value[i]! - mean)) / weight) };
}

interface Propensity {
  readonly p: Float64Array;
  readonly keep: Float64Array;
  influence(direction: Float64Array): Float64Array;
}

function propensity(D: Float64Array, X: readonly Float64Array[], w: Float64Array): Propensity {
  const n = D.length;
  const { scores: p, L } = scoreModel(D, X, w);
  const keep = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    p[i] = Math.min(p[i]!, SCORE_TOP);
    keep[i] = D[i] === 1 || p[i]! < TRIM ? 1 : 0;
  }
  return {
    p,
    keep,
    influence: (direction) => {
      const h = choleskySolve(L, X.length, direction);
      return D.map((d, i) => w[i]! * (d - p[i]!) * dotAt(X, h, i) * n);
    },
  };
}

/** Weighted least squares on the rows with weight; fitted for all rows. */
function outcomeLine(y: Float64Array, X: readonly Float64Array[], w: Float64Array) {
  const k = X.length;
  const n = y.length;
  let inverse: Float64Array;
  try {
    inverse = choleskyInverse(cholesky(crossProducts(X, w), k), k);
  } catch (cause) {
    throw didError("no-controls", { method: "outcome regression" }, cause);
  }
  const right = crossVector(X, y, w);
  const beta = new Float64Array(k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) beta[a]! += inverse[a * k + b]! * right[b]!;
  }
  const fitted = y.map((_, i) => dotAt(X, beta, i));
  return {
    fitted,
    influence: (direction: Float64Array) => {
      const h = new Float64Array(k);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) h[a]! += inverse[a * k + b]! * direction[b]!;
      }
      return y.map((v, i) => w[i]! * (v - fitted[i]!) * dotAt(X, h, i) * n);
    },
  };
}

function normalised(weights: Float64Array | null, n: number): Float64Array {
  if (weights === null) return new Float64Array(n).fill(1);
  const m = average(weights);
  return weights.map((v) => v / m);
}

function average(x: Float64Array): number {
  let s = 0;
  for (const v of x) s += v;
  return s / x.length;
}

function averageProduct(x: Float64Array, y: Float64Array): number {
  let s = 0;
  for (let i = 0; i < x.length; i++) s += x[i]! * y[i]!;
  return s / x.length;
}

function columnMeans(X: readonly Float64Array[], weight: (i: number) => number): Float64Array {
  const n = X[0]!.length;
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) w[i] = weight(i);
  return Float64Array.from(X, (x) => averageProduct(x, w));
}

function product(a: Float64Array, b: Float64Array, f: (v: number) => number): Float64Array {
  return a.map((v, i) => v * f(b[i]!));
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, i) => v - b[i]!);
}

function dotAt(X: readonly Float64Array[], h: Float64Array, i: number): number {
  let s = 0;
  for (let j = 0; j < h.length; j++) s += X[j]![i]! * h[j]!;
  return s;
}
