import { crc32, inflateRawSync } from "node:zlib";
import { tableError } from "../../errors.js";

const END = 0x06054b50;
/** Old .xls, sometimes under the new name. */
const OLE = 0xe011cfd0;
const END64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Checks every part of a zip container (.xlsx) against its checksum, so that a damaged workbook is
 * an error and never a wrong number.   中文: 校验压缩包完整性
 *
 * Old .xls files are left alone.
 *
 * Errors    table/corrupt.
 */
export function checkZip(bytes: Buffer, file: string): void {
  const fail = (reason: string): never => {
    throw tableError("corrupt", { file, format: "Excel (.xlsx)", reason });
  };
  const begin = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  if (begin !== LOCAL) {
    // The reader would take the bytes for CSV. An .xls may be anything (also HTML) and is left.
    if (/\.xlsx$/i.test(file) && begin !== OLE) fail("it does not begin as one");
    return;
  }
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end--;
  if (end < 0) fail("its directory is missing, it was cut short");
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY)
      fail("its directory is damaged");
    const method = bytes.readUInt16LE(at + 10);
    const sum = bytes.readUInt32LE(at + 16);
    const packed = bytes.readUInt32LE(at + 20);
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
    const start = header + 30 + localLength + bytes.readUInt16LE(header + 28);
    const body = bytes.subarray(start, start + packed);
    if (unpack(body, method, fail, name) !== sum) fail(`${name} does not agree with its checksum`);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  // Large archives have their 64-bit directory end in between.
  if (at !== end && (at > end || bytes.readUInt32LE(at) !== END64))
    fail("its directory does not end where it says");
}

/** The checksum of a part; methods other than stored and deflated are left to the reader. */
function unpack(
  body: Buffer,
  method: number,
  fail: (reason: string) => never,
  name: string,
): number {
  if (method === 0) return crc32(body);
  if (method !== 8) return fail(`${name} is packed by method ${method}`);
  try {
    return crc32(inflateRawSync(body));
  } catch {
    return fail(`${name} cannot be unpacked`);
  }
}
