import type { DocumentRecord } from "../store/index.js";
import type { AttentionDocument } from "./attention/attention-options.js";
import { listFiles } from "./list-files.js";
import type { ReadFileSettings } from "./read-file-documents.js";
import { readInOrder } from "./read-in-order.js";
import type { SkippedRecord } from "./read-records.js";

/** How files are read for counting. */
export interface ReadDocumentsOptions extends ReadFileSettings {
  /** Threads that read files; default all cores. The result is the same at any number. */
  readonly threads?: number;
  /** Told of each file or record that gives no document, with the reason. */
  readonly onSkipped?: (skipped: SkippedRecord) => void;
}

/**
 * Documents straight from files, cleaned, one at a time.   中文: 从文件读取待分析文档
 *
 * Work reports are cut to the report; any other text (an annual report, a policy) is taken whole.
 * Resolutions about a report, indices and unreadable files are told to `onSkipped`. Files are read
 * by several threads when there are many; documents come in the order of the files all the same,
 * and only a few files are held at a time.
 *
 * Errors    file/not-found, text/no-files.
 */
export async function* readDocuments(
  paths: readonly string[],
  options: ReadDocumentsOptions = {},
): AsyncGenerator<AttentionDocument> {
  const { onSkipped, threads, ...settings } = options;
  const files = listFiles(paths);
  for await (const read of readInOrder(files, settings, threads)) {
    for (const skipped of read.skipped) onSkipped?.(skipped);
    yield* read.documents;
  }
}

/** A stored document as the counters take it. */
export function storedDocument(record: DocumentRecord): AttentionDocument {
  const { id, regionCode, region, year, firm, source, date, text } = record;
  return {
    id,
    regionCode,
    region,
    year,
    firm,
    source: `${source} ${record.url ?? ""}`,
    date,
    text,
  };
}
