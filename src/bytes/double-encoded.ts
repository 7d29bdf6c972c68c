import { isMostlyUtf8 } from "./mostly-utf8.js";

/** A text that bears the signs of double encoding. */
export interface TwiceEncoded {
  readonly takenFor: "windows-1252" | "gb18030";
  /** The text set right; undefined where that fails. Bytes lost on the way stand as U+FFFD. */
  readonly text: string | undefined;
}

/** Characters beyond ASCII that are looked at; a page may have a long head without any. */
const SAMPLE = 2000;
const LONGEST_HEAD = 1 << 16;
/** Share of the signs of double encoding among the characters that are not ASCII. */
const LEAST_SHARE = 0.2;
/** Share of those signs that no Chinese text has. */
const LEAST_CERTAIN = 0.05;
const LEAST_COUNT = 4;

/**
 * Undoes a double encoding: UTF-8 that was read as Windows-1252 (æ•°å­—) or as GBK (鏁板瓧) and
 * saved as UTF-8 again.   中文: 还原两次编码的文本
 *
 * Undefined where the text shows no sign of it.
 *
 * @example undoDoubleEncoding("数字经济") // undefined
 */
export function undoDoubleEncoding(text: string): TwiceEncoded | undefined {
  const takenFor = signOf(text);
  if (takenFor === undefined) return undefined;
  const bytes = takenFor === "windows-1252" ? westernBytes(text) : gbBytes(text);
  return { takenFor, text: isMostlyUtf8(bytes) ? new TextDecoder().decode(bytes) : undefined };
}

function signOf(text: string): TwiceEncoded["takenFor"] | undefined {
  let wide = 0;
  let western = 0;
  let gb = 0;
  let certain = 0;
  const table = gbSigns();
  const until = Math.min(text.length, LONGEST_HEAD);
  for (let i = 0; i < until && wide < SAMPLE; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    wide++;
    if (unit >= 0xe4 && unit <= 0xe9 && isHighWestern(text.charCodeAt(i + 1))) western++;
    else if (unit >= 0x4e00) {
      const sign = table[unit]!;
      if (sign === NO_SIGN) continue;
      gb++;
      if (sign === CERTAIN) certain++;
    }
  }
  const isEnough = (n: number): boolean => n >= LEAST_COUNT && n >= LEAST_SHARE * wide;
  if (isEnough(western)) return "windows-1252";
  return isEnough(gb) && certain >= LEAST_CERTAIN * wide ? "gb18030" : undefined;
}

/** The second byte of a Chinese character (80–BF) as Windows-1252 shows it. */
function isHighWestern(unit: number): boolean {
  return (unit >= 0x80 && unit <= 0xbf) || westernByte().has(unit);
}

let western: Map<number, number> | undefined;
/** Windows-1252 puts signs from elsewhere in Unicode at 80–9F. */
function westernByte(): Map<number, number> {
  if (western === undefined) {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
    const shown = new TextDecoder("windows-1252").decode(bytes);
    western = new Map([...bytes].map((byte, i) => [shown.charCodeAt(i), byte]));
  }
  return western;
}

/** Stands for what no byte can be found for; never valid in UTF-8. */
const LOST = 0xff;

function westernBytes(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    out[i] = unit < 0x100 ? unit : (westernByte().get(unit) ?? LOST);
  }
  return out;
}

let pairs: Map<number, number> | undefined;
const NO_SIGN = 0;
const RARE = 1;
const CERTAIN = 2;
let signs: Uint8Array | undefined;

/**
 * What the first two bytes of a Chinese character in UTF-8 (E4–E9, 80–BF) look like in GBK: rare
 * characters of GB2312 from A1 on, below hardly any that is ever written.
 */
function gbSigns(): Uint8Array {
  if (signs === undefined) {
    signs = new Uint8Array(65536);
    const decoder = new TextDecoder("gb18030");
    for (let lead = 0xe4; lead <= 0xe9; lead++) {
      for (let trail = 0x80; trail <= 0xbf; trail++) {
        const text = decoder.decode(Uint8Array.of(lead, trail));
        signs[text.charCodeAt(0)] = trail <= 0xa0 ? CERTAIN : RARE;
      }
    }
  }
  return signs;
}

/** Two-byte codes of GBK by character. */
function gbPairs(): Map<number, number> {
  if (pairs === undefined) {
    pairs = new Map();
    const decoder = new TextDecoder("gb18030");
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue;
        const text = decoder.decode(Uint8Array.of(lead, trail));
        if (text.length === 1 && text !== "\ufffd") {
          pairs.set(text.charCodeAt(0), (lead << 8) | trail);
        }
      }
    }
    // A lone 80 is shown as the sign of the euro.
    pairs.set(0x20ac, 0x80);
  }
  return pairs;
}

function gbBytes(text: string): Uint8Array {
  const out = new Uint8Array(2 * text.length);
  const known = gbPairs();
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      out[n++] = unit;
      continue;
    }
    const pair = known.get(unit) ?? LOST;
    if (pair > 0xff) out[n++] = pair >> 8;
    out[n++] = pair & 0xff;
  }
  return out.subarray(0, n);
}
