import { type Progress, silent } from "../base/index.js";
import { runJob, threadsFor } from "../jobs/index.js";
import {
  addDocument,
  findSameText,
  type ImportItem,
  logImport,
  type Store,
} from "../store/index.js";
import {
  type ImportOutcome,
  type ImportSetup,
  importJob,
  type PreparedRecord,
} from "./import-job.js";
import { listFiles } from "./list-files.js";
import { recordTasks } from "./record-tasks.js";

/** How documents are imported. */
export interface ImportOptions extends Omit<ImportSetup, "kind"> {
  /** Names this run in the ledger; default the time is not used, so give one. */
  readonly run?: string;
  /** Threads that read and clean; default one for each processor. */
  readonly threads?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** What became of an import.   中文: 导入结果 */
export interface ImportSummary {
  readonly stored: number;
  readonly duplicates: number;
  /** Files that were stored already and read otherwise now: the new reading took its place. */
  readonly replaced: number;
  /** Stored, but region or year is unknown: they cannot enter a panel. */
  readonly incomplete: number;
  readonly skipped: readonly ImportItem[];
  readonly failures: readonly ImportItem[];
  /** In the store although the file is damaged and text may be missing; what the reader said. */
  readonly damaged: readonly ImportItem[];
  /** Skipped and failed by reason, most frequent first. */
  readonly reasons: readonly {
    readonly state: "skipped" | "failed";
    readonly reason: string;
    readonly count: number;
  }[];
}

const BATCH = 25;

/**
 * Puts government work reports into the store.   中文: 导入政府工作报告
 *
 * Reads `.txt .html .docx .doc .pdf`, tables with one report for each row, JSON Lines and
 * `year<TAB>text`; cleans, recognises region and year, and stores text and raw bytes. Every file
 * or record ends up stored, as duplicate, skipped or failed, with its reason in the ledger.
 * Files are read and cleaned by several threads and stored in the order of the files, so that the
 * store is the same at any number. Batches of 25 are one transaction each: an interrupted run keeps what it has, and the same call
 * goes on from there (what is stored counts as duplicate).
 *
 * Errors    file/not-found, text/no-files, store/*. A bad file is listed, not thrown.
 * @example
 * const summary = await importReports(store, ["reports/"], { run: "demo" });
 * summary.stored;
 */
export async function importReports(
  store: Store,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportSummary> {
  return importAll(store, paths, options, "report");
}

/**
 * Puts annual reports of firms into the store: one for each firm-year, from the file name
 * (`600000_2019.txt`, `600000-浦发银行-2019年年度报告.pdf`) or the columns of a table.
 * 中文: 导入上市公司年报
 */
export async function importAnnualReports(
  store: Store,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportSummary> {
  return importAll(store, paths, options, "annual-report");
}

/** Below this number of files a thread costs more than it saves. */
const MIN_FILES = 48;

async function importAll(
  store: Store,
  paths: readonly string[],
  options: ImportOptions,
  kind: "report" | "annual-report",
): Promise<ImportSummary> {
  const { run = "import", progress = silent, signal, threads: asked, ...rest } = options;
  const files = listFiles(paths);
  const ledger = new Ledger(store, run, kind);
  progress.start(
    kind === "report"
      ? { en: "import reports", zh: "导入报告" }
      : { en: "import annual reports", zh: "导入年报" },
    files.length,
  );
  const tasks = recordTasks(files, options.map, () => progress.advance());
  const threads = files.length < MIN_FILES ? 1 : threadsFor(importJob, asked);
  const stop = signal === undefined ? {} : { signal };
  try {
    const prepared = runJob(importJob, tasks, { setup: { ...rest, kind }, threads, ...stop });
    for await (const records of prepared) for (const record of records) ledger.add(record);
  } finally {
    ledger.flush();
  }
  const summary = ledger.summary();
  progress.finish({ en: `${summary.stored} stored`, zh: `存入 ${summary.stored} 份` });
  return summary;
}

/** Collects outcomes and writes them in batches. */
class Ledger {
  readonly #store: Store;
  readonly #run: string;
  readonly #kind: "report" | "annual-report";
  readonly #items: ImportItem[] = [];
  readonly #damaged: ImportItem[] = [];
  #pending: PreparedRecord[] = [];
  #incomplete = 0;

  constructor(store: Store, run: string, kind: "report" | "annual-report") {
    this.#store = store;
    this.#run = run;
    this.#kind = kind;
  }

  add(record: PreparedRecord): void {
    this.#pending.push(record);
    if (this.#pending.length >= BATCH) this.flush();
  }

  flush(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    this.#pending = [];
    this.#store.transaction(() => {
      for (const { file, record, outcome, damage } of pending) {
        const item = { kind: this.#kind, path: file.path, record };
        const done = { ...item, ...this.#keep(outcome) };
        logImport(this.#store, this.#run, done);
        this.#items.push(done);
        const isKept = done.state !== "skipped" && done.state !== "failed";
        if (damage !== undefined && isKept) this.#damaged.push({ ...done, reason: damage });
      }
    });
  }

  #keep(outcome: ImportOutcome): Pick<ImportItem, "state" | "reason"> {
    if (outcome.state !== "document") return outcome;
    const { document } = outcome;
    const same = findSameText(this.#store, document);
    if (same !== undefined) {
      return { state: "duplicate", reason: `same text as document ${same}` };
    }
    const added = addDocument(this.#store, document);
    if (added.state === "replaced") {
      return { state: "replaced", reason: `in place of an earlier reading, document ${added.id}` };
    }
    if (added.state === "duplicate") {
      return { state: "duplicate", reason: `same content as document ${added.id}` };
    }
    const place = this.#kind === "report" ? document.region : document.firm;
    if (place === null || document.year === null) this.#incomplete++;
    return { state: "stored", reason: `document ${added.id}` };
  }

  summary(): ImportSummary {
    const of = (state: ImportItem["state"]): ImportItem[] =>
      this.#items.filter((i) => i.state === state);
    const counts = new Map<
      string,
      { state: "skipped" | "failed"; reason: string; count: number }
    >();
    for (const { state, reason } of this.#items) {
      if (state !== "skipped" && state !== "failed") continue;
      const key = `${state}:${reason}`;
      const entry = counts.get(key) ?? { state, reason, count: 0 };
      entry.count++;
      counts.set(key, entry);
    }
    return {
      stored: of("stored").length,
      duplicates: of("duplicate").length,
      replaced: of("replaced").length,
      incomplete: this.#incomplete,
      skipped: of("skipped"),
      failures: of("failed"),
      damaged: this.#damaged,
      reasons: [...counts.values()].sort((a, b) => b.count - a.count),
    };
  }
}
