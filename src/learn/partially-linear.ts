/** Residuals of outcome and treatment after cross-fitting, and the estimate from them. */
export interface PartiallyLinear {
  readonly theta: number;
  readonly se: number;
  /** Null without clusters. */
  readonly seCluster: number | null;
  readonly thetaByFold: Float64Array;
  readonly mseOutcome: number;
  readonly mseTreatment: number;
  readonly sumUv: number;
  readonly sumVv: number;
}

/**
 * θ of the partially linear model from cross-fitted residuals.   中文: 部分线性模型估计量
 *
 * Formula   θ = Σuv/Σv²; ψ = (u − θv)v; se = √mean(ψ²)/mean(v²)/√n; clustered: sums of ψ by cluster.
 * Source    Chernozhukov et al. (2018), definition 3.2 (DML2) with the "partialling out" score.
 */
export function partiallyLinear(
  u: Float64Array,
  v: Float64Array,
  folds: Int32Array,
  K: number,
  clusters?: { readonly codes: Int32Array; readonly size: number },
): PartiallyLinear {
  const n = u.length;
  const uv = new Float64Array(K);
  const vv = new Float64Array(K);
  let mse = 0;
  for (let i = 0; i < n; i++) {
    uv[folds[i]!]! += u[i]! * v[i]!;
    vv[folds[i]!]! += v[i]! * v[i]!;
    mse += u[i]! * u[i]!;
  }
  const sumUv = uv.reduce((s, x) => s + x, 0);
  const sumVv = vv.reduce((s, x) => s + x, 0);
  const theta = sumUv / sumVv;
  let squares = 0;
  const sums = new Float64Array(clusters?.size ?? 0);
  for (let i = 0; i < n; i++) {
    const psi = (u[i]! - theta * v[i]!) * v[i]!;
    squares += psi * psi;
    if (clusters !== undefined) sums[clusters.codes[i]!]! += psi;
  }
  const clustered = sums.reduce((s, x) => s + x * x, 0);
  return {
    theta,
    se: Math.sqrt(squares) / sumVv,
    seCluster: clusters === undefined ? null : Math.sqrt(clustered) / sumVv,
    thetaByFold: uv.map((x, f) => x / vv[f]!),
    mseOutcome: mse / n,
    mseTreatment: sumVv / n,
    sumUv,
    sumVv,
  };
}
