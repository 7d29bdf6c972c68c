import { tableError } from "../../errors.js";
import type { DtaCursor } from "./dta-cursor.js";

/** How a variable is stored. */
export type DtaType =
  | { readonly kind: "byte" | "int" | "long" | "float" | "double" | "strL"; readonly width: number }
  | { readonly kind: "str"; readonly width: number };

/** A characteristic: variable (`_dta` for the data set), name, content; raw bytes. */
export interface DtaCharacteristic {
  readonly variable: string;
  readonly name: string;
  readonly content: string;
  /** Byte at which the content begins. */
  readonly at: number;
}

/** Everything that stands before the data; texts are raw (one character for each byte). */
export interface DtaHead {
  readonly release: number;
  readonly nobs: number;
  readonly label: string;
  readonly timestamp: string;
  readonly types: readonly DtaType[];
  readonly names: readonly string[];
  readonly formats: readonly string[];
  readonly labelNames: readonly string[];
  readonly labels: readonly string[];
  readonly characteristics: readonly DtaCharacteristic[];
}

interface Widths {
  readonly name: number;
  readonly format: number;
  readonly label: number;
}

const OLD: Readonly<Record<number, Widths>> = {
  113: { name: 33, format: 12, label: 81 },
  114: { name: 33, format: 49, label: 81 },
  115: { name: 33, format: 49, label: 81 },
};
const TAGGED: Readonly<Record<number, Widths>> = {
  117: { name: 33, format: 49, label: 81 },
  118: { name: 129, format: 57, label: 321 },
  119: { name: 129, format: 57, label: 321 },
};

/** Bytes of a variable or label name in the given release. */
export function nameWidth(release: number): number {
  return (OLD[release] ?? TAGGED[release]!).name;
}

/** Reads all that precedes the data and leaves the cursor at the first observation. */
export function readDtaHead(cursor: DtaCursor): DtaHead {
  return cursor.accept("<stata_dta>") ? readTagged(cursor) : readOld(cursor);
}

function readOld(cursor: DtaCursor): DtaHead {
  const release = cursor.u8();
  const widths = OLD[release];
  if (widths === undefined) {
    if (release < 102 || release > 130) cursor.fail("it does not begin as one");
    throw tableError("dta-release", { file: cursor.file, release });
  }
  const order = cursor.u8();
  if (order !== 1 && order !== 2) cursor.fail(`byte order ${order}`);
  cursor.little = order === 2;
  cursor.skip(2);
  const nvar = cursor.u16();
  const nobs = cursor.u32();
  const label = cursor.raw(81);
  const timestamp = cursor.raw(18);
  const types = repeat(nvar, () => oldType(cursor, cursor.u8()));
  const names = repeat(nvar, () => cursor.raw(widths.name));
  cursor.skip(2 * (nvar + 1));
  const formats = repeat(nvar, () => cursor.raw(widths.format));
  const labelNames = repeat(nvar, () => cursor.raw(widths.name));
  const labels = repeat(nvar, () => cursor.raw(widths.label));
  const characteristics: DtaCharacteristic[] = [];
  for (;;) {
    const kind = cursor.u8();
    const length = cursor.u32();
    if (kind === 0 && length === 0) break;
    if (kind === 1) characteristics.push(readCharacteristic(cursor, length, widths.name));
    else cursor.skip(length);
  }
  return {
    release,
    nobs,
    label,
    timestamp,
    types,
    names,
    formats,
    labelNames,
    labels,
    characteristics,
  };
}

