export {
  addProduct,
  type DoubleDouble,
  dot,
  mean,
  sum,
  variance,
} from "./compensated.js";
export { dchisq, pchisq, qchisq } from "./distribution/chi-squared.js";
export { df, pf, qf } from "./distribution/f-distribution.js";
export { digamma, lnGamma, trigamma } from "./distribution/gamma-functions.js";
export { incompleteBeta } from "./distribution/incomplete-beta.js";
export { incompleteGamma } from "./distribution/incomplete-gamma.js";
export { dnorm, inverseMills, lnPnorm, pnorm, qnorm } from "./distribution/normal.js";
export { dt, pt, qt, twoSidedP } from "./distribution/student-t.js";
export { type SupTOptions, supT } from "./distribution/sup-t.js";
export type { TailOption, Tails } from "./distribution/tail.js";
export {
  normals,
  rademacher,
  resample,
  webb,
} from "./draws.js";
export { mathError } from "./errors.js";
export { type KernelDensity, type KernelDensityOptions, kernelDensity } from "./kernel-density.js";
export {
  type CholeskyInOrder,
  COLLINEAR_TOLERANCE,
  cholesky,
  choleskyInOrder,
  choleskyInverse,
  choleskySolve,
  inverseSpd,
  lnDeterminant,
  tryCholesky,
} from "./linear/cholesky.js";
export { combine, crossProducts, crossVector } from "./linear/columns.js";
export {
  eigenSymmetric,
  fromEigen,
  pseudoInverseSymmetric,
  type SymmetricEigen,
} from "./linear/eigen-symmetric.js";
export { type LeastSquares, leastSquares } from "./linear/least-squares.js";
export {
  identity,
  multiply,
  multiplyVector,
  quadraticForm,
  sandwich,
  submatrix,
  symmetrize,
  transpose,
} from "./linear/products.js";
export {
  gramInverse,
  QR_TOLERANCE,
  type Qr,
  type QrOptions,
  qr,
  solveUpper,
  solveUpperTransposed,
} from "./linear/qr.js";
export { solveLinear } from "./linear/solve-linear.js";
export {
  derivative,
  numericalHessian,
} from "./optimise/derivative.js";
export {
  type LikelihoodPoint,
  maximizeNewton,
  type NewtonMaximum,
  type NewtonOptions,
} from "./optimise/maximize-newton.js";
export {
  type MinimizeOptions,
  type Minimum,
  minimize,
  type Objective,
} from "./optimise/minimize.js";
export { findRoot, type ScalarSearchOptions } from "./optimise/scalar-search.js";
export { median, type QuantileType, quantile, quantiles } from "./quantile.js";
