import { mathError } from "../errors.js";

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** k × k row-major; column j belongs to value j. Signs: the largest entry is positive. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix.   中文: 对称矩阵特征分解
 *
 * Householder tridiagonalisation and the implicit QL method (EISPACK `tred2`, `tql2`).
 * Shapes    A k × k, row-major; only its symmetric part counts.
 * Errors    math/not-converged.
 * @example eigenSymmetric(Float64Array.of(2, 1, 1, 2), 2).values.map(Math.round) // [3, 1]
 */
export function eigenSymmetric(A: Float64Array, k: number): SymmetricEigen {
  const V = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) V[i * k + j] = 0.5 * (A[i * k + j]! + A[j * k + i]!);
  }
  const d = new Float64Array(k);
  const e = new Float64Array(k);
  tridiagonalize(V, d, e, k);
  implicitQl(V, d, e, k);
  return sortDescending(V, d, k);
}

/**
 * Moore–Penrose inverse of a symmetric matrix and its rank.   中文: 对称矩阵广义逆
 *
 * Eigenvalues below `tolerance` times the largest in size count as zero.
 */
export function pseudoInverseSymmetric(
  A: Float64Array,
  k: number,
  tolerance = 1e-12,
): { readonly inverse: Float64Array; readonly rank: number } {
  const { values, vectors } = eigenSymmetric(A, k);
  const limit = tolerance * values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  let rank = 0;
  const inverted = values.map((v) => (Math.abs(v) > limit ? ++rank && 1 / v : 0));
  return { inverse: fromEigen(inverted, vectors, k), rank };
}

/** V diag(values) Vᵀ.   中文: 由特征值重组矩阵 */
export function fromEigen(values: Float64Array, vectors: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let l = 0; l < k; l++) {
    if (values[l] === 0) continue;
    for (let i = 0; i < k; i++) {
      const a = values[l]! * vectors[i * k + l]!;
      for (let j = 0; j < k; j++) out[i * k + j]! += a * vectors[j * k + l]!;
    }
  }
  return out;
}

function tridiagonalize(V: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) d[j] = V[(n - 1) * n + j]!;
  for (let i = n - 1; i > 0; i--) {
    let scale = 0;
    let h = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]!);
    if (scale === 0) {
      e[i] = d[i - 1]!;
      for (let j = 0; j < i; j++) {
        d[j] = V[(i - 1) * n + j]!;
        V[i * n + j] = 0;
        V[j * n + i] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k]! /= scale;
        h += d[k]! * d[k]!;
      }
      h = householderStep(V, d, e, n, i, scale, h);
    }
    d[i] = h;
  }
  accumulate(V, d, n);
  e[0] = 0;
}

function householderStep(
  V: Float64Array,
  d: Float64Array,
  e: Float64Array,
  n: number,
  i: number,
  scale: number,
  start: number,
): number {
  let h = start;
  let f = d[i - 1]!;
  let g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
  e[i] = scale * g;
  h -= f * g;
  d[i - 1] = f - g;
  for (let j = 0; j < i; j++) e[j] = 0;
  for (let j = 0; j < i; j++) {
    f = d[j]!;
    V[j * n + i] = f;
    g = e[j]! + V[j * n + j]! * f;
    for (let k = j + 1; k < i; k++) {
      g += V[k * n + j]! * d[k]!;
      e[k]! += V[k * n + j]! * f;
    }
    e[j] = g;
  }
  f = 0;
  for (let j = 0; j < i; j++) {
    e[j]! /= h;
    f += e[j]! * d[j]!;
  }
  const hh = f / (h + h);
  for (let j = 0; j < i; j++) e[j]! -= hh * d[j]!;
  for (let j = 0; j < i; j++) {
    f = d[j]!;
    g = e[j]!;
    for (let k = j; k < i; k++) V[k * n + j]! -= f * e[k]! + g * d[k]!;
    d[j] = V[(i - 1) * n + j]!;
    V[i * n + j] = 0;
  }
  return h;
}

function accumulate(V: Float64Array, d: Float64Array, n: number): void {
  for (let i = 0; i < n - 1; i++) {
    V[(n - 1) * n + i] = V[i * n + i]!;
    V[i * n + i] = 1;
    const h = d[i + 1]!;
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = V[k * n + i + 1]! / h;
      for (let j = 0; j <= i; j++) {
        let g = 0;
        for (let k = 0; k <= i; k++) g += V[k * n + i + 1]! * V[k * n + j]!;
        for (let k = 0; k <= i; k++) V[k * n + j]! -= g * d[k]!;
      }
    }
    for (let k = 0; k <= i; k++) V[k * n + i + 1] = 0;
  }
  for (let j = 0; j < n; j++) {
    d[j] = V[(n - 1) * n + j]!;
    V[(n - 1) * n + j] = 0;
  }
  V[n * n - 1] = 1;
}

function implicitQl(V: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!;
  e[n - 1] = 0;
  let f = 0;
  let largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(d[l]!) + Math.abs(e[l]!));
    let m = l;
    while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * largest) m++;
    if (m > l) {
      let sweeps = 0;
      do {
        if (++sweeps > 100) {
          throw mathError("not-converged", { what: "eigenvalue iteration", iterations: sweeps });
        }
        f += qlSweep(V, d, e, n, l, m);
      } while (Math.abs(e[l]!) > Number.EPSILON * largest);
    }
    d[l]! += f;
    e[l] = 0;
  }
}

function qlSweep(
  V: Float64Array,
  d: Float64Array,
  e: Float64Array,
  n: number,
  l: number,
  m: number,
): number {
  let g = d[l]!;
  let p = (d[l + 1]! - g) / (2 * e[l]!);
  let r = Math.hypot(p, 1);
  if (p < 0) r = -r;
  d[l] = e[l]! / (p + r);
  d[l + 1] = e[l]! * (p + r);
  const dl1 = d[l + 1]!;
  const shift = g - d[l]!;
  for (let i = l + 2; i < n; i++) d[i]! -= shift;
  p = d[m]!;
  let c = 1;
  let c2 = 1;
  let c3 = 1;
  const el1 = e[l + 1]!;
  let s = 0;
  let s2 = 0;
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    g = c * e[i]!;
    const h = c * p;
    r = Math.hypot(p, e[i]!);
    e[i + 1] = s * r;
    s = e[i]! / r;
    c = p / r;
    p = c * d[i]! - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]!);
    for (let k = 0; k < n; k++) {
      const kept = V[k * n + i + 1]!;
      V[k * n + i + 1] = s * V[k * n + i]! + c * kept;
      V[k * n + i] = c * V[k * n + i]! - s * kept;
    }
  }
  p = (-s * s2 * c3 * el1 * e[l]!) / dl1;
  e[l] = s * p;
  d[l] = c * p;
  return shift;
}

function sortDescending(V: Float64Array, d: Float64Array, k: number): SymmetricEigen {
  const order = Array.from({ length: k }, (_, i) => i).sort((a, b) => d[b]! - d[a]! || a - b);
  const values = Float64Array.from(order, (i) => d[i]!);
  const vectors = new Float64Array(k * k);
  order.forEach((from, to) => {
    let top = 0;
    for (let i = 0; i < k; i++) {
      // A strict margin keeps the sign from hanging on rounding when two entries tie.
      if (Math.abs(V[i * k + from]!) > Math.abs(top) * (1 + 1e-9)) top = V[i * k + from]!;
    }
    const sign = top < 0 ? -1 : 1;
    for (let i = 0; i < k; i++) vectors[i * k + to] = sign * V[i * k + from]!;
  });
  return { values, vectors };
}
