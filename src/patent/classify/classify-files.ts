import { type Progress, silent, UserError } from "../../base/index.js";
import { runJob, threadsFor } from "../../jobs/index.js";
import type { ConcordanceRule } from "../concordance/concordance.js";
import { findFiles } from "../import/find-files.js";
import type { UserMap } from "../import/map-columns.js";
import { readTasks } from "../import/read-task.js";
import { type ClassifiedPart, classifyJob, type PackedPatent } from "./classify-job.js";
import type { Classification, ClassifiedPatent, ClassifyOptions } from "./classify-patents.js";
import { CoverageCounter } from "./coverage.js";

/** How to classify files. */
export interface ClassifyFilesOptions extends ClassifyOptions {
  /** Field → heading, where the headings are not recognised. Default none. */
  readonly map?: UserMap;
  /** Threads that read and classify. Default one for each processor, for large files. */
  readonly threads?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** A row or file that gave no patent, with the reason. */
export interface UnreadRow {
  readonly path: string;
  /** Row of the file; null for the file as a whole. */
  readonly row: number | null;
  readonly reason: string;
}

/** Result of `classifyFiles`. */
export interface FileClassification extends Classification {
  /** Rows that are no records, and files (of several) that cannot be read. */
  readonly unread: readonly UnreadRow[];
  /** Files of another kind below a folder. */
  readonly skipped: readonly UnreadRow[];
}

/** Smaller inputs are classified before a thread has started. */
const LARGE = 8 * 1024 ** 2;

/**
 * Classifies the patents of files or folders, without a store.   中文: 判定文件中的专利
 *
 * Files, and pieces of large CSV files, are read in threads; rows come in the order of the files
 * at any number of threads. Records are not compared with each other: the same number in two files
 * comes twice. One of several files that cannot be read stands in `unread`; the others count.
 *
 * Errors    file/not-found; of a single file also patent/no-columns, patent/unmapped-column, table/…
 * @example await classifyFiles(["corpus/patents.csv"], { concordance })
 */
export async function classifyFiles(
  paths: readonly string[],
  options: ClassifyFilesOptions,
): Promise<FileClassification> {
  const { map: user = {}, threads: asked, progress = silent, signal, ...settings } = options;
  const files = paths.flatMap(findFiles);
  const isLarge = files.reduce((sum, f) => sum + f.bytes, 0) > LARGE;
  const threads = isLarge ? threadsFor(classifyJob, asked) : (asked ?? 1);
  const rules = new Map(settings.concordance.rules.map((r) => [r.row, r]));
  const counter = new CoverageCounter();
  const rows: ClassifiedPatent[] = [];
  const unread: UnreadRow[] = [];
  const skipped: UnreadRow[] = [];
  progress.start({ en: "classify", zh: "识别" });
  const parts = runJob(classifyJob, readTasks(files, user), {
    setup: { user, options: settings },
    threads,
    transfer: (task) => ("bytes" in task ? [task.bytes.buffer as ArrayBuffer] : []),
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const part of parts) {
    const path = part.file.shown;
    if (part.trouble?.state === "skipped") {
      skipped.push({ path, row: null, reason: part.trouble.reason });
    } else if (part.trouble !== undefined) {
      if (files.length === 1) throw errorOf(part.trouble);
      unread.push({ path, row: null, reason: part.trouble.reason });
    }
    for (const packed of part.patents) rows.push(unpack(packed, rules));
    for (const { row, fault } of part.faults) unread.push({ path, row, reason: fault });
    counter.addParts(part.coverage);
    progress.advance(part.patents.length);
  }
  progress.finish(`${rows.length}`);
  return {
    concordance: settings.concordance.name,
    mode: settings.mode ?? "ipc",
    ipc: settings.ipc ?? "any",
    rows,
    coverage: counter.report(),
    warnings: settings.concordance.warnings,
    unread,
    skipped,
  };
}

function errorOf({ reason, error }: NonNullable<ClassifiedPart["trouble"]>): Error {
  if (error === undefined) return new Error(reason);
  return new UserError(error.code, error.facts, error.text);
}

function unpack(
  { patent, symbols, malformed, hits }: PackedPatent,
  rules: ReadonlyMap<number, ConcordanceRule>,
): ClassifiedPatent {
  const matches = Array.from({ length: hits.length / 2 }, (_, i) => {
    const { rule, code, name, level1, level2, row } = rules.get(hits[2 * i + 1]!)!;
    return { symbol: symbols[hits[2 * i]!]!, rule, code, name, level1, level2, row };
  });
  return { patent, key: matches.length > 0, symbols, malformed, matches };
}
