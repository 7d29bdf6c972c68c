import { sha256 } from "../../../base/index.js";
import type { Column, NumericColumn } from "../../column.js";
import { tableError } from "../../errors.js";
import type { Table } from "../../table.js";
import { OUR_CHARACTERISTICS as OURS } from "./read-dta.js";

const RELEASE = 118;
const NAME = 129;
const MAX_STR = 2045;
/** Largest double that is a value in Stata (help datatypes). */
const MAX_DOUBLE = 8.9884656743115785e307;
/** Largest float that is a value in Stata. */
const MAX_FLOAT = 1.70141173319e38;

type Storage = "byte" | "int" | "long" | "float" | "double" | "strL" | number;
type NumericStorage = Exclude<Storage, "strL" | number>;
const WIDTH = { byte: 1, int: 2, long: 4, float: 4, double: 8, strL: 8 } as const;
const CODE = {
  byte: 65530,
  int: 65529,
  long: 65528,
  float: 65527,
  double: 65526,
  strL: 32768,
} as const;
const FORMAT = {
  byte: "%8.0g",
  int: "%8.0g",
  long: "%12.0g",
  float: "%9.0g",
  double: "%10.0g",
  strL: "%9s",
};

/**
 * A table as a Stata file, format 118 (Stata 14 and later), UTF-8.   中文: 写 Stata 文件
 *
 * Numbers in the smallest type that holds every value exactly; text as str or, from 2046
 * bytes on, strL; labels, value labels, formats, label and notes of the data set, and the codes `.a`–`.z` are kept. Names that Stata
 * does not take (blanks, brackets, over 32 characters) are changed and kept in a characteristic,
 * with unit and source, so that `readDta` gives everything back.
 *
 * Errors    table/not-representable — infinite, or beyond Stata's largest double.
 */
export function toDta(table: Table): Buffer {
  const names = stataNames(table.names);
  const columns = table.columns;
  const storage = columns.map((c) => storageOf(c, table));
  const parts: Buffer[] = [];
  const map: number[] = [];
  let at = 0;
  const add = (...pieces: (string | Buffer)[]): void => {
    for (const piece of pieces) {
      const bytes = typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
      parts.push(bytes);
      at += bytes.length;
    }
  };
  const section = (tag: string, ...content: (string | Buffer)[]): void => {
    map.push(at);
    add(`<${tag}>`, ...content, `</${tag}>`);
  };
  map.push(0);
  add(`<stata_dta><header><release>${RELEASE}</release><byteorder>LSF</byteorder>`);
  add("<K>", u16(columns.length), "</K><N>", u64(table.nrow), "</N>");
  const label = Buffer.from(cut(table.origin?.label ?? ""), "utf8");
  add("<label>", u16(label.length), label, "</label><timestamp>", Buffer.of(0));
  add("</timestamp></header>");
  map.push(at);
  const mapBytes = Buffer.alloc(14 * 8);
  add("<map>", mapBytes, "</map>");
  section("variable_types", ...storage.map((s) => u16(typeof s === "number" ? s : CODE[s])));
  section("varnames", ...names.map((n) => field(n, NAME)));
  section("sortlist", Buffer.alloc(2 * (columns.length + 1)));
  section("formats", ...columns.map((c, j) => field(formatOf(c, storage[j]!), 57)));
  section(
    "value_label_names",
    ...columns.map((c, j) => field(hasLabels(c) ? names[j]! : "", NAME)),
  );
  section("variable_labels", ...columns.map((c) => field(cut(c.label ?? ""), 321)));
  // The checksum stands twice, so that damage to one is seen by the other.
  const hash = ch("_dta", OURS.hash, "0".repeat(64));
  section(
    "characteristics",
    hash,
    ...dataSetTexts(table),
    ...characteristics(columns, names),
    hash,
  );
  const hashesAt = [
    map.at(-1)! + "<characteristics>".length + hash.length,
    at - "</characteristics>".length,
  ].map((end) => end - "</ch>".length - 64);
  const strls: Buffer[] = [];
  section("data", dataOf(table, storage, strls));
  section("strls", ...strls);
  section("value_labels", ...columns.flatMap((c, j) => valueLabelsOf(c, names[j]!)));
  map.push(at);
  add("</stata_dta>");
  map.push(at);
  map.forEach((offset, i) => {
    mapBytes.writeBigUInt64LE(BigInt(offset), 8 * i);
  });
  const file = Buffer.concat(parts);
  const sum = sha256(file);
  for (const place of hashesAt) file.write(sum, place, "latin1");
  return file;
}

