import {
  choleskyInOrder,
  choleskySolve,
  combine,
  crossProducts,
  crossVector,
  eigenSymmetric,
  maximizeNewton,
  minimize,
  numericalHessian,
} from "../math/index.js";
import type { FactorPanel } from "./factor-panel.js";
import { type FactorPoint, polishFactors } from "./interactive-effects-polish.js";

/** Which additive effects stand beside the factors. */
export type AdditiveEffects = "none" | "unit" | "time" | "two-way";

/** The structure that is left of a panel of residuals: additive effects plus factors. */
export interface FactorStructure {
  /** T × r, F′F/T = I. */
  readonly F: Float64Array;
  /** N × r. */
  readonly loadings: Float64Array;
  /** Fitted additive and common component, N × T. */
  readonly fitted: Float64Array;
}

export interface FactorSolution extends FactorStructure {
  readonly beta: Float64Array;
  readonly residuals: Float64Array;
  readonly ssr: number;
  readonly iterations: number;
  /** `cut` where the passes of EM ran out while they still moved. */
  readonly end: "still" | "cut";
}

const EM_TOLERANCE = 1e-11;
const EM_LIMIT = 20_000;
/** Passes that lead EM near its solution; the rest of its way, which is slow, is left to Newton. */
const EM_LEAD = 20;
/** Most parameters of the shorter side, for which a dense system is still solved quickly. */
const POLISH_LIMIT = 1000;

/**
 * Least squares of an interactive-effects model (Bai 2009).   中文: 交互固定效应最小二乘
 *
 * Balanced: additive effects are swept out, then the sum of squares concentrated in β (what is left
 * of Y − Xβ after its r largest principal components) is minimised with its exact gradient −2⟨X, E⟩,
 * from the OLS start. Unbalanced: missing cells are filled with the fitted additive and common
 * component (EM, Bai 2009 appendix); Newton steps shorten its way where they lead down, and it ends
 * where another pass moves nothing.
 */
export function solveFactorModel(
  panel: FactorPanel,
  r: number,
  additive: AdditiveEffects,
): FactorSolution {
  const balanced = panel.y.length === panel.N * panel.T;
  return balanced ? solveBalanced(panel, r, additive) : solveByEm(panel, r, additive);
}

function solveBalanced(panel: FactorPanel, r: number, additive: AdditiveEffects): FactorSolution {
  const { N, T } = panel;
  const grid = (x: Float64Array) => {
    const cells = toCells(panel, x);
    return minus(cells, additiveFit(cells, N, T, additive));
  };
  const Y = grid(panel.y);
  const X = panel.columns.map(grid);
  const at = (beta: ArrayLike<number>) => {
    const W = minus(Y, combine(X, beta, N * T));
    const structure = principalComponents(W, N, T, r);
    return { W, structure, E: minus(W, structure.fitted) };
  };
  const gram = crossProducts(X);
  const { L } = choleskyInOrder(gram, X.length, 0);
  const start = choleskySolve(L, X.length, crossVector(X, Y));
  // Unit-scale the problem: steps in β are measured in standard errors of OLS.
  const scale = Float64Array.from(X, (_, j) => 1 / Math.sqrt(gram[j * X.length + j]!));
  const total = squares(at(start).E) || 1;
  let beta: Float64Array = start;
  let iterations = 0;
  if (X.length > 0) {
    const gradientAt = (z: ArrayLike<number>): { value: number; gradient: Float64Array } => {
      const { E } = at(scale.map((s, j) => z[j]! * s));
      const slope = crossVector(X, E);
      return {
        value: squares(E) / total,
        gradient: slope.map((v, j) => (-2 * v * scale[j]!) / total),
      };
    };
    const rough = minimize(
      (z, g) => {
        const here = gradientAt(z);
        g.set(here.gradient);
        return here.value;
      },
      start.map((v, j) => v / scale[j]!),
      { tolerance: 1e-7, maxIterations: 5000, what: "the interactive-effects model" },
    );
    const found = maximizeNewton(
      (z) => {
        const { value, gradient } = gradientAt(z);
        const information = numericalHessian((v) => gradientAt(v).gradient, z);
        return { value: -value, gradient: gradient.map((v) => -v), information };
      },
      rough.x,
      { what: "the interactive-effects model" },
    );
    beta = scale.map((s, j) => found.x[j]! * s);
    iterations = rough.iterations + found.iterations;
  }
  const { structure, E } = at(beta);
  const raw = minus(
    toCells(panel, panel.y),
    combine(
      panel.columns.map((x) => toCells(panel, x)),
      beta,
      N * T,
    ),
  );
  const outer = additiveFit(raw, N, T, additive);
  const fitted = structure.fitted.map((v, i) => v + outer[i]!);
  return {
    ...structure,
    fitted,
    beta,
    residuals: fromCells(panel, E),
    ssr: squares(E),
    iterations,
    end: "still",
  };
}

