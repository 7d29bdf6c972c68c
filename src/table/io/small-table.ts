import { extname } from "node:path";
import { checkZip, contentKind, isOle, isZip } from "../../bytes/index.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";
import { parseWorkbook } from "./parse-sheet.js";
import { type ReadCsvOptions, readCsv } from "./read-csv.js";
import { checkXlsRecords } from "./xls/check-records.js";
import { tableOfBook } from "./xlsx/read-xlsx.js";

/** Unpacked bytes of a list; larger ones are no lists. */
const MOST = 64 * 1024 ** 2;

/**
 * Reads a list that a user keeps beside the data (dictionary, policy list): a text table or the
 * first shown sheet of a workbook, at once and in this thread.   中文: 读取小型表格
 *
 * Errors    those of `readCsv` and `readXlsx`; table/workbook-too-large where a workbook is no small one.
 * @example readSmallTable(readBytes("cities.xlsx"), { file: "cities.xlsx" }).names
 */
export function readSmallTable(
  input: Uint8Array,
  options: ReadCsvOptions & { readonly file: string },
): Table {
  const { file } = options;
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const kind = contentKind(bytes);
  const isBook = isZip(bytes) || isOle(bytes) || kind === "html" || kind === "spreadsheet-xml";
  if (!isBook) return readCsv(bytes, options);
  if (isZip(bytes)) {
    const sizes = checkZip(bytes, file, "Excel (.xlsx)");
    const size = [...sizes.values()].reduce((a, b) => a + b, 0);
    if (size > MOST) throw tableError("workbook-too-large", { file, bytes: size, limit: MOST });
  } else if (isOle(bytes)) checkXlsRecords(bytes, file);
  const { text } = options;
  return tableOfBook(parseWorkbook(bytes, file), file, text === undefined ? {} : { text });
}

/** Whether a file is a table by its name: what `readSmallTable` takes. */
export function isTableName(path: string): boolean {
  return [".csv", ".tsv", ".xlsx", ".xls"].includes(extname(path).toLowerCase());
}