function storageOf(column: Column, table: Table): Storage {
  if (column.kind === "text") {
    const bytes = column.levels.map((l) => Buffer.byteLength(l));
    const longest = bytes.reduce((a, b) => Math.max(a, b), 1);
    // A zero byte ends a fixed string; only strL keeps it.
    return longest > MAX_STR || column.levels.some((l) => l.includes("\0")) ? "strL" : longest;
  }
  let low = 0;
  let high = 0;
  let whole = true;
  let isSingle = true;
  for (let i = 0; i < column.values.length; i++) {
    const value = column.values[i]!;
    if (Number.isNaN(value)) continue;
    if (Math.abs(value) >= MAX_DOUBLE) {
      throw tableError("not-representable", {
        format: "Stata (.dta)",
        column: column.name,
        row: table.fileRow(i),
        value: String(value),
      });
    }
    if (!Number.isInteger(value) || Object.is(value, -0)) whole = false;
    if (Math.fround(value) !== value || Math.abs(value) > MAX_FLOAT) isSingle = false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!whole) return isSingle ? "float" : "double";
  if (low >= -127 && high <= 100) return "byte";
  if (low >= -32767 && high <= 32740) return "int";
  return low >= -2147483647 && high <= 2147483620 ? "long" : "double";
}

function dataOf(table: Table, storage: readonly Storage[], strls: Buffer[]): Buffer {
  const widths = storage.map((s) => (typeof s === "number" ? s : WIDTH[s]));
  const stride = widths.reduce((a, b) => a + b, 0);
  const data = Buffer.alloc(stride * table.nrow);
  let start = 0;
  table.columns.forEach((column, j) => {
    const kind = storage[j]!;
    if (column.kind === "number") {
      writeNumbers(data, column, kind as NumericStorage, start, stride);
    } else if (kind === "strL") writeLong(data, column, j + 1, start, stride, strls);
    else writeTexts(data, column, start, stride);
    start += widths[j]!;
  });
  return data;
}

function writeNumbers(
  data: Buffer,
  column: NumericColumn,
  kind: NumericStorage,
  start: number,
  stride: number,
): void {
  const { values } = column;
  const codes = column.missingCodes?.length === values.length ? column.missingCodes : undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let i = 0, at = start; i < values.length; i++, at += stride) {
    const value = values[i]!;
    const isMissing = Number.isNaN(value);
    const code = isMissing ? (codes?.[i] ?? 0) : 0;
    if (kind === "byte") view.setInt8(at, isMissing ? 101 + code : value);
    else if (kind === "int") view.setInt16(at, isMissing ? 32741 + code : value, true);
    else if (kind === "long") view.setInt32(at, isMissing ? 2147483621 + code : value, true);
    else if (kind === "float") {
      if (isMissing) view.setUint32(at, 0x7f000000 + 0x800 * code, true);
      else view.setFloat32(at, value, true);
    } else if (isMissing) {
      view.setUint32(at, 0, true);
      view.setUint32(at + 4, 0x7fe00000 + 0x100 * code, true);
    } else view.setFloat64(at, value, true);
  }
}

function writeTexts(
  data: Buffer,
  column: Column & { kind: "text" },
  start: number,
  stride: number,
): void {
  const levels = column.levels.map((l) => Buffer.from(l, "utf8"));
  column.codes.forEach((code, i) => {
    if (code >= 0) levels[code]!.copy(data, start + i * stride);
  });
}

/** Each distinct long text is written once, at the row of its first appearance. */
function writeLong(
  data: Buffer,
  column: Column & { kind: "text" },
  v: number,
  start: number,
  stride: number,
  strls: Buffer[],
): void {
  const firstRow = new Int32Array(column.levels.length).fill(-1);
  column.codes.forEach((code, i) => {
    if (code < 0) return;
    if (firstRow[code]! < 0) {
      firstRow[code] = i + 1;
      const text = Buffer.from(column.levels[code]!, "utf8");
      const head = Buffer.alloc(20);
      head.write("GSO", 0, "latin1");
      head.writeUInt32LE(v, 3);
      head.writeBigUInt64LE(BigInt(i + 1), 7);
      head[15] = 130;
      head.writeUInt32LE(text.length + 1, 16);
      strls.push(head, text, Buffer.of(0));
    }
    const at = start + i * stride;
    data.writeUInt16LE(v, at);
    data.writeUIntLE(firstRow[code]!, at + 2, 6);
  });
}

