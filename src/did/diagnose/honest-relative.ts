import { createRng } from "../../base/index.js";
import { multiply, pnorm, qnorm, quadraticForm, transpose } from "../../math/index.js";
import { didError } from "../errors.js";
import { LEVEL } from "../sample/inference.js";
import type { HonestInput, HonestRow } from "./honest-input.js";

/** Share of the error allowed that the least-favourable stage may spend (HonestDiD's default). */
const FIRST_STAGE = 0.1;
const LF_DRAWS = 10_000;
const GRID = 1001;
/** Bases of the dual that are tried; beyond, the search would take minutes. */
const MOST_BASES = 200_000;

/** Options of {@link relativeMagnitudes}. */
export interface RelativeOptions {
  readonly method: "conditional" | "c-lf";
  readonly seed: number;
  /** Default 0.95. */
  readonly level?: number;
  readonly centre: number;
  readonly se: number;
  /** Ends of the grid. Default: wide around the estimate, 1001 points. */
  readonly grid?: readonly [number, number];
}

/**
 * Confidence sets when a change of trend after treatment is at most M̄ times the largest before.
 * 中文: 相对幅度约束下的置信集
 *
 * For each value of the effect, each lead s and sign, the moment inequalities of the
 * post-treatment changes are tested conditionally (Andrews, Roth & Pakes 2023); the set is the union. The
 * vertices of the dual do not depend on data, so they are listed once and every test is exact.
 * Errors    did/not-supported — too many post-treatment periods
 * Agrees    R HonestDiD 0.2.6, a grid step (conditional), 3e-3 (C-LF: simulated)
 */
export function relativeMagnitudes(
  input: HonestInput,
  l: Float64Array,
  bounds: readonly number[],
  options: RelativeOptions,
): HonestRow[] {
  return bounds.map((m) => {
    const reach = options.se * (12 + 25 * m);
    const [from, to] = options.grid ?? [options.centre - reach, options.centre + reach];
    const tests: ((theta: number) => boolean)[] = [];
    for (let s = 0; s < input.pre; s++) {
      for (const sign of [1, -1]) tests.push(polyhedronTest(input, l, m, s, sign, options));
    }
    let low: number | null = null;
    let high: number | null = null;
    for (let i = 0; i < GRID; i++) {
      const theta = from + ((to - from) * i) / (GRID - 1);
      if (!tests.some((accepts) => accepts(theta))) continue;
      low ??= theta;
      high = theta;
    }
    if (options.grid !== undefined || low === null || high === null) {
      return { m, ciLow: low, ciHigh: high };
    }
    // Ends between grid points are found by halving.
    const step = (to - from) / (GRID - 1);
    const accepts = (theta: number) => tests.some((test) => test(theta));
    return {
      m,
      ciLow: edge(accepts, low, low - step),
      ciHigh: edge(accepts, high, high + step),
    };
  });
}

/** The end of the set between a point inside and one outside. */
function edge(accepts: (theta: number) => boolean, inside: number, outside: number): number {
  let [a, b] = [inside, outside];
  while (Math.abs(b - a) > 1e-7 * Math.max(1, Math.abs(inside))) {
    const middle = (a + b) / 2;
    if (accepts(middle)) a = middle;
    else b = middle;
  }
  return a;
}

