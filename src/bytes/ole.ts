import { bytesError } from "./errors.js";

const LAST = 0xfffffffe;
/** Sector numbers from here on have a meaning of their own. */
const RESERVED = 0xfffffffa;
/** Streams below this size stand in the small sectors of the root. */
const SMALL = 4096;

/** The streams of an old office file (.doc, .xls), by name. */
export interface OleFile {
  readonly names: readonly string[];
  /** The bytes of a stream; undefined where there is none of this name. */
  stream(name: string): Buffer | undefined;
}

/** Whether bytes begin as an old office file does. */
export function isOle(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

/**
 * Opens an old office file and follows its chains of sectors: a chain that runs in a circle, leaves
 * the file or is shorter than its stream is an error, so that no reader loops or reads on elsewhere.
 * 中文: 校验旧版 Office 文件结构
 *
 * Errors    bytes/damaged-ole
 */
export function readOle(input: Uint8Array, file: string, format: string): OleFile {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const fail = (reason: string): never => {
    throw bytesError("damaged-ole", { file, format, reason });
  };
  if (bytes.length < 512 || !isOle(bytes)) return fail("it does not begin as one");
  const shift = bytes.readUInt16LE(30);
  const smallShift = bytes.readUInt16LE(32);
  if ((shift !== 9 && shift !== 12) || smallShift !== 6) return fail("its head is damaged");
  const size = 1 << shift;
  const startOf = (sector: number): number => (sector + 1) << shift;
  const count = Math.ceil(bytes.length / size) - 1;
  const sectorAt = (sector: number): Buffer => {
    if (sector >= count) fail("it was cut short");
    return bytes.subarray(startOf(sector), startOf(sector) + size);
  };

  const fat = readFat();
  const chain = (first: number, table: ArrayLike<number>): number[] => {
    const sectors: number[] = [];
    for (let at = first; at !== LAST; at = table[at]!) {
      if (at >= table.length || at >= RESERVED) fail("a chain of its sectors is broken");
      if (sectors.length >= table.length) fail("a chain of its sectors runs in a circle");
      sectors.push(at);
    }
    return sectors;
  };
  const whole = (sectors: readonly number[]): Buffer => Buffer.concat(sectors.map(sectorAt));
  // Office writes whole sectors; a last one that is short lost something, here or before it.
  if (bytes.length % 512 !== 0)
    fail("its length is that of a file that was cut or lost some bytes");
  const words = (buffer: Buffer): number[] =>
    Array.from({ length: buffer.length >> 2 }, (_, i) => buffer.readUInt32LE(4 * i));

  function readFat(): number[] {
    const lists: number[] = [];
    for (let i = 0; i < 109; i++) lists.push(bytes.readUInt32LE(76 + 4 * i));
    let next = bytes.readUInt32LE(68);
    for (let i = bytes.readUInt32LE(72); i > 0 && next < RESERVED; i--) {
      if (lists.length > count + 109) fail("the list of its sectors runs in a circle");
      const list = sectorAt(next);
      for (let k = 0; k + 4 < list.length; k += 4) lists.push(list.readUInt32LE(k));
      next = list.length < size ? LAST : list.readUInt32LE(size - 4);
    }
    const sectors = lists.filter((s) => s < RESERVED);
    return sectors.flatMap((s) => {
      const sector = sectorAt(s);
      return Array.from({ length: sector.length >> 2 }, (_, i) => sector.readUInt32LE(4 * i));
    });
  }

  interface Entry {
    readonly name: string;
    readonly type: number;
    readonly first: number;
    readonly size: number;
  }
  const directory = whole(chain(bytes.readUInt32LE(48), fat));
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const type = directory[at + 66]!;
    if (type === 0) continue;
    const length = directory.readUInt16LE(at + 64);
    if (length > 64 || (type !== 1 && type !== 2 && type !== 5)) fail("its directory is damaged");
    entries.push({
      name: directory.toString("utf16le", at, at + Math.max(0, length - 2)),
      type,
      first: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  const root = entries.find((e) => e.type === 5);
  if (root === undefined) return fail("its directory has no root");
  const smallFirst = bytes.readUInt32LE(60);
  const smallFat = smallFirst >= RESERVED ? [] : words(whole(chain(smallFirst, fat)));
  let small: Buffer | undefined;

  const contentOf = ({ name, first, size: length }: Entry): Buffer => {
    if (length === 0) return Buffer.alloc(0);
    let content: Buffer;
    if (length >= SMALL) content = whole(chain(first, fat));
    else {
      small ??= root.size === 0 ? Buffer.alloc(0) : whole(chain(root.first, fat));
      const parts = chain(first, smallFat).map((s) => {
        if ((s + 1) << smallShift > small!.length) fail(`${name} was cut short`);
        return small!.subarray(s << smallShift, (s + 1) << smallShift);
      });
      content = Buffer.concat(parts);
    }
    if (content.length < length) fail(`${name} was cut short`);
    return content.subarray(0, length);
  };
  return {
    names: entries.filter((e) => e.type === 2).map((e) => e.name),
    stream(name) {
      const entry = entries.find((e) => e.type === 2 && e.name === name);
      return entry === undefined ? undefined : contentOf(entry);
    },
  };
}
