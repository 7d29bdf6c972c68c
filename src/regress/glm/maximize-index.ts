import {
  choleskyInOrder,
  choleskySolve,
  crossProducts,
  crossVector,
  inverseSpd,
} from "../../math/index.js";
import { type Absorber, createAbsorber } from "../absorb/create-absorber.js";
import type { AbsorbedEffect } from "../absorb/effect.js";
import { regressError } from "../errors.js";
import { independentColumns, sweptFrom } from "../linear/independent-columns.js";
import type { IndexFamily, IndexTerms } from "./index-family.js";

/** Newton decrement, relative to 1 + |ln L|, after which one last step is taken. */
const DECREMENT = 1e-13;
const MAX_ITERATIONS = 200;

export interface IndexProblem {
  readonly family: IndexFamily;
  readonly y: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly effects: readonly AbsorbedEffect[];
  readonly offset?: Float64Array;
  readonly weights?: Float64Array;
  readonly tolerance?: number;
  /** Called after each step; returns whether to stop because the index runs away. */
  readonly watch?: (eta: Float64Array, iteration: number) => boolean;
}

export interface IndexMaximum {
  /** Kept columns, ascending; coefficients go with them. */
  readonly kept: readonly number[];
  readonly collinear: readonly number[];
  readonly coefficients: Float64Array;
  readonly a: number;
  readonly eta: Float64Array;
  readonly logLik: number;
  readonly iterations: number;
  /** Kept columns (then the ancillary one) as scores per row: effects are projected out. */
  readonly scores: readonly Float64Array[];
  /** Columns with the effects swept out under the final weights. */
  readonly swept: readonly Float64Array[];
  /** −∂²ℓ/∂η² times the row weights at the maximum. */
  readonly workingWeights: Float64Array;
  /** Inverse of the observed information of (β, a), effects profiled out. */
  readonly bread: Float64Array;
  readonly stopped: boolean;
}

/**
 * Maximises a likelihood in one index by Newton's method in η, the fixed effects swept out of every
 * step under the current weights.   中文: 含固定效应的单指标极大似然
 *
 * Formula   with s = ∂ℓ/∂η and w = −∂²ℓ/∂η² a step regresses s/w (and, for the ancillary a,
 *           c = w⁻¹ ∂²ℓ/∂η∂a) on X and the effects with weights w; the Schur complement gives δa.
 *           The effects are thus profiled out exactly, with the observed information.
 * Errors    regress/not-converged, regress/no-regressor.
 */
export function maximizeIndex(problem: IndexProblem): IndexMaximum {
  const state = new IndexState(problem);
  let stopped = false;
  let iterations = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    const step = state.direction(iterations === 0);
    const last =
      iterations > 0 && Math.abs(step.decrement) <= DECREMENT * (1 + Math.abs(state.value));
    if (!state.move(step, iterations === 0 || last ? "full" : "search") || last) break;
    if (problem.watch?.(state.eta, iterations)) {
      stopped = true;
      break;
    }
  }
  if (iterations === MAX_ITERATIONS) {
    throw regressError("not-converged", {
      what: `the ${problem.family.name} likelihood`,
      iterations,
      reached: state.lastDecrement,
      tolerance: DECREMENT,
    });
  }
  return { ...state.result(), iterations: iterations + 1, stopped };
}

interface Step {
  readonly beta: Float64Array;
  readonly a: number;
  readonly eta: Float64Array;
  readonly decrement: number;
}

class IndexState {
  readonly #problem: IndexProblem;
  readonly #absorber: Absorber | undefined;
  readonly #terms: IndexTerms;
  readonly #n: number;
  #kept: readonly number[] | undefined;
  #beta = new Float64Array(0);
  #a = 0;
  eta: Float64Array;
  value = Number.NEGATIVE_INFINITY;
  lastDecrement = Number.POSITIVE_INFINITY;

