import { choleskyInOrder, choleskySolve } from "../math/index.js";
import type { FactorPanel } from "./factor-panel.js";

/** Where the polish starts and ends: β and the fitted additive and common component, N × T. */
export interface FactorPoint {
  readonly beta: Float64Array;
  readonly fitted: Float64Array;
}

const LIMIT = 500;
/** Shares of the diagonal; Newton needs more, since the Hessian is flat where factors may be rotated. */
const DAMPING = { start: 1e-6, least: 1e-10, newton: 1e-3, most: 1e6 } as const;

/** Near the solution the sum of squares is flat: what rounding does to it is no reason to turn back. */
const ROUNDING = 1e-14;

/** Largest step of a coefficient, as a share of the largest coefficient, at which the search ends. */
const TOLERANCE = 1e-13;

/** Below this movement the whole Newton step is tried: Gauss–Newton alone gains a digit in ten steps. */
const NEAR = 0.05;

/** Least squares on [1, F_t] leaves nothing of a column whose square is below this share. */
const RANK_TOLERANCE = 1e-10;

/**
 * Newton steps to the least-squares solution of an unbalanced interactive-effects panel.
 * 中文: 非平衡交互固定效应的牛顿求解
 *
 * Loadings and unit effects are concentrated out, unit by unit (variable projection, Golub & Pereyra
 * 1973), which leaves β, the period effects and the T × r factors: some tens of parameters, whatever
 * the number of units. Gauss–Newton steps (Kaufman's form, damped as by Levenberg and Marquardt) lead
 * near the solution, Newton steps with the exact Hessian finish. A step is taken only when the sum of
 * squares does not rise, so that the result is never worse than the start.
 *
 * @param factors T × r, the factors to start from
 */
export function polishFactors(
  panel: FactorPanel,
  r: number,
  effects: { readonly unit: boolean; readonly time: boolean },
  start: { readonly beta: Float64Array; readonly factors: Float64Array },
): FactorPoint {
  const problem = new Concentrated(panel, r, effects);
  let point = problem.start(start.beta, start.factors);
  let here = problem.at(point);
  let damping: number = DAMPING.start;
  let newton = false;
  for (let i = 0; i < LIMIT && damping <= DAMPING.most; i++) {
    const step = problem.step(here, newton, newton ? Math.max(damping, DAMPING.newton) : damping);
    const next = point.map((v, j) => v + step[j]!);
    const there = problem.at(next);
    if (!(there.ssr <= here.ssr * (1 + ROUNDING))) {
      if (!newton) damping *= 100;
      newton = false;
      continue;
    }
    const moved = movedBy(step, next, panel.columns.length);
    newton = moved < NEAR;
    point = next;
    here = there;
    damping = Math.max(damping / 10, DAMPING.least);
    if (moved <= TOLERANCE) break;
  }
  return { beta: point.slice(0, panel.columns.length), fitted: problem.fitted(point) };
}

function movedBy(step: Float64Array, point: Float64Array, k: number): number {
  // Without regressors the fit itself is what is sought: all parameters count.
  const end = k === 0 ? point.length : k;
  let largest = 0;
  let size = 1e-8;
  for (let j = 0; j < end; j++) {
    largest = Math.max(largest, Math.abs(step[j]!));
    size = Math.max(size, Math.abs(point[j]!));
  }
  return largest / size;
}

/** The sum of squares at a point with what a Gauss–Newton step needs. */
interface Local {
  readonly ssr: number;
  /** J′J and J′e of the parameters that are not concentrated out. */
  readonly gram: Float64Array;
  /** What the Hessian has beside J′J: the curvature of λ_i′F_t. */
  readonly bend: Float64Array;
  readonly slope: Float64Array;
}

