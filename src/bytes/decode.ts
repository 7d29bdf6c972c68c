import { isUtf8 } from "node:buffer";
import { type Notice, notice } from "../base/index.js";
import type { Charset } from "./charset.js";
import { checkLines } from "./check-lines.js";
import { contentKind, kindName } from "./content-kind.js";
import { decodeUtf8 } from "./decode-utf8.js";
import { detectCharset } from "./detect-charset.js";
import { type TwiceEncoded, undoDoubleEncoding } from "./double-encoded.js";
import { bytesError } from "./errors.js";
import { isMostlyUtf8, linesOf } from "./mostly-utf8.js";

/** What is known of the bytes beforehand. */
export interface DecodeOptions {
  /** Name that messages use. */
  readonly file: string;
  /** The charset that a page, a header or a file names; it tips the scales, no more. */
  readonly declared?: string | undefined;
}

/** A place that could not be decoded. */
export interface UndecodablePlace {
  /** Line, from 1. */
  readonly line: number;
  /** The text around it, with U+FFFD in it. */
  readonly around: string;
}

/** Decoded text and what is known of its encoding.   中文: 解码结果 */
export interface Decoded {
  /** Without a byte-order mark. */
  readonly text: string;
  readonly charset: Charset;
  /** Places that stand as U+FFFD, as many as there are. */
  readonly undecodable: number;
  /** The first of them. */
  readonly places: readonly UndecodablePlace[];
  /** What reading had to change or could not read. */
  readonly warnings: readonly Notice[];
}

const HEAD = 1 << 16;
const PLACES = 5;

/**
 * Bytes as text: the one door for everything that a user gives as text.   中文: 字节解码为文本
 *
 * Takes UTF-8, UTF-16, GB18030 (GBK, GB2312), Big5 and Windows-1252, with or without byte-order
 * mark and whatever the file calls itself (see `detectCharset`). A few damaged bytes leave UTF-8
 * what it is: they stand as U+FFFD and are named, and whole lines in GB18030 among UTF-8 are read as
 * such. UTF-8 that was taken for Windows-1252 or GBK and
 * saved again is set right, and named.
 *
 * Errors    bytes/binary — zero bytes in what is not UTF-16 (a picture, an archive, a hole);
 *           limit/exceeded (lineBytes); bytes/too-long.
 * Warnings  bytes/undecodable, bytes/encoded-twice, bytes/mixed, bytes/western.
 * @example decode(Buffer.from("政府"), { file: "a.txt" }).text // "政府"
 */
export function decode(bytes: Uint8Array, options: DecodeOptions): Decoded {
  const { charset, sound } = textCharset(bytes, options);
  // Damaged UTF-8 needs the decoder that puts a sign for what it cannot read.
  const mixed = charset === "utf-8" && !sound ? decodeLines(bytes) : undefined;
  const raw = stringOf(options.file, () =>
    sound ? decodeUtf8(bytes) : (mixed?.text ?? new TextDecoder(charset).decode(bytes)),
  );
  const undone = charset === "utf-8" ? undoDoubleEncoding(raw) : undefined;
  const text = undone?.text ?? raw;
  const { count, places } = findUndecodable(text);
  const warnings: Notice[] = [];
  if (undone !== undefined) warnings.push(twiceNotice(undone, text));
  if (mixed !== undefined && mixed.others.length > 0) warnings.push(mixedNotice(mixed.others));
  if (charset === "windows-1252") warnings.push(westernNotice(text));
  if (count > 0) warnings.push(undecodableNotice(count, places));
  return { text, charset, undecodable: count, places, warnings };
}

/** No string of the engine is longer than some 537 million characters. */
function stringOf(file: string, make: () => string): string {
  try {
    return make();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "ERR_STRING_TOO_LONG") throw cause;
    throw bytesError("too-long", { file }, cause);
  }
}

/**
 * Text in which nothing may be lost: settings, YAML, JSON.   中文: 须完整解码的文本
 *
 * Errors    those of `decode`, and bytes/undecodable where a place cannot be decoded.
 */
export function decodeWhole(bytes: Uint8Array, options: DecodeOptions): string {
  const { text, undecodable, places } = decode(bytes, options);
  const first = places[0];
  if (first === undefined) return text;
  const { file } = options;
  throw bytesError("undecodable", {
    file,
    row: first.line,
    count: undecodable,
    around: first.around,
  });
}

/**
 * The charset of bytes that must be text; `sound` says that they are valid UTF-8.
 *
 * Errors    bytes/binary.
 */