/** Test of one polyhedron: is θ compatible with it? */
function polyhedronTest(
  input: HonestInput,
  l: Float64Array,
  m: number,
  s: number,
  sign: number,
  options: RelativeOptions,
): (theta: number) => boolean {
  const { pre, post, beta, V } = input;
  const k = pre + post;
  const rows = 2 * post;
  const A = new Float64Array(rows * k);
  const put = (row: number, time: number, value: number) => {
    // Times 0 … pre − 1 before, `pre` the base, then after; the base has no coefficient.
    if (time !== pre) A[row * k + (time < pre ? time : time - 1)]! += value;
  };
  for (let t = 0; t < post; t++) {
    for (const [j, side] of [1, -1].entries()) {
      const row = 2 * t + j;
      put(row, pre + t + 1, side);
      put(row, pre + t, -side);
      put(row, s + 1, -m * sign);
      put(row, s, m * sign);
    }
  }
  const y0 = multiply(A, rows, k, beta, 1);
  const S = multiply(multiply(A, rows, k, V, k), rows, k, transpose(A, rows, k), rows);
  const sd = Float64Array.from({ length: rows }, (_, i) =>
    Math.sqrt(Math.max(0, S[i * rows + i]!)),
  );
  const { first, rest } = turned(A, rows, k, pre, l);
  const vertices = dualVertices(sd, rest, rows);
  const products = vertices.map((g) => multiply(S, rows, rows, g, 1));
  const alpha = 1 - (options.level ?? LEVEL);
  const kappa = FIRST_STAGE * alpha;
  const lf =
    options.method === "c-lf"
      ? leastFavourable(vertices, S, rows, { kappa, seed: options.seed })
      : null;
  const size = lf === null ? alpha : (alpha - kappa) / (1 - kappa);
  return (theta) => {
    const y = y0.map((v, i) => v - first[i]! * theta);
    let eta = Number.NEGATIVE_INFINITY;
    let best = 0;
    const values = vertices.map((g, v) => {
      const value = dot(g, y);
      if (value > eta) {
        eta = value;
        best = v;
      }
      return value;
    });
    if (lf !== null && eta > lf) return false;
    const spread = quadraticForm(vertices[best]!, S);
    if (!(spread > 1e-20)) return eta <= 1e-12;
    let low = Number.NEGATIVE_INFINITY;
    let high = lf ?? Number.POSITIVE_INFINITY;
    vertices.forEach((g, v) => {
      const slope = dot(g, products[best]!) / spread;
      const level = values[v]! - slope * eta;
      if (slope < 1 - 1e-9) low = Math.max(low, level / (1 - slope));
      else if (slope > 1 + 1e-9) high = Math.min(high, level / (1 - slope));
    });
    const critical = truncatedQuantile(1 - size, low, high, Math.sqrt(spread));
    return eta <= Math.max(0, critical);
  };
}

/** Columns of A after treatment in coordinates whose first is the target l′τ. */
function turned(A: Float64Array, rows: number, k: number, pre: number, l: Float64Array) {
  const post = l.length;
  // Γ = rows l, and unit rows but for the position of the largest weight.
  const lead = l.reduce((best, v, j) => (Math.abs(v) > Math.abs(l[best]!) ? j : best), 0);
  const others = Array.from({ length: post }, (_, j) => j).filter((j) => j !== lead);
  const first = new Float64Array(rows);
  const rest = others.map(() => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    const at = (j: number) => A[i * k + pre + j]!;
    first[i] = at(lead) / l[lead]!;
    others.forEach((j, c) => {
      rest[c]![i] = at(j) - (at(lead) * l[j]!) / l[lead]!;
    });
  }
  return { first, rest };
}

/** Vertices of {γ ≥ 0, X′γ = 0, sd′γ = 1}: every basis is tried. */
function dualVertices(sd: Float64Array, X: readonly Float64Array[], rows: number): Float64Array[] {
  const size = X.length + 1;
  let count = 1;
  for (let i = 0; i < size; i++) count = (count * (rows - i)) / (i + 1);
  if (count > MOST_BASES) {
    throw didError("not-supported", {
      what: `${X.length + 1} post-treatment periods are too many for the conditional test.`,
      whatZh: `处理后期数（${X.length + 1}）过多，无法进行条件检验。`,
      instead: "Bin the last periods (--bins), or use --restriction smoothness.",
      insteadZh: "请归并末端时期（--bins），或使用 --restriction smoothness。",
    });
  }
  const found: Float64Array[] = [];
  const seen = new Set<string>();
  const pick = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    const solution = solveBasis(pick, sd, X);
    if (solution !== null) {
      const g = new Float64Array(rows);
      pick.forEach((row, i) => {
        g[row] = Math.max(0, solution[i]!);
      });
      const key = Array.from(g, (v) => v.toPrecision(9)).join();
      if (!seen.has(key)) {
        seen.add(key);
        found.push(g);
      }
    }
    let i = size - 1;
    while (i >= 0 && pick[i] === rows - size + i) i--;
    if (i < 0) return found;
    pick[i]!++;
    for (let j = i + 1; j < size; j++) pick[j] = pick[j - 1]! + 1;
  }
}