/** The sum of squares as a function of θ = (β, δ_1 … δ_T, F_1 … F_T). */
class Concentrated {
  readonly #panel: FactorPanel;
  readonly #r: number;
  readonly #effects: { readonly unit: boolean; readonly time: boolean };
  /** Rows of each unit: `#rows[#first[i]] … #rows[#first[i + 1] − 1]`. */
  readonly #first: Int32Array;
  readonly #rows: Int32Array;
  readonly #k: number;
  /** Where the factors begin in θ. */
  readonly #atF: number;
  readonly #p: number;
  readonly #Q: Float64Array;
  readonly #R: Float64Array;
  readonly #e: Float64Array;
  readonly #inner: Float64Array;
  readonly #PX: Float64Array;
  readonly #inverse: Float64Array;
  readonly #B: Float64Array;
  readonly #BX: Float64Array;
  readonly #G: Float64Array;

  constructor(
    panel: FactorPanel,
    r: number,
    effects: { readonly unit: boolean; readonly time: boolean },
  ) {
    const { N, T, unit, columns } = panel;
    this.#panel = panel;
    this.#r = r;
    this.#effects = effects;
    this.#k = columns.length;
    this.#atF = this.#k + (effects.time ? T : 0);
    this.#p = this.#atF + T * r;
    this.#first = new Int32Array(N + 1);
    for (const i of unit) this.#first[i + 1]!++;
    for (let i = 0; i < N; i++) this.#first[i + 1]! += this.#first[i]!;
    this.#rows = new Int32Array(unit.length);
    const next = this.#first.slice();
    unit.forEach((i, row) => {
      this.#rows[next[i]!++] = row;
    });
    const q = r + 1;
    this.#Q = new Float64Array(T * q);
    this.#R = new Float64Array(q * q);
    this.#e = new Float64Array(T);
    this.#inner = new Float64Array(q);
    this.#PX = new Float64Array(T * this.#k);
    this.#inverse = new Float64Array(q * q);
    this.#B = new Float64Array(q * T);
    this.#BX = new Float64Array(r * this.#k);
    this.#G = new Float64Array(q * q);
  }

