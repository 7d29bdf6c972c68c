import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import {
  fileError,
  Interrupted,
  nearest,
  type Progress,
  silent,
  throwIfInterrupted,
  UserError,
} from "../../base/index.js";
import { Regions } from "../../region/index.js";
import {
  ensurePatentIndexes,
  logImport,
  type NewPatent,
  patentWriter,
  prepareBulk,
  type Store,
} from "../../store/index.js";
import { createLocator } from "../locate-applicant.js";
import type { UserMap } from "./map-columns.js";
import { openPatents, PATENT_EXTENSIONS, type PatentRow } from "./open-patents.js";
import type { BuiltRecord, Locator } from "./patent-record.js";

/** How to import. */
export interface ImportPatentsOptions {
  /** Field → heading, where the headings are not recognised. Default none. */
  readonly map?: UserMap;
  /** Units for addresses. Default the bundled regions. */
  readonly regions?: Regions;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Label of the run in the ledger. Default `"patents"`. */
  readonly run?: string;
}

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
  readonly duplicates: number;
  readonly failed: number;
  /** Rows without any content. */
  readonly empty: number;
  /** Headings of the columns used, by field. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Result of an import: every record is in exactly one of the three numbers.   中文: 导入结果 */
export interface PatentImport {
  readonly stored: number;
  readonly duplicates: number;
  readonly failed: number;
  readonly files: readonly ImportedFile[];
  /** The first thousand; all of them stand in the ledger (`import_items`). */
  readonly failures: readonly ImportFailure[];
  /** Files that are no patent tables, with the reason. */
  readonly skipped: readonly ImportFailure[];
  /** Stored records with something doubtful, by code (`malformed-ipc`, `bad-date:filed` …). */
  readonly notes: Readonly<Record<string, number>>;
  /** Stored records without a city for any applicant. */
  readonly withoutCity: number;
}

const BATCH = 5000;
const MAX_FAILURES = 1000;
/** From here on it pays to build the indexes afterwards. */
const BULK_BYTES = 10 * 1024 ** 2;

/**
 * Imports patent exports and gazette records into the store.   中文: 导入专利
 *
 * Paths are files or folders (searched below). Columns are recognised by heading (incoPat,
 * Patentics, PatSnap, Derwent, CNIPA, CNRDS) in one of the first ten rows, or named in `map`. A
 * record is known by its publication number, else by file and row; the same one again is a
 * duplicate. Rows are read as a stream and stored in transactions of 5000 with their ledger lines,
 * so a run that is killed goes on where it was.
 *
 * Errors    file/not-found, patent/unmapped-column, store/…; a file that cannot be read does not
 *           stop the others: it stands in `failures`.
 * @example await importPatents(store, ["corpus/patents.csv"])
 */
export async function importPatents(
  store: Store,
  paths: readonly string[],
  options: ImportPatentsOptions = {},
): Promise<PatentImport> {
  const files = paths.flatMap(findFiles);
  const run = new ImportRun(store, options);
  const progress = options.progress ?? silent;
  progress.start("patents", files.length);
  const bytes = files.reduce((sum, f) => sum + statSync(f.path).size, 0);
  if (bytes > BULK_BYTES) prepareBulk(store);
  try {
    for (const file of files) {
      throwIfInterrupted(options.signal);
      await run.file(file);
      progress.advance();
    }
  } finally {
    ensurePatentIndexes(store);
  }
  const result = run.result();
  progress.finish(
    `${result.stored} stored, ${result.duplicates} duplicates, ${result.failed} failed`,
  );
  return result;
}

interface FoundFile {
  readonly path: string;
  readonly shown: string;
  readonly named: boolean;
}

function findFiles(path: string): FoundFile[] {
  if (!existsSync(path)) {
    const folder = dirname(path);
    const around = existsSync(folder) ? readdirSync(folder) : [];
    throw fileError("not-found", { file: path, nearest: nearest(basename(path), around) });
  }
  if (!statSync(path).isDirectory()) return [{ path, shown: path, named: true }];
  const found = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .sort();
  if (found.length === 0) throw fileError("empty", { file: path });
  return found.map((file) => ({ path: file, shown: relative(path, file), named: false }));
}

class ImportRun {
  readonly #store: Store;
  readonly #options: ImportPatentsOptions;
  readonly #write: (patent: NewPatent) => "stored" | "duplicate";
  readonly #locate: Locator;
  readonly #files: ImportedFile[] = [];
  readonly #failures: ImportFailure[] = [];
  readonly #skipped: ImportFailure[] = [];
  readonly #notes = new Map<string, number>();
  #withoutCity = 0;

