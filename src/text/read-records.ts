import { basename, extname } from "node:path";
import { type Notice, nearest, UserError } from "../base/index.js";
import { decode } from "../bytes/index.js";
import { extractText } from "../extract/index.js";
import { readBytes, readTable, type Table } from "../table/index.js";
import { textError } from "./errors.js";
import type { ListedFile } from "./list-files.js";

/** What a table row states about its text. */
export interface GivenFacts {
  readonly region?: string | undefined;
  readonly firm?: string | undefined;
  readonly year?: number | undefined;
  readonly title?: string | undefined;
  readonly date?: string | undefined;
  readonly url?: string | undefined;
  readonly source?: string | undefined;
}

/** One text of a file: the whole file, or one record of a table. */
export interface SourceRecord {
  readonly file: ListedFile;
  /** Row or line of the file as an editor shows it; null when the file is one text. */
  readonly record: number | null;
  readonly raw: Uint8Array;
  readonly media: string;
  readonly text: string;
  readonly given: GivenFacts;
  readonly warnings: readonly Notice[];
}

/** A file or record that yields no text, with the reason. */
export interface SkippedRecord {
  readonly file: ListedFile;
  readonly record: number | null;
  readonly state: "skipped" | "failed";
  readonly reason: string;
}

/** Columns of the user's table by our names: `{ text: "正文" }`. */
export type ColumnMap = Readonly<Record<string, string>>;

const COLUMNS: Readonly<Record<keyof GivenFacts | "text", readonly string[]>> = {
  text: ["full_text", "text", "content", "report", "body", "正文", "全文", "内容", "文本", "报告"],
  region: [
    "region",
    "province",
    "city",
    "area",
    "地区",
    "省份",
    "城市",
    "省",
    "市",
    "region_code",
    "code",
  ],
  firm: ["firm", "stock", "stkcd", "证券代码", "股票代码", "公司代码"],
  year: ["year", "年份", "年度", "报告年份", "会计年度"],
  title: ["title", "标题", "名称"],
  date: ["publish_date", "date", "发布日期", "日期"],
  url: ["source_url", "url", "链接", "网址"],
  source: ["source", "来源"],
};
const TABLES = new Set([".csv", ".tsv", ".xlsx", ".xls", ".dta", ".parquet"]);
const NOT_TEXTS =
  /^[_.]?(?:index|source[_-]?list|sources?|readme|目录|清单|说明|文件列表)(?:[_.-]|$)/i;

/**
 * The texts of a file: a text, page, Word or PDF file is one; a table (CSV, Excel, Stata) has one
 * for each row, JSON Lines and `year<TAB>text` one for each line.   中文: 读取文件中的文本记录
 *
 * What cannot be read comes out as a skipped record with its reason; nothing is thrown for one
 * bad file.
 */
