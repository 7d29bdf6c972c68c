import { crossProducts, crossVector } from "../../math/index.js";
import { olsFit } from "../ols-fit.js";
import type { IvProblem } from "./iv-problem.js";

/** The problem as plain columns, multiplied by √weight where there are weights. */
export interface IvColumns {
  readonly n: number;
  readonly y: Float64Array;
  readonly X1: readonly Float64Array[];
  readonly X2: readonly Float64Array[];
  readonly Z: readonly Float64Array[];
  /** y, X2 and Z after regression on X1. */
  readonly yLeft: Float64Array;
  readonly X2Left: readonly Float64Array[];
  readonly ZLeft: readonly Float64Array[];
}

/** Plain columns of a problem, with the exogenous regressors partialled out. */
export function ivColumns(problem: IvProblem): IvColumns {
  const root = problem.rootWeights;
  const weighted = (x: Float64Array) => (root === null ? x : x.map((v, i) => v * root[i]!));
  const y = weighted(problem.y.values);
  const X1 = problem.exogenous.map((c) => weighted(c.values));
  const X2 = problem.endogenous.map((c) => weighted(c.values));
  const Z = problem.instruments.map((c) => weighted(c.values));
  return {
    n: y.length,
    y,
    X1,
    X2,
    Z,
    yLeft: residualsOn(X1, y),
    X2Left: X2.map((x) => residualsOn(X1, x)),
    ZLeft: Z.map((z) => residualsOn(X1, z)),
  };
}

/** Residuals of a regression; y itself without regressors. */
export function residualsOn(X: readonly Float64Array[], y: Float64Array): Float64Array {
  return X.length === 0 ? y : olsFit(X, y).residuals;
}

/** A′B of two lists of columns, row-major. */
export function crossBlock(A: readonly Float64Array[], B: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(A.length * B.length);
  B.forEach((b, j) => {
    crossVector(A, b).forEach((v, i) => {
      out[i * B.length + j] = v;
    });
  });
  return out;
}

/** A′A. */
export function gram(A: readonly Float64Array[]): Float64Array {
  return crossProducts(A);
}