  /** θ from β and factors; period effects are the mean residuals of their periods. */
  start(beta: Float64Array, factors: Float64Array): Float64Array {
    const { T, y, columns, time } = this.#panel;
    const theta = new Float64Array(this.#p);
    theta.set(beta);
    theta.set(factors, this.#atF);
    if (!this.#effects.time) return theta;
    const count = new Float64Array(T);
    for (let row = 0; row < y.length; row++) {
      let v = y[row]!;
      for (let j = 0; j < this.#k; j++) v -= beta[j]! * columns[j]![row]!;
      theta[this.#k + time[row]!]! += v;
      count[time[row]!]!++;
    }
    for (let t = 0; t < T; t++) theta[this.#k + t]! /= Math.max(count[t]!, 1);
    return theta;
  }

  /** The step of Gauss–Newton, or of Newton with the exact Hessian. */
  step(here: Local, newton: boolean, damping: number): Float64Array {
    const p = this.#p;
    const gram = newton ? here.gram.map((v, i) => v + here.bend[i]!) : here.gram.slice();
    for (let j = 0; j < p; j++) gram[j * p + j]! += damping * here.gram[j * p + j]!;
    // Factors are known up to a rotation only: directions without curvature stay where they are.
    const { kept, L } = choleskyInOrder(gram, p, 1e-14);
    const slope = Float64Array.from(kept, (j) => here.slope[j]!);
    const solved = choleskySolve(L, kept.length, slope);
    const step = new Float64Array(p);
    kept.forEach((j, at) => {
      step[j] = solved[at]!;
    });
    return step;
  }

  at(theta: Float64Array): Local {
    const p = this.#p;
    const gram = new Float64Array(p * p);
    const bend = new Float64Array(p * p);
    const slope = new Float64Array(p);
    let ssr = 0;
    for (let i = 0; i < this.#panel.N; i++) {
      const q = this.#project(i, theta);
      ssr += this.#addUnit(i, q, gram, slope, bend);
    }
    for (const M of [gram, bend]) {
      for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) M[a * p + b] = M[b * p + a]!;
    }
    return { ssr, gram, bend, slope };
  }

  /** α_i + δ_t + λ_i′F_t in every cell, the missing ones too. */
  fitted(theta: Float64Array): Float64Array {
    const { N, T } = this.#panel;
    const out = new Float64Array(N * T);
    for (let i = 0; i < N; i++) {
      const width = this.#project(i, theta);
      const [alpha, loadings] = this.#innerOf(width);
      for (let t = 0; t < T; t++) {
        let v = alpha + (this.#effects.time ? theta[this.#k + t]! : 0);
        for (let l = 0; l < this.#r; l++) v += loadings[l]! * theta[this.#atF + t * this.#r + l]!;
        out[i * T + t] = v;
      }
    }
    return out;
  }

  /** Unit i's least squares on [1, F_t]: an orthonormal basis, its coefficients, the residuals. */
  #project(i: number, theta: Float64Array): number {
    const { y, columns, time } = this.#panel;
    const r = this.#r;
    const k = this.#k;
    const from = this.#first[i]!;
    const n = this.#first[i + 1]! - from;
    const lead = this.#effects.unit ? 1 : 0;
    const q = lead + r;
    const [Q, R, e, inner] = [this.#Q, this.#R, this.#e, this.#inner];
    R.fill(0);
    inner.fill(0);
    for (let a = 0; a < n; a++) {
      const row = this.#rows[from + a]!;
      const t = time[row]!;
      let v = y[row]!;
      for (let j = 0; j < k; j++) v -= theta[j]! * columns[j]![row]!;
      if (this.#effects.time) v -= theta[k + t]!;
      e[a] = v;
      if (lead === 1) Q[a * q] = 1;
      for (let l = 0; l < r; l++) Q[a * q + lead + l] = theta[this.#atF + t * r + l]!;
    }
    for (let c = 0; c < q; c++) {
      let whole = 0;
      for (let a = 0; a < n; a++) whole += Q[a * q + c]! ** 2;
      // Twice, for bases that are orthogonal to the last digit.
      for (let again = 0; again < 2; again++) {
        for (let b = 0; b < c; b++) {
          let s = 0;
          for (let a = 0; a < n; a++) s += Q[a * q + b]! * Q[a * q + c]!;
          R[b * q + c]! += s;
          for (let a = 0; a < n; a++) Q[a * q + c]! -= s * Q[a * q + b]!;
        }
      }
      let left = 0;
      for (let a = 0; a < n; a++) left += Q[a * q + c]! ** 2;
      const length = left > RANK_TOLERANCE * whole ? Math.sqrt(left) : 0;
      R[c * q + c] = length;
      for (let a = 0; a < n; a++) Q[a * q + c] = length === 0 ? 0 : Q[a * q + c]! / length;
      let s = 0;
      for (let a = 0; a < n; a++) s += Q[a * q + c]! * e[a]!;
      inner[c] = s;
      for (let a = 0; a < n; a++) e[a]! -= s * Q[a * q + c]!;
    }
    return q;
  }

  /** α_i and λ_i of the unit projected last; what its rows do not identify is 0. */
  #innerOf(q: number): [number, Float64Array] {
    const out = new Float64Array(q);
    for (let c = q - 1; c >= 0; c--) {
      const d = this.#R[c * q + c]!;
      if (d === 0) continue;
      let v = this.#inner[c]!;
      for (let b = c + 1; b < q; b++) v -= this.#R[c * q + b]! * out[b]!;
      out[c] = v / d;
    }
    return this.#effects.unit ? [out[0]!, out.subarray(1)] : [0, out];
  }

  /** Adds unit i, projected last, to the upper halves of the matrices; returns its sum of squares. */
  #addUnit(
    i: number,
    q: number,
    gram: Float64Array,
    slope: Float64Array,
    bend: Float64Array,
  ): number {
    const { columns, time } = this.#panel;
    const [k, r, p, atF] = [this.#k, this.#r, this.#p, this.#atF];
    const from = this.#first[i]!;
    const n = this.#first[i + 1]! - from;
    const lead = q - r;
    const [, loadings] = this.#innerOf(q);
    this.#invert(q, n);
    const [Q, e, PX, B, BX, G] = [this.#Q, this.#e, this.#PX, this.#B, this.#BX, this.#G];
    const withTime = this.#effects.time;
    for (let j = 0; j < k; j++) {
      const x = columns[j]!;
      for (let a = 0; a < n; a++) PX[a * k + j] = x[this.#rows[from + a]!]!;
      for (let l = 0; l < r; l++) {
        let s = 0;
        for (let a = 0; a < n; a++) s += B[(lead + l) * n + a]! * PX[a * k + j]!;
        BX[l * k + j] = s;
      }
      for (let c = 0; c < q; c++) {
        let s = 0;
        for (let a = 0; a < n; a++) s += Q[a * q + c]! * PX[a * k + j]!;
        for (let a = 0; a < n; a++) PX[a * k + j]! -= s * Q[a * q + c]!;
      }
    }
    let ssr = 0;
    for (let a = 0; a < n; a++) {
      const left = e[a]!;
      const s = time[this.#rows[from + a]!]!;
      ssr += left * left;
      for (let j = 0; j < k; j++) {
        const x = PX[a * k + j]!;
        slope[j]! += x * left;
        for (let h = j; h < k; h++) gram[j * p + h]! += x * PX[a * k + h]!;
        if (withTime) gram[j * p + k + s]! += x;
        for (let l = 0; l < r; l++) {
          const f = atF + s * r + l;
          gram[j * p + f]! += loadings[l]! * x;
          bend[j * p + f]! += left * BX[l * k + j]!;
        }
      }
      if (withTime) slope[k + s]! += left;
      for (let l = 0; l < r; l++) slope[atF + s * r + l]! += loadings[l]! * left;
      for (let b = 0; b < n; b++) {
        const t = time[this.#rows[from + b]!]!;
        // (I − QQ′) between two periods of this unit.
        let m = a === b ? 1 : 0;
        for (let c = 0; c < q; c++) m -= Q[a * q + c]! * Q[b * q + c]!;
        if (withTime) {
          if (t >= s) gram[(k + s) * p + k + t]! += m;
          for (let l = 0; l < r; l++) {
            const at = (k + s) * p + atF + t * r + l;
            gram[at]! += m * loadings[l]!;
            bend[at]! += e[b]! * B[(lead + l) * n + a]!;
          }
        }
        if (t < s) continue;
        for (let l = 0; l < r; l++) {
          for (let h = t === s ? l : 0; h < r; h++) {
            const at = (atF + s * r + l) * p + atF + t * r + h;
            gram[at]! += m * loadings[l]! * loadings[h]!;
            bend[at]! +=
              left * loadings[h]! * B[(lead + l) * n + b]! +
              e[b]! * loadings[l]! * B[(lead + h) * n + a]! -
              left * e[b]! * G[(lead + l) * q + lead + h]!;
          }
        }
      }
    }
    return ssr;
  }

  /** B = R⁻¹Q′ (q × n) and G = R⁻¹R⁻ᵀ (q × q) of the unit projected last. */
  #invert(q: number, n: number): void {
    const [Q, R, B, G, inverse] = [this.#Q, this.#R, this.#B, this.#G, this.#inverse];
    inverse.fill(0);
    for (let c = 0; c < q; c++) {
      if (R[c * q + c] === 0) continue;
      inverse[c * q + c] = 1 / R[c * q + c]!;
      for (let b = c - 1; b >= 0; b--) {
        if (R[b * q + b] === 0) continue;
        let s = 0;
        for (let d = b + 1; d <= c; d++) s += R[b * q + d]! * inverse[d * q + c]!;
        inverse[b * q + c] = -s / R[b * q + b]!;
      }
    }
    for (let b = 0; b < q; b++) {
      for (let a = 0; a < n; a++) {
        let s = 0;
        for (let c = b; c < q; c++) s += inverse[b * q + c]! * Q[a * q + c]!;
        B[b * n + a] = s;
      }
      for (let d = 0; d < q; d++) {
        let s = 0;
        for (let c = Math.max(b, d); c < q; c++) s += inverse[b * q + c]! * inverse[d * q + c]!;
        G[b * q + d] = s;
      }
    }
  }
}
