import {
  inverseMills,
  inverseSpd,
  leastSquares,
  maximizeNewton,
  minimize,
  numericalHessian,
  pnorm,
} from "../math/index.js";
import {
  type FrontierProblem,
  frontierLikelihood,
  frontierPosterior,
  unpackFrontier,
} from "./frontier-likelihood.js";

export interface FrontierMaximum {
  /** (β, ln σ_v², ln σ_u², [μ], [η]). */
  readonly theta: Float64Array;
  readonly logLik: number;
  /** Log-likelihood of least squares (no inefficiency). */
  readonly logLikOls: number;
  /** Inverse of the observed information. */
  readonly covariance: Float64Array;
  /** Producers × parameters. */
  readonly scores: Float64Array;
  readonly iterations: number;
}

/** Efficiency of each row. */
export interface FrontierEfficiency {
  /** E[exp(−u_it) | ε] (Battese & Coelli 1988). */
  readonly batteseCoelli: Float64Array;
  /** E[u_it | ε] (Jondrow et al. 1982). */
  readonly jlms: Float64Array;
  /** E[exp(u_it) | ε], the cost efficiency of Stata's `predict, te` after a cost frontier. */
  readonly cost: Float64Array;
}

/**
 * Maximum likelihood of a stochastic frontier: least squares and a grid over γ as the start
 * (Coelli 1996), L-BFGS, then Newton with the observed information.   中文: 随机前沿极大似然
 */
export function maximizeFrontier(p: FrontierProblem): FrontierMaximum {
  const ols = leastSquares(p.columns, p.y);
  const n = p.y.length;
  const sigma2 = ols.residuals.reduce((s, e) => s + e * e, 0) / n;
  const logLikOls = -0.5 * n * (Math.log(2 * Math.PI * sigma2) + 1);
  const start = gridStart(p, ols.coefficients, sigma2);
  const gradientAt = (x: Float64Array) => {
    const g = new Float64Array(x.length);
    frontierLikelihood(p, x, g);
    return g;
  };
  const rough = minimize(
    (x, g) => {
      const value = -frontierLikelihood(p, x, g);
      for (let j = 0; j < g.length; j++) g[j] = -g[j]!;
      return value;
    },
    start,
    { tolerance: 1e-6, maxIterations: 2000, what: "the frontier likelihood" },
  );
  const found = maximizeNewton(
    (x) => {
      const gradient = new Float64Array(x.length);
      const value = frontierLikelihood(p, x, gradient);
      const information = numericalHessian(gradientAt, x).map((v) => -v);
      return { value, gradient, information };
    },
    rough.x,
    { tolerance: 1e-12, maxIterations: 60, what: "the frontier likelihood" },
  );
  const size = found.x.length;
  const scores = new Float64Array(p.panels.length * size);
  frontierLikelihood(p, found.x, new Float64Array(size), scores);
  return {
    theta: found.x,
    logLik: found.value,
    logLikOls,
    covariance: inverseSpd(found.information, size),
    scores,
    iterations: rough.iterations + found.iterations,
  };
}

/** Efficiency estimates at a parameter.   中文: 效率估计 */
export function frontierEfficiency(
  p: FrontierProblem,
  theta: ArrayLike<number>,
): FrontierEfficiency {
  const { eta } = unpackFrontier(p, theta);
  const n = p.y.length;
  const batteseCoelli = new Float64Array(n);
  const jlms = new Float64Array(n);
  const cost = new Float64Array(n);
  const posterior = frontierPosterior(p, theta);
  p.panels.forEach((panel, index) => {
    const { mean, sd } = posterior[index]!;
    const z = mean / sd;
    const level = mean + sd * inverseMills(z);
    for (const i of panel.rows) {
      const g = Math.exp(-eta * p.timeFromEnd[i]!);
      jlms[i] = g * level;
      batteseCoelli[i] = moment(-g, mean, sd);
      cost[i] = moment(g, mean, sd);
    }
  });
  return { batteseCoelli, jlms, cost };
}

/** E[e^{au}] for u ~ N⁺(mean, sd²). */
function moment(a: number, mean: number, sd: number): number {
  return (
    (Math.exp(a * mean + 0.5 * a * a * sd * sd) * pnorm(mean / sd + a * sd)) / pnorm(mean / sd)
  );
}

/** Least squares shifted by the mean inefficiency, γ = σ_u²/σ² from a grid. */
function gridStart(p: FrontierProblem, beta: Float64Array, m2: number): Float64Array {
  const k = beta.length;
  const size = k + 2 + (p.mu === "free" ? 1 : 0) + (p.decay === "free" ? 1 : 0);
  const constant = p.columns.findIndex((x) => x.every((v) => v === x[0]) && x[0] !== 0);
  let best = new Float64Array(size);
  let most = Number.NEGATIVE_INFINITY;
  for (let gamma = 0.05; gamma < 1; gamma += 0.1) {
    const sigma2 = m2 / (1 - (2 * gamma) / Math.PI);
    const theta = new Float64Array(size);
    theta.set(beta);
    if (constant >= 0) {
      const shift = p.sign * Math.sqrt((2 * gamma * sigma2) / Math.PI);
      theta[constant]! += shift / p.columns[constant]![0]!;
    }
    theta[k] = Math.log((1 - gamma) * sigma2);
    theta[k + 1] = Math.log(gamma * sigma2);
    const value = frontierLikelihood(p, theta, new Float64Array(size));
    if (value > most) {
      most = value;
      best = theta;
    }
  }
  return best;
}