function solveByEm(panel: FactorPanel, r: number, additive: AdditiveEffects): FactorSolution {
  const { N, T, columns, y } = panel;
  const k = columns.length;
  const { L } = choleskyInOrder(crossProducts(columns), k, 0);
  const regress: Regress = (target) => choleskySolve(L, k, crossVector(columns, target));
  const start = { beta: regress(y), fitted: new Float64Array(N * T) };
  const passes = (from: FactorPoint, most: number) =>
    emPasses(panel, r, additive, { regress, from, most });
  const lead = passes(start, EM_LEAD);
  if (lead.end === "still") return lead;
  const point = polished(panel, r, additive, lead);
  const first = point === undefined ? undefined : passes(point, 1);
  // With gaps the least squares may lie at infinity, where Newton steps run to: a pass from there
  // lands higher, and EM goes on from where it was.
  const from = first !== undefined && first.ssr <= lead.ssr ? first : lead;
  const rest = passes(from, EM_LIMIT - EM_LEAD);
  return { ...rest, iterations: EM_LEAD + (first?.iterations ?? 0) + rest.iterations };
}

type Regress = (target: Float64Array) => Float64Array;

/** Passes of EM until one moves nothing, or as many as may be. */
function emPasses(
  panel: FactorPanel,
  r: number,
  additive: AdditiveEffects,
  how: { readonly regress: Regress; readonly from: FactorPoint; readonly most: number },
): FactorSolution {
  const { N, T, columns, y } = panel;
  let { beta, fitted } = how.from;
  let structure: FactorStructure = { F: new Float64Array(), loadings: new Float64Array(), fitted };
  let residuals = y;
  let before = Number.POSITIVE_INFINITY;
  let end: FactorSolution["end"] = "cut";
  let iterations = 0;
  while (iterations < how.most && end === "cut") {
    const part = minus(y, combine(columns, beta, y.length));
    const W = fitted.slice();
    for (let i = 0; i < y.length; i++) W[panel.unit[i]! * T + panel.time[i]!] = part[i]!;
    const outer = additiveFit(W, N, T, additive);
    structure = principalComponents(minus(W, outer), N, T, r);
    fitted = structure.fitted.map((v, i) => v + outer[i]!);
    const target = minus(y, fromCells(panel, fitted));
    const next = how.regress(target);
    residuals = minus(target, combine(columns, next, y.length));
    const ssr = squares(residuals);
    const moved = next.reduce((m, v, j) => Math.max(m, Math.abs(v - beta[j]!)), 0);
    const size = next.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-8);
    beta = next;
    iterations++;
    if (moved <= EM_TOLERANCE * size && before - ssr <= EM_TOLERANCE * ssr) end = "still";
    before = ssr;
  }
  return { ...structure, fitted, beta, residuals, ssr: squares(residuals), iterations, end };
}

/** The polish over the shorter side of the panel; undefined where even that is too long for it. */
function polished(
  panel: FactorPanel,
  r: number,
  additive: AdditiveEffects,
  start: Pick<FactorSolution, "beta" | "F" | "loadings">,
): FactorPoint | undefined {
  const { N, T, unit, time } = panel;
  if (Math.min(N, T) * (r + 1) > POLISH_LIMIT) return undefined;
  const { beta } = start;
  const byUnit = additive === "unit" || additive === "two-way";
  const byTime = additive === "time" || additive === "two-way";
  if (T <= N) {
    return polishFactors(panel, r, { unit: byUnit, time: byTime }, { beta, factors: start.F });
  }
  const turned = { ...panel, unit: time, time: unit, N: T, T: N };
  const from = { beta, factors: start.loadings };
  const found = polishFactors(turned, r, { unit: byTime, time: byUnit }, from);
  const fitted = Float64Array.from(
    { length: N * T },
    (_, cell) => found.fitted[(cell % T) * N + Math.floor(cell / T)]!,
  );
  return { beta: found.beta, fitted };
}