/** γ on the picked rows by elimination; null when singular or negative. */
function solveBasis(
  pick: readonly number[],
  sd: Float64Array,
  X: readonly Float64Array[],
): Float64Array | null {
  const n = pick.length;
  const M = Array.from({ length: n }, (_, r) =>
    Float64Array.from([
      ...pick.map((row) => (r === 0 ? sd[row]! : X[r - 1]![row]!)),
      r === 0 ? 1 : 0,
    ]),
  );
  for (let c = 0; c < n; c++) {
    let top = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(M[r]![c]!) > Math.abs(M[top]![c]!)) top = r;
    if (Math.abs(M[top]![c]!) < 1e-11) return null;
    [M[c], M[top]] = [M[top]!, M[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const f = M[r]![c]! / M[c]![c]!;
      if (f !== 0) for (let j = c; j <= n; j++) M[r]![j]! -= f * M[c]![j]!;
    }
  }
  const out = Float64Array.from({ length: n }, (_, r) => M[r]![n]! / M[r]![r]!);
  return out.every((v) => v > -1e-9) ? out : null;
}

/** 1 − κ quantile of the largest γ′ξ, ξ ~ N(0, S). */
function leastFavourable(
  vertices: readonly Float64Array[],
  S: Float64Array,
  rows: number,
  { kappa, seed }: { readonly kappa: number; readonly seed: number },
): number {
  const L = semiFactor(S, rows);
  const draws = new Float64Array(LF_DRAWS);
  const xi = new Float64Array(rows);
  const z = new Float64Array(rows);
  const rng = createRng(seed, 0x4c46);
  for (let b = 0; b < LF_DRAWS; b++) {
    for (let i = 0; i < rows; i++) z[i] = rng.normal();
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += L[i * rows + j]! * z[j]!;
      xi[i] = sum;
    }
    let top = Number.NEGATIVE_INFINITY;
    for (const g of vertices) top = Math.max(top, dot(g, xi));
    draws[b] = top;
  }
  draws.sort();
  return draws[Math.ceil((1 - kappa) * LF_DRAWS) - 1]!;
}

/** Lower factor of a matrix that may lack rank. */
function semiFactor(S: Float64Array, n: number): Float64Array {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let v = S[i * n + j]!;
      for (let q = 0; q < j; q++) v -= L[i * n + q]! * L[j * n + q]!;
      if (i === j) L[i * n + i] = v > 1e-14 * S[i * n + i]! ? Math.sqrt(v) : 0;
      else L[i * n + j] = L[j * n + j]! > 0 ? v / L[j * n + j]! : 0;
    }
  }
  return L;
}

/** Quantile of N(0, sd²) cut to [low, high], from the tail where it is accurate. */
function truncatedQuantile(p: number, low: number, high: number, sd: number): number {
  const a = low / sd;
  const b = high / sd;
  if (a > 0) {
    const from = pnorm(a, { tail: "upper" });
    const to = pnorm(b, { tail: "upper" });
    return sd * qnorm(from + p * (to - from), { tail: "upper" });
  }
  const from = pnorm(a);
  const to = pnorm(b);
  return sd * qnorm(from + p * (to - from));
}

function dot(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!;
  return s;
}
