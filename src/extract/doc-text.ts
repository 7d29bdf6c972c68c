import { firstLine } from "../base/index.js";
import { extractError } from "./errors.js";

interface WordDocument {
  getBody(): string;
}
type WordExtractor = new () => { extract(input: Buffer): Promise<WordDocument> };

/**
 * Text of an old Word file (.doc).   中文: 提取旧版 Word 文本
 *
 * Errors    extract/damaged — not a Word file, or broken.
 */
export async function docText(bytes: Uint8Array, file: string): Promise<string> {
  // The package ships no types.
  const name = "word-extractor";
  const module = (await import(name)) as { default: WordExtractor };
  try {
    const document = await new module.default().extract(Buffer.from(bytes));
    return document.getBody();
  } catch (cause) {
    const reason = firstLine(cause);
    throw extractError("damaged", { file, format: ".doc", reason }, cause);
  }
}
