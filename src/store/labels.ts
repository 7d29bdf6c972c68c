import { insertRows } from "./insert-rows.js";
import type { Value } from "./patent-batch.js";
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

/** Labels of one classification as columns, in the order of the patents. */
export interface LabelBatch {
  readonly patentIds: ArrayLike<number>;
  readonly rules: ArrayLike<number>;
  readonly symbols: readonly string[];
}

/**
 * Stores labels; call inside `store.transaction`. `codeOf` gives the code of a rule by its row.
 * 中文: 成批写入标签
 */
export function writeLabels(
  store: Store,
  key: LabelKey,
  labels: LabelBatch,
  codeOf: (rule: number) => string,
): void {
  const values: Value[] = [];
  labels.symbols.forEach((symbol, i) => {
    const rule = labels.rules[i]!;
    values.push(labels.patentIds[i]!, key.concordance, key.mode, rule, codeOf(rule), symbol);
  });
  insertRows(store, {
    into: "patent_labels (patent_id, concordance, mode, rule, code, symbol)",
    width: 6,
    values,
    tail: "ON CONFLICT DO NOTHING",
  });
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

/**
 * How many applications have a document that one classification labelled: the labelled documents,
 * less those that share an application with another of them (few, so this is the short way).
 */
export function countLabelledApplications(store: Store, key: LabelKey): number {
  const row = store.connection
    .prepare(
      `WITH shared AS (SELECT application_key AS k FROM patents WHERE application_key IS NOT NULL
         GROUP BY application_key HAVING count(*) > 1)
       SELECT coalesce(sum(n - 1), 0) AS n FROM (
         SELECT count(*) AS n FROM shared JOIN patents p ON p.application_key = k
         WHERE EXISTS (SELECT 1 FROM patent_labels
           WHERE patent_id = p.id AND concordance = ? AND mode = ?) GROUP BY k)`,
    )
    .get(key.concordance, key.mode) as { n: number };
  return countLabels(store, key) - row.n;
}

/** The labels of one classification, patent by patent. */
export function* eachLabel(store: Store, key: LabelKey): IterableIterator<PatentLabel> {
  // All of them: a row of another concordance may have been one of this.
  store.verifyRows("patent_labels");
  const rows = store.connection
    .prepare(
      `SELECT patent_id AS patentId, rule, code, symbol FROM patent_labels
       WHERE concordance = ? AND mode = ? ORDER BY patent_id, rule, symbol`,
    )
    .iterate(key.concordance, key.mode);
  for (const row of rows) yield row as PatentLabel;
}
