import { type Progress, silent, throwIfInterrupted } from "../../base/index.js";
import { runJob, threadsFor } from "../../jobs/index.js";
import { Regions } from "../../region/index.js";
import { ensurePatentIndexes, prepareBulk, type Store } from "../../store/index.js";
import { findFiles } from "./find-files.js";
import { importJob } from "./import-job.js";
import { ImportRun, type PatentImport } from "./import-run.js";
import type { UserMap } from "./map-columns.js";
import { readTasks } from "./read-task.js";

/** How to import. */
export interface ImportPatentsOptions {
  /** Field → heading, where the headings are not recognised. Default none. */
  readonly map?: UserMap;
  /** Units for addresses. Default the bundled regions. */
  readonly regions?: Regions;
  /** Threads that read, beside the one that writes. Default one for each processor. */
  readonly threads?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Label of the run in the ledger. Default `"patents"`. */
  readonly run?: string;
}

/** From here on it pays to build the indexes afterwards, and to read in threads. */
const BULK_BYTES = 10 * 1024 ** 2;

/**
 * Imports patent exports and gazette records into the store.   中文: 导入专利
 *
 * Paths are files or folders (searched below). Columns are recognised by heading (incoPat,
 * Patentics, PatSnap, Derwent, CNIPA, CNRDS) in one of the first ten rows, or named in `map`. A
 * record is one document, known by its publication number, else by its application number, else by
 * file and row; the same one again adds what the stored one lacks, or is a duplicate. The documents
 * of one application (publication and grant) keep their rows, because their citations and symbols
 * are their own, and share `applicationKey`: measures count the application once. Files, and pieces
 * of large CSV files, are read in threads and stored in their order, each in one transaction with its
 * ledger lines: the store is the same at any number of threads, and a run that is killed goes on
 * where it was.
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
  const { signal, map: user = {}, progress = silent } = options;
  const files = paths.flatMap(findFiles);
  const run = new ImportRun(store, options.run ?? "patents");
  progress.start({ en: "patents", zh: "导入专利" }, files.length);
  const isBulk = files.reduce((sum, f) => sum + f.bytes, 0) > BULK_BYTES;
  if (isBulk) prepareBulk(store);
  const threads = isBulk ? threadsFor(importJob, options.threads) : (options.threads ?? 1);
  const setup = { user, ownRegions: (options.regions ?? Regions.load()).ownFile };
  try {
    const parts = runJob(importJob, readTasks(files, user), {
      setup,
      threads,
      transfer: (task) => ("bytes" in task ? [task.bytes.buffer as ArrayBuffer] : []),
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const part of parts) {
      throwIfInterrupted(signal);
      run.take(part);
      if (!part.more) progress.advance();
    }
  } finally {
    ensurePatentIndexes(store);
  }
  const result = run.result();
  progress.finish({
    en: `${result.stored} stored, ${result.merged} merged, ${result.duplicates} duplicates, ${result.failed} failed`,
    zh: `存入 ${result.stored}，并入 ${result.merged}，重复 ${result.duplicates}，失败 ${result.failed}`,
  });
  return result;
}
