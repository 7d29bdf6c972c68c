import { extractError } from "./errors.js";

/**
 * Paragraphs of a Word file (.docx), tables row by row.   中文: 提取 Word 文本
 *
 * Errors    extract/damaged — not a Word file, or broken.
 */
export async function docxText(bytes: Uint8Array, file: string): Promise<string> {
  const mammoth = await import("mammoth");
  try {
    const result = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    // mammoth ends each paragraph with two line ends.
    return result.value.replace(/\n\n/g, "\n");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
    throw extractError("damaged", { file, format: ".docx", reason }, cause);
  }
}
