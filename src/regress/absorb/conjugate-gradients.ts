import type { Preconditioner } from "./preconditioner.js";
import type { Workspace } from "./workspace.js";

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

/** Vectors of the iteration. `r` comes in as the right-hand side, `x` goes out as the solution. */
export interface CgVectors {
  readonly x: Float64Array;
  readonly r: Float64Array;
  readonly z: Float64Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
}

export interface CgSystem {
  readonly multiply: (from: Float64Array, to: Float64Array) => void;
  readonly precondition: Preconditioner;
  /** Sizes of the columns, that the error is compared with. */
  readonly norms: Float64Array;
}

export interface GradientSolution {
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
  space: Workspace,
  vectors: CgVectors,
  system: CgSystem,
  options: GradientOptions,
): GradientSolution {
  const { K } = space;
  const { x, r, z, p, q } = vectors;
  const { multiply, precondition, norms } = system;
  x.fill(0);
  precondition(r, z);
  p.set(z);
  let rz = space.dots(r, z);
  const active = rz.map((v) => (v > 0 ? 1 : 0));
  const energies: Float64Array[] = [];
  const whole = new Float64Array(K);
  let iterations = 0;
  for (; iterations < options.maxIterations && active.some((a) => a === 1); iterations++) {
    multiply(p, q);
    const pq = space.dots(p, q);
    const pDp = space.diagonalSquares(p);
    for (let k = 0; k < K; k++) if (!(pq[k]! > FLAT * pDp[k]!)) active[k] = 0;
    const step = rz.map((v, k) => (active[k] === 1 ? v / pq[k]! : 0));
    energies.push(step.map((s, k) => s * rz[k]!));
    energies.at(-1)!.forEach((e, k) => {
      whole[k]! += e;
    });
    space.step(x, p, r, q, step);
    precondition(r, z);
    const next = space.dots(r, z);
    const turn = next.map((v, k) => (rz[k]! > 0 ? v / rz[k]! : 0));
    for (let k = 0; k < K; k++) {
      if (isDone(energies, next[k]!, k, options.tolerance * norms[k]!)) active[k] = 0;
    }
    space.turn(p, z, turn);
    rz = next;
  }
  return {
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
