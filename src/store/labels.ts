import type { Store } from "./store.js";

/** Which classification a label belongs to. */
export interface LabelKey {
  readonly concordance: string;
  /** `ipc` or `ipc+keywords`, with `main` appended when only first symbols count. */
  readonly mode: string;
}

/** A rule that a symbol of a patent met; `rule` is the row of the table, from 1. */
export interface PatentLabel {
  readonly patentId: number;
  readonly rule: number;
  readonly code: string;
  readonly symbol: string;
}

/** A writer of labels with its statement prepared; call inside `store.transaction`.   中文: 标签写入 */
export function labelWriter(store: Store, key: LabelKey): (label: PatentLabel) => void {
  const insert = store.connection.prepare(
    `INSERT OR IGNORE INTO patent_labels (patent_id, concordance, mode, rule, code, symbol)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return (l) => {
    insert.run(l.patentId, key.concordance, key.mode, l.rule, l.code, l.symbol);
  };
}

/** Removes the labels of one classification, before it is made again. */
export function clearLabels(store: Store, key: LabelKey): void {
  store.connection
    .prepare("DELETE FROM patent_labels WHERE concordance = ? AND mode = ?")
    .run(key.concordance, key.mode);
}

/** How many patents one classification labelled. */
export function countLabels(store: Store, key: LabelKey): number {
  const row = store.connection
    .prepare(
      `SELECT count(DISTINCT patent_id) AS n FROM patent_labels
       WHERE concordance = ? AND mode = ?`,
    )
    .get(key.concordance, key.mode) as { n: number };
  return row.n;
}

/** The labels of one classification, patent by patent. */
export function* eachLabel(store: Store, key: LabelKey): IterableIterator<PatentLabel> {
  const rows = store.connection
    .prepare(
      `SELECT patent_id AS patentId, rule, code, symbol FROM patent_labels
       WHERE concordance = ? AND mode = ? ORDER BY patent_id, rule, symbol`,
    )
    .iterate(key.concordance, key.mode);
  for (const row of rows) yield row as PatentLabel;
}
