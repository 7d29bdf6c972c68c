import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { zipParts } from "../../src/bytes/index.js";

/**
 * A zip container with one part changed and packed anew under its right checksum: what a reader has
 * to take although it is no longer what an office program writes.
 */
export function changePart(
  bytes: Buffer,
  choose: (names: readonly string[]) => number,
  change: (part: Buffer) => Buffer,
): Buffer {
  const parts = zipParts(bytes, "seed", "zip");
  const at = choose(parts.map((p) => p.name));
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  parts.forEach((part, i) => {
    const raw = bytes.subarray(part.offset, part.offset + part.packed);
    const whole = part.method === 8 ? inflateRawSync(raw) : raw;
    const content = i === at ? change(whole) : whole;
    const packed = deflateRawSync(content);
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from("PK\u0003\u0004", "latin1"), fields, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), fields, tail, name);
    offset += 30 + name.length + packed.length;
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
