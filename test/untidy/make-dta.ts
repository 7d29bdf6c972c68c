/** Stata files (format 118) byte for byte, with texts in any encoding and any display format. */

/** A variable: numbers as doubles, or raw texts of a fixed width. */
export interface DtaVariable {
  readonly name: string;
  readonly format: string;
  readonly values: readonly number[] | readonly Uint8Array[];
  /** Name of a set of value labels, which the file does not hold. */
  readonly labels?: string;
}

const MISSING = Buffer.from([0, 0, 0, 0, 0, 0, 0xe0, 0x7f]);

/** The bytes of a file; NaN becomes `.`. */
export function makeDta(variables: readonly DtaVariable[]): Buffer {
  const parts: Buffer[] = [];
  const map: number[] = [];
  let at = 0;
  const add = (...pieces: readonly (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece as string);
      parts.push(bytes);
      at += bytes.length;
    }
  };
  const section = (tag: string, ...content: readonly (string | Uint8Array)[]): void => {
    map.push(at);
    add(`<${tag}>`, ...content, `</${tag}>`);
  };
  const n = variables[0]!.values.length;
  map.push(0);
  add("<stata_dta><header><release>118</release><byteorder>LSF</byteorder>");
  add("<K>", u16(variables.length), "</K><N>", u64(n), "</N><label>", u16(0), "</label>");
  add("<timestamp>", Buffer.from([0]), "</timestamp></header>");
  map.push(at);
  const mapAt = parts.length;
  add("<map>", Buffer.alloc(14 * 8), "</map>");
  section("variable_types", ...variables.map((v) => u16(widthOf(v) ?? 65526)));
  section("varnames", ...variables.map((v) => field(v.name, 129)));
  section("sortlist", Buffer.alloc(2 * (variables.length + 1)));
  section("formats", ...variables.map((v) => field(v.format, 57)));
  section("value_label_names", ...variables.map((v) => field(v.labels ?? "", 129)));
  section("variable_labels", Buffer.alloc(321 * variables.length));
  section("characteristics");
  section("data", ...Array.from({ length: n }, (_, i) => variables.map((v) => cell(v, i))).flat());
  section("strls");
  section("value_labels");
  map.push(at);
  add("</stata_dta>");
  map.push(at);
  parts[mapAt + 1] = Buffer.concat(map.map(u64));
  return Buffer.concat(parts);
}

function widthOf(v: DtaVariable): number | undefined {
  const [first] = v.values;
  if (typeof first === "number") return undefined;
  return Math.max(...(v.values as readonly Uint8Array[]).map((b) => b.length), 1);
}

function cell(v: DtaVariable, row: number): Buffer {
  const value = v.values[row]!;
  if (typeof value !== "number") return field(value, widthOf(v)!);
  if (Number.isNaN(value)) return MISSING;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function field(text: string | Uint8Array, width: number): Buffer {
  const bytes = Buffer.alloc(width);
  Buffer.from(text as string).copy(bytes);
  return bytes;
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
