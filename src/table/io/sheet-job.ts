import type { Job } from "../../jobs/index.js";
import { parseSheet, parseSheetNames, type ReadSheetOptions, type Sheet } from "./parse-sheet.js";

/** Bytes of a workbook, and what to take from it. */
export interface SheetTask {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Which sheet; `names` asks for the names of all. */
  readonly want: ReadSheetOptions | "names";
}

/** Reads workbooks in a thread that can be ended.   中文: 受限线程中的工作簿读取 */
export const sheetJob: Job<null, SheetTask, Sheet | readonly string[]> = {
  file: new URL("./sheet-thread.js", import.meta.url),
  prepare:
    () =>
    async ({ path, bytes, want }) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (want === "names") return parseSheetNames(buffer, path);
      return parseSheet(buffer, path, want);
    },
};
