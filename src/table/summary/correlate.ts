import { mean, twoSidedP } from "../../math/index.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/** Choices of `correlate`. */
export interface CorrelateOptions {
  /** `pearson` (default), or `spearman` on mid-ranks. */
  readonly method?: "pearson" | "spearman";
  /** `pairwise` (default): rows with both values; `listwise`: rows with all. */
  readonly rows?: "pairwise" | "listwise";
}

/** One pair of columns. */
export interface Correlation {
  readonly a: string;
  readonly b: string;
  readonly r: number;
  /** Two-sided, from t = r √((n−2)/(1−r²)) with n − 2 degrees of freedom. */
  readonly p: number;
  readonly n: number;
}

/**
 * Correlations of all pairs of columns.   中文: 相关系数
 *
 * Agrees    Stata `pwcorr, sig` (pairwise), R `cor.test`.
 * Errors    table/too-few-rows — fewer than three rows for a pair.
 * @example correlate(table, ["gdp", "fdi"])[0]!.r
 */
export function correlate(
  table: Table,
  names: readonly string[],
  options: CorrelateOptions = {},
): readonly Correlation[] {
  const columns = names.map((name) => table.number(name));
  const isWhole = (i: number): boolean => columns.every((c) => !Number.isNaN(c[i]!));
  const out: Correlation[] = [];
  for (let j = 0; j < columns.length; j++) {
    for (let k = j + 1; k < columns.length; k++) {
      const x: number[] = [];
      const y: number[] = [];
      for (let i = 0; i < table.nrow; i++) {
        const a = columns[j]![i]!;
        const b = columns[k]![i]!;
        if (Number.isNaN(a) || Number.isNaN(b)) continue;
        if (options.rows === "listwise" && !isWhole(i)) continue;
        x.push(a);
        y.push(b);
      }
      const n = x.length;
      if (n < 3) {
        throw tableError("too-few-rows", { columns: [names[j]!, names[k]!], rows: n, needed: 3 });
      }
      const isRanked = options.method === "spearman";
      const r = isRanked ? product(midRanks(x), midRanks(y)) : product(x, y);
      const p = twoSidedP(r * Math.sqrt((n - 2) / (1 - r * r)), n - 2);
      out.push({ a: names[j]!, b: names[k]!, r, p, n });
    }
  }
  return out;
}

function product(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const mx = mean(x);
  const my = mean(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - mx;
    const dy = y[i]! - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Ranks from 1, ties sharing their mean rank.   中文: 平均秩 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i);
  order.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end++;
    const rank = (start + end) / 2 + 1;
    for (let k = start; k <= end; k++) ranks[order[k]!] = rank;
    start = end + 1;
  }
  return ranks;
}