export function textCharset(
  bytes: Uint8Array,
  { file, declared }: DecodeOptions,
): { readonly charset: Charset; readonly sound: boolean } {
  // The head is looked at first, so that a huge file of zeros costs nothing.
  const head = bytes.subarray(0, HEAD);
  const early = head.indexOf(0);
  if (early >= 0) {
    const charset = detectCharset(head, declared);
    if (!charset.startsWith("utf-16")) refuseBinary(bytes, file, early);
    return { charset, sound: false };
  }
  checkLines(bytes, file);
  const sound = isUtf8(bytes);
  const charset = sound ? "utf-8" : detectCharset(bytes, declared);
  if (charset.startsWith("utf-16")) return { charset, sound };
  const offset = bytes.indexOf(0, HEAD);
  if (offset >= 0) refuseBinary(bytes, file, offset);
  return { charset, sound };
}

function refuseBinary(bytes: Uint8Array, file: string, offset: number): never {
  const kind = contentKind(bytes);
  throw bytesError("binary", { file, offset, kind: kind === "binary" ? "" : kindName(kind) });
}

/** The places that stand as U+FFFD.   中文: 无法解码的位置 */
export function findUndecodable(text: string): {
  readonly count: number;
  readonly places: readonly UndecodablePlace[];
} {
  let count = 0;
  const places: UndecodablePlace[] = [];
  let line = 1;
  let seen = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) {
    if (count > 0 && text[at - 1] === "\ufffd") continue;
    count++;
    if (places.length >= PLACES) continue;
    for (let k = text.indexOf("\n", seen); k >= 0 && k < at; k = text.indexOf("\n", seen)) {
      line++;
      seen = k + 1;
    }
    places.push({ line, around: lineAround(text, at) });
  }
  return { count, places };
}

function lineAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 8), at).replace(/^.*[\r\n]/s, "");
  const after = text.slice(at, at + 9).replace(/[\r\n].*$/s, "");
  return `${before}${after}`.replaceAll("\t", " ").trim();
}

/** Damaged UTF-8 line by line: a line that is GB18030 throughout is decoded as that. */
function decodeLines(bytes: Uint8Array): { text: string; others: readonly number[] } {
  const damaged = new TextDecoder("utf-8", { ignoreBOM: true });
  const gb = new TextDecoder("gb18030");
  const others: number[] = [];
  let text = "";
  let row = 0;
  for (const line of linesOf(bytes)) {
    row++;
    if (!isUtf8(line) && !isMostlyUtf8(line, 1)) {
      const read = gb.decode(line);
      if (!read.includes("\ufffd") && !/[\ue000-\uf8ff]/.test(read)) {
        text += read;
        others.push(row);
        continue;
      }
    }
    text += damaged.decode(line);
  }
  return { text: text.replace(/^\ufeff/, ""), others };
}

function mixedNotice(rows: readonly number[]): Notice {
  const shown = rows.slice(0, 2 * PLACES).join(", ") + (rows.length > 2 * PLACES ? ", …" : "");
  return notice(
    "bytes/mixed",
    `two encodings stand in one file: it is UTF-8, but ${rows.length} line(s) were read as GB18030 (${shown})`,
    `同一文件混有两种编码：全文为 UTF-8，其中 ${rows.length} 行按 GB18030 读取（第 ${shown} 行）`,
  );
}

function undecodableNotice(count: number, places: readonly UndecodablePlace[]): Notice {
  const list = (word: (line: number) => string): string =>
    places.map((p) => `${word(p.line)} ${JSON.stringify(p.around)}`).join("; ");
  return notice(
    "bytes/undecodable",
    `${count} place(s) could not be decoded and stand as U+FFFD: ${list((n) => `line ${n}`)}`,
    `有 ${count} 处字节无法解码，以 U+FFFD 代替：${list((n) => `第 ${n} 行`)}`,
  );
}

function twiceNotice({ takenFor, text: undone }: TwiceEncoded, text: string): Notice {
  const sample = JSON.stringify(lineAround(text, text.search(/[^\0-\x7f]/)));
  if (undone === undefined) {
    return notice(
      "bytes/encoded-twice",
      `the text looks as if part of it was encoded twice (UTF-8 taken for ${takenFor} and saved again: ${sample}) and cannot be set right; it is read as it stands`,
      `文本疑似有一部分被编码了两次（UTF-8 被当作 ${takenFor} 再次保存：${sample}），无法还原，按原样读取`,
    );
  }
  return notice(
    "bytes/encoded-twice",
    `the text was encoded twice (UTF-8 taken for ${takenFor} and saved again); it was set right and begins ${sample}`,
    `文本被编码了两次（UTF-8 被当作 ${takenFor} 再次保存），已还原，开头为 ${sample}`,
  );
}

function westernNotice(text: string): Notice {
  const sample = lineAround(text, text.search(/[^\0-\x7f]/));
  return notice(
    "bytes/western",
    `the bytes are neither UTF-8 nor Chinese; they were read as Windows-1252 (${JSON.stringify(sample)})`,
    `字节既非 UTF-8 也非中文编码，按 Windows-1252 读取（${JSON.stringify(sample)}）`,
  );
}
