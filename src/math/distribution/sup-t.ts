import { mathError } from "../errors.js";
import { pchisq } from "./chi-squared.js";
import { pf } from "./f-distribution.js";
import { qnorm } from "./normal.js";
import { qt } from "./student-t.js";

/** Directions on the sphere; the critical value is then good to about 1e-3. */
const DIRECTIONS = 1 << 17;
const GRID = 8192;
/** Share of its variance that an estimate must have of its own, beside those before it. */
const OWN = 1e-10;

export interface SupTOptions {
  /** Coverage of all intervals together. */
  readonly level?: number;
  /** Degrees of freedom of the common t distribution; Infinity is the normal. */
  readonly df?: number;
}

/**
 * Two-sided critical value for all coefficients together: c with P(max_j |Z_j| ≤ c) = level, Z
 * multivariate normal (or t) with the correlation of the covariance given.   中文: sup-t 临界值
 *
 * Z = radius × L × direction, L the factor of the correlations with r independent columns: P(max ≤ c)
 * is the mean over directions u of the distribution of the radius at c / max |Lu|; radius² is χ²(r), and
 * r · F(r, df) for t. Directions come from a fixed lattice, no random numbers, and the equation is solved
 * for c, which lies between the pointwise value and Bonferroni's.
 * Shapes    V k × k row-major; rows with a zero variance (the reference period) are left out.
 * Defaults  level 0.95, df Infinity. NaN where no estimate has a variance.
 * Agrees    R mvtnorm `qmvnorm(tail = "both.tails")` within 2e-3.
 * Source    Montiel Olea & Plagborg-Møller (2019), doi 10.1002/jae.2656.
 */
export function supT(V: Float64Array, k: number, options: SupTOptions = {}): number {
  const { level = 0.95, df = Number.POSITIVE_INFINITY } = options;
  if (!(level > 0 && level < 1)) {
    throw mathError("bad-argument", { what: "level", found: level, expected: "between 0 and 1" });
  }
  const keep: number[] = [];
  for (let j = 0; j < k; j++) if (V[j * k + j]! > 0) keep.push(j);
  const m = keep.length;
  if (m === 0) return Number.NaN;
  const single = qt((1 - level) / 2, df, { tail: "upper" });
  const L = correlationFactor(V, k, keep);
  if (L.rank === 1) return single;
  const largest = largestByDirection(L.loadings, L.rank);
  const within = radiusDistribution(L.rank, df);
  let low = single;
  let high = qt((1 - level) / (2 * m), df, { tail: "upper" });
  while (high - low > 1e-6) {
    const c = (low + high) / 2;
    let total = 0;
    for (const M of largest) total += within(c / M);
    if (total / largest.length < level) low = c;
    else high = c;
  }
  return (low + high) / 2;
}

/** Loadings of the estimates on independent normals; an estimate that others span adds none. */
function correlationFactor(
  V: Float64Array,
  k: number,
  keep: readonly number[],
): { readonly loadings: readonly Float64Array[]; readonly rank: number } {
  const loadings: Float64Array[] = [];
  const pivots: number[] = [];
  keep.forEach((a, i) => {
    const row = new Float64Array(keep.length);
    const share = (b: number) => V[a * k + b]! / Math.sqrt(V[a * k + a]! * V[b * k + b]!);
    let left = 1;
    for (let c = 0; c < pivots.length; c++) {
      const other = loadings[pivots[c]!]!;
      let s = share(keep[pivots[c]!]!);
      for (let l = 0; l < c; l++) s -= row[l]! * other[l]!;
      row[c] = s / other[c]!;
      left -= row[c]! ** 2;
    }
    if (left > OWN) {
      row[pivots.length] = Math.sqrt(left);
      pivots.push(i);
    }
    loadings.push(row);
  });
  return { loadings, rank: pivots.length };
}

/** max |Lu| for each direction u. */
function largestByDirection(loadings: readonly Float64Array[], rank: number): Float64Array {
  const out = new Float64Array(DIRECTIONS);
  const step = latticeSteps(rank);
  const u = new Float64Array(rank);
  for (let point = 0; point < DIRECTIONS; point++) {
    let square = 0;
    for (let j = 0; j < rank; j++) {
      u[j] = qnorm(((point + 0.5) * step[j]! + 0.5) % 1 || 0.5);
      square += u[j]! * u[j]!;
    }
    let top = 0;
    for (let i = 0; i < loadings.length; i++) {
      const row = loadings[i]!;
      let s = 0;
      for (let l = 0; l < rank; l++) s += row[l]! * u[l]!;
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

/**
 * P(radius ≤ r) for the length of m independent normals, or of their t, by linear interpolation on a
 * grid in r² / (r² + m), which holds the whole tail (error < 1e-6).
 */
function radiusDistribution(m: number, df: number): (r: number) => number {
  const table = Float64Array.from({ length: GRID + 1 }, (_, i) => {
    if (i === GRID) return 1;
    const share = i / GRID;
    const ratio = share / (1 - share);
    return Number.isFinite(df) ? pf(ratio, m, df) : pchisq(ratio * m, m);
  });
  return (r) => {
    const square = r * r;
    const at = Number.isFinite(square) ? (square / (square + m)) * GRID : GRID;
    const i = Math.min(GRID - 1, Math.floor(at));
    return table[i]! + (at - i) * (table[i + 1]! - table[i]!);
  };
}
