import {
  digamma,
  dnorm,
  inverseMills,
  lnGamma,
  lnPnorm,
  mean,
  pnorm,
  qnorm,
  trigamma,
  variance,
} from "../../math/index.js";
import type { IndexFamily } from "./index-family.js";

/** Poisson with log link; the outcome may be any non-negative number (pseudo-ML). */
export const poisson: IndexFamily = {
  name: "poisson",
  ancillary: null,
  row(y, eta, _a, terms, i) {
    const mu = Math.exp(eta);
    terms.score[i] = y - mu;
    terms.info[i] = mu;
    return y * eta - mu - lnGamma(y + 1);
  },
  start(y) {
    const centre = mean(y);
    return { eta: y.map((v) => Math.log((v + centre) / 2)), a: 0 };
  },
  mean: (eta) => Math.exp(eta),
};

/** Logit. */
export const logit: IndexFamily = {
  name: "logit",
  ancillary: null,
  row(y, eta, _a, terms, i) {
    const p = inverseLogit(eta);
    terms.score[i] = y - p;
    terms.info[i] = p * inverseLogit(-eta);
    return -softplus(y === 1 ? -eta : eta);
  },
  start: (y) => ({ eta: y.map((v) => (v === 1 ? Math.log(3) : -Math.log(3))), a: 0 }),
  mean: (eta) => inverseLogit(eta),
};

/** Probit, with the observed information. */
export const probit: IndexFamily = {
  name: "probit",
  ancillary: null,
  row(y, eta, _a, terms, i) {
    const q = y === 1 ? 1 : -1;
    const z = q * eta;
    const lambda = inverseMills(z);
    terms.score[i] = q * lambda;
    // λ(λ + z) tends to 1 on the left and to 0 on the right.
    terms.info[i] = Math.max(lambda * (lambda + z), Number.MIN_VALUE);
    return lnPnorm(z);
  },
  start: (y) => ({ eta: y.map((v) => (v === 1 ? qnorm(0.75) : qnorm(0.25))), a: 0 }),
  mean: (eta) => pnorm(eta),
};

/** Negative binomial with mean dispersion (NB2): Var = μ + αμ², a = ln α. */
export const negbin: IndexFamily = {
  name: "negbin",
  ancillary: "lnalpha",
  row(y, eta, a, terms, i) {
    const mu = Math.exp(eta);
    const alpha = Math.exp(a);
    const theta = 1 / alpha;
    const am = alpha * mu;
    const one = 1 + am;
    terms.score[i] = (y - mu) / one;
    terms.info[i] = (mu * (1 + alpha * y)) / (one * one);
    terms.cross[i] = (-(y - mu) * am) / (one * one);
    const gap = gammaDifferences(y, theta);
    // ∂ℓ/∂θ, then chain rule with θ = e^(−a): ∂/∂a = −θ ∂/∂θ.
    const slope = gap.psi - Math.log1p(am) + (am - alpha * y) / one;
    terms.scoreA[i] = -theta * slope;
    const curve =
      gap.psi1 + alpha - (2 * alpha) / one + ((theta + y) * alpha * alpha) / (one * one);
    terms.infoA[i] = -(theta * theta * curve + theta * slope);
    return gap.ln - lnGamma(y + 1) - theta * Math.log1p(am) + y * (eta + a - Math.log1p(am));
  },
  start(y, weights) {
    const { eta } = poisson.start(y, weights);
    const centre = mean(y);
    const excess = (variance(y) - centre) / (centre * centre);
    return { eta, a: Math.log(Math.max(excess, 0.05)) };
  },
  mean: (eta) => Math.exp(eta),
};

/** Limits of a censored outcome; infinite when absent. */
export interface TobitLimits {
  readonly lower?: number;
  readonly upper?: number;
}

/** Tobit with normal errors, a = ln σ. */
export function tobit(limits: TobitLimits): IndexFamily {
  const lower = limits.lower ?? Number.NEGATIVE_INFINITY;
  const upper = limits.upper ?? Number.POSITIVE_INFINITY;
  return {
    name: "tobit",
    ancillary: "lnsigma",
    row(y, eta, a, terms, i) {
      const sigma = Math.exp(a);
      if (y > lower && y < upper) {
        const z = (y - eta) / sigma;
        terms.score[i] = z / sigma;
        terms.info[i] = 1 / (sigma * sigma);
        terms.scoreA[i] = z * z - 1;
        terms.cross[i] = (-2 * z) / sigma;
        terms.infoA[i] = 2 * z * z;
        return Math.log(dnorm(0)) - 0.5 * z * z - a;
      }
      // ℓ = ln Φ(t), t = ±(limit − η)/σ.
      const side = y <= lower ? 1 : -1;
      const t = (side * ((side === 1 ? lower : upper) - eta)) / sigma;
      const lambda = inverseMills(t);
      const bend = lambda * (lambda + t);
      terms.score[i] = (-side * lambda) / sigma;
      terms.info[i] = Math.max(bend, Number.MIN_VALUE) / (sigma * sigma);
      terms.scoreA[i] = -lambda * t;
      terms.cross[i] = (side * (lambda - bend * t)) / sigma;
      terms.infoA[i] = bend * t * t - lambda * t;
      return lnPnorm(t);
    },
    start: (y) => ({ eta: y.slice(), a: 0.5 * Math.log(variance(y) || 1) }),
    mean: (eta) => eta,
  };
}

/** ln Γ(θ+y) − ln Γ(θ), and the same differences of ψ and ψ′, exact sums for small counts. */
function gammaDifferences(y: number, theta: number): { ln: number; psi: number; psi1: number } {
  if (y <= 200 && Number.isInteger(y)) {
    let ln = 0;
    let psi = 0;
    let psi1 = 0;
    for (let j = 0; j < y; j++) {
      const at = theta + j;
      ln += Math.log(at);
      psi += 1 / at;
      psi1 -= 1 / (at * at);
    }
    // ln of α^y is taken by the caller through a, so that θ → ∞ keeps its digits.
    return { ln, psi, psi1 };
  }
  return {
    ln: lnGamma(theta + y) - lnGamma(theta),
    psi: digamma(theta + y) - digamma(theta),
    psi1: trigamma(theta + y) - trigamma(theta),
  };
}

function inverseLogit(eta: number): number {
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
