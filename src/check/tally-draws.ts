/** Simulated estimates of one estimator; arrays of one length, NaN where a draw failed. */
export interface EstimatorDraws {
  readonly estimator: string;
  readonly target: number;
  readonly estimates: Float64Array;
  readonly se: Float64Array;
  readonly p: Float64Array;
  readonly ciLow: Float64Array;
  readonly ciHigh: Float64Array;
}

/** What repeated draws say of an estimator.   中文: 模拟所得的偏误、覆盖率与功效 */
export interface DrawTally {
  readonly estimator: string;
  readonly target: number;
  readonly draws: number;
  readonly failed: number;
  readonly bias: number;
  /** Standard deviation of the estimates, and the mean of their standard errors. */
  readonly sd: number;
  readonly meanSe: number;
  readonly rmse: number;
  /** Share of 95 % intervals that hold the target, with its Monte-Carlo standard error. */
  readonly coverage: number;
  readonly coverageSe: number;
  /** Share of draws with p < 0.05; where the target is 0 the size of the test. */
  readonly power: number;
  readonly powerSe: number;
  /** Effect found with power 80 % at the 5 % level, from the spread of the estimates. */
  readonly detectable: number;
}

const LEVEL = 0.05;
/** z of 97.5 % plus z of 80 %. */
const EIGHTY = 1.959964 + 0.841621;

/**
 * Bias, coverage and power from simulated estimates.   中文: 汇总功效模拟
 *
 * @example tallyDraws(draws)[0].power // 0.83
 */
export function tallyDraws(list: readonly EstimatorDraws[]): DrawTally[] {
  return list.map((d) => {
    const used: number[] = [];
    d.estimates.forEach((v, b) => {
      if (Number.isFinite(v) && Number.isFinite(d.ciLow[b]!)) used.push(b);
    });
    const n = used.length;
    const mean = (f: (b: number) => number) => used.reduce((a, b) => a + f(b), 0) / n;
    const average = mean((b) => d.estimates[b]!);
    const bias = average - d.target;
    const sd = Math.sqrt((n / (n - 1)) * mean((b) => (d.estimates[b]! - average) ** 2));
    const coverage = mean((b) => (d.ciLow[b]! <= d.target && d.target <= d.ciHigh[b]! ? 1 : 0));
    const power = mean((b) => (d.p[b]! < LEVEL ? 1 : 0));
    const noise = (share: number) => Math.sqrt((share * (1 - share)) / n);
    return {
      estimator: d.estimator,
      target: d.target,
      draws: n,
      failed: d.estimates.length - n,
      bias,
      sd,
      meanSe: mean((b) => d.se[b]!),
      rmse: Math.sqrt(bias ** 2 + sd ** 2),
      coverage,
      coverageSe: noise(coverage),
      power,
      powerSe: noise(power),
      detectable: EIGHTY * sd,
    };
  });
}
