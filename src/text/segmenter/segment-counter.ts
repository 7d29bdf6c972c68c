import type { Dictionary } from "../dictionary/dictionary.js";
import { latinEdges, standsAlone, type WordBoundary } from "../match/word-edges.js";
import { UnitWindow } from "../unit-window.js";
import { hasLetter } from "./has-letter.js";
import { loadEngine } from "./load-engine.js";
import { PartOfSpeech } from "./part-of-speech.js";
import { prepareText, standInsFor } from "./prepare-text.js";
import { textPieces } from "./text-pieces.js";
import { tokenEnds } from "./token-ends.js";
import { userWords } from "./user-words.js";

/** How text is segmented and what counts. */
export interface SegmentOptions {
  readonly engine?: "auto" | "nodejieba" | "node-rs";
  /** New-word model; default `on`, as in Python jieba. */
  readonly hmm?: "on" | "off";
  /** Words left out of the token total; a term among them still counts as a term. */
  readonly stopWords?: ReadonlySet<string>;
  /** Parts of speech (first letters, e.g. `n`, `v`) that a token needs to count; default any. */
  readonly tags?: readonly string[];
  /** `latin` (default): a term with a Latin edge is a whole word there, as in matching. */
  readonly wordBoundary?: WordBoundary;
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

/**
 * A counter with all terms of the dictionary in the user dictionary.   中文: 建立分词计数器
 *
 * A term scores when a token equals it; Latin letters ignore case. Terms with blanks, which no
 * engine can hold, are replaced by a stand-in for the cut. A word of the dictionary that the engine
 * does not know by itself is tagged as a noun.
 *
 * Errors    text/no-segmenter.
 */
export async function createSegmentCounter(
  dictionary: Pick<Dictionary, "terms">,
  options: SegmentOptions = {},
): Promise<SegmentCounter> {
  const loader = await loadEngine(options.engine);
  const keys = [...new Set(dictionary.terms.map((t) => t.key))];
  const standIns = standInsFor(keys);
  const words = keys.map((k) => standIns.units.get(k) ?? k);
  const engine = loader.load(userWords(loader, words));
  const hmm = options.hmm ?? "on";
  const boundary = options.wordBoundary ?? "latin";
  const cutting = { engine, hmm: hmm === "on", terms: new Set(words), boundary };
  const backTo = new Map([...standIns.units].map(([key, unit]) => [unit, key]));
  const edges = new Map(
    words.map((w) => [w, boundary === "latin" ? latinEdges(backTo.get(w) ?? w) : 0]),
  );
  const lengths = lengthsByFirst(words);
  const stopWords = options.stopWords?.size ? options.stopWords : undefined;
  const filter = options.tags?.length
    ? tagFilter(new PartOfSpeech(engine), options.tags)
    : undefined;
  const window = new UnitWindow();
  return {
    engine: { name: engine.name, version: engine.version },
    hmm,
    tokens(text) {
      const found: string[] = [];
      for (const piece of textPieces(prepareText(text, standIns).text)) {
        const { ends, count } = tokenEnds(piece, window.load(piece, 0, piece.length), cutting);
        for (let i = 0, at = 0; i < count; at = ends[i++]!) {
          const token = piece.slice(at, ends[i]!);
          if (token !== "\n") found.push(backTo.get(token) ?? token);
        }
      }
      return found;
    },
    count(text, detail) {
      const prepared = prepareText(text, standIns);
      const key: string[] = [];
      const start: number[] = [];
      const boundaries: number[] = [];
      let tokens = 0;
      let from = 0;
      for (const piece of textPieces(prepared.text)) {
        const units = window.load(piece, 0, piece.length);
        const { ends, count } = tokenEnds(piece, units, cutting);
        for (let i = 0, at = 0; i < count; at = ends[i++]!) {
          const end = ends[i]!;
          if (detail === "boundaries") boundaries.push(prepared.original(from + at));
          if (!hasLetter(piece, units, at, end)) continue;
          if (filter !== undefined && !filter(piece.slice(at, end))) continue;
          if (stopWords?.has(piece.slice(at, end)) !== true) tokens++;
          // Few tokens have the first letter and the length of a term.
          if (((lengths[units[at]!]! >> Math.min(end - at, LONG)) & 1) === 0) continue;
          const token = piece.slice(at, end);
          if (!cutting.terms.has(token)) continue;
          if (!standsAlone(piece, at, end, edges.get(token)!)) continue;
          key.push(backTo.get(token) ?? token);
          start.push(prepared.original(from + at));
        }
        from += piece.length;
      }
      if (detail !== "boundaries") return { tokens, key, start };
      return { tokens, key, start, boundaries: Int32Array.from([...boundaries, text.length]) };
    },
  };
}

const LONG = 31;

/** For each first unit a bit for each length that a term with it has; 31 stands for longer ones. */
function lengthsByFirst(words: readonly string[]): Int32Array {
  const lengths = new Int32Array(65536);
  for (const word of words) lengths[word.charCodeAt(0)]! |= 1 << Math.min(word.length, LONG);
  return lengths;
}

function tagFilter(speech: PartOfSpeech, wanted: readonly string[]): (token: string) => boolean {
  return (token) => wanted.some((tag) => speech.of(token).startsWith(tag));
}
