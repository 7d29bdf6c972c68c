import { isUtf8 } from "node:buffer";

/** Encodings that table files come in. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/**
 * Guesses how a text file is encoded.   中文: 判断编码
 *
 * A byte-order mark decides; otherwise bytes that are valid UTF-8 are UTF-8 and anything else is
 * GB18030 (which contains GBK and GB2312).
 */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "gb18030";
}

/** The same text as UTF-8 bytes without a byte-order mark. */
export function toUtf8(bytes: Uint8Array, encoding: TextEncoding): Uint8Array {
  if (encoding === "utf-8") {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return marked ? bytes.subarray(3) : bytes;
  }
  return Buffer.from(new TextDecoder(encoding).decode(bytes), "utf8");
}
