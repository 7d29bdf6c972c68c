import { pchisq, qnorm } from "../../math/index.js";

/** Directions on the sphere; the critical value is then good to about 1e-3. */
const DIRECTIONS = 1 << 17;
const GRID = 4096;

/**
 * Critical value of the simultaneous (sup-t) band: the 95 % quantile of the largest |z| of jointly
 * normal estimates.   中文: 同时置信带的临界值
 *
 * z = radius × direction, the radius χ with m degrees of freedom: P(max |z| ≤ c) is the mean over
 * directions u of the χ² distribution at (c / max |Lu|)². Directions come from a fixed lattice, no random numbers,
 * and the equation is solved for c.
 * Shapes    V k × k covariance; entries without variance are left out.
 * Agrees    R mvtnorm `qmvnorm(tail = "both.tails")` within 2e-3.
 * Source    Montiel Olea & Plagborg-Møller (2019), doi 10.1002/jae.2656.
 */
export function supTCritical(V: Float64Array, k: number, level = 0.95): number | null {
  const keep: number[] = [];
  for (let j = 0; j < k; j++) if (V[j * k + j]! > 0) keep.push(j);
  const m = keep.length;
  if (m === 0) return null;
  let low = qnorm(0.5 + level / 2);
  if (m === 1) return low;
  let high = qnorm(1 - (1 - level) / (2 * m));
  const largest = largestByDirection(correlationFactor(V, k, keep), m);
  const chi = tabulatedChi(m, high / minimum(largest));
  while (high - low > 1e-6) {
    const c = (low + high) / 2;
    let total = 0;
    for (const M of largest) total += chi(c / M);
    if (total / largest.length < level) low = c;
    else high = c;
  }
  return (low + high) / 2;
}

/** Lower factor of the correlations; a zero pivot stays zero (perfectly dependent estimates). */
function correlationFactor(V: Float64Array, k: number, keep: readonly number[]): Float64Array {
  const m = keep.length;
  const L = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      const a = keep[i]!;
      const b = keep[j]!;
      let s = V[a * k + b]! / Math.sqrt(V[a * k + a]! * V[b * k + b]!);
      for (let l = 0; l < j; l++) s -= L[i * m + l]! * L[j * m + l]!;
      if (i === j) L[i * m + i] = s > 1e-12 ? Math.sqrt(s) : 0;
      else L[i * m + j] = L[j * m + j]! > 0 ? s / L[j * m + j]! : 0;
    }
  }
  return L;
}

/** max |Lu| for each direction u. */
function largestByDirection(L: Float64Array, m: number): Float64Array {
  const out = new Float64Array(DIRECTIONS);
  const step = latticeSteps(m);
  const u = new Float64Array(m);
  for (let point = 0; point < DIRECTIONS; point++) {
    let square = 0;
    for (let j = 0; j < m; j++) {
      u[j] = qnorm(((point + 0.5) * step[j]! + 0.5) % 1 || 0.5);
      square += u[j]! * u[j]!;
    }
    let top = 0;
    for (let i = 0; i < m; i++) {
      let s = 0;
      for (let l = 0; l <= i; l++) s += L[i * m + l]! * u[l]!;
      if (s < 0) s = -s;
      if (s > top) top = s;
    }
    out[point] = top / Math.sqrt(square);
  }
  return out;
}

/** Powers of the root of x^(m+1) = x + 1: the lattice of least discrepancy in m dimensions. */
function latticeSteps(m: number): Float64Array {
  let root = 2;
  for (let i = 0; i < 60; i++) root = (1 + root) ** (1 / (m + 1));
  return Float64Array.from({ length: m }, (_, j) => (1 / root) ** (j + 1));
}

/** P(χ ≤ r) with m degrees of freedom, by linear interpolation on a fine grid (error < 1e-6). */
function tabulatedChi(m: number, top: number): (r: number) => number {
  const most = Math.min(top, Math.sqrt(m) + 9);
  const table = Float64Array.from({ length: GRID + 2 }, (_, i) =>
    pchisq(((i / GRID) * most) ** 2, m),
  );
  return (r) => {
    if (r >= most) return 1;
    const at = (r / most) * GRID;
    const i = Math.floor(at);
    return table[i]! + (at - i) * (table[i + 1]! - table[i]!);
  };
}

function minimum(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (const v of values) if (v < least) least = v;
  return least;
}
