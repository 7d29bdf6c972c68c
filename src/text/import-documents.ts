import { basename } from "node:path";
import { notice, type Progress, silent, throwIfInterrupted } from "../base/index.js";
import { Regions } from "../region/index.js";
import {
  addDocument,
  findSameText,
  type ImportItem,
  logImport,
  type NewDocument,
  type Store,
} from "../store/index.js";
import { cleanReport, cleanText } from "./clean-report.js";
import { countCharacters } from "./count-characters.js";
import { listFiles } from "./list-files.js";
import {
  type ColumnMap,
  readRecords,
  type SkippedRecord,
  type SourceRecord,
} from "./read-records.js";
import { recogniseReport } from "./recognise-report.js";
import { type KnownRegion, reportMetadata } from "./report-metadata.js";
import { isTraditional, type Script, toSimplified } from "./to-simplified.js";

/** How documents are imported. */
export interface ImportOptions {
  /** Names this run in the ledger; default the time is not used, so give one. */
  readonly run?: string;
  /** Region (name or code) and year of all files, where the text does not say. */
  readonly region?: string;
  readonly year?: number;
  /** Columns of tables by our names. */
  readonly map?: ColumnMap;
  /** `reports` (default) leaves out what is no work report, with the reason; `all` takes it. */
  readonly accept?: "reports" | "all";
  /** What to do with traditional characters: `keep` (default), or the ways of `toSimplified`. */
  readonly script?: "keep" | Script;
  /** Units that the bundled code tables don't have. */
  readonly regions?: readonly KnownRegion[];
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** What became of an import.   中文: 导入结果 */
export interface ImportSummary {
  readonly stored: number;
  readonly duplicates: number;
  /** Stored, but region or year is unknown: they cannot enter a panel. */
  readonly incomplete: number;
  readonly skipped: readonly ImportItem[];
  readonly failures: readonly ImportItem[];
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
 * Batches of 25 are one transaction each: an interrupted run keeps what it has, and the same call
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
  const regions = Regions.load();
  return importAll(store, paths, options, "report", (r) => toReport(r, regions, options));
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
  return importAll(store, paths, options, "annual-report", (r) => toAnnualReport(r, options));
}

type Outcome =
  | { readonly state: "document"; readonly document: NewDocument }
  | { readonly state: "skipped"; readonly reason: string };

async function importAll(
  store: Store,
  paths: readonly string[],
  options: ImportOptions,
  kind: "report" | "annual-report",
  prepare: (record: SourceRecord) => Outcome,
): Promise<ImportSummary> {
  const progress = options.progress ?? silent;
  const files = listFiles(paths);
  const ledger = new Ledger(store, options.run ?? "import", kind);
  progress.start(kind === "report" ? "import reports" : "import annual reports", files.length);
  try {
    for (const file of files) {
      throwIfInterrupted(options.signal);
      for await (const record of readRecords(file, options.map)) {
        if ("state" in record) ledger.add(record, { state: record.state, reason: record.reason });
        else ledger.add(record, prepare(await inScript(record, options.script ?? "keep")));
      }
      progress.advance();
    }
  } finally {
    ledger.flush();
  }
  const summary = ledger.summary();
  progress.finish(`${summary.stored} stored`);
  return summary;
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

/** Collects outcomes and writes them in batches. */
class Ledger {
  readonly #store: Store;
  readonly #run: string;
  readonly #kind: "report" | "annual-report";
  readonly #items: ImportItem[] = [];
  #pending: {
    item: Omit<ImportItem, "state" | "reason">;
    outcome: Outcome | { state: "failed"; reason: string };
  }[] = [];
  #incomplete = 0;

  constructor(store: Store, run: string, kind: "report" | "annual-report") {
    this.#store = store;
    this.#run = run;
    this.#kind = kind;
  }

  add(
    record: SourceRecord | SkippedRecord,
    outcome: Outcome | { state: "failed" | "skipped"; reason: string },
  ): void {
    const item = { kind: this.#kind, path: record.file.path, record: record.record };
    this.#pending.push({ item, outcome: outcome as Outcome });
    if (this.#pending.length >= BATCH) this.flush();
  }

  flush(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    this.#pending = [];
    this.#store.transaction(() => {
      for (const { item, outcome } of pending) {
        const done = { ...item, ...this.#keep(outcome) };
        logImport(this.#store, this.#run, done);
        this.#items.push(done);
      }
    });
  }

  #keep(
    outcome: Outcome | { state: "failed"; reason: string },
  ): Pick<ImportItem, "state" | "reason"> {
    if (outcome.state !== "document") return outcome;
    const { document } = outcome;
    const same = findSameText(this.#store, document);
    if (same !== undefined) {
      return { state: "duplicate", reason: `same text as document ${same}` };
    }
    const added = addDocument(this.#store, document);
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
      incomplete: this.#incomplete,
      skipped: of("skipped"),
      failures: of("failed"),
      reasons: [...counts.values()].sort((a, b) => b.count - a.count),
    };
  }
}

function toReport(record: SourceRecord, regions: Regions, options: ImportOptions): Outcome {
  const cleaned = cleanReport(record.text);
  const fileName = record.record === null ? basename(record.file.path) : "";
  const given = {
    ...record.given,
    region: record.given.region ?? options.region,
    year: record.given.year ?? options.year,
  };
  if ((options.accept ?? "reports") === "reports") {
    const recognised = recogniseReport(cleaned, {
      title: given.title ?? "",
      fileName: basename(record.file.path),
    });
    if (recognised.state !== "report") return { state: "skipped", reason: recognised.reason };
  }
  const meta = reportMetadata(
    { head: cleaned.head, text: cleaned.text, fileName, given },
    regions,
    options.regions,
  );
  const removed = cleaned.removed.length;
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
        ...(removed > 0 ? [`${removed} line(s) of page furniture removed`] : []),
        ...(cleaned.closing ? [] : ["no closing call found: the text may be cut"]),
        ...record.warnings.map((w) => w.en),
      ],
    },
  };
}

function toAnnualReport(record: SourceRecord, options: ImportOptions): Outcome {
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
