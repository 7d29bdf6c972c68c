import { crc32, inflateRawSync } from "node:zlib";
import { beyondLimit, limits, UserError } from "../base/index.js";
import { bytesError } from "./errors.js";

const END = 0x06054b50;
const END64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Parts up to this size may be packed as well as they can be: little harm, and XML packs well. */
const SMALL_PART = 64 * 1024 ** 2;

/** A part of a zip container. */
export interface ZipPart {
  readonly name: string;
  readonly offset: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
}

/** Whether bytes begin as a zip container does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * Checks a zip container (.docx, .xlsx) part by part: where the directory says it is, under its name,
 * and of the checksum that is stored with it, so that one flipped bit is an error and never other
 * text or another number. Declared sizes are not believed: what is unpacked is counted.
 * 中文: 逐部分校验压缩包
 *
 * Errors    bytes/damaged-zip; limit/exceeded (unpackedBytes, expansion).
 * @returns The sizes of the parts by name.
 */
export function checkZip(input: Uint8Array, file: string, format: string): Map<string, number> {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const sizes = new Map<string, number>();
  let total = 0;
  for (const part of zipParts(bytes, file, format)) {
    const body = readPart(bytes, part, file, format, limits().unpackedBytes - total);
    total += body.length;
    if (sizes.has(part.name)) {
      throw bytesError("damaged-zip", { file, format, reason: `${part.name} stands in it twice` });
    }
    sizes.set(part.name, body.length);
  }
  return sizes;
}

/** The parts that the directory of a zip container lists, each where it says. */
export function zipParts(bytes: Buffer, file: string, format: string): ZipPart[] {
  const fail = (reason: string): never => {
    throw bytesError("damaged-zip", { file, format, reason });
  };
  // The comment behind the end record has 64 kB at most.
  const least = Math.max(0, bytes.length - 22 - 0xffff);
  let end = bytes.length - 22;
  while (end >= least && bytes.readUInt32LE(end) !== END) end--;
  if (end < least) fail("its directory is missing, it was cut short");
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const parts: ZipPart[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY)
      fail("its directory is damaged");
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const header = bytes.readUInt32LE(at + 42);
    if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== LOCAL) {
      fail(`${name} is not where the directory says`);
    }
    const localLength = bytes.readUInt16LE(header + 26);
    if (bytes.toString("utf8", header + 30, header + 30 + localLength) !== name) {
      fail(`the name of ${name} is damaged`);
    }
    parts.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      offset: header + 30 + localLength + bytes.readUInt16LE(header + 28),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  // Large archives have their 64-bit directory end in between.
  if (at !== end && (at > end || bytes.readUInt32LE(at) !== END64)) {
    fail("its directory does not end where it says");
  }
  return parts;
}

/** The bytes of a part, unpacked and checked. */
export function readPart(
  bytes: Buffer,
  part: ZipPart,
  file: string,
  format: string,
  most: number = limits().unpackedBytes,
): Buffer {
  const fail = (reason: string): never => {
    throw bytesError("damaged-zip", { file, format, reason: `${part.name} ${reason}` });
  };
  if (part.offset + part.packed > bytes.length) fail("is cut short");
  const body = bytes.subarray(part.offset, part.offset + part.packed);
  if (part.method !== 0 && part.method !== 8) fail(`is packed by method ${part.method}`);
  const { expansion } = limits();
  const grown = Math.max(SMALL_PART, expansion * part.packed);
  let unpacked: Buffer;
  if (part.method === 0) unpacked = body;
  else {
    try {
      unpacked = inflateRawSync(body, { maxOutputLength: Math.max(1, Math.min(most, grown)) });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
        throw beyondLimit(grown <= most ? "expansion" : "unpackedBytes", `${file}, ${part.name}`);
      }
      if (cause instanceof UserError) throw cause;
      return fail("cannot be unpacked");
    }
  }
  if (unpacked.length > most) throw beyondLimit("unpackedBytes", file);
  if (crc32(unpacked) !== part.crc) fail("does not agree with its checksum");
  return unpacked;
}
