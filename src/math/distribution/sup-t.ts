import { createRng } from "../../base/index.js";
import { mathError } from "../errors.js";
import { eigenSymmetric } from "../linear/eigen-symmetric.js";
import { findRoot } from "../optimise/scalar-search.js";
import { qchisq } from "./chi-squared.js";
import { pnorm, qnorm } from "./normal.js";
import { qt } from "./student-t.js";

export interface SupTOptions {
  /** Coverage of all intervals together. */
  readonly level?: number;
  /** Degrees of freedom of the common t distribution; Infinity is the normal. */
  readonly df?: number;
  readonly seed?: number;
  /** Lattice points. */
  readonly points?: number;
}

/**
 * Two-sided critical value for all coefficients together: c with P(max_j |Z_j| ≤ c) = level, Z
 * multivariate normal (or t) with the correlation of the covariance given.   中文: sup-t 临界值
 *
 * Genz's sequential conditioning with a randomly shifted lattice; the same points serve every c, so
 * the root is found to rounding and the error is that of the integral (about 3e-4 in c at the
 * defaults). A singular matrix is conditioned on its independent rows and the others are checked.
 *
 * Shapes    V k × k row-major; rows with a zero variance (the reference period) are left out.
 * Defaults  level 0.95, df Infinity, seed 1, points 10 007.
 * Source    Genz (1992), J. Comput. Graph. Stat. 1; Montiel Olea & Plagborg-Møller (2019).
 */
export function supT(V: Float64Array, k: number, options: SupTOptions = {}): number {
  const { level = 0.95, df = Number.POSITIVE_INFINITY, seed = 1, points = 10_007 } = options;
  if (!(level > 0 && level < 1)) {
    throw mathError("bad-argument", { what: "level", found: level, expected: "between 0 and 1" });
  }
  const rows = Array.from({ length: k }, (_, i) => i).filter((i) => V[i * k + i]! > 0);
  const m = rows.length;
  if (m === 0) return Number.NaN;
  const single = qt((1 - level) / 2, df, { tail: "upper" });
  if (m === 1) return single;
  const scale = rows.map((i) => Math.sqrt(V[i * k + i]!));
  const R = Float64Array.from(
    { length: m * m },
    (_, at) =>
      V[rows[Math.floor(at / m)]! * k + rows[at % m]!]! /
      (scale[Math.floor(at / m)]! * scale[at % m]!),
  );
  const bonferroni = qt((1 - level) / (2 * m), df, { tail: "upper" });
  const factor = conditioningFactor(R, m);
  const lattice = latticePoints(seed, factor.rank + (Number.isFinite(df) ? 1 : 0), points);
  const stretch = lattice.map((u) =>
    Number.isFinite(df) ? Math.sqrt(qchisq(u[u.length - 1]!, df) / df) : 1,
  );
  const z = new Float64Array(factor.rank);
  const coverage = (c: number): number => {
    let total = 0;
    lattice.forEach((u, i) => {
      total += boxProbability(factor, c * stretch[i]!, u, z);
    });
    return total / lattice.length - level;
  };
  if (coverage(single) >= 0) return single;
  return findRoot(coverage, single, bonferroni + 0.05, { tolerance: 1e-6 });
}

interface Conditioning {
  readonly rank: number;
  /** Rows in the order of conditioning; each is the loadings on the first `rank` normals. */
  readonly loadings: readonly Float64Array[];
  /** Index of the last normal that a row loads on. */
  readonly last: readonly number[];
}

/** Pivoted factor R = L Lᵀ whose dependent rows follow the row that completes them. */
function conditioningFactor(R: Float64Array, m: number): Conditioning {
  const top = eigenSymmetric(R, m).values[0]!;
  const loadings: Float64Array[] = [];
  const last: number[] = [];
  const basis: Float64Array[] = [];
  const basisRows: number[] = [];
  for (let i = 0; i < m; i++) {
    const row = new Float64Array(m);
    let left = R[i * m + i]!;
    for (let b = 0; b < basis.length; b++) {
      let s = R[i * m + basisRows[b]!]!;
      for (let l = 0; l < b; l++) s -= row[l]! * basis[b]![l]!;
      row[b] = s / basis[b]![b]!;
      left -= row[b]! ** 2;
    }
    if (left > 1e-10 * top) {
      row[basis.length] = Math.sqrt(left);
      last.push(basis.length);
      basis.push(row);
      basisRows.push(i);
    } else last.push(basis.length - 1);
    loadings.push(row);
  }
  return { rank: basis.length, loadings, last };
}

function boxProbability(f: Conditioning, c: number, u: Float64Array, z: Float64Array): number {
  let probability = 1;
  let at = 0;
  for (let b = 0; b < f.rank; b++) {
    // Every row whose last normal is b bounds that normal: one independent row, then dependents.
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    for (; at < f.loadings.length && f.last[at] === b; at++) {
      const row = f.loadings[at]!;
      let shift = 0;
      for (let l = 0; l < b; l++) shift += row[l]! * z[l]!;
      const slope = row[b]!;
      if (Math.abs(slope) < 1e-12) {
        if (Math.abs(shift) > c) return 0;
        continue;
      }
      const one = (-c - shift) / slope;
      const other = (c - shift) / slope;
      low = Math.max(low, Math.min(one, other));
      high = Math.min(high, Math.max(one, other));
    }
    if (!(high > low)) return 0;
    const pLow = pnorm(low);
    const mass =
      low > 0 ? pnorm(low, { tail: "upper" }) - pnorm(high, { tail: "upper" }) : pnorm(high) - pLow;
    probability *= mass;
    if (b + 1 < f.rank) z[b] = qnorm(Math.min(Math.max(pLow + u[b]! * mass, 1e-300), 1 - 1e-16));
  }
  return probability;
}

/**
 * A Richtmyer lattice (√ of primes) with a random shift, folded by the tent map. One long lattice
 * measured better than several shifted short ones.
 */
function latticePoints(seed: number, dimension: number, points: number): Float64Array[] {
  const generators = primes(dimension).map(Math.sqrt);
  const rng = createRng(seed);
  const offset = generators.map(() => rng.uniform());
  return Array.from({ length: points }, (_, i) =>
    Float64Array.from(generators, (g, d) => {
      const x = ((i + 1) * g + offset[d]!) % 1;
      return Math.min(Math.max(Math.abs(2 * x - 1), 1e-12), 1 - 1e-12);
    }),
  );
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((p) => n % p !== 0)) found.push(n);
  }
  return found;
}
