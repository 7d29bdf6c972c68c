import type { Store } from "./store.js";

/** What became of one file or record of an import: nothing is lost without a line. */
export interface ImportItem {
  readonly kind: string;
  readonly path: string;
  readonly record: number | null;
  readonly state: "stored" | "replaced" | "duplicate" | "failed" | "skipped";
  readonly reason: string;
}

/** Writes the ledger line of one file or record.   中文: 导入台账 */
export function logImport(store: Store, run: string, item: ImportItem): void {
  store.connection
    .prepare(
      "INSERT INTO import_items (run, kind, path, record, state, reason) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .run(run, item.kind, item.path, item.record, ledgerState(item), item.reason);
}

/** A replaced document is stored too; the reason says in whose place. */
function ledgerState({ state }: ImportItem): string {
  return state === "replaced" ? "stored" : state;
}
