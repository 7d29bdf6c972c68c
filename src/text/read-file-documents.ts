import { basename } from "node:path";
import { Regions } from "../region/index.js";
import type { AttentionDocument } from "./attention/attention-options.js";
import { cleanReport, cleanText } from "./clean-report.js";
import { type ColumnMap, damageOf, type SkippedRecord, type SourceRecord } from "./read-records.js";
import { recogniseKind } from "./recognise-kind.js";
import { recogniseReport } from "./recognise-report.js";
import { type RecordTask, recordsOf } from "./record-tasks.js";
import { type KnownRegion, reportMetadata } from "./report-metadata.js";

/** What to know to read a file; plain data, so that a thread can be told. */
export interface ReadFileSettings {
  readonly map?: ColumnMap;
  readonly region?: string;
  readonly year?: number;
  readonly regions?: readonly KnownRegion[];
}

/** What a file or record gave. */
export interface FileDocuments {
  readonly documents: readonly AttentionDocument[];
  readonly skipped: readonly SkippedRecord[];
}

/** The documents of a file or record, cleaned and with metadata.   中文: 读取单个文件中的文档 */
export async function readFileDocuments(
  task: RecordTask,
  settings: ReadFileSettings,
): Promise<FileDocuments> {
  const regions = Regions.load();
  const documents: AttentionDocument[] = [];
  const skipped: SkippedRecord[] = [];
  for await (const record of recordsOf(task, settings.map)) {
    const result = "state" in record ? record : documentOf(record, regions, settings);
    if ("state" in result) skipped.push(result);
    else documents.push(result);
  }
  return { documents, skipped };
}

/** What is counted at once is not looked at by anybody: a damaged file gives no document. */
function documentOf(
  record: SourceRecord,
  regions: Regions,
  settings: ReadFileSettings,
): AttentionDocument | SkippedRecord {
  const damage = damageOf(record);
  if (damage === undefined) return toDocument(record, regions, settings);
  return { file: record.file, record: record.record, state: "failed", reason: damage };
}

function toDocument(
  record: SourceRecord,
  regions: Regions,
  settings: ReadFileSettings,
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
  const ownName = record.record === null ? fileName : "";
  const title = isReport ? undefined : recogniseKind(text, record.given.title ?? "").title;
  const meta = reportMetadata(
    {
      head: isReport ? cleaned.head : [],
      text: isReport ? text : "",
      fileName: title === undefined ? ownName : `${title} ${ownName}`,
      given: {
        ...record.given,
        title: title ?? record.given.title,
        region: record.given.region ?? settings.region,
        year: record.given.year ?? settings.year,
      },
    },
    regions,
    settings.regions,
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
