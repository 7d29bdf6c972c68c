import { closeSync, openSync, readSync } from "node:fs";
import { reportError } from "../../errors.js";

/** A face inside a font file. */
export interface FontFace {
  readonly file: string;
  /** Its place in the file, 0 where there is one only. */
  readonly index: number;
  readonly family: string;
  readonly postscript: string;
}

/**
 * The face of a font file that is best for simplified Chinese.   中文: 读取字体名称
 *
 * Reads the `name` table of .ttf, .otf and .ttc (OpenType 1.9, chapter name); of a collection the
 * face that says SC, else the first.
 *
 * Errors    report/font-not-readable — not a font, or the file cannot be opened.
 */
export function readFontFace(file: string): FontFace {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw reportError("font-not-readable", { file, reason }, cause);
  }
  try {
    const faces = faceOffsets(handle).map((at, index) => faceAt(handle, file, at, index));
    const named = faces.filter((f) => f.postscript !== "");
    const best = named.find((f) => /sc[-_]|SC$/i.test(f.postscript)) ?? named[0];
    if (best === undefined) throw new RangeError("no names");
    return best;
  } catch (cause) {
    throw reportError(
      "font-not-readable",
      { file, reason: "not a TrueType or OpenType font" },
      cause,
    );
  } finally {
    closeSync(handle);
  }
}

function bytes(handle: number, at: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  if (readSync(handle, buffer, 0, length, at) < length) throw new RangeError("end of file");
  return buffer;
}

function faceOffsets(handle: number): number[] {
  const head = bytes(handle, 0, 12);
  const tag = head.toString("latin1", 0, 4);
  if (tag === "ttcf") {
    const count = Math.min(head.readUInt32BE(8), 64);
    const table = bytes(handle, 12, 4 * count);
    return Array.from({ length: count }, (_, i) => table.readUInt32BE(4 * i));
  }
  if (tag === "OTTO" || tag === "true" || head.readUInt32BE(0) === 0x00010000) return [0];
  throw new RangeError("unknown font");
}

function faceAt(handle: number, file: string, offset: number, index: number): FontFace {
  const count = bytes(handle, offset, 6).readUInt16BE(4);
  const directory = bytes(handle, offset + 12, 16 * count);
  for (let i = 0; i < count; i++) {
    if (directory.toString("latin1", 16 * i, 16 * i + 4) !== "name") continue;
    const at = directory.readUInt32BE(16 * i + 8);
    const length = directory.readUInt32BE(16 * i + 12);
    const names = namesIn(bytes(handle, at, Math.min(length, 1 << 20)));
    return { file, index, family: names.get(1) ?? "", postscript: names.get(6) ?? "" };
  }
  return { file, index, family: "", postscript: "" };
}

/** English names by number: 1 is the family, 6 the PostScript name. */
function namesIn(table: Buffer): Map<number, string> {
  const names = new Map<number, string>();
  const storage = table.readUInt16BE(4);
  for (let i = 0; i < table.readUInt16BE(2); i++) {
    const record = table.subarray(6 + 12 * i, 18 + 12 * i);
    const [platform, , language, name] = [0, 2, 4, 6].map((k) => record.readUInt16BE(k));
    const start = storage + record.readUInt16BE(10);
    const raw = table.subarray(start, start + record.readUInt16BE(8));
    const isWindowsEnglish = platform === 3 && language === 0x0409;
    if (isWindowsEnglish) names.set(name!, Buffer.from(raw).swap16().toString("utf16le"));
    else if (platform === 1 && !names.has(name!)) names.set(name!, raw.toString("latin1"));
  }
  return names;
}