/** The r largest principal components of an N × T matrix, F′F/T = I. */
export function principalComponents(
  W: Float64Array,
  N: number,
  T: number,
  r: number,
): FactorStructure {
  const F = new Float64Array(T * r);
  const loadings = new Float64Array(N * r);
  const fitted = new Float64Array(N * T);
  if (r === 0) return { F, loadings, fitted };
  if (T <= N) {
    const { vectors } = eigenSymmetric(gramOfColumns(W, N, T), T);
    for (let t = 0; t < T; t++) {
      for (let l = 0; l < r; l++) F[t * r + l] = vectors[t * T + l]! * Math.sqrt(T);
    }
  } else {
    const { vectors, values } = eigenSymmetric(gramOfRows(W, N, T), N);
    for (let l = 0; l < r; l++) {
      const length = Math.sqrt(Math.max(values[l]!, Number.MIN_VALUE));
      for (let t = 0; t < T; t++) {
        let s = 0;
        for (let i = 0; i < N; i++) s += vectors[i * N + l]! * W[i * T + t]!;
        F[t * r + l] = (s / length) * Math.sqrt(T);
      }
    }
  }
  for (let i = 0; i < N; i++) {
    for (let l = 0; l < r; l++) {
      let s = 0;
      for (let t = 0; t < T; t++) s += W[i * T + t]! * F[t * r + l]!;
      loadings[i * r + l] = s / T;
      for (let t = 0; t < T; t++) fitted[i * T + t]! += (s / T) * F[t * r + l]!;
    }
  }
  return { F, loadings, fitted };
}

/** Values of a full grid at the panel's rows. */
export function fromCells(panel: FactorPanel, cells: Float64Array): Float64Array {
  return Float64Array.from(panel.y, (_, i) => cells[panel.unit[i]! * panel.T + panel.time[i]!]!);
}

function toCells(panel: FactorPanel, x: Float64Array): Float64Array {
  const cells = new Float64Array(panel.N * panel.T);
  for (let i = 0; i < x.length; i++) cells[panel.unit[i]! * panel.T + panel.time[i]!] = x[i]!;
  return cells;
}

/** Means of a full grid by unit, by period, or both. */
function additiveFit(
  W: Float64Array,
  N: number,
  T: number,
  additive: AdditiveEffects,
): Float64Array {
  const out = new Float64Array(N * T);
  if (additive === "none") return out;
  const byUnit = new Float64Array(N);
  const byTime = new Float64Array(T);
  let all = 0;
  for (let i = 0; i < N; i++) {
    for (let t = 0; t < T; t++) {
      const v = W[i * T + t]!;
      byUnit[i]! += v / T;
      byTime[t]! += v / N;
      all += v / (N * T);
    }
  }
  for (let i = 0; i < N; i++) {
    for (let t = 0; t < T; t++) {
      out[i * T + t] =
        additive === "unit"
          ? byUnit[i]!
          : additive === "time"
            ? byTime[t]!
            : byUnit[i]! + byTime[t]! - all;
    }
  }
  return out;
}

function gramOfColumns(W: Float64Array, N: number, T: number): Float64Array {
  const G = new Float64Array(T * T);
  for (let i = 0; i < N; i++) {
    for (let s = 0; s < T; s++) {
      const a = W[i * T + s]!;
      for (let t = s; t < T; t++) G[s * T + t]! += a * W[i * T + t]!;
    }
  }
  for (let s = 0; s < T; s++) for (let t = 0; t < s; t++) G[s * T + t] = G[t * T + s]!;
  return G;
}

function gramOfRows(W: Float64Array, N: number, T: number): Float64Array {
  const G = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    for (let j = i; j < N; j++) {
      let s = 0;
      for (let t = 0; t < T; t++) s += W[i * T + t]! * W[j * T + t]!;
      G[i * N + j] = s;
      G[j * N + i] = s;
    }
  }
  return G;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, i) => v - b[i]!);
}

function squares(a: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * a[i]!;
  return s;
}