  constructor(store: Store, options: ImportPatentsOptions) {
    this.#store = store;
    this.#options = options;
    this.#write = patentWriter(store);
    this.#locate = createLocator(options.regions ?? Regions.load());
  }

  async file(file: FoundFile): Promise<void> {
    const extension = extname(file.path).toLowerCase();
    if (!PATENT_EXTENSIONS.includes(extension)) {
      const reason = `files ending in "${extension}" are no patent tables (${PATENT_EXTENSIONS.join(", ")})`;
      this.#log(file.shown, null, "skipped", reason);
      this.#skipped.push({ path: file.shown, record: null, reason });
      return;
    }
    const counts = {
      path: file.shown,
      service: "",
      records: 0,
      stored: 0,
      duplicates: 0,
      failed: 0,
      empty: 0,
    };
    const before = this.#failures.length;
    let columns: Readonly<Record<string, string>> = {};
    try {
      columns = await this.#read(file, counts);
    } catch (cause) {
      if (cause instanceof Interrupted) throw cause;
      const reason = reasonOf(cause);
      // A table without patent columns in a folder is another kind of file, not a failure.
      if (!file.named && cause instanceof UserError && cause.code === "patent/no-columns") {
        this.#log(file.shown, null, "skipped", reason);
        this.#skipped.push({ path: file.shown, record: null, reason });
        return;
      }
      counts.failed++;
      this.#fail(file.shown, null, reason);
    }
    if (this.#failures.length === before || counts.records > 0) {
      const said = `${counts.stored} stored, ${counts.duplicates} duplicates, ${counts.failed} failed, ${counts.empty} empty rows`;
      this.#log(file.shown, null, "stored", said);
    }
    this.#files.push({ ...counts, columns });
  }

  result(): PatentImport {
    const sum = (name: "stored" | "duplicates" | "failed"): number =>
      this.#files.reduce((s, f) => s + f[name], 0);
    return {
      stored: sum("stored"),
      duplicates: sum("duplicates"),
      failed: sum("failed"),
      files: this.#files,
      failures: this.#failures,
      skipped: this.#skipped,
      notes: Object.fromEntries([...this.#notes].sort()),
      withoutCity: this.#withoutCity,
    };
  }

  async #read(file: FoundFile, counts: Counts): Promise<Readonly<Record<string, string>>> {
    const user = this.#options.map ?? {};
    const opened = await openPatents(file.path, file.shown, user, this.#locate);
    counts.service = opened.service;
    const rows = opened.rows();
    for (let done = false; !done; ) {
      throwIfInterrupted(this.#options.signal);
      this.#store.transaction(() => {
        for (let i = 0; i < BATCH; i++) {
          const next = rows.next();
          if (next.done) {
            done = true;
            return;
          }
          this.#row(next.value, file.shown, counts);
        }
      });
    }
    return opened.columns;
  }

  #row(found: PatentRow, path: string, counts: Counts): void {
    if ("record" in found) {
      counts.records++;
      this.#keep(found.record, path, found.row, counts);
    } else if (found.fault === "empty") counts.empty++;
    else {
      counts.records++;
      counts.failed++;
      this.#fail(path, found.row, found.fault);
    }
  }

  #keep(record: BuiltRecord, path: string, row: number, counts: Counts): void {
    if (this.#write(record.patent) === "duplicate") {
      counts.duplicates++;
      const { publication, identity } = record.patent;
      this.#log(path, row, "duplicate", `${publication ?? identity} is stored already`);
      return;
    }
    counts.stored++;
    for (const note of record.notes) this.#notes.set(note, (this.#notes.get(note) ?? 0) + 1);
    if (record.patent.applicants.every((a) => a.regionCode === null)) this.#withoutCity++;
  }

  #fail(path: string, record: number | null, reason: string): void {
    this.#log(path, record, "failed", reason);
    if (this.#failures.length < MAX_FAILURES) this.#failures.push({ path, record, reason });
  }

  #log(
    path: string,
    record: number | null,
    state: "stored" | "duplicate" | "failed" | "skipped",
    reason: string,
  ): void {
    const run = this.#options.run ?? "patents";
    logImport(this.#store, run, { kind: "patents", path, record, state, reason });
  }
}

type Counts = {
  path: string;
  service: string;
  records: number;
  stored: number;
  duplicates: number;
  failed: number;
  empty: number;
};

function reasonOf(cause: unknown): string {
  if (cause instanceof UserError) return `${cause.text.what.en} ${cause.text.fix.en}`.trim();
  return cause instanceof Error ? cause.message : String(cause);
}
