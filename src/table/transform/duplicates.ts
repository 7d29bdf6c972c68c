import type { Table } from "../table.js";

/** Rows that share a key. */
export interface DuplicateGroup {
  readonly key: readonly (string | number | null)[];
  /** Rows of the table, from 0. */
  readonly rows: readonly number[];
  /** Rows of the file. */
  readonly fileRows: readonly number[];
  /** Columns in which they differ; none: the rows are equal. */
  readonly differ: readonly string[];
}

/**
 * The rows whose key stands more than once, and where they differ.   中文: 查找重复观测
 *
 * @example duplicates(table, ["city", "year"]).length
 */
export function duplicates(table: Table, keys: readonly string[]): readonly DuplicateGroup[] {
  const names = keys.map((name) => table.column(name).name);
  const groups = new Map<string, number[]>();
  for (let i = 0; i < table.nrow; i++) {
    const key = JSON.stringify(names.map((name) => table.value(i, name)));
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [i]);
    else rows.push(i);
  }
  return [...groups.values()]
    .filter((rows) => rows.length > 1)
    .map((rows) => ({
      key: names.map((name) => table.value(rows[0]!, name)),
      rows,
      fileRows: rows.map((i) => table.fileRow(i)),
      differ: table.names.filter((name) =>
        rows.some((i) => table.value(i, name) !== table.value(rows[0]!, name)),
      ),
    }));
}

/** Which row of a group of duplicates stays. */
export type KeepRule = "first" | "last" | "fullest" | "none";

/**
 * One row for each key: the `first`, the `last`, the one with most values (`fullest`; the first of
 * several), or none of a group.   中文: 去除重复观测
 */
export function dropDuplicates<T extends Table>(
  table: T,
  keys: readonly string[],
  keep: KeepRule,
): T {
  const out = new Set<number>();
  for (const group of duplicates(table, keys)) {
    const stays = keep === "none" ? -1 : chosen(table, group.rows, keep);
    for (const row of group.rows) if (row !== stays) out.add(row);
  }
  return table.filter(Array.from({ length: table.nrow }, (_, i) => !out.has(i))) as T;
}

function chosen(table: Table, rows: readonly number[], keep: KeepRule): number {
  if (keep === "last") return rows.at(-1)!;
  if (keep === "first") return rows[0]!;
  const filled = (row: number): number =>
    table.names.filter((name) => table.value(row, name) !== null).length;
  return rows.reduce((best, row) => (filled(row) > filled(best) ? row : best));
}
