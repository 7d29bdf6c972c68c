import { isAscii, isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { fileError } from "../../base/index.js";
import { bytesError, contentKind, detectCharset, kindName } from "../../bytes/index.js";
import { tableError } from "../../table/index.js";
import { RecordBounds, skipBlankLines } from "./csv-records.js";

/** Whole records of a CSV file as UTF-8 bytes of their own. */
export interface CsvPiece {
  readonly bytes: Buffer;
  /** Number of the first record in the file (the header is 1). */
  readonly firstRow: number;
}

/** Larger pieces gain nothing and cost garbage collection: their records outlive the young heap. */
const CHUNK = 512 * 1024;
/** A record longer than this is an unclosed quote. */
const MAX_RECORD = 64 * 1024 * 1024;

/**
 * One pass over the bytes of a file: hash, encoding, and (CSV) whether it is text.   中文: 文件概况
 *
 * The encoding is that of the first piece that is no sound UTF-8; where Chinese in UTF-8 stands
 * before it, the file stays UTF-8 and its damaged bytes stand as U+FFFD.
 *
 * Errors    file/not-readable, bytes/binary
 */
export function surveyFile(
  path: string,
  what: "csv" | "hash-only",
): { readonly sha256: string; readonly encoding: string } {
  const hash = createHash("sha256");
  let encoding = "utf-8";
  let offset = 0;
  let state: "ascii" | "utf-8" | "settled" = "ascii";
  let carry = Buffer.alloc(0);
  for (const chunk of chunks(path)) {
    hash.update(chunk);
    if (what === "hash-only") continue;
    if (offset === 0) {
      const guess = detectCharset(chunk);
      if (guess.startsWith("utf-16")) {
        encoding = guess;
        state = "settled";
      }
    }
    const zero = encoding.startsWith("utf-16") ? -1 : chunk.indexOf(0);
    if (zero >= 0) {
      const kind = offset === 0 ? contentKind(chunk) : "binary";
      throw bytesError("binary", {
        file: path,
        offset: offset + zero,
        kind: kind === "binary" ? "" : kindName(kind),
      });
    }
    offset += chunk.length;
    if (state === "settled") continue;
    const joined = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const cut = characterBoundary(joined);
    const whole = joined.subarray(0, cut);
    if (!isUtf8(whole)) {
      if (state === "ascii") encoding = detectCharset(joined);
      state = "settled";
    } else if (state === "ascii" && !isAscii(whole)) state = "utf-8";
    carry = Buffer.from(joined.subarray(cut));
  }
  if (state === "ascii" && carry.length > 0 && !isUtf8(carry)) encoding = detectCharset(carry);
  return { sha256: hash.digest("hex"), encoding };
}

/**
 * The file in pieces of about half a megabyte that begin and end between records, so that memory stays flat
 * and several threads can read one file.   中文: 按记录边界切分
 *
 * Errors    file/not-readable; table/unclosed-quote — a record longer than 64 MB.
 */
export function* csvPieces(
  path: string,
  encoding: string,
  chunkBytes = CHUNK,
  delimiter?: number,
): IterableIterator<CsvPiece> {
  const bounds = new RecordBounds(delimiter);
  let rest: Buffer = Buffer.alloc(0);
  let row = 1;
  for (const chunk of utf8Chunks(path, encoding, chunkBytes)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const firstRow = row;
    let end = 0;
    for (let at = skipBlankLines(bytes, 0); at < bytes.length && bounds.find(bytes, at); row++) {
      end = bounds.next;
      at = skipBlankLines(bytes, end);
    }
    if (end > 0) yield { bytes: ownBytes(bytes, 0, end), firstRow };
    rest = bytes.subarray(end);
    if (rest.length > MAX_RECORD) throw tableError("unclosed-quote", { file: path, row });
  }
  if (skipBlankLines(rest, 0) < rest.length) {
    yield { bytes: ownBytes(rest, 0, rest.length), firstRow: row };
  }
}

/** The first bytes of a file as UTF-8.   中文: 文件开头 */
export function headOf(path: string, encoding: string): Buffer {
  for (const chunk of utf8Chunks(path, encoding, 1 << 16)) return chunk;
  return Buffer.alloc(0);
}

/** Bytes in a buffer of their own, which can be handed to a thread. */
function ownBytes(bytes: Buffer, from: number, to: number): Buffer {
  const own = Buffer.from(new ArrayBuffer(to - from));
  bytes.copy(own, 0, from, to);
  return own;
}

/** Where the last whole UTF-8 character ends. */
function characterBoundary(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const c = bytes[bytes.length - back]!;
    if (c < 0x80) return bytes.length;
    if (c >= 0xc0) {
      const length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
      return back >= length ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}

function* chunks(path: string, chunkBytes = CHUNK): IterableIterator<Buffer> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    for (;;) {
      const buffer = Buffer.allocUnsafe(chunkBytes);
      const read = readSync(descriptor, buffer, 0, chunkBytes, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw fileError("not-readable", { file: path, reason: code }, cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Pieces of the file as UTF-8 without a mark. */
function* utf8Chunks(path: string, encoding: string, chunkBytes: number): IterableIterator<Buffer> {
  let first = true;
  const decoder = encoding === "utf-8" ? undefined : new TextDecoder(encoding);
  for (const chunk of chunks(path, chunkBytes)) {
    const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    first = false;
    if (decoder === undefined) yield marked ? chunk.subarray(3) : chunk;
    else yield Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode(), "utf8");
}