export async function* readRecords(
  file: ListedFile,
  map: ColumnMap = {},
): AsyncGenerator<SourceRecord | SkippedRecord> {
  if (NOT_TEXTS.test(basename(file.path))) {
    yield skip(file, "skipped", "an index or note by its name, not a report");
    return;
  }
  try {
    const extension = extname(file.path).toLowerCase();
    if (extension === ".jsonl" || extension === ".ndjson") yield* jsonLines(file, map);
    else if (extension === ".tsv" && isHeaderless(file)) yield* yearLines(file);
    else if (TABLES.has(extension)) yield* tableRows(file, map);
    else yield await wholeFile(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    yield skip(file, "failed", reasonOf(error, file));
  }
}

/** Whether a file may hold several texts, by its name. */
export function holdsRecords(file: ListedFile): boolean {
  const extension = extname(file.path).toLowerCase();
  return extension === ".jsonl" || extension === ".ndjson" || TABLES.has(extension);
}

/** What a reader says of a damaged file that it could read in part. */
export function damageOf({ warnings }: SourceRecord): string | undefined {
  return warnings.find((w) => w.code === "extract/damaged-parts")?.en;
}

async function wholeFile(file: ListedFile): Promise<SourceRecord> {
  const bytes = readBytes(file.path);
  const extracted = await extractText(bytes, file.path);
  return {
    file,
    record: null,
    raw: bytes,
    media: extracted.format,
    text: extracted.text,
    given: extracted.title === "" ? {} : { title: extracted.title },
    warnings: extracted.warnings,
  };
}

async function* tableRows(
  file: ListedFile,
  map: ColumnMap,
): AsyncGenerator<SourceRecord | SkippedRecord> {
  const table = await readTable(file.path);
  const columns = findColumns(table, map);
  if (columns.text === undefined) {
    const names = table.names.slice(0, 8).join(", ");
    const reason = `no column holds the text of a report (columns: ${names}); name it with --map text=COLUMN`;
    yield skip(file, "skipped", reason);
    return;
  }
  for (let i = 0; i < table.nrow; i++) {
    const cell = (name: string | undefined): string | undefined => {
      const value = name === undefined ? null : table.value(i, name);
      return value === null ? undefined : String(value);
    };
    yield record(file, table.fileRow(i), cell(columns.text) ?? "", (key) => cell(columns[key]));
  }
}

function findColumns(
  table: Table,
  map: ColumnMap,
): Partial<Record<keyof GivenFacts | "text", string>> {
  const found: Partial<Record<keyof GivenFacts | "text", string>> = {};
  for (const [key, names] of Object.entries(COLUMNS) as [keyof GivenFacts | "text", string[]][]) {
    const asked = map[key];
    if (asked !== undefined) {
      if (!table.has(asked)) table.column(asked);
      found[key] = asked;
      continue;
    }
    const match = names
      .map((n) => table.names.find((t) => t.trim().toLowerCase() === n))
      .find((n) => n !== undefined && isPlausible(table, n, key));
    if (match !== undefined) found[key] = match;
  }
  return found;
}

/** A column called text or content that holds numbers or single words is not the report. */
function isPlausible(table: Table, name: string, key: string): boolean {
  if (key !== "text") return true;
  const column = table.column(name);
  return column.kind === "text" && column.levels.some((l) => l.length >= 200);
}

async function* jsonLines(
  file: ListedFile,
  map: ColumnMap,
): AsyncGenerator<SourceRecord | SkippedRecord> {
  const lines = decode(readBytes(file.path), { file: file.path }).text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trim();
    if (line === "") continue;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      yield { ...skip(file, "failed", "the line is not JSON"), record: i + 1 };
      continue;
    }
    const object = (typeof parsed === "object" && parsed !== null ? parsed : {}) as Record<
      string,
      unknown
    >;
    const get = (key: keyof GivenFacts | "text"): string | undefined => {
      const name = map[key] ?? COLUMNS[key].find((n) => Object.hasOwn(object, n));
      const value = name === undefined ? undefined : object[name];
      return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    };
    yield record(file, i + 1, get("text") ?? "", get);
  }
}

async function* yearLines(file: ListedFile): AsyncGenerator<SourceRecord | SkippedRecord> {
  const { text } = decode(readBytes(file.path), { file: file.path });
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const tab = lines[i]!.indexOf("\t");
    if (tab < 0) continue;
    const year = lines[i]!.slice(0, tab);
    yield record(file, i + 1, lines[i]!.slice(tab + 1), (key) =>
      key === "year" ? year : undefined,
    );
  }
}

/** `year<TAB>text` without a header, as against a table with tabs. */
function isHeaderless(file: ListedFile): boolean {
  const head = Buffer.from(readBytes(file.path).subarray(0, 64)).toString("latin1");
  return /^(?:\xef\xbb\xbf)?(?:19|20)\d{2}\t/.test(head);
}

function record(
  file: ListedFile,
  at: number,
  text: string,
  get: (key: keyof GivenFacts) => string | undefined,
): SourceRecord | SkippedRecord {
  if (text.trim() === "") return { ...skip(file, "failed", "the record has no text"), record: at };
  const year = Number(get("year"));
  return {
    file,
    record: at,
    raw: Buffer.from(text, "utf8"),
    media: "text",
    text,
    given: {
      region: get("region"),
      firm: get("firm"),
      year: Number.isInteger(year) && year > 1900 ? year : undefined,
      title: get("title"),
      date: get("date"),
      url: get("url"),
      source: get("source"),
    },
    warnings: [],
  };
}

function skip(file: ListedFile, state: SkippedRecord["state"], reason: string): SkippedRecord {
  return { file, record: null, state, reason };
}

/** The reason without the path, which the ledger has already. */
function reasonOf(error: UserError, file: ListedFile): string {
  return error
    .toText("en")
    .replace(`${file.path}: `, "")
    .replace(/\n\s*Fix: /, " ");
}

/** Parses `text=正文,year=年份` pairs. Errors: text/bad-map. */
export function parseColumnMap(pairs: readonly string[]): ColumnMap {
  const map: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const key = at < 0 ? pair : pair.slice(0, at);
    const known = Object.keys(COLUMNS);
    if (at < 0 || !known.includes(key)) {
      throw textError("bad-map", { pair, nearest: nearest(key, known), known });
    }
    map[key] = pair.slice(at + 1);
  }
  return map;
}
