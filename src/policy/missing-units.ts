import type { PolicyList, PolicyRow } from "./policy-list.js";

/** A batch of a list against the official number of its units. */
export interface BatchState {
  readonly batch: string;
  /** Official number of units; null where it is not known. */
  readonly official: number | null;
  readonly listed: number;
  /** `official` less `listed`; null where the official number is not known. */
  readonly missing: number | null;
  /** Date and year that rows of the batch carry, as far as known. */
  readonly announced: string;
  readonly year: number | null;
}

/**
 * What an official list still lacks in the bundled one, batch by batch.   中文: 名单尚缺的单位
 *
 * Units are counted once, also where one stands in several rows (a city group by city).
 */
export function missingUnits(list: PolicyList): BatchState[] {
  const byBatch = new Map<string, PolicyRow[]>();
  for (const row of list.rows) {
    byBatch.set(row.batch, [...(byBatch.get(row.batch) ?? []), row]);
  }
  return list.batches.map(({ batch, units, year }) => {
    const rows = byBatch.get(batch) ?? [];
    const listed = new Set(rows.map((r) => `${r.unit}|${r.province}`)).size;
    const first = rows[0];
    return {
      batch,
      official: units,
      listed,
      missing: units === null ? null : Math.max(0, units - listed),
      announced: first?.announced ?? "",
      year: first === undefined || Number.isNaN(first.year) ? (year ?? null) : first.year,
    };
  });
}

/** Headings of a list, in the order of the bundled files. */
export const LIST_HEADINGS = [
  "policy",
  "batch",
  "announced",
  "effective_year",
  "province",
  "city",
  "unit",
  "unit_level",
  "adcode",
  "confidence",
  "source",
] as const;

/**
 * The missing units as rows of a list to fill in: batch and year stand there, the unit is empty;
 * a batch of unknown size has one row.   中文: 待补名单（CSV 表单）
 */
export function missingForm(list: PolicyList): string[][] {
  const policy = list.title.zh;
  return missingUnits(list).flatMap((b) =>
    Array.from({ length: b.missing ?? 1 }, () => [
      policy,
      b.batch,
      b.announced,
      b.year === null ? "" : String(b.year),
      ...new Array<string>(LIST_HEADINGS.length - 4).fill(""),
    ]),
  );
}
