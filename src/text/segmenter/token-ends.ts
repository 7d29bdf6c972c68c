import type { WordBoundary } from "../match/word-edges.js";
import type { Engine } from "./engine.js";

/** Where the tokens of a text end: `ends[0] … ends[count − 1]`; valid until the next call. */
export interface TokenEnds {
  readonly ends: Int32Array;
  readonly count: number;
}

/** How a text is cut. */
export interface Cutting {
  readonly engine: Engine;
  readonly hmm: boolean;
  readonly terms: ReadonlySet<string>;
  readonly boundary: WordBoundary;
}

/**
 * Cuts a text and puts numbers and Latin words together.   中文: 词边界
 *
 * The engines cut numbers and Latin words apart or not by their own lights (`5G` → `5`,`G`;
 * `5.2%` → `5.2`,`%`): pieces of one such unit become one token again, as in Python jieba, unless
 * a piece is a term and terms may stand inside of words. `units` are those of the text.
 */
export function tokenEnds(text: string, units: Uint16Array, cutting: Cutting): TokenEnds {
  const { engine, hmm, terms, boundary } = cutting;
  const tokens = text === "" ? [] : engine.cut(text, hmm);
  const ends = room(tokens.length);
  const unit = new LatinUnits(units, text.length);
  let count = 0;
  let position = 0;
  /** Where the unit begins whose pieces are being joined. */
  let open = -1;
  for (let t = 0; t < tokens.length; t++) {
    const token = tokens[t]!;
    const start = position;
    position += token.length;
    if (unit.end <= start) unit.moveBehind(start);
    const inside = start >= unit.start && position <= unit.end;
    if (inside && open === unit.start) {
      const before = text.slice(count > 1 ? ends[count - 2]! : 0, start);
      if (boundary === "latin" || (!terms.has(token) && !terms.has(before))) count--;
    }
    ends[count++] = position;
    open = inside ? unit.start : -1;
  }
  // Positions would be wrong from the lost character on.
  if (position !== text.length) throw new Error(`${engine.name} lost characters of a text`);
  return { ends, count };
}

let kept = new Int32Array(1024);

function room(tokens: number): Int32Array {
  if (tokens > kept.length) kept = new Int32Array(2 * tokens);
  return kept;
}

const POINT = 0x2e;
const PERCENT = 0x25;

/** The numbers and Latin words of a text, one after the other: `[a-z0-9]+(\.[0-9]+)?%?`. */
class LatinUnits {
  start = -1;
  end = 0;
  readonly #units: Uint16Array;
  readonly #length: number;

  constructor(units: Uint16Array, length: number) {
    this.#units = units;
    this.#length = length;
  }

  /** Goes on to the first one that ends behind a place; to the end of the text without one. */
  moveBehind(place: number): void {
    const units = this.#units;
    const length = this.#length;
    while (this.end <= place) {
      let i = this.end;
      while (i < length && !isLatin(units[i]!)) i++;
      this.start = i;
      while (i < length && isLatin(units[i]!)) i++;
      if (i + 1 < length && units[i] === POINT && isDigit(units[i + 1]!)) {
        i++;
        while (i < length && isDigit(units[i]!)) i++;
      }
      if (i < length && i > this.start && units[i] === PERCENT) i++;
      if (i >= length && i === this.start) {
        this.end = length + 1;
        return;
      }
      this.end = i;
    }
  }
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isLatin(unit: number): boolean {
  return isDigit(unit) || (unit >= 0x61 && unit <= 0x7a);
}
