import { dot } from "../compensated.js";
import { mathError } from "../errors.js";

/** A function to be minimised: returns its value and writes its gradient.   中文: 目标函数 */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimizeOptions {
  /** Largest gradient entry (relative to max(1, |value|)) at which the search stops. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
  /** Pairs of steps that L-BFGS remembers. */
  readonly memory?: number;
  /** Name of the thing, for the error. */
  readonly what?: string;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

const ARMIJO = 1e-4;
const CURVATURE = 0.9;
const LINE_STEPS = 40;
/** Steps in a row that change the value by rounding only. */
const MAX_IDLE = 4;

/**
 * Minimises a smooth function by L-BFGS with a strong-Wolfe line search.   中文: L-BFGS 极小化
 *
 * Defaults  tolerance 1e-9, memory 10, maxIterations 1000.
 * Errors    math/not-converged — the limit is reached with a gradient above 1000 × tolerance.
 * Source    Nocedal & Wright (2006), algorithms 7.4, 3.5, 3.6.
 */
export function minimize(
  objective: Objective,
  start: ArrayLike<number>,
  options: MinimizeOptions = {},
): Minimum {
  const { tolerance = 1e-9, maxIterations = 1000, memory = 10, what = "the minimiser" } = options;
  const evaluate = (x: Float64Array): Point => {
    const gradient = new Float64Array(x.length);
    const value = objective(x, gradient);
    return { x, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value, gradient };
  };
  let at = evaluate(Float64Array.from(start));
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  let idle = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (idle >= MAX_IDLE) return settle(at, iteration, tolerance, what);
    if (size(at) <= tolerance) return { ...at, iterations: iteration };
    let direction = twoLoop(at.gradient, steps, changes);
    if (!(dot(direction, at.gradient) < 0)) {
      steps.length = 0;
      changes.length = 0;
      direction = at.gradient.map((g) => -g);
    }
    const first =
      steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(at.gradient, at.gradient))) : 1;
    const next = lineSearch(evaluate, at, direction, first);
    if (next === undefined) {
      if (steps.length === 0) return settle(at, iteration, tolerance, what);
      steps.length = 0;
      changes.length = 0;
      continue;
    }
    const s = next.x.map((v, i) => v - at.x[i]!);
    const y = next.gradient.map((v, i) => v - at.gradient[i]!);
    if (dot(s, y) > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))) {
      steps.push(s);
      changes.push(y);
      if (steps.length > memory) {
        steps.shift();
        changes.shift();
      }
    }
    idle = at.value - next.value <= Number.EPSILON * Math.abs(at.value) ? idle + 1 : 0;
    at = next;
  }
  return settle(at, maxIterations, tolerance, what);
}

/** At the limit of rounding the gradient cannot fall further: accept within 1000 × tolerance. */
function settle(at: Point, iterations: number, tolerance: number, what: string): Minimum {
  if (size(at) <= 1000 * tolerance) return { ...at, iterations };
  throw mathError("not-converged", { what, iterations, reached: size(at) });
}

function size(at: Point): number {
  const top = at.gradient.reduce((m, g) => Math.max(m, Math.abs(g)), 0);
  return top / Math.max(1, Math.abs(at.value));
}

function twoLoop(
  gradient: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
): Float64Array {
  const q = gradient.map((g) => -g);
  const alpha: number[] = [];
  for (let j = steps.length - 1; j >= 0; j--) {
    const a = dot(steps[j]!, q) / dot(steps[j]!, changes[j]!);
    alpha[j] = a;
    for (let i = 0; i < q.length; i++) q[i]! -= a * changes[j]![i]!;
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const gamma = dot(steps[last]!, changes[last]!) / dot(changes[last]!, changes[last]!);
    for (let i = 0; i < q.length; i++) q[i]! *= gamma;
  }
  for (let j = 0; j < steps.length; j++) {
    const b = dot(changes[j]!, q) / dot(steps[j]!, changes[j]!);
    for (let i = 0; i < q.length; i++) q[i]! += (alpha[j]! - b) * steps[j]![i]!;
  }
  return q;
}

/** Step length that satisfies the strong Wolfe conditions, by bisection of a bracket. */
function lineSearch(
  evaluate: (x: Float64Array) => Point,
  at: Point,
  direction: Float64Array,
  first: number,
): Point | undefined {
  const slope = dot(at.gradient, direction);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let step = first;
  let best: Point | undefined;
  for (let i = 0; i < LINE_STEPS; i++) {
    const next = evaluate(at.x.map((v, j) => v + step * direction[j]!));
    const here = dot(next.gradient, direction);
    if (!(next.value <= at.value + ARMIJO * step * slope)) high = step;
    else {
      best = next;
      if (Math.abs(here) <= -CURVATURE * slope) return next;
      if (here < 0) low = step;
      else high = step;
    }
    step = high === Number.POSITIVE_INFINITY ? 2 * step : 0.5 * (low + high);
    if (step === low || step === high) break;
  }
  return best;
}
