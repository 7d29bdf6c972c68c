import type { Job } from "../../jobs/index.js";
import { parseWorkbook, type ReadSheetOptions, type Workbook } from "./parse-sheet.js";

/** Bytes of a workbook, and what to take from it. */
export interface SheetTask {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly want: ReadSheetOptions;
}

/** Reads workbooks in a thread that can be ended.   中文: 受限线程中的工作簿读取 */
export const sheetJob: Job<null, SheetTask, Workbook> = {
  file: new URL("./sheet-thread.js", import.meta.url),
  prepare:
    () =>
    async ({ path, bytes, want }) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return parseWorkbook(buffer, path, want);
    },
};
