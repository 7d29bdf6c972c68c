import { isUtf8 } from "node:buffer";
import { decodeUtf8 } from "./decode-utf8.js";
import { type Charset, detectCharset } from "./detect-charset.js";
import { extractError } from "./errors.js";

/** Decoded text and what is known of its encoding. */
export interface DecodedText {
  readonly text: string;
  readonly charset: Charset;
  /** Bytes that could not be decoded and stand as U+FFFD. */
  readonly undecodable: number;
}

/**
 * Bytes of a text file as a string.   中文: 解码文本
 *
 * Errors    extract/binary — zero bytes in what is not UTF-16 (a picture, an archive, a hole).
 * @example decodeText(Buffer.from("政府"), "a.txt").text // "政府"
 */
export function decodeText(bytes: Uint8Array, file: string, declared?: string): DecodedText {
  // The head is looked at first, so that a huge file of zeros costs nothing.
  const early = zeroAt(bytes.subarray(0, 1 << 16), 0, file, declared);
  const charset = early ?? detectCharset(bytes, declared);
  if (early === undefined && !charset.startsWith("utf-16")) {
    const offset = bytes.indexOf(0);
    if (offset >= 0) throw extractError("binary", { file, offset });
  }
  // Damaged UTF-8 needs the decoder that puts a sign for what it cannot read.
  const sound = charset === "utf-8" && isUtf8(bytes);
  const text = sound ? decodeUtf8(bytes) : new TextDecoder(charset).decode(bytes);
  return { text, charset, undecodable: count(text, "\ufffd") };
}

function zeroAt(
  head: Uint8Array,
  from: number,
  file: string,
  declared: string | undefined,
): Charset | undefined {
  const offset = head.indexOf(0, from);
  if (offset < 0) return undefined;
  const charset = detectCharset(head, declared);
  if (!charset.startsWith("utf-16")) throw extractError("binary", { file, offset });
  return charset;
}

function count(text: string, character: string): number {
  let n = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) n++;
  return n;
}
