import { webcrypto } from "node:crypto";
import { extname } from "node:path";
import { beyondLimit, limits, writeAtomic } from "../../base/index.js";
import { type ContentKind, contentKind, kindName } from "../../bytes/index.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";
import { readBytes } from "./read-bytes.js";
import { type ReadCsvOptions, readCsv } from "./read-csv.js";
import { toCsv } from "./write-csv.js";

/** Options of `readTable`: those of the format at hand are used. */
export interface ReadTableOptions extends Omit<ReadCsvOptions, "file" | "sha256"> {
  /** Sheet of a workbook: name, or position from 1. Default: the first that holds a table. */
  readonly sheet?: string | number;
  /** What labelled numbers of a .dta become. Default `keep`. */
  readonly labels?: "keep" | "text";
}

type Reader = (bytes: Uint8Array, file: string, o: ReadTableOptions) => Table | Promise<Table>;
type Writer = (table: Table) => string | Uint8Array | Promise<Uint8Array>;

// The other formats are loaded when they are used, so that start-up stays short.
const readWorkbook: Reader = async (_bytes, file, options) =>
  (await import("./xlsx/read-xlsx.js")).readXlsx(file, options);
const readText: Reader = (bytes, file, { text }) =>
  readCsv(bytes, text === undefined ? { file } : { file, text });
const READERS: Readonly<Record<string, Reader>> = {
  ".csv": readText,
  ".tsv": readText,
  ".txt": readText,
  ".xlsx": readWorkbook,
  ".xls": readWorkbook,
  ".dta": async (bytes, file, { labels }) =>
    (await import("./dta/read-dta.js")).readDta(bytes, { file, labels: labels ?? "keep" }),
  ".parquet": async (bytes, file) => (await import("./parquet.js")).readParquet(bytes, { file }),
};
/** What a file is by its content goes before what its name says. */
const BY_CONTENT: Readonly<Partial<Record<ContentKind, string>>> = {
  text: ".csv",
  html: ".xls",
  "spreadsheet-xml": ".xls",
  xlsx: ".xlsx",
  xls: ".xls",
  dta: ".dta",
  parquet: ".parquet",
};
/** Kinds that hold no table, whatever they are called. */
const NO_TABLES: readonly ContentKind[] = [
  ...(["xml", "rtf", "mht", "pdf", "docx", "pptx", "odt", "ods", "epub", "doc", "ppt"] as const),
  ...(["sqlite", "gzip", "rar", "7z", "image"] as const),
];
const WRITERS: Readonly<Record<string, Writer>> = {
  ".csv": toCsv,
  ".xlsx": async (table) => (await import("./xlsx/write-xlsx.js")).toXlsx(table),
  ".dta": async (table) => (await import("./dta/write-dta.js")).toDta(table),
  ".parquet": async (table) => (await import("./parquet.js")).toParquet(table),
};

/**
 * Reads a data file (.csv .tsv .txt .xlsx .xls .dta .parquet). The content goes before the name: a
 * page, a text table or an .xlsx called .xls is read as what it is.   中文: 读取数据文件
 *
 * Errors    file/not-found (the nearest name in the folder is offered), file/not-readable,
 *           limit/exceeded (fileBytes, columns, cells), table/unknown-format, table/not-a-table, and those of the format's reader.
 * @example await readTable("panel.csv")
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<Table> {
  const extension = extname(path).toLowerCase();
  const bytes = readBytes(path);
  // Off the main thread, so that hashing a large file costs no time.
  const digest = webcrypto.subtle.digest("SHA-256", bytes);
  if (READERS[extension] === undefined) {
    throw tableError("unknown-format", { file: path, extension, known: Object.keys(READERS) });
  }
  const kind = contentKind(bytes);
  if (NO_TABLES.includes(kind))
    throw tableError("not-a-table", { file: path, kind: kindName(kind) });
  const isBinary = extension === ".dta" || extension === ".parquet";
  const reader =
    READERS[isBinary && kind === "text" ? extension : (BY_CONTENT[kind] ?? extension)]!;
  const table = await reader(bytes, path, options);
  checkExtent(table, path);
  const sha256 = Buffer.from(await digest).toString("hex");
  return table.withOrigin({ ...table.origin, file: path, sha256 });
}

/** Writes a data file, whole or not at all; the format goes by the extension. */
export async function writeTable(path: string, table: Table): Promise<void> {
  const extension = extname(path).toLowerCase();
  const writer = WRITERS[extension];
  if (writer === undefined) {
    throw tableError("unknown-format", { file: path, extension, known: Object.keys(WRITERS) });
  }
  writeAtomic(path, await writer(table));
}

function checkExtent(table: Table, file: string): void {
  const { columns, cells } = limits();
  const width = table.columns.length;
  if (width > columns) throw beyondLimit("columns", file, width);
  if (width * table.nrow > cells) throw beyondLimit("cells", file, width * table.nrow);
}
