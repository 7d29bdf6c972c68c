import { isAscii, isUtf8 } from "node:buffer";

const LF = 10;

/** The lines of bytes with their line ends. */
export function* linesOf(bytes: Uint8Array): IterableIterator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const lf = bytes.indexOf(LF, at);
    const next = lf < 0 ? bytes.length : lf + 1;
    yield bytes.subarray(at, next);
    at = next;
  }
}

/**
 * True where at least as many lines are sound UTF-8 with Chinese in it as are none: files of two
 * encodings put together.   中文: 是否多数行为 UTF-8
 */
export function hasMostLinesUtf8(bytes: Uint8Array): boolean {
  let sound = 0;
  let other = 0;
  for (const line of linesOf(bytes)) {
    if (isAscii(line)) continue;
    if (!isUtf8(line)) other++;
    else if (isMostlyUtf8(line)) sound++;
  }
  // The sample may cut its last line.
  return sound > 0 && sound >= other - 1 && sound >= 0.5 * other;
}

/**
 * True where whole characters of three or four bytes are at least `ratio` times the damaged places.
 * 中文: 是否为有少量损坏的 UTF-8
 *
 * Chinese text in GB18030 or Big5 hardly ever has such a character by chance.
 */
export function isMostlyUtf8(bytes: Uint8Array, ratio = 3): boolean {
  let whole = 0;
  let damaged = 0;
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      i++;
      continue;
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    let k = 1;
    while (k < length && (bytes[i + k]! & 0xc0) === 0x80) k++;
    // A character that the sample cuts off says nothing.
    if (i + length > bytes.length && i + k >= bytes.length) break;
    if (k === length && length > 1) {
      if (length > 2) whole++;
    } else damaged++;
    i += k;
  }
  return whole >= ratio * Math.max(damaged, 1);
}
