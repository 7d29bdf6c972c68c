/** What a likelihood writes for each row, all with respect to the index η (and ancillary a). */
export interface IndexTerms {
  /** ∂ℓ/∂η. */
  readonly score: Float64Array;
  /** −∂²ℓ/∂η², positive. */
  readonly info: Float64Array;
  /** ∂ℓ/∂a; unused without an ancillary parameter. */
  readonly scoreA: Float64Array;
  /** ∂²ℓ/∂η∂a. */
  readonly cross: Float64Array;
  /** −∂²ℓ/∂a². */
  readonly infoA: Float64Array;
}

/**
 * A likelihood that depends on the regressors through one index η = Xβ + effects + offset, with at
 * most one ancillary parameter a (ln α of the negative binomial, ln σ of the tobit).
 * 中文: 单指标似然族
 */
export interface IndexFamily {
  readonly name: "poisson" | "negbin" | "logit" | "probit" | "tobit";
  /** Name of the ancillary parameter, or null. */
  readonly ancillary: "lnalpha" | "lnsigma" | null;
  /** Log-likelihood of row i; writes its derivatives. */
  row(y: number, eta: number, a: number, terms: IndexTerms, i: number): number;
  /** η to start from (need not lie in the span of the model) and a. */
  start(y: Float64Array, weights: Float64Array | undefined): { eta: Float64Array; a: number };
  /** Expected outcome given η. */
  mean(eta: number, a: number): number;
}
