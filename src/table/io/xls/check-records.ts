import { readOle } from "../../../bytes/index.js";
import { tableError } from "../../errors.js";

const BOF = 0x809;
const EOF = 0x0a;
const BOUND_SHEET = 0x85;
const DIMENSIONS = 0x200;
const SHARED_STRINGS = 0xfc;
const FORMAT_INDEX = 0xe0;
const ROWS = 65_536;
const COLUMNS = 256;
/** Longest record; what is longer goes on in records of its own. */
const MOST = 8224;

/** Records of one cell: row, column, format. */
const CELLS = new Map<number, number>([
  [0x0006, 20],
  [0x0206, 20],
  [0x0406, 20],
  [0x0201, 6],
  [0x0203, 14],
  [0x0204, 8],
  [0x0205, 8],
  [0x027e, 10],
  [0x00d6, 8],
  [0x00fd, 10],
]);
/** Records of several cells of a row: numbers and blanks. */
const RUNS = new Map<number, number>([
  [0x00bd, 6],
  [0x00be, 2],
]);

/**
 * Checks the records of an .xls workbook (BIFF8): each whole, each sheet where the list of sheets says,
 * its cells in the order of rows, inside the sheet, each once, of formats and texts that there are. A
 * file that lost or moved some bytes is an error and never a table with cells in other places.
 * 中文: 校验 .xls 记录
 *
 * Older files than BIFF8 are left to the reader once their chains of sectors are sound.
 *
 * Errors    bytes/damaged-ole, table/corrupt.
 */
export function checkXlsRecords(bytes: Uint8Array, file: string): void {
  const ole = readOle(bytes, file, ".xls");
  const stream = ole.stream("Workbook");
  if (stream === undefined) {
    ole.stream("Book");
    return;
  }
  const fail = (reason: string): never => {
    throw tableError("corrupt", { file, format: "Excel (.xls)", reason });
  };
  const globals = readGlobals(stream, fail);
  if (globals === undefined) return;
  for (const at of globals.sheets) checkSheet(stream, at, globals, fail);
}

type Fail = (reason: string) => never;

interface Globals {
  readonly sheets: readonly number[];
  readonly formats: number;
  readonly texts: number;
}

interface RawRecord {
  readonly type: number;
  readonly at: number;
  readonly length: number;
}

function* records(stream: Buffer, from: number, fail: Fail): Generator<RawRecord> {
  let depth = 0;
  for (let at = from; ; ) {
    if (at + 4 > stream.length) fail("it ends in the middle of its records");
    const type = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    if (length > MOST || at + 4 + length > stream.length) fail(`the record at ${at} is not whole`);
    if (at === from && type !== BOF) fail(`no sheet begins at ${at}, where one should`);
    if (type === BOF) depth++;
    if (type === EOF && --depth === 0) return;
    // What stands inside a sheet of its own (a chart) has its own rules.
    if (depth === 1) yield { type, at: at + 4, length };
    at += 4 + length;
  }
}

function readGlobals(stream: Buffer, fail: Fail): Globals | undefined {
  // BIFF8 says so in its first record.
  if (stream.length < 8 || stream.readUInt16LE(4) !== 0x0600) return undefined;
  const sheets: number[] = [];
  let formats = 0;
  let texts = 0;
  for (const { type, at, length } of records(stream, 0, fail)) {
    // An encrypted file is the reader's to refuse.
    if (type === 0x2f) return undefined;
    if (type === FORMAT_INDEX) formats++;
    if (type === SHARED_STRINGS && length >= 8) texts = stream.readUInt32LE(at + 4);
    // Charts and macros are no sheets of cells.
    if (type === BOUND_SHEET && length >= 6 && stream[at + 5] === 0) {
      sheets.push(stream.readUInt32LE(at));
    }
  }
  return { sheets, formats, texts };
}

function checkSheet(stream: Buffer, from: number, globals: Globals, fail: Fail): void {
  if (from >= stream.length) fail("a sheet stands outside the file");
  let rows = ROWS;
  let columns = COLUMNS;
  let lastRow = -1;
  let seen = new Set<number>();
  const place = (row: number, first: number, last: number): void => {
    if (row >= rows || first > last || last >= columns) {
      fail(`a cell (row ${row + 1}, column ${last + 1}) stands outside the sheet`);
    }
    if (row < lastRow) fail(`row ${row + 1} stands behind row ${lastRow + 1}`);
    if (row > lastRow) seen = new Set();
    lastRow = row;
    for (let column = first; column <= last; column++) {
      if (seen.has(column)) fail(`row ${row + 1}, column ${column + 1} stands in it twice`);
      seen.add(column);
    }
  };
  for (const { type, at, length } of records(stream, from, fail)) {
    if (type === DIMENSIONS && length >= 12) {
      // Some writers leave them empty; then only the size of a sheet holds.
      const told = { rows: stream.readUInt32LE(at + 4), columns: stream.readUInt16LE(at + 10) };
      if (told.rows > ROWS || told.columns > COLUMNS) fail("the size of a sheet is damaged");
      if (told.rows > 0 && told.columns > 0) ({ rows, columns } = told);
      continue;
    }
    const least = CELLS.get(type);
    if (least !== undefined) {
      if (length < least) fail(`the record at ${at} is too short`);
      const column = stream.readUInt16LE(at + 2);
      place(stream.readUInt16LE(at), column, column);
      if (globals.formats > 0 && stream.readUInt16LE(at + 4) >= globals.formats) {
        fail(`a cell (row ${lastRow + 1}) has a format that there is not`);
      }
      if (type === 0xfd && stream.readUInt32LE(at + 6) >= globals.texts) {
        fail(`a cell (row ${lastRow + 1}) has a text that there is not`);
      }
      continue;
    }
    const each = RUNS.get(type);
    if (each === undefined) continue;
    const first = length < 6 ? 0 : stream.readUInt16LE(at + 2);
    const last = length < 6 ? -1 : stream.readUInt16LE(at + length - 2);
    if (last < first || length !== 6 + each * (last - first + 1)) {
      fail(`the record at ${at} is not whole`);
    }
    place(stream.readUInt16LE(at), first, last);
  }
}
