import {
  cholesky,
  choleskyInverse,
  crossProducts,
  crossVector,
  submatrix,
  twoSidedP,
} from "../../math/index.js";
import { independentColumns } from "../../regress/index.js";
import { rankOptionsOf } from "../sample/estimable.js";
import { fixestFactor } from "../sample/panel-ols.js";
import { type DidSample, dropSingletons, treatmentOf } from "../sample/sample.js";
import { sweepOf } from "../sample/sweep.js";

/** Estimate of the treatment with some of the covariates. */
export interface SpecificationEstimate {
  readonly estimate: number;
  readonly se: number;
  readonly p: number;
  readonly nobs: number;
}

/** Estimates with the covariates at these positions; null where treatment does not vary. */
export type SpecificationEngine = (subset: readonly number[]) => SpecificationEstimate | null;

/**
 * Prepares a sample so that the two-way estimate with any subset of its covariates costs one small
 * solve.   中文: 规格曲线的快速估计器
 *
 * Everything is swept once. The score of a cluster is a form in the swept columns, Σ d·e = a′(c_g −
 * S_g b), so that S_g = X_g′X_g and c_g = X_g′y_g are made once and a specification costs G·m²
 * products, not n·m. Unclustered variances pass over the rows.
 * Defaults  clusters of the sample; `hc1`, `iid` as fixest
 */
export function specificationEngine(
  sample: DidSample,
  variance: "cluster" | "hc1" | "iid" = "cluster",
): SpecificationEngine {
  const s = dropSingletons(sample);
  const sweep = sweepOf(s.effects, s.weights);
  const raw = [treatmentOf(s), ...s.X];
  const { before } = rankOptionsOf(s, raw);
  const columns = raw.map((x) => sweep.residual(x));
  const y = sweep.residual(s.y);
  const w = s.weights ?? undefined;
  const k = columns.length;
  const A = crossProducts(columns, w);
  const b = crossVector(columns, y, w);
  const factor = fixestFactor(s);
  const absorbed = s.effects.reduce((a, e) => a + e.levels - 1, 1);
  const meatOf = variance === "cluster" ? clusterMeat(s, columns, y) : rowMeat(s, columns, y);
  const scaleOf = {
    cluster: factor,
    hc1: (r: number) => s.n / (s.n - r - absorbed),
    iid: (r: number) => 1 / (s.n - r - absorbed),
  }[variance];
  return (subset) => {
    const use = [...subset.map((j) => j + 1), 0];
    const m = use.length;
    const G = submatrix(A, k, use);
    const { kept } = independentColumns(
      use.map((j) => columns[j]!),
      s.weights,
      { gram: G, ...(before === undefined ? {} : { before: use.map((j) => before[j]!) }) },
    );
    if (kept[kept.length - 1] !== m - 1) return null;
    const r = kept.length;
    const own = kept.map((j) => use[j]!);
    const inverse = choleskyInverse(cholesky(submatrix(A, k, own), r), r);
    const beta = new Float64Array(r);
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < r; j++) beta[i]! += inverse[i * r + j]! * b[own[j]!]!;
    }
    const last = inverse.slice((r - 1) * r);
    const { squares, rss } = meatOf(Int32Array.from(own), last, beta);
    const se = Math.sqrt(scaleOf(r) * (variance === "iid" ? rss * last[r - 1]! : squares));
    const estimate = beta[r - 1]!;
    const df = variance === "cluster" ? s.clusters - 1 : s.n - r - absorbed;
    return { estimate, se, p: twoSidedP(estimate / se, df), nobs: s.n };
  };
}

/** Σ of squared scores of the direction `a` (and Σ e²), for columns `own` with slopes `beta`. */
type Meat = (
  own: Int32Array,
  a: Float64Array,
  beta: Float64Array,
) => { readonly squares: number; readonly rss: number };

function clusterMeat(s: DidSample, columns: readonly Float64Array[], y: Float64Array): Meat {
  const k = columns.length;
  const S = new Float64Array(s.clusters * k * k);
  const c = new Float64Array(s.clusters * k);
  for (let i = 0; i < s.n; i++) {
    const w = s.weights === null ? 1 : s.weights[i]!;
    const g = s.cluster[i]!;
    for (let p = 0; p < k; p++) {
      const v = w * columns[p]![i]!;
      c[g * k + p]! += v * y[i]!;
      for (let q = 0; q < k; q++) S[(g * k + p) * k + q]! += v * columns[q]![i]!;
    }
  }
  return (own, a, beta) => {
    const r = own.length;
    let squares = 0;
    for (let g = 0; g < s.clusters; g++) {
      let score = 0;
      for (let i = 0; i < r; i++) {
        const row = g * k + own[i]!;
        let v = c[row]!;
        for (let j = 0; j < r; j++) v -= S[row * k + own[j]!]! * beta[j]!;
        score += a[i]! * v;
      }
      squares += score * score;
    }
    return { squares, rss: Number.NaN };
  };
}

function rowMeat(s: DidSample, columns: readonly Float64Array[], y: Float64Array): Meat {
  const rest = new Float64Array(s.n);
  const d = new Float64Array(s.n);
  return (own, a, beta) => {
    rest.set(y);
    d.fill(0);
    own.forEach((p, i) => {
      const x = columns[p]!;
      for (let row = 0; row < s.n; row++) {
        rest[row]! -= beta[i]! * x[row]!;
        d[row]! += a[i]! * x[row]!;
      }
    });
    let squares = 0;
    let rss = 0;
    for (let row = 0; row < s.n; row++) {
      const w = s.weights === null ? 1 : s.weights[row]!;
      squares += (w * d[row]! * rest[row]!) ** 2;
      rss += w * rest[row]! ** 2;
    }
    return { squares, rss };
  };
}
