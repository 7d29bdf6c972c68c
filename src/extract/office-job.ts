import type { Job } from "../jobs/index.js";
import { docText } from "./doc-text.js";
import { docxText } from "./docx-text.js";
import type { OfficeText } from "./office-read.js";
import { pdfText } from "./pdf-text.js";

/** A file whose reader is a library of others. */
export interface OfficeTask {
  readonly format: "pdf" | "docx" | "doc";
  readonly bytes: Uint8Array;
  readonly file: string;
}

/** Reads Word and PDF files in a thread that can be ended.   中文: 受限线程中的文档读取 */
export const officeJob: Job<null, OfficeTask, OfficeText> = {
  file: new URL("./office-thread.js", import.meta.url),
  prepare: () => async (task) => {
    const { format, bytes, file } = task;
    if (format === "pdf") return pdfText(bytes, file);
    const text = format === "docx" ? docxText(bytes, file) : await docText(bytes, file);
    return { text, emptyPages: [], damage: [], remarks: [] };
  },
};
