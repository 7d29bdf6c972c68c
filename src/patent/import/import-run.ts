import {
  countApplications,
  countPatents,
  type ImportItem,
  logImport,
  mergePatents,
  nameOf,
  type Store,
} from "../../store/index.js";
import type { ImportPart } from "./import-job.js";

/** A file or record that was not stored, with the reason. */
export interface ImportFailure {
  readonly path: string;
  /** Row of the file; null for the file as a whole. */
  readonly record: number | null;
  readonly reason: string;
}

/** What became of one file. */
export interface ImportedFile {
  readonly path: string;
  readonly service: string;
  readonly records: number;
  readonly stored: number;
  /** Documents that were stored already and got something added. */
  readonly merged: number;
  readonly duplicates: number;
  readonly failed: number;
  /** Rows without any content. */
  readonly empty: number;
  /** Headings of the columns used, by field. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Result of an import: every record is in exactly one of the first four numbers.   中文: 导入结果 */
export interface PatentImport {
  readonly stored: number;
  /** Documents that were stored already and got something added. */
  readonly merged: number;
  readonly duplicates: number;
  readonly failed: number;
  readonly files: readonly ImportedFile[];
  /** The first thousand; all of them stand in the ledger (`import_items`). */
  readonly failures: readonly ImportFailure[];
  /** Files that are no patent tables, with the reason. */
  readonly skipped: readonly ImportFailure[];
  /** Stored records with something doubtful, by code (`bad-check-digit`, `malformed-ipc` …). */
  readonly notes: Readonly<Record<string, number>>;
  /** Stored records without a city for any applicant. */
  readonly withoutCity: number;
  /** What the store holds now, from this import and before: documents, and their applications. */
  readonly held: { readonly documents: number; readonly applications: number };
}

const MAX_FAILURES = 1000;
const NOTHING = { records: 0, stored: 0, merged: 0, duplicates: 0, failed: 0, empty: 0 };

/** Writes the parts of an import, in their order, and keeps the account.   中文: 写入并记账 */
export class ImportRun {
  readonly #store: Store;
  readonly #name: string;
  readonly #files: ImportedFile[] = [];
  readonly #failures: ImportFailure[] = [];
  readonly #skipped: ImportFailure[] = [];
  readonly #notes = new Map<string, number>();
  #withoutCity = 0;
  /** Counts of the file under way. */
  #counts = { ...NOTHING };

  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** One part in one transaction: records and ledger lines stand or fall together. */
  take(part: ImportPart): void {
    this.#store.transaction(() => {
      this.#keep(part);
      for (const { row, fault } of part.faults) this.#fail(part.file.shown, row, fault);
      if (part.trouble?.state === "skipped") {
        const { reason } = part.trouble;
        this.#log(part.file.shown, null, "skipped", reason);
        this.#skipped.push({ path: part.file.shown, record: null, reason });
      } else if (part.trouble !== undefined) {
        this.#fail(part.file.shown, null, part.trouble.reason);
      }
      if (!part.more) this.#close(part);
    });
  }

  result(): PatentImport {
    const sum = (name: "stored" | "merged" | "duplicates" | "failed"): number =>
      this.#files.reduce((s, f) => s + f[name], 0);
    return {
      stored: sum("stored"),
      merged: sum("merged"),
      duplicates: sum("duplicates"),
      failed: sum("failed"),
      files: this.#files,
      failures: this.#failures,
      skipped: this.#skipped,
      notes: Object.fromEntries([...this.#notes].sort()),
      withoutCity: this.#withoutCity,
      held: {
        documents: countPatents(this.#store),
        applications: countApplications(this.#store),
      },
    };
  }

  #keep(part: ImportPart): void {
    const { batch, rows } = part;
    const states = mergePatents(this.#store, batch);
    const counts = this.#counts;
    counts.records += batch.size + part.faults.length;
    counts.empty += part.empty;
    rows.forEach((row, i) => {
      if (states[i] === "stored") {
        counts.stored++;
        this.#withoutCity += part.withoutCity[i]!;
        return;
      }
      const isMerged = states[i] === "merged";
      if (isMerged) counts.merged++;
      else counts.duplicates++;
      const { identity, publication } = nameOf(batch, i);
      const reason = `${publication ?? identity} is stored already${isMerged ? "; what it lacked was added" : ""}`;
      this.#log(part.file.shown, row, "duplicate", reason);
    });
    for (const [i, note] of part.notes) {
      if (states[i] === "stored") this.#notes.set(note, (this.#notes.get(note) ?? 0) + 1);
    }
  }

  #close({ file, service, columns, trouble }: ImportPart): void {
    const counts = this.#counts;
    this.#counts = { ...NOTHING };
    if (trouble?.state === "skipped") return;
    if (trouble === undefined || counts.records > 0) {
      const said = `${counts.stored} stored, ${counts.merged} merged, ${counts.duplicates} duplicates, ${counts.failed} failed, ${counts.empty} empty rows`;
      this.#log(file.shown, null, "stored", said);
    }
    this.#files.push({ path: file.shown, service, ...counts, columns });
  }

  #fail(path: string, record: number | null, reason: string): void {
    this.#counts.failed++;
    this.#log(path, record, "failed", reason);
    if (this.#failures.length < MAX_FAILURES) this.#failures.push({ path, record, reason });
  }

  #log(path: string, record: number | null, state: ImportItem["state"], reason: string): void {
    logImport(this.#store, this.#name, { kind: "patents", path, record, state, reason });
  }
}
