import type { Notice } from "../base/index.js";
import { type DecodeOptions, decode, textCharset } from "./decode.js";
import { undoDoubleEncoding } from "./double-encoded.js";

/** Text as UTF-8 bytes without a byte-order mark, and what reading had to change. */
export interface Utf8Bytes {
  readonly bytes: Uint8Array;
  readonly warnings: readonly Notice[];
}

const SAMPLE = 1 << 14;

/**
 * The same door as `decode`, for readers that walk bytes (large tables): sound UTF-8 is handed
 * through as it is.   中文: 转为 UTF-8 字节
 *
 * Errors    and warnings as in `decode`.
 */
export function utf8Bytes(input: Uint8Array, options: DecodeOptions): Utf8Bytes {
  if (textCharset(input, options).sound) {
    const marked = input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf;
    const bytes = marked ? input.subarray(3) : input;
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE));
    if (undoDoubleEncoding(head.toString("utf8")) === undefined) return { bytes, warnings: [] };
  }
  const { text, warnings } = decode(input, options);
  return { bytes: Buffer.from(text, "utf8"), warnings };
}
