import { basename } from "node:path";
import { Regions } from "../region/index.js";
import type { DocumentRecord } from "../store/index.js";
import type { AttentionDocument } from "./attention/attention-options.js";
import { cleanReport, cleanText } from "./clean-report.js";
import { listFiles } from "./list-files.js";
import {
  type ColumnMap,
  readRecords,
  type SkippedRecord,
  type SourceRecord,
} from "./read-records.js";
import { recogniseReport } from "./recognise-report.js";
import { type KnownRegion, reportMetadata } from "./report-metadata.js";

/** How files are read for counting. */
export interface ReadDocumentsOptions {
  readonly map?: ColumnMap;
  readonly region?: string;
  readonly year?: number;
  readonly regions?: readonly KnownRegion[];
  /** Told of each file or record that gives no document, with the reason. */
  readonly onSkipped?: (skipped: SkippedRecord) => void;
}

/**
 * Documents straight from files, cleaned, one at a time.   中文: 从文件读取待分析文档
 *
 * Work reports are cut to the report; any other text (an annual report, a policy) is taken whole.
 * Resolutions about a report, indices and unreadable files are told to `onSkipped`.
 *
 * Errors    file/not-found, text/no-files.
 */
export async function* readDocuments(
  paths: readonly string[],
  options: ReadDocumentsOptions = {},
): AsyncGenerator<AttentionDocument> {
  const regions = Regions.load();
  for (const file of listFiles(paths)) {
    for await (const record of readRecords(file, options.map)) {
      if ("state" in record) options.onSkipped?.(record);
      else {
        const document = toDocument(record, regions, options);
        if ("state" in document) options.onSkipped?.(document);
        else yield document;
      }
    }
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

function toDocument(
  record: SourceRecord,
  regions: Regions,
  options: ReadDocumentsOptions,
): AttentionDocument | SkippedRecord {
  const cleaned = cleanReport(record.text);
  const fileName = basename(record.file.path);
  const recognised = recogniseReport(cleaned, { title: record.given.title ?? "", fileName });
  if (recognised.state !== "report" && recognised.reason.startsWith("a resolution")) {
    const { file, record: at } = record;
    return { file, record: at, state: "skipped", reason: recognised.reason };
  }
  const isReport = recognised.state === "report";
  const text = isReport ? cleaned.text : cleanText(record.text).text;
  const meta = reportMetadata(
    {
      head: isReport ? cleaned.head : [],
      text: isReport ? text : "",
      fileName: record.record === null ? fileName : "",
      given: {
        ...record.given,
        region: record.given.region ?? options.region,
        year: record.given.year ?? options.year,
      },
    },
    regions,
    options.regions,
  );
  return {
    id: record.record === null ? record.file.name : `${record.file.name}#${record.record}`,
    regionCode: meta.regionCode,
    region: meta.region,
    year: meta.year,
    firm: record.given.firm ?? null,
    source: record.file.name,
    date: meta.date,
    text,
  };
}
