import { mathError } from "../errors.js";
import { choleskySolve, tryCholesky } from "../linear/cholesky.js";

/** A log-likelihood at a point, with score and observed information. */
export interface LikelihoodPoint {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Minus the Hessian (k × k row-major): positive definite near the maximum. */
  readonly information: Float64Array;
}

export interface NewtonOptions {
  /** Newton decrement g′I⁻¹g, relative to 1 + |value|, at which the search stops. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
  readonly what?: string;
}

export interface NewtonMaximum extends LikelihoodPoint {
  readonly x: Float64Array;
  readonly iterations: number;
}

const MAX_HALVINGS = 60;

/**
 * Maximises a smooth log-likelihood by Newton's method with step halving; where the information is
 * not positive definite a ridge is added until it is.   中文: 牛顿法极大化
 *
 * Defaults  tolerance 1e-12 (one further step is taken, which is then at rounding level), maxIterations 100.
 * Errors    math/not-converged.
 */
export function maximizeNewton(
  evaluate: (x: Float64Array) => LikelihoodPoint,
  start: ArrayLike<number>,
  options: NewtonOptions = {},
): NewtonMaximum {
  const { tolerance = 1e-12, maxIterations = 100, what = "Newton's method" } = options;
  let x: Float64Array = Float64Array.from(start);
  let at = evaluate(x);
  let reached = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const step = newtonStep(at.information, at.gradient);
    reached = step.reduce((s, v, i) => s + v * at.gradient[i]!, 0);
    const scale = 1 + Math.abs(at.value);
    if (Math.abs(reached) <= tolerance * scale) {
      // Convergence is quadratic here: one more full step is right to rounding.
      const last = x.map((v, j) => v + step[j]!);
      return { ...evaluate(last), x: last, iterations: iteration + 1 };
    }
    const next = halve(evaluate, x, at, step, reached);
    if (next === undefined) {
      // No step improves: at the limit of rounding this is the maximum.
      if (Math.abs(reached) <= 1e-9 * scale) return { ...at, x, iterations: iteration };
      throw mathError("not-converged", { what, iterations: iteration, reached });
    }
    x = next.x;
    at = next.point;
  }
  throw mathError("not-converged", { what, iterations: maxIterations, reached });
}

function halve(
  evaluate: (x: Float64Array) => LikelihoodPoint,
  x: Float64Array,
  at: LikelihoodPoint,
  step: Float64Array,
  decrement: number,
): { x: Float64Array; point: LikelihoodPoint } | undefined {
  // Near the maximum the value cannot show an improvement below its own rounding error.
  const slack = 4 * Number.EPSILON * (1 + Math.abs(at.value));
  let length = 1;
  for (let i = 0; i < MAX_HALVINGS; i++) {
    const candidate = x.map((v, j) => v + length * step[j]!);
    const point = evaluate(candidate);
    if (point.value >= at.value + 1e-4 * length * decrement - slack) {
      return candidate.every((v, j) => v === x[j]) ? undefined : { x: candidate, point };
    }
    length /= 2;
  }
  return undefined;
}

function newtonStep(information: Float64Array, gradient: Float64Array): Float64Array {
  const k = gradient.length;
  const diagonal = Array.from({ length: k }, (_, i) => Math.abs(information[i * k + i]!) || 1);
  let ridge = 0;
  for (;;) {
    const shifted = information.slice();
    for (let i = 0; i < k; i++) shifted[i * k + i]! += ridge * diagonal[i]!;
    const L = tryCholesky(shifted, k);
    if (typeof L !== "number") return choleskySolve(L, k, gradient);
    ridge = ridge === 0 ? 1e-6 : ridge * 10;
    if (ridge > 1e12) return gradient.slice();
  }
}
