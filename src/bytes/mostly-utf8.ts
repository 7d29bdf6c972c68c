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
