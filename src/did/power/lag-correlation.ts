import type { DidSample } from "../sample/sample.js";

/**
 * Correlation of a column with its value one period earlier in the same unit; NaN without pairs.
 * Pairs lie as far apart as the nearest periods of the sample do.   中文: 一阶自相关
 */
export function lagCorrelation(s: DidSample, x: Float64Array): number {
  const T = s.periods.length;
  const at = new Int32Array(s.unitLevels.length * T).fill(-1);
  for (let i = 0; i < s.n; i++) at[s.unit[i]! * T + s.period[i]!] = i;
  const pairs: [number, number][] = [];
  const { periods } = s.clock;
  const step = periods.reduce(
    (least, t, j) => (j === 0 ? least : Math.min(least, t - periods[j - 1]!)),
    Number.POSITIVE_INFINITY,
  );
  for (let i = 0; i < s.n; i++) {
    const p = s.period[i]!;
    const gap = p > 0 ? s.periods[p]! - s.periods[p - 1]! : 0;
    const before = p > 0 && gap === step ? at[s.unit[i]! * T + p - 1]! : -1;
    if (before >= 0) pairs.push([x[before]!, x[i]!]);
  }
  const mean = (j: 0 | 1) => pairs.reduce((a, q) => a + q[j], 0) / pairs.length;
  const [m0, m1] = [mean(0), mean(1)];
  let c = 0;
  let v0 = 0;
  let v1 = 0;
  for (const [a, b] of pairs) {
    c += (a - m0) * (b - m1);
    v0 += (a - m0) ** 2;
    v1 += (b - m1) ** 2;
  }
  return c / Math.sqrt(v0 * v1);
}
