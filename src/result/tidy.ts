/** One estimated number as every table, figure and JSON shows it.   中文: 一行估计结果 */
export interface TidyRow {
  readonly name: string;
  readonly estimate: number;
  readonly se: number | null;
  readonly statistic: number | null;
  readonly p: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

/** A joint test; its null hypothesis is stated in words.   中文: 联合检验 */
export interface JointTest {
  readonly statistic: number;
  readonly df1: number;
  /** Denominator degrees of freedom; null for a chi-squared test. */
  readonly df2: number | null;
  readonly p: number;
  /** Of the statistic and its p value, both. */
  readonly distribution: "F" | "chi2";
  readonly hypothesis?: string;
}

/** A level as tables and figures write it: 0.95 is `95%`.   中文: 置信水平的写法 */
export function percentOf(level = 0.95): string {
  return `${Number((100 * level).toFixed(6))}%`;
}
