import type { SearchHits } from "./collect-search-counts.js";

/** Attention of a region-year by search hits. */
export interface SearchAttention {
  readonly region: string;
  readonly year: number;
  /** Sum over the keywords; null when a keyword has no value. */
  readonly hits: number | null;
  /** ln(1 + hits), and ln(hits), which a sum of 0 does not have. */
  readonly ln1p: number | null;
  readonly ln: number | null;
}

/**
 * Sums hits over keywords by region-year and takes logarithms, as fintech indices do.
 * 中文: 按地区—年份汇总检索结果数并取对数
 *
 * Formula   ln(1 + Σ_k n_rtk) and ln(Σ_k n_rtk); a region-year with a keyword that could not be
 *           read is missing, not smaller.
 * @example searchAttention([{ region: "成都市", year: 2020, keyword: "云计算", hits: 3, reason: null }])[0]!.ln1p // ln 4
 */
export function searchAttention(rows: readonly SearchHits[]): SearchAttention[] {
  const sums = new Map<string, { region: string; year: number; hits: number | null }>();
  for (const { region, year, hits } of rows) {
    const key = `${region}\t${year}`;
    const sum = sums.get(key) ?? { region, year, hits: 0 };
    sums.set(key, {
      ...sum,
      hits: hits === null || sum.hits === null ? null : sum.hits + hits,
    });
  }
  return [...sums.values()].map(({ region, year, hits }) => ({
    region,
    year,
    hits,
    ln1p: hits === null ? null : Math.log1p(hits),
    ln: hits === null || hits === 0 ? null : Math.log(hits),
  }));
}