function readTagged(cursor: DtaCursor): DtaHead {
  cursor.expect("<header><release>");
  const digits = cursor.skip(3);
  const release = Number(cursor.bytes.toString("latin1", digits, digits + 3));
  const widths = TAGGED[release];
  if (widths === undefined) {
    if (!Number.isInteger(release)) cursor.fail("its release is no number");
    throw tableError("dta-release", { file: cursor.file, release });
  }
  cursor.expect("</release><byteorder>");
  const order = cursor.skip(3);
  const name = cursor.bytes.toString("latin1", order, order + 3);
  if (name !== "LSF" && name !== "MSF") cursor.fail(`byte order "${name}"`);
  cursor.little = name === "LSF";
  cursor.expect("</byteorder><K>");
  const nvar = release === 119 ? cursor.u32() : cursor.u16();
  cursor.expect("</K><N>");
  const nobs = release === 117 ? cursor.u32() : cursor.u64();
  cursor.expect("</N><label>");
  const label = cursor.raw(release === 117 ? cursor.u8() : cursor.u16());
  cursor.expect("</label><timestamp>");
  const timestamp = cursor.raw(cursor.u8());
  cursor.expect("</timestamp></header><map>");
  const map = repeat(14, () => cursor.u64());
  cursor.expect("</map>");
  const section = <T>(at: number, tag: string, item: () => T, count = nvar): T[] => {
    if (map[at] !== cursor.at) cursor.fail(`<${tag}> is not where the map says`);
    cursor.expect(`<${tag}>`);
    const items = repeat(count, item);
    cursor.expect(`</${tag}>`);
    return items;
  };
  const types = section(2, "variable_types", () => taggedType(cursor, cursor.u16()));
  const names = section(3, "varnames", () => cursor.raw(widths.name));
  section(4, "sortlist", () => cursor.skip(release === 119 ? 4 : 2), nvar + 1);
  const formats = section(5, "formats", () => cursor.raw(widths.format));
  const labelNames = section(6, "value_label_names", () => cursor.raw(widths.name));
  const labels = section(7, "variable_labels", () => cursor.raw(widths.label));
  if (map[8] !== cursor.at) cursor.fail("<characteristics> is not where the map says");
  cursor.expect("<characteristics>");
  const characteristics: DtaCharacteristic[] = [];
  while (cursor.accept("<ch>")) {
    characteristics.push(readCharacteristic(cursor, cursor.u32(), widths.name));
    cursor.expect("</ch>");
  }
  cursor.expect("</characteristics>");
  if (map[9] !== cursor.at) cursor.fail("<data> is not where the map says");
  if (map[13] !== cursor.bytes.length) {
    cursor.fail(`it has ${cursor.bytes.length} bytes, its map says ${map[13]}`);
  }
  cursor.expect("<data>");
  return {
    release,
    nobs,
    label,
    timestamp,
    types,
    names,
    formats,
    labelNames,
    labels,
    characteristics,
  };
}

function readCharacteristic(cursor: DtaCursor, length: number, width: number): DtaCharacteristic {
  if (length < 2 * width) cursor.fail("a characteristic is too short");
  const variable = cursor.raw(width);
  const name = cursor.raw(width);
  const at = cursor.at;
  return { variable, name, content: cursor.raw(length - 2 * width), at };
}

function oldType(cursor: DtaCursor, code: number): DtaType {
  if (code >= 1 && code <= 244) return { kind: "str", width: code };
  return numericType(cursor, code, 251);
}

function taggedType(cursor: DtaCursor, code: number): DtaType {
  if (code >= 1 && code <= 2045) return { kind: "str", width: code };
  if (code === 32768) return { kind: "strL", width: 8 };
  return numericType(cursor, 65530 - code, 0);
}

function numericType(cursor: DtaCursor, code: number, first: number): DtaType {
  const types = [
    { kind: "byte", width: 1 },
    { kind: "int", width: 2 },
    { kind: "long", width: 4 },
    { kind: "float", width: 4 },
    { kind: "double", width: 8 },
  ] as const;
  return types[code - first] ?? cursor.fail("a variable has an unknown type");
}

function repeat<T>(count: number, item: () => T): T[] {
  const items: T[] = [];
  for (let i = 0; i < count; i++) items.push(item());
  return items;
}
