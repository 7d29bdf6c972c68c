/** Share of a column's norm below which it counts as dependent (QR works on norms, not squares). */
export const QR_TOLERANCE = 1e-11;

export interface QrOptions {
  /** `order` keeps earlier columns and drops later dependent ones; `norm` pivots by size. */
  readonly pivot?: "order" | "norm";
  readonly tolerance?: number;
  /** Norm below which each column counts as dependent, instead of a share of its own. */
  readonly floors?: ArrayLike<number>;
}

/**
 * A Householder QR decomposition of tall columns.   中文: 豪斯霍尔德 QR 分解
 *
 * `kept[r]` is the column behind row/column r of R; `dropped` the dependent ones.
 */
export interface Qr {
  readonly rank: number;
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  /** rank × rank, upper triangular, row-major. */
  readonly R: Float64Array;
  /** Qᵀ v, in place (length n). */
  applyTransposed(v: Float64Array): void;
  /** Q v, in place (length n). */
  apply(v: Float64Array): void;
}

/**
 * Householder QR with rank found by tolerance.   中文: QR 分解（带秩判定）
 *
 * Shapes    columns k arrays of length n; they are copied, never changed.
 * Defaults  pivot `order` — collinear columns are dropped in the user's order;
 *           tolerance 1e-11 of the column's own norm.
 */
export function qr(columns: readonly Float64Array[], options: QrOptions = {}): Qr {
  const { pivot = "order", tolerance = QR_TOLERANCE, floors } = options;
  const n = columns[0]?.length ?? 0;
  const work = columns.map((c) => c.slice());
  const least = floors ?? work.map((c) => tolerance * norm(c, 0));
  const left = work.map((_, j) => j);
  const kept: number[] = [];
  const dropped: number[] = [];
  const diagonal: number[] = [];
  while (left.length > 0) {
    const r = kept.length;
    const at = pivot === "order" ? 0 : largest(left, work, r);
    const j = left.splice(at, 1)[0]!;
    const v = work[j]!;
    const length = r < n ? norm(v, r) : 0;
    if (!(length > least[j]!)) {
      dropped.push(j);
      continue;
    }
    const alpha = v[r]! > 0 ? -length : length;
    diagonal.push(alpha);
    v[r]! -= alpha;
    kept.push(j);
    // Scale the reflector to unit length so that applying it is v − 2 u (u·v).
    const unit = 1 / norm(v, r);
    for (let i = r; i < n; i++) v[i]! *= unit;
    for (const other of left) reflect(v, work[other]!, r);
  }
  const rank = kept.length;
  const R = new Float64Array(rank * rank);
  kept.forEach((j, c) => {
    for (let r = 0; r < c; r++) R[r * rank + c] = work[j]![r]!;
    R[c * rank + c] = diagonal[c]!;
  });
  dropped.sort((a, b) => a - b);
  return {
    rank,
    kept,
    dropped,
    R,
    applyTransposed(v) {
      for (let r = 0; r < rank; r++) reflect(work[kept[r]!]!, v, r);
    },
    apply(v) {
      for (let r = rank - 1; r >= 0; r--) reflect(work[kept[r]!]!, v, r);
    },
  };
}

/** Solves R x = b for upper triangular R (k × k).   中文: 回代 */
export function solveUpper(R: Float64Array, k: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(k);
  for (let i = k - 1; i >= 0; i--) {
    let s = b[i]!;
    for (let j = i + 1; j < k; j++) s -= R[i * k + j]! * x[j]!;
    x[i] = s / R[i * k + i]!;
  }
  return x;
}

/** Solves Rᵀ x = b for upper triangular R (k × k).   中文: 前代 */
export function solveUpperTransposed(
  R: Float64Array,
  k: number,
  b: ArrayLike<number>,
): Float64Array {
  const x = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let s = b[i]!;
    for (let j = 0; j < i; j++) s -= R[j * k + i]! * x[j]!;
    x[i] = s / R[i * k + i]!;
  }
  return x;
}

/** (RᵀR)⁻¹ = (X′X)⁻¹ for upper triangular R.   中文: 由 R 求 (X′X)⁻¹ */
export function gramInverse(R: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const unit = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = solveUpper(R, k, solveUpperTransposed(R, k, unit));
    for (let i = 0; i < k; i++) inverse[i * k + j] = column[i]!;
  }
  return inverse;
}

function reflect(u: Float64Array, v: Float64Array, from: number): void {
  let s = 0;
  for (let i = from; i < v.length; i++) s += u[i]! * v[i]!;
  s *= 2;
  for (let i = from; i < v.length; i++) v[i]! -= s * u[i]!;
}

function norm(v: Float64Array, from: number): number {
  let top = 0;
  for (let i = from; i < v.length; i++) top = Math.max(top, Math.abs(v[i]!));
  if (top === 0 || !Number.isFinite(top)) return top;
  let s = 0;
  for (let i = from; i < v.length; i++) s += (v[i]! / top) ** 2;
  return top * Math.sqrt(s);
}

function largest(left: readonly number[], work: readonly Float64Array[], from: number): number {
  let best = 0;
  let most = -1;
  left.forEach((j, at) => {
    const size = norm(work[j]!, from);
    if (size > most) {
      most = size;
      best = at;
    }
  });
  return best;
}
