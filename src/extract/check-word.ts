import { readOle } from "../bytes/index.js";
import { extractError } from "./errors.js";

/** Places in the head of a Word 97 file, in bytes. */
const HEAD = { mark: 0xa5ec, version: 2, flags: 10, counts: 76, tableAt: 0x1a2 } as const;
/** Versions before Word 97 have another head. */
const WORD_97 = 0xc1;
const SECOND_TABLE = 0x0200;
const ENCRYPTED = 0x0100;

/**
 * Checks the head and the list of pieces of an old Word file (.doc): the pieces follow on each other,
 * lie inside the file and have as many characters as the head says. Readers take what they find
 * otherwise, and a cut or moved piece would be another text.   中文: 校验旧版 Word 文本分段
 *
 * Errors    bytes/damaged-ole, extract/damaged.
 */
export function checkWord(bytes: Uint8Array, file: string): void {
  const fail: (reason: string) => never = (reason) => {
    throw extractError("damaged", { file, format: ".doc", reason });
  };
  const ole = readOle(bytes, file, ".doc");
  const main = ole.stream("WordDocument");
  if (main === undefined || main.length < 32) fail("it holds no Word document");
  if (main.readUInt16LE(0) !== HEAD.mark || main.readUInt16LE(HEAD.version) < WORD_97) return;
  const flags = main.readUInt16LE(HEAD.flags);
  if ((flags & ENCRYPTED) !== 0) fail("it is encrypted");
  if (main.length < HEAD.tableAt + 8) fail("its head is cut");
  const table = ole.stream((flags & SECOND_TABLE) === 0 ? "0Table" : "1Table");
  if (table === undefined) fail("its list of pieces is missing");
  const from = main.readUInt32LE(HEAD.tableAt);
  const length = main.readUInt32LE(HEAD.tableAt + 4);
  if (from + length > table.length) fail("its list of pieces is cut");
  // Main text, footnotes, headers, comments, endnotes and the texts of boxes.
  let characters = 0;
  for (const i of [0, 1, 2, 4, 5, 6, 7]) characters += main.readUInt32LE(HEAD.counts + 4 * i);
  if (characters > 0x7fffffff) fail("its numbers of characters are damaged");
  const pieces = pieceList(table.subarray(from, from + length), fail);
  const count = (pieces.length - 4) / 12;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const begin = pieces.readUInt32LE(4 * i);
    const end = pieces.readUInt32LE(4 * (i + 1));
    if (begin !== last || end <= begin) fail("its pieces of text do not follow on each other");
    last = end;
    const place = pieces.readUInt32LE(4 * (count + 1) + 8 * i + 2);
    const narrow = (place & 0x40000000) !== 0;
    const at = narrow ? (place & 0x3fffffff) >> 1 : place & 0x3fffffff;
    if (at + (end - begin) * (narrow ? 1 : 2) > main.length) {
      fail("a piece of its text lies outside the file");
    }
  }
  // One more where there is any text besides the main one.
  if (last < characters || last > characters + 1) {
    fail(`it says ${characters} characters and has ${last}`);
  }
}

/** The list of pieces behind the property changes. */
function pieceList(clx: Buffer, fail: (reason: string) => never): Buffer {
  let at = 0;
  while (at + 3 <= clx.length && clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (at + 5 > clx.length || clx[at] !== 2) return fail("its list of pieces is damaged");
  const length = clx.readUInt32LE(at + 1);
  const list = clx.subarray(at + 5, at + 5 + length);
  return list.length < length || length < 16 || (length - 4) % 12 !== 0
    ? fail("its list of pieces is damaged")
    : list;
}
