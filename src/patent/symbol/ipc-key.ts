import type { IpcSymbol } from "./ipc-symbol.js";

/** One subclass spans this many keys: main group (4 digits) × subgroup (6 digits). */
export const SUBCLASS_SPAN = 1e10;
/** One main group spans this many keys. */
export const GROUP_SPAN = 1e6;
/** Letters that a subclass can have. */
export const LETTERS = 26;
const CLASSES = 100;
const A = 65;

/** Number of subclasses that a key can name: 8 sections × 100 classes × 26 letters. */
export const SUBCLASS_COUNT = 8 * CLASSES * LETTERS;

/**
 * The sort key as a number below 2⁵³ that orders as the text key does: what typed arrays of symbols
 * hold.   中文: 数值排序键
 *
 * `((section·100 + class)·26 + letter)·10¹⁰ + group·10⁶ + subgroup`, the subgroup padded right to
 * six digits.
 *
 * @example ipcKey(symbol) // one number for H04L27/26
 */
export function ipcKey(symbol: IpcSymbol): number {
  return (
    subclassIndex(symbol.section + symbol.class + symbol.subclass) * SUBCLASS_SPAN +
    symbol.group * GROUP_SPAN +
    Number(symbol.subgroup.padEnd(6, "0"))
  );
}

/** Place of a subclass (`H04L`) among all that can be written. */
export function subclassIndex(code: string): number {
  const section = code.charCodeAt(0) - A;
  const letter = code.charCodeAt(3) - A;
  return (section * CLASSES + Number(code.slice(1, 3))) * LETTERS + letter;
}

/** The text key of a number: the inverse of `ipcKey` on the fixed-width form. */
export function keyText(key: number): string {
  const index = Math.floor(key / SUBCLASS_SPAN);
  const rest = key - index * SUBCLASS_SPAN;
  const letter = String.fromCharCode(A + (index % LETTERS));
  const classIndex = Math.floor(index / LETTERS);
  const section = String.fromCharCode(A + Math.floor(classIndex / CLASSES));
  const digits = String(classIndex % CLASSES).padStart(2, "0");
  return `${section}${digits}${letter}${String(rest).padStart(10, "0")}`;
}

/** The number of a fixed-width key (`H04L0027260000`): the inverse of `keyText`. */
export function keyNumber(text: string): number {
  return subclassIndex(text) * SUBCLASS_SPAN + Number(text.slice(4));
}

/** Keys of a whole class (`G16`): first and last. */
export function classKeys(code: string): readonly [number, number] {
  const first = subclassIndex(`${code}A`);
  return [first * SUBCLASS_SPAN, (first + LETTERS) * SUBCLASS_SPAN - 1];
}
