import { extname } from "node:path";
import { checkZip, contentKind, isOle, isZip, kindName } from "../../bytes/index.js";
import { runLimited } from "../../jobs/index.js";
import { tableError } from "../errors.js";
import type { ReadSheetOptions, Sheet, Workbook } from "./parse-sheet.js";
import { readBytes } from "./read-bytes.js";
import { sheetJob } from "./sheet-job.js";
import { checkXlsRecords } from "./xls/check-records.js";

export type { ReadSheetOptions, Sheet, SheetCell, SheetFlaw, Workbook } from "./parse-sheet.js";

/**
 * Reads the sheets of an .xlsx or .xls workbook as raw cells.   中文: 读取工作簿
 *
 * The file is checked first (checksums of the parts of an .xlsx, the records of an .xls); the library
 * then reads in a thread with limits of time and memory. A page or an XML sheet under .xls is read
 * as what it is.
 *
 * Errors    table/no-such-sheet, table/unreadable-workbook, table/corrupt, table/not-a-table,
 *           bytes/damaged-zip, bytes/damaged-ole, limit/exceeded, file/not-found.
 * @example (await readWorkbook("patents.xlsx")).sheets[0]!.rows[0]
 */
export async function readWorkbook(
  path: string,
  options: ReadSheetOptions = {},
): Promise<Workbook> {
  const bytes = soundBytes(path);
  return runLimited(sheetJob, null, { path, bytes, want: options }, { file: path });
}

/**
 * One sheet: the one asked for, else the first shown one with two rows or more.   中文: 读取工作表
 *
 * Errors    as `readWorkbook`.
 * @example (await readSheet("patents.xlsx")).rows[0]
 */
export async function readSheet(path: string, options: ReadSheetOptions = {}): Promise<Sheet> {
  const { sheets, hidden } = await readWorkbook(path, options);
  if (options.sheet !== undefined) return sheets[0]!;
  const shown = sheets.filter((s) => !hidden.includes(s.name));
  return shown.find((s) => s.rows.length >= 2) ?? shown[0] ?? sheets[0]!;
}

/** The names of the sheets of a workbook, in order. */
export async function sheetNames(path: string): Promise<readonly string[]> {
  return (await readWorkbook(path, { maxRows: 1 })).names;
}

/** Bytes whose checksums and records have been checked; what is neither is the reader's to refuse. */
function soundBytes(path: string): Buffer {
  const bytes = readBytes(path);
  const extension = extname(path).toLowerCase();
  if (isZip(bytes)) checkZip(bytes, path, "Excel (.xlsx)");
  else if (isOle(bytes)) checkXlsRecords(bytes, path);
  else {
    const kind = contentKind(bytes);
    if (kind === "html" || kind === "spreadsheet-xml") return bytes;
    // The library would take anything for CSV.
    if (kind === "binary" && extension === ".xlsx") {
      const reason = "it does not begin as one";
      throw tableError("corrupt", { file: path, format: "Excel (.xlsx)", reason });
    }
    if (kind !== "binary") throw tableError("not-a-table", { file: path, kind: kindName(kind) });
  }
  return bytes;
}
