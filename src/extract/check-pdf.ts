import { inflateSync } from "node:zlib";
import { beyondLimit, limits } from "../base/index.js";

const SMALL_STREAM = 64 * 1024 ** 2;

/** What a look at the compressed parts of a PDF found. */
export interface PdfStreams {
  readonly count: number;
  /** Offsets of those that cannot be unpacked or do not agree with their checksums. */
  readonly damaged: readonly number[];
}

/**
 * Unpacks every compressed part of a PDF and checks its sum: readers of PDF take what they can of a
 * damaged part and go on, so that a flipped bit gives other text, or less.   中文: 校验 PDF 压缩流
 *
 * Parts of encrypted files cannot be looked into.
 *
 * Errors    limit/exceeded (expansion, unpackedBytes).
 */
export function checkPdfStreams(input: Uint8Array, file: string): PdfStreams {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const damaged: number[] = [];
  let count = 0;
  let total = 0;
  if (bytes.includes("/Encrypt")) return { count, damaged };
  for (let at = bytes.indexOf("stream"); at >= 0; at = bytes.indexOf("stream", at + 6)) {
    if (bytes.toString("latin1", at - 3, at) === "end") continue;
    const data = bytes[at + 6] === 13 && bytes[at + 7] === 10 ? at + 8 : at + 7;
    const before = bytes.toString("latin1", Math.max(0, at - 2048), at);
    const head = before.slice(before.lastIndexOf(" obj") + 1);
    // Only where the first filter is this one are the bytes what zlib wrote.
    if (!/\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b/.test(head)) continue;
    count++;
    const end = bytes.indexOf("endstream", data);
    const packed = (end < 0 ? bytes.length : end) - data;
    const most = Math.min(
      limits().unpackedBytes - total,
      Math.max(SMALL_STREAM, limits().expansion * packed),
    );
    try {
      total += inflateSync(bytes.subarray(data, data + packed), {
        maxOutputLength: Math.max(1, most),
      }).length;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
        throw beyondLimit("expansion", file);
      }
      damaged.push(at);
    }
  }
  return { count, damaged };
}
