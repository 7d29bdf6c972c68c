import { insertRows } from "./insert-rows.js";
import { BATCH_COLUMNS, type PatentBatch, type Value } from "./patent-batch.js";
import type { Store } from "./store.js";

/**
 * Stores a batch of patents; one whose identity is stored already, or stands earlier in the batch,
 * is left out. Call inside `store.transaction`.   中文: 成批写入专利
 *
 * Returns 1 for each patent of the batch that was left out.
 */
export function writePatents(store: Store, batch: PatentBatch): Uint8Array {
  const { connection } = store;
  const last = connection.prepare("SELECT max(id) AS id FROM patents").get() as {
    id: number | null;
  };
  const first = (last.id ?? 0) + 1;
  const ids = Float64Array.from({ length: batch.size }, (_, i) => first + i);
  const duplicate = new Uint8Array(batch.size);
  insertPart(store, "patents", batch.patents, ids);
  const stored = connection
    .prepare("SELECT id FROM patents WHERE id >= ? ORDER BY id")
    .all(first) as { id: number }[];
  if (stored.length < batch.size) {
    // Rare: the numbers close up, as if the duplicates had never been there.
    duplicate.fill(1);
    stored.forEach(({ id }, i) => {
      duplicate[id - first] = 0;
      ids[id - first] = first + i;
    });
    connection.prepare("DELETE FROM patents WHERE id >= ?").run(first);
    insertPart(store, "patents", withoutDuplicates("patents", batch.patents, duplicate), ids);
  }
  for (const part of ["applicants", "ipc", "transfers", "citations"] as const) {
    const rows = batch[part];
    const kept = stored.length < batch.size ? withoutDuplicates(part, rows, duplicate) : rows;
    insertPart(store, part, kept, ids);
  }
  return duplicate;
}

type Part = keyof typeof BATCH_COLUMNS;

function insertPart(store: Store, part: Part, values: readonly Value[], ids: Float64Array): void {
  const columns = BATCH_COLUMNS[part];
  const isHead = part === "patents";
  insertRows(store, {
    into: isHead
      ? `patents (id, ${columns.join(", ")})`
      : `patent_${part} (patent_id, ${columns.join(", ")})`,
    width: columns.length + 1,
    values,
    ids,
    tail: isHead ? "ON CONFLICT (identity) DO NOTHING" : "",
  });
}

function withoutDuplicates(
  part: Part,
  values: readonly Value[],
  duplicate: Uint8Array,
): readonly Value[] {
  const width = BATCH_COLUMNS[part].length + 1;
  return values.filter((_, i) => duplicate[values[i - (i % width)] as number] === 0);
}
