import { extname } from "node:path";
import { checkZip, isOle, isZip } from "../../bytes/index.js";
import { runLimited } from "../../jobs/index.js";
import { tableError } from "../errors.js";
import type { ReadSheetOptions, Sheet } from "./parse-sheet.js";
import { readBytes } from "./read-table.js";
import { sheetJob } from "./sheet-job.js";
import { checkXlsRecords } from "./xls/check-records.js";

export type { ReadSheetOptions, Sheet, SheetCell } from "./parse-sheet.js";

/**
 * Reads one sheet of an .xlsx or .xls workbook as raw cells.   中文: 读取工作表
 *
 * The file is checked first (checksums of the parts of an .xlsx, the records of an .xls); the library
 * then reads in a thread with limits of time and memory.
 *
 * Errors    table/no-such-sheet, table/unreadable-workbook, table/corrupt, bytes/damaged-zip,
 *           bytes/damaged-ole, limit/exceeded, file/not-found.
 * @example (await readSheet("patents.xlsx")).rows[0]
 */
export async function readSheet(path: string, options: ReadSheetOptions = {}): Promise<Sheet> {
  const bytes = soundBytes(path);
  return (await runLimited(
    sheetJob,
    null,
    { path, bytes, want: options },
    { file: path },
  )) as Sheet;
}

/** The names of the sheets of a workbook, in order. */
export async function sheetNames(path: string): Promise<readonly string[]> {
  const task = { path, bytes: soundBytes(path), want: "names" } as const;
  return (await runLimited(sheetJob, null, task, { file: path })) as readonly string[];
}

/** Bytes whose checksums and records have been checked; what is neither is the reader's to refuse. */
function soundBytes(path: string): Buffer {
  const bytes = readBytes(path);
  const extension = extname(path).toLowerCase();
  if (isZip(bytes)) checkZip(bytes, path, "Excel (.xlsx)");
  else if (isOle(bytes)) checkXlsRecords(bytes, path);
  else if (extension === ".xlsx") {
    // The reader would take the bytes for CSV. An .xls may be anything (also HTML) and is left.
    const reason = "it does not begin as one";
    throw tableError("corrupt", { file: path, format: "Excel (.xlsx)", reason });
  }
  return bytes;
}
