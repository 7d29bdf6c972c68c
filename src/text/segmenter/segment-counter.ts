import type { Dictionary } from "../dictionary/dictionary.js";
import type { Engine } from "./engine.js";
import { loadEngine } from "./load-engine.js";
import { userWords } from "./user-words.js";

/** How text is segmented and what counts. */
export interface SegmentOptions {
  readonly engine?: "auto" | "nodejieba" | "node-rs";
  /** New-word model; default `on`, as in Python jieba. */
  readonly hmm?: "on" | "off";
  /** Words left out of the token total. */
  readonly stopWords?: ReadonlySet<string>;
  /** Parts of speech (first letters, e.g. `n`, `v`) that a token needs to count; default any. */
  readonly tags?: readonly string[];
}

/** Tokens of a text and the terms among them. */
export interface SegmentedText {
  /** Tokens with a letter, digit or Chinese character, less stop words. */
  readonly tokens: number;
  /** Keys of the terms in order of position, and where each begins. */
  readonly key: readonly string[];
  readonly start: readonly number[];
  /** Where each token begins, and the length of the text at the end; only when asked for. */
  readonly boundaries?: Int32Array;
}

/** Counts the terms of one dictionary among the tokens of texts.   中文: 分词计数器 */
export interface SegmentCounter {
  readonly engine: { readonly name: string; readonly version: string };
  readonly hmm: "on" | "off";
  count(text: string, detail?: "boundaries"): SegmentedText;
  /** The tokens as counted: numbers and Latin words whole, terms whole. */
  tokens(text: string): string[];
}

/** First private-use unit that stands for a term with a blank in it while the text is cut. */
const STAND_IN = 0xe100;
const LATIN_UNIT = /[a-z0-9]+(?:\.\d+)?%?/g;

/**
 * A counter with all terms of the dictionary in the user dictionary.   中文: 建立分词计数器
 *
 * A term scores when a token equals it; Latin letters ignore case. The engines cut numbers and
 * Latin words apart or not by their own lights (`5G` → `5`,`G`; `5.2%` → `5.2`,`%`): pieces of one
 * number or Latin word are put together again as Python jieba does, terms staying whole. Terms
 * with blanks, which no engine can hold, are replaced by a stand-in for the cut.
 *
 * Errors    text/no-segmenter.
 */
export async function createSegmentCounter(
  dictionary: Pick<Dictionary, "terms">,
  options: SegmentOptions = {},
): Promise<SegmentCounter> {
  const loader = await loadEngine(options.engine);
  const keys = [...new Set(dictionary.terms.map((t) => t.key))];
  const spaced = keys.filter((k) => k.includes(" ")).sort((a, b) => b.length - a.length);
  const standIns = new Map(spaced.map((k, i) => [k, String.fromCharCode(STAND_IN + i)]));
  const words = keys.map((k) => standIns.get(k) ?? k);
  const engine = loader.load(userWords(loader, words));
  const terms = new Set(words);
  const backTo = new Map([...standIns].map(([key, c]) => [c, key]));
  const hmm = options.hmm ?? "on";
  const cutLine = (line: string): string[] => mergeLatin(line, cut(engine, line, hmm), terms);
  const keep = options.tags;
  return {
    engine: { name: engine.name, version: engine.version },
    hmm,
    tokens: (text) =>
      prepare(text, standIns)
        .text.split("\n")
        .flatMap(cutLine)
        .map((t) => backTo.get(t) ?? t),
    count(text, detail) {
      const prepared = prepare(text, standIns);
      const key: string[] = [];
      const start: number[] = [];
      const boundaries: number[] = [];
      let tokens = 0;
      let position = 0;
      for (const line of prepared.text.split("\n")) {
        const tags = keep === undefined ? undefined : tagsOf(engine, line, hmm);
        for (const token of cutLine(line)) {
          const kept = tags === undefined || keep!.some((t) => tags.get(token)?.startsWith(t));
          if (kept && isWord(token) && options.stopWords?.has(token) !== true) tokens++;
          if (kept && terms.has(token)) {
            key.push(backTo.get(token) ?? token);
            start.push(prepared.original(position));
          }
          if (detail === "boundaries") boundaries.push(prepared.original(position));
          position += token.length;
        }
        position += 1;
      }
      if (detail !== "boundaries") return { tokens, key, start };
      return { tokens, key, start, boundaries: Int32Array.of(...boundaries, text.length) };
    },
  };
}

function cut(engine: Engine, line: string, hmm: "on" | "off"): string[] {
  return line === "" ? [] : engine.cut(line, hmm === "on");
}

function tagsOf(engine: Engine, line: string, hmm: "on" | "off"): ReadonlyMap<string, string> {
  return new Map(engine.tag(line, hmm === "on").map((t) => [t.word, t.tag]));
}

/** Lower case, no lone surrogates (they would shift positions), stand-ins for spaced terms. */
function prepare(
  text: string,
  standIns: ReadonlyMap<string, string>,
): { text: string; original: (position: number) => number } {
  let out = wellFormed(text).toLowerCase();
  if (out.length !== text.length) out = text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  if (standIns.size === 0) return { text: out, original: (p) => p };
  const shifts: [number, number][] = [];
  const pattern = new RegExp(
    [...standIns.keys()].map((k) => k.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"),
    "g",
  );
  let shift = 0;
  out = out.replace(pattern, (found, at: number) => {
    shifts.push([at - shift, shift]);
    shift += found.length - 1;
    return standIns.get(found)!;
  });
  return {
    text: out,
    // `shift` units were taken out before the last stand-in; find how many before this place.
    original(position) {
      let passed = 0;
      while (passed < shifts.length && shifts[passed]![0] < position) passed++;
      return position + (shifts[passed]?.[1] ?? shift);
    },
  };
}

function wellFormed(text: string): string {
  return text.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    "\ufffd",
  );
}

function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token) || /[\ue100-\uf8ff]/.test(token);
}

/** Pieces of one number or Latin word become one token, unless a piece is a term. */
function mergeLatin(line: string, tokens: readonly string[], terms: ReadonlySet<string>): string[] {
  LATIN_UNIT.lastIndex = 0;
  let unit = LATIN_UNIT.exec(line);
  if (unit === null) return [...tokens];
  const merged: string[] = [];
  let position = 0;
  let open = -1;
  for (const token of tokens) {
    const end = position + token.length;
    while (unit !== null && unit.index + unit[0].length <= position) unit = LATIN_UNIT.exec(line);
    const inside = unit !== null && position >= unit.index && end <= unit.index + unit[0].length;
    if (inside && open === unit!.index && !terms.has(token) && !terms.has(merged.at(-1)!)) {
      merged[merged.length - 1] += token;
    } else merged.push(token);
    open = inside ? unit!.index : -1;
    position = end;
  }
  return merged;
}
