/** What varies between specifications, with its choices.   中文: 设定的一个维度 */
export interface SpecificationDimension {
  readonly name: string;
  readonly choices: readonly string[];
}

/** One specification and its estimate; `choice` has a position for each dimension. */
export interface SpecificationEstimate {
  readonly choice: readonly number[];
  readonly estimate: number;
  readonly se: number;
  readonly p: number;
  readonly nobs: number;
}

/** The same coefficient under all combinations of choices.   中文: 规格曲线结果 */
export interface SpecificationResult {
  readonly kind: "specification-curve";
  readonly dimensions: readonly SpecificationDimension[];
  readonly specifications: readonly SpecificationEstimate[];
  /** Level of the tests and of intervals drawn; left out: 0.95. */
  readonly level?: number;
  readonly median: number;
  /** Combinations that could not be estimated. */
  readonly failed: readonly (readonly number[])[];
}
