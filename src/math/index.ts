export { dchisq, pchisq, qchisq } from "./chi-squared.js";
export { mathError } from "./errors.js";
export { df, pf, qf } from "./f-distribution.js";
export { digamma, lnGamma, trigamma } from "./gamma-functions.js";
export { incompleteBeta } from "./incomplete-beta.js";
export { incompleteGamma } from "./incomplete-gamma.js";
export { dnorm, inverseMills, lnPnorm, pnorm, qnorm } from "./normal.js";
export { dt, pt, qt, twoSidedP } from "./student-t.js";
export type { TailOption, Tails } from "./tail.js";
