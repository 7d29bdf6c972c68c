import type { DtaCursor } from "./dta-cursor.js";
import type { DtaType } from "./dta-head.js";

/** Numbers of one variable with their kinds of missing (absent when all are plain `.`). */
export interface DtaNumbers {
  readonly values: Float64Array;
  readonly missingCodes?: Uint8Array;
}

const FLOAT_MISSING = 0x7f000000;
const DOUBLE_MISSING_HIGH = 0x7fe00000;

/**
 * Reads a numeric variable down the rows.
 *
 * Missing   byte 101…127, int 32741…32767, long 2147483621…, float from 2^127, double from
 *           2^1023 stand for `.` and `.a`–`.z` (Stata's file specification, "dta").
 */
export function readNumbers(
  cursor: DtaCursor,
  type: DtaType,
  start: number,
  stride: number,
  n: number,
): DtaNumbers {
  const { bytes, little } = cursor;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(n);
  let codes: Uint8Array | undefined;
  const miss = (row: number, code: number): void => {
    values[row] = Number.NaN;
    if (code < 1 || code > 26) return;
    codes ??= new Uint8Array(n);
    codes[row] = code;
  };
  let at = start;
  switch (type.kind) {
    case "byte":
      for (let i = 0; i < n; i++, at += stride) {
        const value = view.getInt8(at);
        if (value > 100) miss(i, value - 101);
        else values[i] = value;
      }
      break;
    case "int":
      for (let i = 0; i < n; i++, at += stride) {
        const value = view.getInt16(at, little);
        if (value > 32740) miss(i, value - 32741);
        else values[i] = value;
      }
      break;
    case "long":
      for (let i = 0; i < n; i++, at += stride) {
        const value = view.getInt32(at, little);
        if (value > 2147483620) miss(i, value - 2147483621);
        else values[i] = value;
      }
      break;
    case "float":
      for (let i = 0; i < n; i++, at += stride) {
        const bits = view.getInt32(at, little);
        if (bits >= FLOAT_MISSING) miss(i, (bits - FLOAT_MISSING) / 0x800);
        else values[i] = view.getFloat32(at, little);
      }
      break;
    case "double": {
      const high = little ? 4 : 0;
      for (let i = 0; i < n; i++, at += stride) {
        const top = view.getInt32(at + high, little);
        if (top >= DOUBLE_MISSING_HIGH) miss(i, (top - DOUBLE_MISSING_HIGH) / 0x100);
        else values[i] = view.getFloat64(at, little);
      }
      break;
    }
    default:
      cursor.fail("a text variable was taken for a number");
  }
  return codes === undefined ? { values } : { values, missingCodes: codes };
}

/** Raw texts of a variable: distinct ones in order of appearance, and one code for each row. */
export interface DtaTexts {
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** Reads a fixed-width text variable; the same bytes are looked up once. */
export function readTexts(
  bytes: Buffer,
  width: number,
  start: number,
  stride: number,
  n: number,
): DtaTexts {
  return collect(n, (row) => {
    const at = start + row * stride;
    let end = at;
    while (end < at + width && bytes[end] !== 0) end++;
    return bytes.toString("latin1", at, end);
  });
}

/** Codes texts by first appearance; `""` is missing. */
export function collect(n: number, textOf: (row: number) => string): DtaTexts {
  const codes = new Int32Array(n);
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  let last = "";
  let lastCode = -1;
  for (let i = 0; i < n; i++) {
    const text = textOf(i);
    if (text !== last) {
      last = text;
      if (text === "") lastCode = -1;
      else {
        const known = codeOf.get(text);
        lastCode = known ?? levels.length;
        if (known === undefined) {
          codeOf.set(text, lastCode);
          levels.push(text);
        }
      }
    }
    codes[i] = lastCode;
  }
  return { codes, levels };
}
