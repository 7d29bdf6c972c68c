/** A covariate before or after matching.   中文: 匹配前或匹配后的协变量 */
export interface BalanceSide {
  readonly meanTreated: number;
  readonly meanControl: number;
  /** Standardised bias in percent. */
  readonly bias: number;
  readonly t: number;
  readonly p: number;
  readonly varianceRatio: number;
}

/** Balance of one covariate.   中文: 单个协变量的平衡性 */
export interface BalanceRow {
  readonly variable: string;
  readonly before: BalanceSide;
  readonly after: BalanceSide;
  /** How much smaller the bias is, in percent. */
  readonly reduction: number;
}

/** Joint balance of all covariates.   中文: 总体平衡性 */
export interface BalanceSummary {
  readonly pseudoR2: number | null;
  readonly lr: number | null;
  readonly df: number;
  readonly p: number | null;
  readonly meanBias: number;
  readonly medianBias: number;
}

/** The balance table of a matching.   中文: 平衡性检验表 */
export interface Balance {
  readonly rows: readonly BalanceRow[];
  readonly before: BalanceSummary;
  readonly after: BalanceSummary;
}
