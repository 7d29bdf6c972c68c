import type { NewPatent } from "./patents.js";

/** What a cell of the store holds. */
export type Value = string | number | null;

/**
 * Patents as flat lists of values, row after row: plain data that a thread can hand over cheaply
 * and that goes into the store many rows at a time.   中文: 成批的专利
 *
 * The first value of every row is the place of its patent in the batch.
 */
export interface PatentBatch {
  readonly size: number;
  readonly patents: readonly Value[];
  readonly applicants: readonly Value[];
  readonly ipc: readonly Value[];
  readonly transfers: readonly Value[];
  readonly citations: readonly Value[];
}

/** Columns of the flat lists, in their order; the place of the patent stands before them. */
export const BATCH_COLUMNS = {
  patents: [
    "identity",
    "publication",
    "application",
    "application_key",
    "kind",
    "stage",
    "title",
    "abstract",
    "filed",
    "published",
    "granted",
    "country",
    "citations_received",
    "status",
    "source",
  ],
  applicants: ["position", "name", "normalised", "address", "region_code", "located"],
  ipc: ["position", "raw", "symbol", "sort_key"],
  transfers: ["position", "from_name", "to_name", "date"],
  citations: ["position", "cited", "origin"],
} as const;

/** Gathers patents to a batch.   中文: 汇集专利 */
export class PatentBatchBuilder implements PatentBatch {
  size = 0;
  readonly patents: Value[] = [];
  readonly applicants: Value[] = [];
  readonly ipc: Value[] = [];
  readonly transfers: Value[] = [];
  readonly citations: Value[] = [];

  add(p: NewPatent): void {
    const at = this.size++;
    this.patents.push(
      at,
      p.identity,
      p.publication,
      p.application,
      p.applicationKey,
      p.kind,
      p.stage,
      p.title,
      p.abstract,
      p.filed,
      p.published,
      p.granted,
      p.country,
      p.citationsReceived,
      p.status,
      p.source,
    );
    p.applicants.forEach((a, i) => {
      this.applicants.push(at, i, a.name, a.normalised, a.address, a.regionCode, a.located);
    });
    p.ipc.forEach((x, i) => {
      this.ipc.push(at, i, x.raw, x.symbol, x.sortKey);
    });
    p.transfers.forEach((t, i) => {
      this.transfers.push(at, i, t.from, t.to, t.date);
    });
    p.citations?.forEach((c, i) => {
      this.citations.push(at, i, c.cited, c.origin);
    });
  }
}

/** By what a patent of a batch is known. */
export function nameOf(
  batch: PatentBatch,
  at: number,
): { readonly identity: string; readonly publication: string | null } {
  const from = at * (BATCH_COLUMNS.patents.length + 1);
  return {
    identity: batch.patents[from + 1] as string,
    publication: batch.patents[from + 2] as string | null,
  };
}

/** The patents of a batch that are marked, put together again, with their places. */
export function patentsAt(batch: PatentBatch, marked: Uint8Array): Map<number, NewPatent> {
  const found = new Map<number, Record<string, unknown>>();
  for (const part of ["patents", "applicants", "ipc", "transfers", "citations"] as const) {
    const rows = batch[part];
    const columns = BATCH_COLUMNS[part];
    for (let from = 0; from < rows.length; from += columns.length + 1) {
      const at = rows[from] as number;
      if (marked[at] === 0) continue;
      const row = Object.fromEntries(columns.map((c, i) => [FIELDS[c] ?? c, rows[from + 1 + i]]));
      if (part === "patents") {
        found.set(at, { ...row, applicants: [], ipc: [], transfers: [], citations: [] });
      } else (found.get(at)![part] as unknown[]).push(row);
    }
  }
  return found as Map<number, unknown> as Map<number, NewPatent>;
}

/** Columns that a patent's field names otherwise. */
const FIELDS: Readonly<Record<string, string>> = {
  application_key: "applicationKey",
  citations_received: "citationsReceived",
  region_code: "regionCode",
  sort_key: "sortKey",
  from_name: "from",
  to_name: "to",
};
