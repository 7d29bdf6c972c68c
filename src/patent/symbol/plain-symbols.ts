import { GROUP_SPAN, LETTERS, SUBCLASS_SPAN } from "./ipc-key.js";
import type { IpcList } from "./ipc-list.js";

const SLASH = 47;
const ZERO = 48;
const A = 65;
const BLANK = 32;
const PADDING = [0, 0, 10_000, 1000, 100, 10, 1];
/** From here on repeats are looked up in a set rather than in the list. */
const LONG = 16;

/**
 * Reads a cell whose symbols are all written plainly (`H04L27/26; G06F 3/01`), which is nearly
 * every cell of nearly every file; undefined for any other, which `parseIpcList` then reads with
 * all spellings in mind. The result is the same: a test compares both.   中文: 快速解析规范写法
 */
export function plainSymbols(cell: string): IpcList | undefined {
  const list = new PlainList();
  const n = cell.length;
  for (let from = 0; from < n; ) {
    let to = from;
    while (to < n && !isSeparator(cell.charCodeAt(to))) to++;
    if (!list.read(cell, from, to)) return undefined;
    from = to + 1;
  }
  const { symbols, keys, raws } = list;
  return { symbols, keys, raws, malformed: [] };
}

class PlainList {
  readonly symbols: string[] = [];
  readonly keys: number[] = [];
  readonly raws: string[] = [];
  #seen: Set<number> | undefined;

  /** Takes one piece; false when it is not written plainly. */
  read(cell: string, start: number, end: number): boolean {
    let from = start;
    let to = end;
    while (from < to && cell.charCodeAt(from) === BLANK) from++;
    while (to > from && cell.charCodeAt(to - 1) === BLANK) to--;
    if (from === to) return true;
    const section = cell.charCodeAt(from) - A;
    const tens = cell.charCodeAt(from + 1) - ZERO;
    const ones = cell.charCodeAt(from + 2) - ZERO;
    const letter = cell.charCodeAt(from + 3) - A;
    if (!(section >= 0 && section < 8 && letter >= 0 && letter < LETTERS)) return false;
    if (!(isDigit(tens) && isDigit(ones)) || tens + ones === 0) return false;
    let at = from + 4;
    while (cell.charCodeAt(at) === BLANK) at++;
    const groupAt = at;
    let group = 0;
    for (; isDigit(cell.charCodeAt(at) - ZERO); at++) {
      group = 10 * group + cell.charCodeAt(at) - ZERO;
    }
    if (at - groupAt > 4 || group === 0 || cell.charCodeAt(at) !== SLASH) return false;
    const subgroupAt = ++at;
    let subgroup = 0;
    for (; at < to && isDigit(cell.charCodeAt(at) - ZERO); at++) {
      subgroup = 10 * subgroup + cell.charCodeAt(at) - ZERO;
    }
    const digits = at - subgroupAt;
    if (at !== to || digits < 2 || digits > 6) return false;
    const key =
      ((section * 100 + tens * 10 + ones) * LETTERS + letter) * SUBCLASS_SPAN +
      group * GROUP_SPAN +
      subgroup * PADDING[digits]!;
    if (this.#isKnown(key)) return true;
    const raw = from === 0 && to === cell.length ? cell : cell.slice(from, to);
    // A group written with leading zeros or blanks, a subgroup with zeros at its end: written anew.
    const isCanonical =
      groupAt === from + 4 &&
      cell.charCodeAt(groupAt) !== ZERO &&
      (digits === 2 || cell.charCodeAt(to - 1) !== ZERO);
    this.keys.push(key);
    this.raws.push(raw);
    this.symbols.push(
      isCanonical
        ? raw
        : `${cell.slice(from, from + 4)}${group}/${shorten(cell.slice(subgroupAt, to))}`,
    );
    return true;
  }

  #isKnown(key: number): boolean {
    if (this.keys.length < LONG) return this.keys.includes(key);
    this.#seen ??= new Set(this.keys);
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}

function shorten(subgroup: string): string {
  return subgroup.slice(0, 2) + subgroup.slice(2).replace(/0+$/, "");
}

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}

/** `;` `；` `,` `，` `、` `|` `｜` `%` `&` `＆`, tab and line breaks. */
function isSeparator(c: number): boolean {
  if (c < 128) {
    // Letters, digits and the slash first: nearly every character is one.
    if (c > 46) return c === 59 || c === 124;
    return c === 44 || c === 37 || c === 38 || c === 10 || c === 13 || c === 9;
  }
  return c === 0xff1b || c === 0xff0c || c === 0x3001 || c === 0xff5c || c === 0xff06;
}
