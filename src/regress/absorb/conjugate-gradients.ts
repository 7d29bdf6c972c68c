import type { Preconditioner } from "./preconditioner.js";

/** Steps over which the energy of the error is estimated (Strakoš & Tichý 2002). */
const DELAY = 4;
/**
 * Curvature below which a direction is one that the effects cannot tell apart (a level nested in
 * another effect, a separate block): going along it would only blow up rounding errors.
 */
const FLAT = 1e-13;

export interface GradientOptions {
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface GradientSolution {
  readonly solution: Float64Array;
  readonly iterations: number;
  /** Size of the whole correction of each column, in the energy norm. */
  readonly steps: Float64Array;
  /** False when the iterations ran out. */
  readonly converged: boolean;
}

/**
 * Preconditioned conjugate gradients on K systems with one matrix, columns interleaved.
 *
 * The energy norm of the error is exactly the norm of what is still wrong in the demeaned column;
 * its estimate from the last few steps is what is compared with `tolerance` × `norms`.
 * Source    Hestenes & Stiefel (1952); Strakoš & Tichý (2002), error estimation in CG.
 */
export function conjugateGradients(
  multiply: (from: Float64Array, to: Float64Array) => void,
  diagonal: Float64Array,
  precondition: Preconditioner,
  b: Float64Array,
  K: number,
  norms: Float64Array,
  options: GradientOptions,
): GradientSolution {
  const size = diagonal.length;
  const x = new Float64Array(size * K);
  const r = b.slice();
  const z = new Float64Array(size * K);
  precondition(r, z, K);
  const p = z.slice();
  const q = new Float64Array(size * K);
  let rz = dots(r, z, K);
  const active = rz.map((v) => (v > 0 ? 1 : 0));
  const energies: Float64Array[] = [];
  const whole = new Float64Array(K);
  let iterations = 0;
  for (; iterations < options.maxIterations && active.some((a) => a === 1); iterations++) {
    multiply(p, q);
    const pq = dots(p, q, K);
    const pDp = weightedSquares(p, diagonal, K);
    for (let k = 0; k < K; k++) if (!(pq[k]! > FLAT * pDp[k]!)) active[k] = 0;
    const step = rz.map((v, k) => (active[k] === 1 ? v / pq[k]! : 0));
    energies.push(step.map((s, k) => s * rz[k]!));
    energies.at(-1)!.forEach((e, k) => {
      whole[k]! += e;
    });
    advance(x, p, r, q, step, K);
    precondition(r, z, K);
    const next = dots(r, z, K);
    const turn = next.map((v, k) => (rz[k]! > 0 ? v / rz[k]! : 0));
    for (let k = 0; k < K; k++) {
      if (isDone(energies, next[k]!, k, options.tolerance * norms[k]!)) active[k] = 0;
    }
    turnDirections(p, z, turn, K);
    rz = next;
  }
  return {
    solution: x,
    iterations,
    steps: whole.map((v) => Math.sqrt(Math.max(v, 0))),
    converged: active.every((a) => a === 0),
  };
}

function isDone(energies: readonly Float64Array[], rz: number, k: number, limit: number): boolean {
  if (!(Math.sqrt(Math.max(rz, 0)) <= limit)) return false;
  if (rz <= (1e-6 * limit) ** 2) return true;
  let recent = 0;
  for (let d = 1; d <= DELAY; d++) recent += energies.at(-d)?.[k] ?? 0;
  return Math.sqrt(recent) <= limit;
}

function weightedSquares(p: Float64Array, diagonal: Float64Array, K: number): Float64Array {
  const out = new Float64Array(K);
  for (let c = 0, at = 0; c < diagonal.length; c++) {
    const d = diagonal[c]!;
    for (let k = 0; k < K; k++, at++) out[k]! += d * p[at]! * p[at]!;
  }
  return out;
}

function dots(a: Float64Array, b: Float64Array, K: number): Float64Array {
  const out = new Float64Array(K);
  for (let at = 0; at < a.length; ) {
    for (let k = 0; k < K; k++, at++) out[k]! += a[at]! * b[at]!;
  }
  return out;
}

function advance(
  x: Float64Array,
  p: Float64Array,
  r: Float64Array,
  q: Float64Array,
  step: Float64Array,
  K: number,
): void {
  for (let at = 0; at < x.length; ) {
    for (let k = 0; k < K; k++, at++) {
      x[at]! += step[k]! * p[at]!;
      r[at]! -= step[k]! * q[at]!;
    }
  }
}

function turnDirections(p: Float64Array, z: Float64Array, turn: Float64Array, K: number): void {
  for (let at = 0; at < p.length; ) {
    for (let k = 0; k < K; k++, at++) p[at] = z[at]! + turn[k]! * p[at]!;
  }
}
