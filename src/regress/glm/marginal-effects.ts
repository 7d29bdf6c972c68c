import { dnorm, quadraticForm } from "../../math/index.js";
import type { TidyRow } from "../../result/index.js";
import { tidyRow } from "../fit.js";
import type { IndexFamily } from "./index-family.js";

/**
 * Average marginal effects: the mean over the rows of ∂E[y]/∂x_j, every regressor taken as
 * continuous, with delta-method errors.   中文: 平均边际效应
 *
 * Formula   AME_j = β_j mean(m′(η)); ∂AME_j/∂β_l = β_j mean(m″(η) x_l) + 1[j = l] mean(m′(η)).
 * Agrees    Stata `margins, dydx(*)` after `logit`, `probit`, `poisson`.
 */
export function averageMarginalEffects(
  family: IndexFamily,
  names: readonly string[],
  columns: readonly Float64Array[],
  beta: Float64Array,
  eta: Float64Array,
  covariance: { readonly matrix: Float64Array; readonly df: number },
  skip: (name: string) => boolean,
): TidyRow[] | null {
  const slopes = derivatives(family.name);
  if (slopes === null) return null;
  const n = eta.length;
  const k = columns.length;
  let first = 0;
  const second = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const { one, two } = slopes(eta[i]!);
    first += one / n;
    for (let j = 0; j < k; j++) second[j]! += (two * columns[j]![i]!) / n;
  }
  const width = Math.round(Math.sqrt(covariance.matrix.length));
  const rows: TidyRow[] = [];
  names.forEach((name, j) => {
    if (skip(name)) return;
    const gradient = new Float64Array(width);
    for (let l = 0; l < k; l++) gradient[l] = beta[j]! * second[l]! + (l === j ? first : 0);
    const variance = quadraticForm(gradient, covariance.matrix);
    rows.push(tidyRow(name, beta[j]! * first, variance, covariance.df));
  });
  return rows;
}

/** m′ and m″ of the mean function. */
function derivatives(
  name: IndexFamily["name"],
): ((eta: number) => { one: number; two: number }) | null {
  switch (name) {
    case "poisson":
    case "negbin":
      return (eta) => ({ one: Math.exp(eta), two: Math.exp(eta) });
    case "logit":
      return (eta) => {
        const p = 1 / (1 + Math.exp(-eta));
        const one = p * (1 - p);
        return { one, two: one * (1 - 2 * p) };
      };
    case "probit":
      return (eta) => ({ one: dnorm(eta), two: -eta * dnorm(eta) });
    case "tobit":
      return null;
  }
}
