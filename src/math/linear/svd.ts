import { mathError } from "../errors.js";

export interface Svd {
  /** m × r row-major. */
  readonly U: Float64Array;
  /** Descending, r = min(m, n). */
  readonly singular: Float64Array;
  /** n × r row-major. */
  readonly V: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Thin singular value decomposition A = U diag(s) Vᵀ.   中文: 奇异值分解
 *
 * One-sided Jacobi (Hestenes 1958): slow for large matrices, but every singular value, also the
 * smallest, keeps its relative accuracy.
 * Shapes    A m × n row-major, unchanged.
 * Errors    math/not-converged.
 */
export function svd(A: Float64Array, m: number, n: number): Svd {
  if (m < n) {
    const T = new Float64Array(m * n);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) T[j * m + i] = A[i * n + j]!;
    const { U, singular, V } = svd(T, n, m);
    return { U: V, singular, V: U };
  }
  const columns = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: m }, (_, i) => A[i * n + j]!),
  );
  const right = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
  );
  orthogonalize(columns, right);
  const lengths = columns.map((c) => Math.hypot(...c));
  const order = lengths.map((_, j) => j).sort((a, b) => lengths[b]! - lengths[a]!);
  const U = new Float64Array(m * n);
  const V = new Float64Array(n * n);
  order.forEach((from, to) => {
    const s = lengths[from]!;
    for (let i = 0; i < m; i++) U[i * n + to] = s > 0 ? columns[from]![i]! / s : 0;
    for (let i = 0; i < n; i++) V[i * n + to] = right[from]![i]!;
  });
  return { U, singular: Float64Array.from(order, (j) => lengths[j]!), V };
}

function orthogonalize(columns: readonly Float64Array[], right: readonly Float64Array[]): void {
  const n = columns.length;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        rotated = rotatePair(columns[p]!, columns[q]!, right[p]!, right[q]!) || rotated;
      }
    }
    if (!rotated) return;
  }
  throw mathError("not-converged", {
    what: "singular value decomposition",
    iterations: MAX_SWEEPS,
  });
}

function rotatePair(a: Float64Array, b: Float64Array, va: Float64Array, vb: Float64Array): boolean {
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let i = 0; i < a.length; i++) {
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
    ab += a[i]! * b[i]!;
  }
  if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb) || ab === 0) return false;
  const zeta = (bb - aa) / (2 * ab);
  const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  const s = c * t;
  turn(a, b, c, s);
  turn(va, vb, c, s);
  return true;
}

function turn(a: Float64Array, b: Float64Array, c: number, s: number): void {
  for (let i = 0; i < a.length; i++) {
    const kept = a[i]!;
    a[i] = c * kept - s * b[i]!;
    b[i] = s * kept + c * b[i]!;
  }
}
