import { mean, sum } from "../../math/index.js";
import type { TheilIndex } from "../../result/index.js";
import { checkPositive, groupValues } from "./positive-groups.js";

/**
 * Theil index of positive values.   中文: 泰尔指数
 *
 * Formula   (1/n) Σ (y/μ) ln(y/μ), a zero adds 0.
 */
export function theilOf(y: Float64Array): number {
  const centre = mean(y);
  return mean(y.map((value) => (value === 0 ? 0 : (value / centre) * Math.log(value / centre))));
}

/**
 * Theil index and its exact decomposition into within and between groups.   中文: 泰尔指数分解
 *
 * Formula   within Σ_j s_j T_j, between Σ_j s_j ln(μ_j / μ), s_j the group's share of the total.
 * Errors    indices/negative-value, indices/too-few-values.
 * Source    Theil (1967)
 * @example theil([1, 2, 3, 4], ["a", "a", "b", "b"]).within
 */
export function theil(
  values: ArrayLike<number>,
  groups: readonly string[],
  period: number | null = null,
): TheilIndex {
  checkPositive(values, "Theil");
  const members = [...groupValues(values, groups)];
  const n = members.reduce((count, [, y]) => count + y.length, 0);
  const total = members.reduce((all, [, y]) => all + sum(y), 0);
  const centre = total / n;
  let within = 0;
  let between = 0;
  const described = members.map(([group, y]) => {
    const share = sum(y) / total;
    const inside = share > 0 ? theilOf(y) : 0;
    within += share * inside;
    if (share > 0) between += share * Math.log(mean(y) / centre);
    return { group, n: y.length, share, theil: inside, contribution: share * inside };
  });
  const whole = within + between;
  const contributions = described.map((g) => ({ ...g, contribution: g.contribution / whole }));
  return { kind: "theil", period, n, theil: whole, within, between, groups: contributions };
}
