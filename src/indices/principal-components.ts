import { PCA } from "ml-pca";
import { pchisq } from "../math/index.js";
import { correlations } from "./correlations.js";
import { inverseCorrelation } from "./inverse-correlation.js";

/** How many components to keep. */
export type RetainRule = "kaiser" | { readonly share: number } | { readonly components: number };

/** Principal components of standardised columns, before any weighting. */
export interface ComponentsOfColumns {
  readonly eigenvalues: Float64Array;
  /** k × k row-major, column m belongs to eigenvalue m; signs by `fixSigns`. */
  readonly vectors: Float64Array;
}

/**
 * Principal components of the correlation matrix.   中文: 相关矩阵主成分
 *
 * Signs     each component is turned so that its entries sum to ≥ 0; when the sum is zero but for
 *           rounding, so that its largest entry is positive.
 * Agrees    R `prcomp(scale. = TRUE)` up to signs; own `eigenSymmetric` to 1e-10 (tested).
 */
export function principalComponents(
  columns: readonly Float64Array[],
  r = correlations(columns),
): ComponentsOfColumns {
  const k = columns.length;
  const rows = Array.from({ length: k }, (_, i) => Array.from(r.subarray(i * k, (i + 1) * k)));
  // The default method would decompose the n × k data: twice as slow, equal to 1e-13.
  const pca = new PCA(rows, { isCovarianceMatrix: true });
  // Rounding can leave a zero eigenvalue at −1e-17.
  const eigenvalues = Float64Array.from(pca.getEigenvalues(), (value) => Math.max(value, 0));
  const U = pca.getEigenvectors();
  const vectors = new Float64Array(k * k);
  for (let i = 0; i < k; i++) for (let m = 0; m < k; m++) vectors[i * k + m] = U.get(i, m);
  fixSigns(vectors, k);
  return { eigenvalues, vectors };
}

/** A sum of k entries of a unit vector below this is zero but for rounding. */
const ZERO_SUM = 1e-10;

function fixSigns(vectors: Float64Array, k: number): void {
  for (let m = 0; m < k; m++) {
    let sum = 0;
    let top = 0;
    for (let i = 0; i < k; i++) {
      const entry = vectors[i * k + m]!;
      sum += entry;
      if (Math.abs(entry) > Math.abs(top) * (1 + 1e-9)) top = entry;
    }
    const decides = Math.abs(sum) > ZERO_SUM ? sum : top;
    if (decides < 0) for (let i = 0; i < k; i++) vectors[i * k + m]! *= -1;
  }
}

/** An eigenvalue that is 1 but for rounding passes the Kaiser rule. */
const KAISER = 1 - 1e-10;

/** The number of components that a rule keeps, at least one. */
export function retainedComponents(eigenvalues: Float64Array, rule: RetainRule): number {
  if (rule === "kaiser") return Math.max(1, eigenvalues.filter((v) => v >= KAISER).length);
  if ("components" in rule) return Math.min(Math.max(1, rule.components), eigenvalues.length);
  const total = eigenvalues.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (let m = 0; m < eigenvalues.length; m++) {
    sum += eigenvalues[m]!;
    if (sum / total >= rule.share - 1e-12) return m + 1;
  }
  return eigenvalues.length;
}

/** Kaiser–Meyer–Olkin measure and Bartlett's test of sphericity. */
export interface SamplingAdequacy {
  readonly kmo: number;
  readonly msa: Float64Array;
  readonly bartlett: { readonly statistic: number; readonly df: number; readonly p: number };
}

/**
 * KMO and Bartlett's test; `null` when the correlation matrix is singular (perfectly correlated
 * indicators), where neither exists.   中文: KMO 与 Bartlett 球形检验
 *
 * Formula   KMO = Σ r² / (Σ r² + Σ a²) over pairs, a the partial correlations;
 *           Bartlett: −(n − 1 − (2k + 5)/6) · ln|R|, χ² with k(k − 1)/2 degrees of freedom.
 * Agrees    R psych `KMO`, `cortest.bartlett`; golden/index `pca_*`, 1e-10.
 */
export function samplingAdequacy(
  columns: readonly Float64Array[],
  r = correlations(columns),
): SamplingAdequacy | null {
  const k = columns.length;
  const n = columns[0]!.length;
  if (k < 2) return null;
  const found = inverseCorrelation(columns, r);
  if (found === null) return null;
  const { inverse, lnDeterminant } = found;
  const msa = new Float64Array(k);
  let squares = 0;
  let partials = 0;
  for (let i = 0; i < k; i++) {
    let own = 0;
    let ownPartial = 0;
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      own += r[i * k + j]! ** 2;
      ownPartial += inverse[i * k + j]! ** 2 / (inverse[i * k + i]! * inverse[j * k + j]!);
    }
    msa[i] = own / (own + ownPartial);
    squares += own;
    partials += ownPartial;
  }
  const statistic = -(n - 1 - (2 * k + 5) / 6) * lnDeterminant;
  const df = (k * (k - 1)) / 2;
  const p = pchisq(statistic, df, { tail: "upper" });
  return { kmo: squares / (squares + partials), msa, bartlett: { statistic, df, p } };
}
