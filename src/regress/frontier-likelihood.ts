import { inverseMills, lnPnorm } from "../math/index.js";

const LN_2PI = Math.log(2 * Math.PI);

/** Rows of one producer; pooled data have one row each. */
export interface FrontierPanel {
  readonly rows: readonly number[];
}

/** The data and the form of a frontier. */
export interface FrontierProblem {
  readonly y: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly panels: readonly FrontierPanel[];
  /** t − T for each row; all 0 without time decay. */
  readonly timeFromEnd: Float64Array;
  /** 1 production (ε = v − u), −1 cost (ε = v + u). */
  readonly sign: 1 | -1;
  readonly mu: "zero" | "free";
  readonly decay: "none" | "free";
}

/** Parameters unpacked from (β, ln σ_v², ln σ_u², [μ], [η]). */
export interface FrontierParameters {
  readonly beta: Float64Array;
  readonly varV: number;
  readonly varU: number;
  readonly mu: number;
  readonly eta: number;
}

/** Posterior of u given ε for one producer: N⁺(mean, sd²). */
export interface Posterior {
  readonly mean: number;
  readonly sd: number;
}

export function unpackFrontier(p: FrontierProblem, theta: ArrayLike<number>): FrontierParameters {
  const k = p.columns.length;
  let at = k + 2;
  return {
    beta: Float64Array.from({ length: k }, (_, j) => theta[j]!),
    varV: Math.exp(theta[k]!),
    varU: Math.exp(theta[k + 1]!),
    mu: p.mu === "free" ? theta[at++]! : 0,
    eta: p.decay === "free" ? theta[at]! : 0,
  };
}

/**
 * Log-likelihood of the stochastic frontier of Battese & Coelli (1992) with its score.
 * 中文: 随机前沿对数似然
 *
 * Model     y = xβ + v − s·u_it, v ~ N(0, σ_v²), u_it = e^{−η(t−T)} u_i, u_i ~ N⁺(μ, σ_u²); μ = 0 is the half-normal, one row a
 *           producer and η = 0 the pooled frontier of Aigner, Lovell & Schmidt (1977).
 * Formula   with g = e^{−η(t−T)}, A = Σg²/σ_v² + 1/σ_u², B = μ/σ_u² − Σgε/σ_v², C = Σε²/σ_v² + μ²/σ_u²:
 *           ln L_i = −T ln √(2π)σ_v − ln σ_u − ½ ln A − ln Φ(μ/σ_u) − ½(C − B²/A) + ln Φ(B/√A).
 * Shapes    theta k + 2 (+1 for μ, +1 for η); `scores` (producers × parameters) is filled if given.
 */
export function frontierLikelihood(
  p: FrontierProblem,
  theta: ArrayLike<number>,
  gradient: Float64Array,
  scores?: Float64Array,
): number {
  const params = unpackFrontier(p, theta);
  const size = theta.length;
  const own = new Float64Array(size);
  gradient.fill(0);
  let total = 0;
  p.panels.forEach((panel, i) => {
    own.fill(0);
    total += producer(p, params, panel, own);
    for (let j = 0; j < size; j++) gradient[j]! += own[j]!;
    scores?.set(own, i * size);
  });
  return total;
}

function producer(
  p: FrontierProblem,
  { beta, varV, varU, mu, eta }: FrontierParameters,
  panel: FrontierPanel,
  d: Float64Array,
): number {
  const k = beta.length;
  const T = panel.rows.length;
  const muAt = p.mu === "free" ? k + 2 : -1;
  const etaAt = p.decay === "free" ? k + 2 + (p.mu === "free" ? 1 : 0) : -1;
  let gg = 0;
  let ge = 0;
  let ee = 0;
  let ggSlope = 0;
  let geSlope = 0;
  for (const i of panel.rows) {
    const e = p.sign * residual(p, beta, i);
    const g = Math.exp(-eta * p.timeFromEnd[i]!);
    const slope = -p.timeFromEnd[i]! * g;
    gg += g * g;
    ge += g * e;
    ee += e * e;
    ggSlope += 2 * g * slope;
    geSlope += slope * e;
  }
  const A = gg / varV + 1 / varU;
  const B = mu / varU - ge / varV;
  const C = ee / varV + (mu * mu) / varU;
  const root = Math.sqrt(A);
  const z = B / root;
  const sdU = Math.sqrt(varU);
  const lambda = inverseMills(z);
  // ∂ ln L / ∂A, ∂B, ∂C.
  const dA = -0.5 / A - (0.5 * B * B) / (A * A) - (0.5 * lambda * B) / (A * root);
  const dB = B / A + lambda / root;
  const dC = -0.5;
  for (const i of panel.rows) {
    const e = p.sign * residual(p, beta, i);
    const g = Math.exp(-eta * p.timeFromEnd[i]!);
    const factor = (p.sign * (dB * g - dC * 2 * e)) / varV;
    for (let j = 0; j < k; j++) d[j]! += factor * p.columns[j]![i]!;
  }
  d[k] = -T / 2 - (dA * gg) / varV + (dB * ge) / varV - (dC * ee) / varV;
  const truncation = inverseMills(mu / sdU);
  d[k + 1] =
    -0.5 - dA / varU - (dB * mu) / varU - (dC * mu * mu) / varU + (truncation * 0.5 * mu) / sdU;
  if (muAt >= 0) d[muAt] = dB / varU + (dC * 2 * mu) / varU - truncation / sdU;
  if (etaAt >= 0) d[etaAt] = (dA * ggSlope) / varV - (dB * geSlope) / varV;
  return (
    -0.5 * T * (LN_2PI + Math.log(varV)) -
    0.5 * Math.log(varU) -
    0.5 * Math.log(A) -
    lnPnorm(mu / sdU) -
    0.5 * (C - (B * B) / A) +
    lnPnorm(z)
  );
}

/** Posterior of u_i for each producer.   中文: 无效率项的后验 */
export function frontierPosterior(p: FrontierProblem, theta: ArrayLike<number>): Posterior[] {
  const { beta, varV, varU, mu, eta } = unpackFrontier(p, theta);
  return p.panels.map((panel) => {
    let gg = 0;
    let ge = 0;
    for (const i of panel.rows) {
      const g = Math.exp(-eta * p.timeFromEnd[i]!);
      gg += g * g;
      ge += g * p.sign * residual(p, beta, i);
    }
    const A = gg / varV + 1 / varU;
    return { mean: (mu / varU - ge / varV) / A, sd: 1 / Math.sqrt(A) };
  });
}

function residual(p: FrontierProblem, beta: Float64Array, i: number): number {
  let fitted = 0;
  for (let j = 0; j < beta.length; j++) fitted += p.columns[j]![i]! * beta[j]!;
  return p.y[i]! - fitted;
}
