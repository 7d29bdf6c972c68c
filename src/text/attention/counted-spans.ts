import { type CountingText, storedSpan } from "../characters/counting-text.js";
import { flagContext, type HitFlag } from "../match/flag-context.js";
import { type Sentence, sentenceAt } from "../split-sentences.js";

/** A piece of a document in a text that is joined of several. */
export interface TextPiece {
  /** Where the piece begins in the joined text, and in the document. */
  readonly at: number;
  readonly start: number;
}

/** Hits by their number and place, whichever counter found them. */
export interface PlacedHits {
  readonly key: ArrayLike<number>;
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
}

/**
 * Places of the hits of one dictionary in one text, as they were counted: UTF-16 units of the
 * stored text of the document, in order.   中文: 计入的命中位置
 */
export interface CountedSpans {
  /** Number of the key (see `keyNumbers`). */
  readonly key: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** The sentence that holds the hit. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Bits of `FLAG_BITS`. */
  readonly flags: Uint8Array;
  /** The sentences themselves (when asked for). */
  readonly sentences?: readonly string[];
}

/** A hit that a count counted.   中文: 计入的命中 */
export interface CountedSpan {
  readonly document: number | string;
  /** The term as the dictionary writes it. */
  readonly term: string;
  /** Place in the stored text. */
  readonly start: number;
  readonly end: number;
  /** The sentence around it, in the stored text too. */
  readonly sentenceStart: number;
  readonly sentenceEnd: number;
  /** The sentence itself (`spans: "sentences"`). */
  readonly sentence?: string;
  /** What the hit adds to the count: 1 but for weighted totals. */
  readonly weight: number;
  /** It stands behind a negation, in quotation marks, in a title. */
  readonly flags: readonly HitFlag[];
}

const FLAG_BITS: readonly HitFlag[] = ["negated", "quoted", "titled"];

/** Hits of a counting text as spans of the document; with their sentences when `text` is given. */
export function countedSpans(
  hits: PlacedHits,
  counting: CountingText,
  sentences: readonly Sentence[],
  pieces: readonly TextPiece[] | undefined,
  text?: string,
): CountedSpans {
  const n = hits.key.length;
  const words: string[] = [];
  const spans = {
    key: Int32Array.from(hits.key),
    start: new Int32Array(n),
    end: new Int32Array(n),
    from: new Int32Array(n),
    to: new Int32Array(n),
    flags: new Uint8Array(n),
  };
  for (let i = 0; i < n; i++) {
    const start = hits.start[i]!;
    const end = hits.end[i]!;
    const sentence = sentences[sentenceAt(sentences, start)] ?? { start, end };
    // A term may reach over the end of a sentence.
    const around = { start: sentence.start, end: Math.max(sentence.end, end) };
    for (const flag of flagContext(counting.text, start, end, sentence.start)) {
      spans.flags[i]! |= 1 << FLAG_BITS.indexOf(flag);
    }
    const hit = inDocument(counting, start, end, pieces);
    const held = inDocument(counting, around.start, around.end, pieces);
    spans.start[i] = hit.start;
    spans.end[i] = hit.end;
    spans.from[i] = held.start;
    spans.to[i] = held.end;
    if (text === undefined) continue;
    const isSame = i > 0 && spans.from[i] === spans.from[i - 1] && spans.to[i] === spans.to[i - 1];
    words.push(
      isSame ? words[i - 1]! : ownCopy(text, storedSpan(counting, around.start, around.end)),
    );
  }
  return text === undefined ? spans : { ...spans, sentences: words };
}

/** A slice of a string keeps the whole string: a sentence would hold its report in memory. */
function ownCopy(text: string, { start, end }: Sentence): string {
  return Buffer.from(text.slice(start, end), "utf16le").toString("utf16le");
}

/** Flags of a hit by their names. */
export function flagsOf(bits: number): HitFlag[] {
  return FLAG_BITS.filter((_, i) => (bits & (1 << i)) !== 0);
}

function inDocument(
  counting: CountingText,
  start: number,
  end: number,
  pieces: readonly TextPiece[] | undefined,
): Sentence {
  const span = storedSpan(counting, start, end);
  if (pieces === undefined) return span;
  // The last piece that begins at or before the place.
  const piece = pieces.findLast((p) => p.at <= span.start) ?? { at: 0, start: 0 };
  const shift = piece.start - piece.at;
  return { start: span.start + shift, end: span.end + shift };
}