function valueLabelsOf(column: Column, name: string): Buffer[] {
  if (!hasLabels(column)) return [];
  const entries = Object.entries(column.valueLabels ?? {})
    .map(([value, text]) => ({ value: Number(value), text: Buffer.from(`${text}\0`, "utf8") }))
    .filter((e) => Number.isInteger(e.value))
    .sort((a, b) => a.value - b.value);
  const textLength = entries.reduce((sum, e) => sum + e.text.length, 0);
  const table = Buffer.alloc(8 + 8 * entries.length);
  table.writeInt32LE(entries.length, 0);
  table.writeInt32LE(textLength, 4);
  let offset = 0;
  entries.forEach((e, i) => {
    table.writeInt32LE(offset, 8 + 4 * i);
    table.writeInt32LE(e.value, 8 + 4 * (entries.length + i));
    offset += e.text.length;
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(table.length + textLength);
  return [
    Buffer.from("<lbl>"),
    length,
    field(name, NAME),
    Buffer.alloc(3),
    table,
    ...entries.map((e) => e.text),
    Buffer.from("</lbl>"),
  ];
}

/** Stata's limit of labels: 80 characters. */
const MAX_LABEL = 80;

function cut(label: string): string {
  return [...label].slice(0, MAX_LABEL).join("");
}

/** Notes as Stata keeps them: their count in `note0`, then `note1`, … */
function dataSetTexts(table: Table): Buffer[] {
  const { label = "", notes = [] } = table.origin ?? {};
  const numbered = notes.length === 0 ? [] : [String(notes.length), ...notes];
  return [
    ...(cut(label) !== label ? [ch("_dta", OURS.label, label)] : []),
    ...numbered.map((note, k) => ch("_dta", `note${k}`, note)),
  ];
}

function characteristics(columns: readonly Column[], names: readonly string[]): Buffer[] {
  return columns.flatMap((column, j) => [
    ...(names[j] === column.name ? [] : [ch(names[j]!, OURS.name, column.name)]),
    ...(cut(column.label ?? "") === (column.label ?? "")
      ? []
      : [ch(names[j]!, OURS.label, column.label ?? "")]),
    ...(["unit", "source", "lineage"] as const).flatMap((key) =>
      column[key] === undefined ? [] : [ch(names[j]!, OURS[key], column[key])],
    ),
  ]);
}

function ch(variable: string, characteristic: string, content: string): Buffer {
  const text = Buffer.from(content, "utf8");
  const length = Buffer.alloc(4);
  // Contents end with a zero byte, save the hash, whose length is fixed.
  const end = characteristic === OURS.hash ? Buffer.alloc(0) : Buffer.of(0);
  length.writeUInt32LE(2 * NAME + text.length + end.length);
  const name = field(characteristic, NAME);
  const parts = [Buffer.from("<ch>"), length, field(variable, NAME), name, text, end];
  return Buffer.concat([...parts, Buffer.from("</ch>")]);
}

/** Names that Stata takes: letters, digits and _, no digit first, at most 32 characters, unique. */
function stataNames(names: readonly string[]): string[] {
  const used = new Set<string>(names.filter(isStataName));
  return names.map((name) => {
    if (isStataName(name)) return name;
    const letters = name.replaceAll(/[^\p{L}\p{N}_]+/gu, "_").replace(/_+$/, "");
    const base = [...(/^[\p{L}_]/u.test(letters) ? letters : `v${letters}`)].slice(0, 28).join("");
    let made = base;
    for (let k = 2; used.has(made) || !isStataName(made); k++) made = `${base}_${k}`;
    used.add(made);
    return made;
  });
}

const RESERVED = new Set(
  "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip str strL using with".split(
    " ",
  ),
);

function isStataName(name: string): boolean {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || RESERVED.has(name)) return false;
  return [...name].length <= 32 && !/^str\d+$/.test(name);
}

function hasLabels(column: Column): boolean {
  return column.kind === "number" && Object.keys(column.valueLabels ?? {}).length > 0;
}

function formatOf(column: Column, storage: Storage): string {
  if (column.format !== undefined && column.format !== "") return column.format;
  return typeof storage === "number" ? `%${Math.min(storage, 244)}s` : FORMAT[storage];
}

/** A text in a field of fixed width, cut at a whole character, zero-filled. */
function field(text: string, width: number): Buffer {
  const out = Buffer.alloc(width);
  let at = 0;
  for (const c of text) {
    const bytes = Buffer.byteLength(c);
    if (at + bytes > width - 1) break;
    at += out.write(c, at, "utf8");
  }
  return out;
}

function u16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeUInt16LE(value);
  return out;
}

function u64(value: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(BigInt(value));
  return out;
}
