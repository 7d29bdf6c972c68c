import {
  choleskyInOrder,
  choleskyInverse,
  crossProducts,
  crossVector,
  twoSidedP,
} from "../math/index.js";
import { fixestFactor } from "./panel-ols.js";
import { type DidSample, dropSingletons, treatmentOf } from "./sample.js";
import { sweepOf } from "./sweep.js";

/** Estimate of the treatment with some of the covariates. */
export interface SpecificationEstimate {
  readonly estimate: number;
  readonly se: number;
  readonly p: number;
  readonly nobs: number;
}

/**
 * Prepares a sample so that the two-way estimate with any subset of its covariates costs one small
 * solve: everything is swept once, and scores are summed by cluster through products made once.
 * 中文: 规格曲线的快速估计器
 *
 * `variance`: clusters as given, or heteroskedasticity-robust (HC1).
 */
export function specificationEngine(
  sample: DidSample,
): (subset: readonly number[], variance?: "cluster" | "hc1") => SpecificationEstimate | null {
  const s = dropSingletons(sample);
  const sweep = sweepOf(s.effects, s.weights);
  const columns = [treatmentOf(s), ...s.X].map((x) => sweep.residual(x));
  const y = sweep.residual(s.y);
  const w = s.weights ?? undefined;
  const k = columns.length;
  const A = crossProducts(columns, w);
  const b = crossVector(columns, y, w);
  const factor = fixestFactor(s);
  const absorbed = s.effects.reduce((a, e) => a + e.levels - 1, 1);
  const rest = new Float64Array(s.n);
  const d = new Float64Array(s.n);
  const sums = new Float64Array(s.clusters);
  return (subset, variance = "cluster") => {
    const use = [...subset.map((j) => j + 1), 0];
    const m = use.length;
    const G = new Float64Array(m * m);
    use.forEach((p, i) => {
      use.forEach((q, j) => {
        G[i * m + j] = A[p * k + q]!;
      });
    });
    const { kept, L } = choleskyInOrder(G, m);
    if (kept[kept.length - 1] !== m - 1) return null;
    const inverse = choleskyInverse(L, kept.length);
    const r = kept.length;
    const own = kept.map((j) => use[j]!);
    rest.set(y);
    d.fill(0);
    let estimate = 0;
    for (let i = 0; i < r; i++) {
      let beta = 0;
      for (let j = 0; j < r; j++) beta += inverse[i * r + j]! * b[own[j]!]!;
      const x = columns[own[i]!]!;
      const share = inverse[(r - 1) * r + i]!;
      for (let row = 0; row < s.n; row++) {
        rest[row]! -= beta * x[row]!;
        d[row]! += share * x[row]!;
      }
      if (i === r - 1) estimate = beta;
    }
    let meat = 0;
    if (variance === "cluster") {
      sums.fill(0);
      for (let row = 0; row < s.n; row++) {
        sums[s.cluster[row]!]! += (w === undefined ? 1 : w[row]!) * d[row]! * rest[row]!;
      }
      for (const v of sums) meat += v * v;
      meat *= factor(r);
    } else {
      for (let row = 0; row < s.n; row++) {
        const v = (w === undefined ? 1 : w[row]!) * d[row]! * rest[row]!;
        meat += v * v;
      }
      meat *= s.n / (s.n - r - absorbed);
    }
    const se = Math.sqrt(meat);
    const df = variance === "cluster" ? s.clusters - 1 : s.n - r - absorbed;
    return { estimate, se, p: twoSidedP(estimate / se, df), nobs: s.n };
  };
}
