import type { Store } from "./store.js";

/** The count of one term in one stored document. */
export interface KeywordCount {
  readonly documentId: number;
  readonly dictionary: string;
  readonly mode: "match" | "segment";
  readonly group: string;
  readonly term: string;
  readonly count: number;
}

/**
 * Keeps the counts of documents, in one transaction; counts of the same document, dictionary and
 * mode are replaced. The hash of the counted text stands beside them, so that counts of a text
 * that was cleaned anew are known as old.   中文: 存入词频
 */
export function putCounts(store: Store, counts: readonly KeywordCount[]): void {
  store.transaction(() => {
    const cleared = new Set<string>();
    const hash = store.connection.prepare("SELECT text_hash AS hash FROM documents WHERE id = ?");
    for (const c of counts) {
      const key = `${c.documentId} ${c.dictionary} ${c.mode}`;
      if (!cleared.has(key)) {
        cleared.add(key);
        store.connection
          .prepare(
            "DELETE FROM keyword_counts WHERE document_id = ? AND dictionary = ? AND mode = ?",
          )
          .run(c.documentId, c.dictionary, c.mode);
      }
      const found = hash.get(c.documentId) as { hash: string } | undefined;
      if (found === undefined) continue;
      store.connection
        .prepare(
          `INSERT INTO keyword_counts
             (document_id, text_hash, dictionary, mode, term_group, term, count)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(c.documentId, found.hash, c.dictionary, c.mode, c.group, c.term, c.count);
    }
  });
}

/** The stored counts of a dictionary whose text is still the one that was counted. */
export function getCounts(store: Store, dictionary: string): KeywordCount[] {
  // All of them: a row of another dictionary may have been one of this.
  store.verifyRows("keyword_counts");
  return store.connection
    .prepare(
      `SELECT k.document_id AS documentId, k.dictionary, k.mode, k.term_group AS "group", k.term,
         k.count
       FROM keyword_counts k JOIN documents d ON d.id = k.document_id
       WHERE k.dictionary = ? AND k.text_hash = d.text_hash
       ORDER BY k.document_id, k.mode, k.term_group, k.term`,
    )
    .all(dictionary) as KeywordCount[];
}
