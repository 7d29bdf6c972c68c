import { NOT_COUNTED } from "../count-characters.js";
import { simplifier } from "../to-simplified.js";
import { foldCharacters, foldText, IS_FOLDED } from "./fold-characters.js";
import { OffsetMap } from "./offset-map.js";
import { isTraditional, scriptCounts, scriptTable } from "./script-of.js";

/**
 * How the two scripts meet: `both` (default) compares in simplified characters whatever is
 * written, `as-is` compares what is written.   中文: 繁简匹配方式
 */
export type MatchScript = "both" | "as-is";

/** A text as it is counted, and the way back to the text as it is stored.   中文: 计数用文本 */
export interface CountingText {
  readonly text: string;
  /** Characters without white space and punctuation. */
  readonly characters: number;
  /** Lines that are written in traditional characters. */
  readonly traditionalLines: number;
  /** From places of `text` to places of the stored text, one map after the other. */
  readonly maps: readonly OffsetMap[];
}

/**
 * The text in which terms are looked for: characters folded (radicals, full-width forms) and, with
 * script `both`, lines in traditional characters made simplified, phrase by phrase.
 * 中文: 计数前的唯一规范化
 *
 * The stored text stays as it is: `storedSpan` leads back to it. A text that needs nothing is
 * returned as it came, after one look at each unit.
 *
 * @example (await countingText("發展數字經濟。", "both")).text // "发展数字经济。"
 */
export async function countingText(stored: string, script: MatchScript): Promise<CountingText> {
  const seen = survey(stored);
  if (seen.classes === 0) {
    return { text: stored, characters: seen.characters, traditionalLines: 0, maps: [] };
  }
  const folded = foldCharacters(stored);
  const lines = (seen.classes & TRADITIONAL) === 0 ? [] : traditionalLines(folded.text);
  const none = lines.length === 0 || script === "as-is";
  const simple = none ? undefined : await simplified(folded.text, lines);
  const text = simple?.text ?? folded.text;
  return {
    text,
    characters: text === stored ? seen.characters : survey(text).characters,
    traditionalLines: lines.length,
    maps: [...(simple === undefined ? [] : [simple.map]), folded.map].filter((m) => !m.isIdentity),
  };
}

/** A term as it is looked for: folded, and simplified with script `both`. */
export async function countingTerm(key: string, script: MatchScript): Promise<string> {
  const folded = foldText(key);
  if (script === "as-is" || scriptCounts(folded).traditional === 0) return folded;
  return (await simplifier("characters"))(folded);
}

/** Whether a term is looked for as it is: nothing in it is folded or traditional. */
export function isCountingTerm(key: string): boolean {
  return survey(key).classes === 0;
}

/** Where a span of the counting text lies in the stored text. */
export function storedSpan(
  { maps }: Pick<CountingText, "maps">,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  let span = { start, end };
  for (const map of maps) span = { start: map.start(span.start), end: map.end(span.end) };
  return span;
}

const COUNTED_NOT = 1;
const FOLDS = 2;
const TRADITIONAL = 4;
let classes: Uint8Array | undefined;

/** Counted characters and what a text holds, in one pass. */
function survey(text: string): { characters: number; classes: number } {
  classes ??= classTable();
  const table = classes;
  let notCounted = 0;
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    const found = table[text.charCodeAt(i)]!;
    notCounted += found & COUNTED_NOT;
    seen |= found;
  }
  return { characters: text.length - notCounted, classes: seen & (FOLDS | TRADITIONAL) };
}

function classTable(): Uint8Array {
  const script = scriptTable();
  return Uint8Array.from(
    NOT_COUNTED,
    (not, unit) => not | (IS_FOLDED[unit]! * FOLDS) | (script[unit] === 1 ? TRADITIONAL : 0),
  );
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** Least traditional characters of a line that is taken for traditional by itself. */
const LEAST_OWN = 2;

/**
 * Lines in traditional characters: all lines that hold one in a traditional text; in any other
 * text those with at least two, and more of them than simplified ones (a quotation, not a name).
 */
function traditionalLines(text: string): Line[] {
  const whole = isTraditional(text);
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const { traditional, simplified: plain } = scriptCounts(line);
    if (traditional > 0 && (whole || (traditional >= LEAST_OWN && traditional > plain))) {
      lines.push({ start, end: start + line.length });
    }
    start += line.length + 1;
  }
  return lines;
}

async function simplified(
  text: string,
  lines: readonly Line[],
): Promise<{ text: string; map: OffsetMap }> {
  const convert = await simplifier("characters");
  const edits = OffsetMap.builder();
  const parts: string[] = [];
  let at = 0;
  let length = 0;
  const put = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (const line of lines) {
    put(text.slice(at, line.start));
    const written = text.slice(line.start, line.end);
    const whole = convert(written);
    // Phrases keep their length; where one does not, character by character keeps the way back.
    if (whole.length === written.length) put(whole);
    else {
      for (const character of written) {
        const now = convert(character);
        if (now.length !== character.length) edits.add(length, now.length, character.length);
        put(now);
      }
    }
    at = line.end;
  }
  put(text.slice(at));
  return { text: parts.join(""), map: edits.build() };
}
