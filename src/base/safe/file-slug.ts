/** Longest name in UTF-8 bytes: file systems take 255, and a suffix is to fit behind it. */
const MAX_BYTES = 120;
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A name from data as one plain part of a file name: letters, digits, `-`, `_` and inner dots stay,
 * anything else (separators, `..`, blanks, control and direction characters) becomes `_`.
 * 中文: 由数据得到安全的文件名
 *
 * Two names may give the same slug: whoever writes several files adds what tells them apart, as
 * {@link uniqueSlugs} does.
 *
 * @example fileSlug("../a/b") // "_a_b"
 */
export function fileSlug(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}._-]+/gu, "_")
    .replace(/\.{2,}/g, "_")
    .replace(/^[._-]+/, "_")
    .replace(/\.+$/, "_");
  const short = firstBytes(plain, MAX_BYTES);
  if (short === "" || /^_+$/.test(short)) return "unnamed";
  return DEVICE.test(short) ? `_${short}` : short;
}

/**
 * Gives slugs for one folder: a slug that was given before (also in other case, which some file
 * systems take for the same) gets `-2`, `-3` and so on.   中文: 不重名的文件名
 */
export function uniqueSlugs(): (name: string) => string {
  const used = new Set<string>();
  return (name) => {
    const slug = fileSlug(name);
    let candidate = slug;
    for (let k = 2; used.has(candidate.toLowerCase()); k++) candidate = `${slug}-${k}`;
    used.add(candidate.toLowerCase());
    return candidate;
  };
}

/** The longest beginning of whole characters with at most so many bytes. */
function firstBytes(text: string, most: number): string {
  let bytes = 0;
  let short = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    short += character;
  }
  return short;
}
