import { type SearchCell, type SearchHits, searchAttention } from "../crawl/index.js";
import { numberColumn, Table, textColumn } from "../table/index.js";

/** Every region, year and keyword of a collection, in this order.   中文: 检索单元 */
export function searchCells(
  regions: readonly string[],
  years: readonly number[],
  keywords: readonly string[],
): SearchCell[] {
  return regions.flatMap((region) =>
    years.flatMap((year) => keywords.map((keyword) => ({ region, year, keyword }))),
  );
}

/** One cell as a key. */
export function cellKey({ region, year, keyword }: SearchCell): string {
  return `${region}\t${year}\t${keyword}`;
}

/** The answered cells as a table: region, year, keyword, hits. */
export function hitTable(rows: readonly SearchHits[]): Table {
  const text = (name: "region" | "keyword") =>
    textColumn(
      name,
      rows.map((r) => r[name]),
    );
  const number = (name: "year" | "hits") =>
    numberColumn(
      name,
      rows.map((r) => r[name] ?? Number.NaN),
    );
  return new Table([text("region"), number("year"), text("keyword"), number("hits")]);
}

/**
 * Sums by region and year with ln(1 + sum) and ln(sum), in the order of `places`.
 * 中文: 按地区—年份汇总结果数
 */
export function searchTotals(
  rows: readonly SearchHits[],
  places: ReadonlyMap<string, string | null>,
): Table {
  const order = new Map([...places.keys()].map((name, i) => [name, i]));
  const totals = searchAttention(rows).sort(
    (a, b) => order.get(a.region)! - order.get(b.region)! || a.year - b.year,
  );
  const number = (name: "year" | "hits" | "ln1p" | "ln") =>
    numberColumn(
      name,
      totals.map((r) => r[name] ?? Number.NaN),
    );
  return new Table([
    textColumn(
      "region_code",
      totals.map((r) => places.get(r.region) ?? null),
    ),
    textColumn(
      "region",
      totals.map((r) => r.region),
    ),
    number("year"),
    number("hits"),
    number("ln1p"),
    number("ln"),
  ]);
}
