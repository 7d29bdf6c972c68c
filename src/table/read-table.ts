import { webcrypto } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname } from "node:path";
import { fileError, nearest, writeAtomic } from "../base/index.js";
import { tableError } from "./errors.js";
import { type ReadCsvOptions, readCsv } from "./read-csv.js";
import type { Table } from "./table.js";
import { toCsv } from "./write-csv.js";

const MAX_BYTES = 4 * 1024 ** 3 - 1;
const READERS: Readonly<Record<string, (bytes: Uint8Array, options: ReadCsvOptions) => Table>> = {
  ".csv": readCsv,
};
const WRITERS: Readonly<Record<string, (table: Table) => string | Uint8Array>> = {
  ".csv": toCsv,
};

/**
 * Reads a data file; the format goes by the extension.   中文: 读取数据文件
 *
 * Errors    file/not-found (the nearest name in the folder is offered), file/not-readable,
 *           file/too-large, table/unknown-format, and those of the format's reader.
 * @example await readTable("panel.csv")
 */
export async function readTable(
  path: string,
  options: Omit<ReadCsvOptions, "file"> = {},
): Promise<Table> {
  const extension = extname(path).toLowerCase();
  const bytes = readBytes(path);
  // Off the main thread, so that hashing a large file costs no time.
  const digest = webcrypto.subtle.digest("SHA-256", bytes);
  const reader = READERS[extension];
  if (reader === undefined) {
    throw tableError("unknown-format", { file: path, extension, known: Object.keys(READERS) });
  }
  const table = reader(bytes, { ...options, file: path });
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
  writeAtomic(path, writer(table));
}

/** The bytes of a user's file, with clear errors.   中文: 读取文件字节 */
export function readBytes(path: string): Buffer {
  if (!existsSync(path)) {
    const folder = dirname(path);
    const around = existsSync(folder) ? readdirSync(folder) : [];
    throw fileError("not-found", { file: path, nearest: nearest(basename(path), around) });
  }
  const size = statSync(path).size;
  if (size > MAX_BYTES) throw fileError("too-large", { file: path, bytes: size, limit: MAX_BYTES });
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw fileError("not-readable", { file: path, reason }, cause);
  }
}