  constructor(problem: IndexProblem) {
    this.#problem = problem;
    const n = problem.y.length;
    this.#n = n;
    this.#terms = {
      score: new Float64Array(n),
      info: new Float64Array(n),
      scoreA: new Float64Array(n),
      cross: new Float64Array(n),
      infoA: new Float64Array(n),
    };
    if (problem.effects.length > 0) {
      this.#absorber = createAbsorber(
        problem.effects,
        problem.tolerance === undefined ? {} : { tolerance: problem.tolerance },
      );
    }
    const start = problem.family.start(problem.y, problem.weights);
    this.eta = start.eta;
    this.#a = start.a;
    this.value = this.#evaluate(this.eta, this.#a);
  }

  /** The Newton direction at the current point; the first one lands in the span of the model. */
  direction(first: boolean): Step {
    const { columns, offset, family } = this.#problem;
    const { score, info, cross } = this.#terms;
    const w = this.#workingWeights();
    const z = new Float64Array(this.#n);
    for (let i = 0; i < this.#n; i++) z[i] = score[i]! / info[i]!;
    if (first) for (let i = 0; i < this.#n; i++) z[i]! += this.eta[i]! - (offset?.[i] ?? 0);
    const c = family.ancillary === null ? undefined : cross.map((h, i) => h / info[i]!);
    const targets = c === undefined ? [z] : [z, c];
    const swept = this.#sweep([...this.#columns(), ...targets], w);
    const k = swept.length - targets.length;
    const X = this.#keepIndependent(swept.slice(0, k), columns, w);
    const gram = choleskyInOrder(crossProducts(X, w), X.length, 0);
    const regress = (y: Float64Array) => {
      const b = choleskySolve(gram.L, X.length, crossVector(X, y, w));
      const rest = y.slice();
      X.forEach((x, j) => {
        for (let i = 0; i < rest.length; i++) rest[i]! -= b[j]! * x[i]!;
      });
      return { b, rest };
    };
    const zFit = regress(swept[k]!);
    const cFit = c === undefined ? undefined : regress(swept[k + 1]!);
    const deltaA =
      cFit === undefined || first ? 0 : this.#ancillaryStep(w, z, zFit.rest, c!, cFit.rest);
    const beta = cFit === undefined ? zFit.b : zFit.b.map((v, j) => v + deltaA * cFit.b[j]!);
    const eta = new Float64Array(this.#n);
    let decrement = 0;
    for (let i = 0; i < this.#n; i++) {
      eta[i] = z[i]! - zFit.rest[i]!;
      if (cFit !== undefined) eta[i]! += deltaA * (c![i]! - cFit.rest[i]!);
      const rowWeight = this.#problem.weights?.[i] ?? 1;
      decrement += rowWeight * (score[i]! * eta[i]! + this.#terms.scoreA[i]! * deltaA);
    }
    if (first && offset !== undefined) {
      for (let i = 0; i < this.#n; i++) eta[i]! += offset[i]!;
    }
    this.lastDecrement = decrement;
    return { beta, a: deltaA, eta, decrement };
  }

  /** Takes the step, halved until the likelihood rises; false when nothing improves any more. */
  move(step: Step, how: "full" | "search"): boolean {
    const from = how === "full" && this.#beta.length === 0 ? undefined : this.eta;
    const before = this.value;
    const slack = 8 * Number.EPSILON * (1 + Math.abs(before));
    let length = 1;
    for (let halving = 0; halving < 40; halving++) {
      const eta = from === undefined ? step.eta : from.map((v, i) => v + length * step.eta[i]!);
      const a = this.#a + length * step.a;
      const value = this.#evaluate(eta, a);
      if (how === "full" || value >= before - slack) {
        this.#beta =
          from === undefined
            ? step.beta.slice()
            : this.#beta.map((b, j) => b + length * step.beta[j]!);
        this.#a = a;
        this.eta = eta;
        this.value = value;
        return true;
      }
      length /= 2;
    }
    this.#evaluate(this.eta, this.#a);
    return false;
  }

  result(): Omit<IndexMaximum, "iterations" | "stopped"> {
    const { columns, family, weights } = this.#problem;
    const { score, info, cross, scoreA, infoA } = this.#terms;
    const w = this.#workingWeights();
    const X = this.#columns();
    const c = family.ancillary === null ? undefined : cross.map((h, i) => h / info[i]!);
    const swept = this.#sweep(c === undefined ? X : [...X, c], w);
    const k = X.length;
    const size = c === undefined ? k : k + 1;
    const gram = crossProducts(swept.slice(0, k), w);
    const information = new Float64Array(size * size);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) information[i * size + j] = gram[i * k + j]!;
    }
    const scores = swept
      .slice(0, k)
      .map((x) => x.map((v, i) => v * score[i]! * (weights?.[i] ?? 1)));
    if (c !== undefined) {
      const rest = swept[k]!;
      const mixed = crossVector(swept.slice(0, k), rest, w);
      let own = 0;
      for (let i = 0; i < this.#n; i++) {
        own += (weights?.[i] ?? 1) * infoA[i]! - w[i]! * (c[i]! * c[i]! - rest[i]! * rest[i]!);
      }
      for (let j = 0; j < k; j++) {
        information[j * size + k] = -mixed[j]!;
        information[k * size + j] = -mixed[j]!;
      }
      information[k * size + k] = own;
      scores.push(scoreA.map((v, i) => (weights?.[i] ?? 1) * (v + (c[i]! - rest[i]!) * score[i]!)));
    }
    const kept = this.#kept ?? [];
    return {
      kept,
      collinear: columns.map((_, j) => j).filter((j) => !kept.includes(j)),
      coefficients: this.#beta,
      a: this.#a,
      eta: this.eta,
      logLik: this.value,
      scores,
      swept: swept.slice(0, k),
      workingWeights: w,
      bread: size === 0 ? information : inverseSpd(information, size),
    };
  }

  /** δa from the Schur complement I_aa − c′WPc. */
  #ancillaryStep(
    w: Float64Array,
    z: Float64Array,
    zRest: Float64Array,
    c: Float64Array,
    cRest: Float64Array,
  ): number {
    let gradient = 0;
    let curvature = 0;
    let plain = 0;
    for (let i = 0; i < this.#n; i++) {
      const rowWeight = this.#problem.weights?.[i] ?? 1;
      gradient += rowWeight * this.#terms.scoreA[i]! + w[i]! * c[i]! * (z[i]! - zRest[i]!);
      const own = rowWeight * this.#terms.infoA[i]!;
      plain += Math.abs(own);
      curvature += own - w[i]! * c[i]! * (c[i]! - cRest[i]!);
    }
    // Far from the maximum the profile need not be concave: then a bounded uphill step.
    const step = curvature > 1e-8 * plain ? gradient / curvature : Math.sign(gradient);
    return Math.max(-2, Math.min(2, step));
  }

  #columns(): readonly Float64Array[] {
    const { columns } = this.#problem;
    return this.#kept === undefined ? columns : this.#kept.map((j) => columns[j]!);
  }

  #keepIndependent(
    swept: readonly Float64Array[],
    columns: readonly Float64Array[],
    w: Float64Array,
  ): readonly Float64Array[] {
    if (this.#kept !== undefined) return swept;
    this.#kept = independentColumns(swept, w, {
      solver: "normal",
      ...(this.#absorber === undefined ? {} : sweptFrom(columns, w)),
    }).kept;
    return this.#kept.map((j) => swept[j]!);
  }

  #sweep(columns: readonly Float64Array[], w: Float64Array): readonly Float64Array[] {
    if (this.#absorber === undefined) return columns;
    return this.#absorber.withWeights(w).demean(columns);
  }

  #workingWeights(): Float64Array {
    const { weights } = this.#problem;
    const { info } = this.#terms;
    // Weights below this share of the largest would make the sweep singular; they carry nothing.
    let top = 0;
    for (let i = 0; i < this.#n; i++) top = Math.max(top, info[i]!);
    const floor = top * 1e-15;
    for (let i = 0; i < this.#n; i++) if (info[i]! < floor) info[i] = floor;
    return weights === undefined ? info.slice() : info.map((v, i) => v * weights[i]!);
  }

  #evaluate(eta: Float64Array, a: number): number {
    const { family, y, weights } = this.#problem;
    let total = 0;
    for (let i = 0; i < this.#n; i++) {
      total += (weights?.[i] ?? 1) * family.row(y[i]!, eta[i]!, a, this.#terms, i);
    }
    return Number.isNaN(total) ? Number.NEGATIVE_INFINITY : total;
  }
}
