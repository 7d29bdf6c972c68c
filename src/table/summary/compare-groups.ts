import { mean, pnorm, twoSidedP, variance } from "../../math/index.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";
import { midRanks } from "./correlate.js";

/** A t test. */
export interface MeanTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** One variable in two groups. */
export interface GroupComparison {
  readonly variable: string;
  readonly groups: readonly [string, string];
  readonly n: readonly [number, number];
  readonly means: readonly [number, number];
  readonly difference: number;
  /** Null hypothesis: equal means; equal variances assumed, and Welch's. */
  readonly equalVariances: MeanTest;
  readonly welch: MeanTest;
  /** Null hypothesis: equal distributions; W of the first group, normal approximation. */
  readonly rankSum: { readonly statistic: number; readonly p: number };
}

/**
 * Compares variables between two groups.   中文: 分组均值与秩和检验
 *
 * Agrees    Stata `ttest x, by(g)`, also with `unequal`; Stata `ranksum` and R `t.test`,
 *           `wilcox.test(exact = FALSE, correct = FALSE)`, corrected for ties.
 * Errors    table/not-two-groups, table/too-few-rows.
 * @example compareGroups(table, ["gdp"], "treated")[0]!.welch.p
 */
export function compareGroups(
  table: Table,
  names: readonly string[],
  by: string,
): readonly GroupComparison[] {
  const { codes, levels } = table.factor(by);
  if (levels.length !== 2) throw tableError("not-two-groups", { column: by, found: levels.length });
  return names.map((variable) => {
    const values = table.number(variable);
    const groups: [number[], number[]] = [[], []];
    values.forEach((value, i) => {
      if (codes[i]! >= 0 && !Number.isNaN(value)) groups[codes[i]!]!.push(value);
    });
    const [a, b] = groups;
    if (a.length < 2 || b.length < 2) {
      const rows = Math.min(a.length, b.length);
      throw tableError("too-few-rows", { columns: [variable, by], rows, needed: 2 });
    }
    const means = [mean(a), mean(b)] as const;
    return {
      variable,
      groups: [String(levels[0]), String(levels[1])],
      n: [a.length, b.length],
      means,
      difference: means[0] - means[1],
      ...meanTests(a, b, means[0] - means[1]),
      rankSum: rankSum(a, b),
    };
  });
}

function meanTests(a: readonly number[], b: readonly number[], difference: number) {
  const va = variance(a) / a.length;
  const vb = variance(b) / b.length;
  const df = a.length + b.length - 2;
  const pooled = ((a.length - 1) * variance(a) + (b.length - 1) * variance(b)) / df;
  const equal = difference / Math.sqrt(pooled * (1 / a.length + 1 / b.length));
  const welch = difference / Math.sqrt(va + vb);
  const welchDf = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  return {
    equalVariances: { statistic: equal, df, p: twoSidedP(equal, df) },
    welch: { statistic: welch, df: welchDf, p: twoSidedP(welch, welchDf) },
  };
}

function rankSum(a: readonly number[], b: readonly number[]): { statistic: number; p: number } {
  const all = [...a, ...b];
  const ranks = midRanks(all);
  const [m, n] = [a.length, b.length];
  let w = 0;
  for (let i = 0; i < m; i++) w += ranks[i]!;
  const statistic = w - (m * (m + 1)) / 2;
  const counts = new Map<number, number>();
  for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  let ties = 0;
  for (const t of counts.values()) ties += t ** 3 - t;
  const total = m + n;
  const sd = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))));
  const z = (statistic - (m * n) / 2) / sd;
  return { statistic, p: Math.min(1, 2 * pnorm(-Math.abs(z))) };
}
