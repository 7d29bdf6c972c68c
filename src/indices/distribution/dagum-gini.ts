import { mean, sum } from "../../math/index.js";
import type { DagumGini, GroupInequality, GroupPair } from "../../result/index.js";
import { gini, giniBetween, meanPositiveDifference } from "./gini.js";
import { checkPositive, groupValues } from "./positive-groups.js";
import { theilOf } from "./theil.js";

/**
 * Dagum's decomposition of the Gini coefficient by groups.   中文: Dagum 基尼系数及其分解
 *
 * Formula   p_j = n_j/n, s_j = n_j μ_j/(n μ);  within Σ_j G_jj p_j s_j;
 *           net between Σ_{j<h} G_jh (p_j s_h + p_h s_j) D_jh;  transvariation the same with 1 − D_jh;
 *           D_jh = (d_jh − p_jh)/(d_jh + p_jh), d and p the mean positive differences from the richer
 *           to the poorer group and back. The three sum to the Gini coefficient.
 * Errors    indices/negative-value, indices/too-few-values.
 * Source    Dagum (1997), doi:10.1007/BF01205777
 * @example dagumGini([1, 2, 3, 4], ["a", "a", "b", "b"]).between
 */
export function dagumGini(
  values: ArrayLike<number>,
  groups: readonly string[],
  period: number | null = null,
): DagumGini {
  checkPositive(values, "Dagum Gini");
  const members = [...groupValues(values, groups)];
  const n = members.reduce((count, [, y]) => count + y.length, 0);
  const total = members.reduce((all, [, y]) => all + sum(y), 0);
  const described = members.map(([group, y]) => describe(group, y));
  const p = members.map(([, y]) => y.length / n);
  const s = members.map(([, y]) => sum(y) / total);
  let within = 0;
  described.forEach((group, j) => {
    within += group.gini * p[j]! * s[j]!;
  });
  let between = 0;
  let transvariation = 0;
  const pairs: GroupPair[] = [];
  for (let j = 0; j < members.length; j++) {
    for (let h = j + 1; h < members.length; h++) {
      const pair = compare(members[j]!, members[h]!);
      pairs.push(pair);
      const weight = pair.gini * (p[j]! * s[h]! + p[h]! * s[j]!);
      between += weight * pair.affluence;
      transvariation += weight * (1 - pair.affluence);
    }
  }
  const whole = gini(values);
  const parts = { gini: whole, within, between, transvariation };
  return { kind: "dagum-gini", period, n, ...parts, groups: described, pairs };
}

function describe(group: string, y: Float64Array): GroupInequality {
  const centre = mean(y);
  return {
    group,
    n: y.length,
    mean: centre,
    gini: centre > 0 ? giniBetween(y, y) : 0,
    theil: centre > 0 ? theilOf(y) : null,
  };
}

function compare(a: [string, Float64Array], b: [string, Float64Array]): GroupPair {
  const aIsRicher = mean(a[1]) >= mean(b[1]);
  const [rich, poor] = aIsRicher ? [a[1], b[1]] : [b[1], a[1]];
  const d = meanPositiveDifference(rich, poor);
  const back = meanPositiveDifference(poor, rich);
  // Values that differ in their last digits leave only rounding in d and back.
  const share = d + back > 0 ? (d - back) / (d + back) : 0;
  const affluence = Math.min(1, Math.max(0, share));
  return { a: a[0], b: b[0], gini: giniBetween(a[1], b[1]), affluence };
}
