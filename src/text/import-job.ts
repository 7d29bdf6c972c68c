import { basename } from "node:path";
import { notice } from "../base/index.js";
import type { Job } from "../jobs/index.js";
import { Regions } from "../region/index.js";
import type { NewDocument } from "../store/index.js";
import { isTraditional } from "./characters/script-of.js";
import { cleanReport, cleanText } from "./clean-report.js";
import { countCharacters } from "./count-characters.js";
import type { ListedFile } from "./list-files.js";
import { type ColumnMap, damageOf, type SkippedRecord, type SourceRecord } from "./read-records.js";
import { recogniseKind } from "./recognise-kind.js";
import { recogniseReport } from "./recognise-report.js";
import { type RecordTask, recordsOf } from "./record-tasks.js";
import { type KnownRegion, reportMetadata } from "./report-metadata.js";
import { type Script, toSimplified } from "./to-simplified.js";

/** What a thread must know to prepare documents: plain data. */
export interface ImportSetup {
  readonly kind: "report" | "annual-report";
  /** Region (name or code) and year of all files, where the text does not say. */
  readonly region?: string;
  readonly year?: number;
  /** Columns of tables by our names. */
  readonly map?: ColumnMap;
  /**
   * `reports` (default) leaves out what is no work report, with the reason; `all` takes it whole, as
   * a communiqué, a policy paper or a text.
   */
  readonly accept?: "reports" | "all";
  /** What to do with traditional characters: `keep` (default), or the ways of `toSimplified`. */
  readonly script?: "keep" | Script;
  /** Units that the bundled code tables don't have. */
  readonly regions?: readonly KnownRegion[];
}

/** What a file or record comes to. */
export type ImportOutcome =
  | { readonly state: "document"; readonly document: NewDocument }
  | { readonly state: SkippedRecord["state"]; readonly reason: string };

/** A file or record with its outcome, not yet in the store. */
export interface PreparedRecord {
  readonly file: ListedFile;
  readonly record: number | null;
  readonly outcome: ImportOutcome;
  /** What a reader says of a damaged file, of which text may be missing. */
  readonly damage?: string;
}

/** Reading, cleaning and recognising, here or in threads.   中文: 导入前的准备 */
export const importJob: Job<ImportSetup, RecordTask, readonly PreparedRecord[]> = {
  file: new URL("./import-worker.js", import.meta.url),
  prepare(setup) {
    const regions = Regions.load();
    return async (task) => {
      const prepared: PreparedRecord[] = [];
      for await (const record of recordsOf(task, setup.map)) {
        const outcome =
          "state" in record ? refused(record) : await toDocument(record, regions, setup);
        const damage = "state" in record ? undefined : damageOf(record);
        prepared.push({
          file: record.file,
          record: record.record,
          outcome,
          ...(damage === undefined ? {} : { damage }),
        });
      }
      return prepared;
    };
  },
};

function refused({ state, reason }: SkippedRecord): ImportOutcome {
  return { state, reason };
}

async function toDocument(
  record: SourceRecord,
  regions: Regions,
  setup: ImportSetup,
): Promise<ImportOutcome> {
  const read = await inScript(record, setup.script ?? "keep");
  return setup.kind === "report" ? toReport(read, regions, setup) : toAnnualReport(read, setup);
}

/** The record in simplified characters, when that was asked for and it is not already. */
async function inScript(record: SourceRecord, script: "keep" | Script): Promise<SourceRecord> {
  if (script === "keep" || !isTraditional(record.text)) return record;
  const changed = notice(
    "text/simplified",
    `traditional characters were made simplified (${script})`,
    `繁体已转为简体（${script}）`,
  );
  return {
    ...record,
    text: await toSimplified(record.text, script),
    warnings: [...record.warnings, changed],
  };
}

function toReport(record: SourceRecord, regions: Regions, options: ImportSetup): ImportOutcome {
  const cleaned = cleanReport(record.text);
  const fileName = record.record === null ? basename(record.file.path) : "";
  const given = {
    ...record.given,
    region: record.given.region ?? options.region,
    year: record.given.year ?? options.year,
  };
  const recognised = recogniseReport(cleaned, {
    title: given.title ?? "",
    fileName: basename(record.file.path),
  });
  if (recognised.state !== "report") {
    if ((options.accept ?? "reports") === "all") return toText(record, regions, options, given);
    return { state: "skipped", reason: recognised.reason };
  }
  const meta = reportMetadata(
    { head: cleaned.head, text: cleaned.text, fileName, given },
    regions,
    options.regions,
  );
  return {
    state: "document",
    document: {
      kind: "report",
      firm: null,
      ...meta,
      ...common(record, cleaned.text),
      appendix: cleaned.appendix,
      notes: [
        ...meta.notes,
        ...removedNotes(cleaned.removed.length),
        ...(cleaned.closing ? [] : ["no closing call found: the text may be cut"]),
        ...record.warnings.map((w) => w.en),
      ],
    },
  };
}

/** A communiqué, a policy paper or any other text: whole, with no line of it left out. */
function toText(
  record: SourceRecord,
  regions: Regions,
  options: ImportSetup,
  given: SourceRecord["given"],
): ImportOutcome {
  const cleaned = cleanText(record.text);
  const fileName = record.record === null ? basename(record.file.path) : "";
  const { kind, title } = recogniseKind(cleaned.text, given.title ?? "");
  const meta = reportMetadata(
    { head: [], text: "", fileName: `${title} ${fileName}`, given: { ...given, title } },
    regions,
    options.regions,
  );
  return {
    state: "document",
    document: {
      kind,
      firm: null,
      ...meta,
      ...common(record, cleaned.text),
      appendix: "",
      notes: [
        ...meta.notes,
        ...removedNotes(cleaned.removed.length),
        ...record.warnings.map((w) => w.en),
      ],
    },
  };
}

function removedNotes(lines: number): string[] {
  return lines > 0 ? [`${lines} line(s) of page furniture removed`] : [];
}

function toAnnualReport(record: SourceRecord, options: ImportSetup): ImportOutcome {
  const cleaned = cleanText(record.text);
  const name = record.record === null ? basename(record.file.path) : "";
  const firm = record.given.firm ?? /(?<!\d)(\d{6})(?!\d)/.exec(name)?.[1] ?? null;
  const inText = /((?:19|20)\d{2})\s*年年度报告/.exec(
    `${name}\n${cleaned.text.slice(0, 2000)}`,
  )?.[1];
  const inName = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(name)?.[1];
  const year = record.given.year ?? options.year ?? Number(inText ?? inName ?? Number.NaN);
  const known = Number.isInteger(year);
  return {
    state: "document",
    document: {
      kind: "annual-report",
      firm,
      regionCode: null,
      region: null,
      level: null,
      year: known ? year : null,
      title: record.given.title ?? name,
      speaker: null,
      date: record.given.date ?? null,
      confidence: firm !== null && known ? 0.8 : 0,
      ...common(record, cleaned.text),
      appendix: "",
      notes: [
        ...(firm === null ? ["firm not recognised"] : []),
        ...(known ? [] : ["year not recognised"]),
        ...record.warnings.map((w) => w.en),
      ],
    },
  };
}

function common(
  record: SourceRecord,
  text: string,
): Pick<NewDocument, "source" | "url" | "path" | "text" | "characters" | "raw" | "media"> {
  return {
    source: record.given.source ?? record.file.name.split("/").slice(0, -1).join("/"),
    url: record.given.url ?? null,
    path: record.record === null ? record.file.path : `${record.file.path}#${record.record}`,
    text,
    characters: countCharacters(text),
    raw: record.raw,
    media: record.media,
  };
}
