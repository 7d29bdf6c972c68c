export { dchisq, pchisq, qchisq } from "./chi-squared.js";
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
} from "./cholesky.js";
export { combine, crossProducts, crossVector } from "./columns.js";
export {
  addProduct,
  type DoubleDouble,
  dot,
  dotExact,
  mean,
  sum,
  variance,
} from "./compensated.js";
export {
  derivative,
  numericalGradient,
  numericalHessian,
  numericalJacobian,
} from "./derivative.js";
export {
  exponentials,
  mammen,
  normals,
  rademacher,
  resample,
  sampleWithout,
  webb,
} from "./draws.js";
export {
  eigenSymmetric,
  fromEigen,
  pseudoInverseSymmetric,
  type SymmetricEigen,
} from "./eigen-symmetric.js";
export { mathError } from "./errors.js";
export { df, pf, qf } from "./f-distribution.js";
export { digamma, lnGamma, trigamma } from "./gamma-functions.js";
export { incompleteBeta } from "./incomplete-beta.js";
export { incompleteGamma } from "./incomplete-gamma.js";
export { type KernelDensity, type KernelDensityOptions, kernelDensity } from "./kernel-density.js";
export { type LeastSquares, leastSquares } from "./least-squares.js";
export {
  type LinearConstraint,
  type LinearProgram,
  type LinearProgramSolution,
  linearProgram,
} from "./linear-program.js";
export {
  type LikelihoodPoint,
  maximizeNewton,
  type NewtonMaximum,
  type NewtonOptions,
} from "./maximize-newton.js";
export { type MinimizeOptions, type Minimum, minimize, type Objective } from "./minimize.js";
export { dnorm, inverseMills, lnPnorm, pnorm, qnorm } from "./normal.js";
export {
  identity,
  multiply,
  multiplyVector,
  quadraticForm,
  sandwich,
  submatrix,
  symmetrize,
  transpose,
} from "./products.js";
export {
  gramInverse,
  QR_TOLERANCE,
  type Qr,
  type QrOptions,
  qr,
  solveUpper,
  solveUpperTransposed,
} from "./qr.js";
export { median, type QuantileType, quantile, quantiles } from "./quantile.js";
export { findRoot, minimizeScalar, type ScalarSearchOptions } from "./scalar-search.js";
export { solveLinear } from "./solve-linear.js";
export { dt, pt, qt, twoSidedP } from "./student-t.js";
export { type SupTOptions, supT } from "./sup-t.js";
export { type Svd, svd } from "./svd.js";
export type { TailOption, Tails } from "./tail.js";
