import { countCharacters } from "../count-characters.js";
import { flagContext } from "../match/flag-context.js";
import type { TermHits, TermMatcher } from "../match/term-matcher.js";
import type { SegmentedText } from "../segmenter/segment-counter.js";
import { type Sentence, sentenceAt, splitSentences } from "../split-sentences.js";
import type { AttentionDocument } from "./attention-options.js";
import type { CountedTerms } from "./document-counts.js";

/** A text (a whole document or one section of it) on its way to be counted. */
export interface CountUnit {
  readonly document: Omit<AttentionDocument, "text">;
  readonly section: string | null;
  readonly text: string;
}

/** What is kept of a unit once it is counted; the text is let go. */
export interface CountedUnit {
  readonly document: Omit<AttentionDocument, "text">;
  readonly section: string | null;
  readonly characters: number;
  readonly sentences: number;
  /** Counts by matching, one entry for each dictionary; empty when not asked for. */
  readonly match: readonly CountedTerms[];
  /** Counts by segmentation, one entry for each dictionary; empty when not asked for. */
  readonly segment: readonly CountedTerms[];
}

/** The unit with its counts by matching; `hits` are those of `matcher`, if there is one. */
export function countUnit(
  unit: CountUnit,
  matcher: TermMatcher | undefined,
  hits: readonly TermHits[],
  sentences: readonly Sentence[],
  flags: "none" | "count",
): CountedUnit {
  return {
    document: unit.document,
    section: unit.section,
    characters: countCharacters(unit.text),
    sentences: sentences.length,
    match: hits.map((h) => ({
      ...tally(h.key, h.start, (k) => matcher!.keys[k]!, sentences, Number.NaN),
      ...(flags === "count" ? flagged(unit.text, h, matcher!, sentences) : {}),
    })),
    segment: [],
  };
}

function flagged(
  text: string,
  hits: TermHits,
  matcher: TermMatcher,
  sentences: readonly Sentence[],
): Pick<CountedTerms, "negated" | "quoted"> {
  const negated = new Map<string, number>();
  const quoted = new Map<string, number>();
  for (let i = 0; i < hits.key.length; i++) {
    const start = hits.start[i]!;
    const from = sentences[sentenceAt(sentences, start)]?.start ?? start;
    const key = matcher.keys[hits.key[i]!]!;
    for (const flag of flagContext(text, start, hits.end[i]!, from)) {
      const counts = flag === "negated" ? negated : quoted;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return { negated, quoted };
}

/** Counts of a segmented text. */
export function segmentedTerms(
  segmented: SegmentedText,
  sentences: readonly Sentence[],
): CountedTerms {
  return tally(segmented.key, segmented.start, (k) => k, sentences, segmented.tokens);
}

/** Sentences of a unit, when a measure needs them. */
export function sentencesOf(text: string, needed: "needed" | "not-needed"): readonly Sentence[] {
  return needed === "needed" ? splitSentences(text) : [];
}

function tally<K>(
  keys: ArrayLike<K>,
  starts: ArrayLike<number>,
  nameOf: (key: K) => string,
  sentences: readonly Sentence[],
  tokens: number,
): CountedTerms {
  const counts = new Map<string, number>();
  const where = new Map<string, number[]>();
  for (let i = 0; i < keys.length; i++) {
    const name = nameOf(keys[i]!);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (sentences.length === 0) continue;
    const at = sentenceAt(sentences, starts[i]!);
    const list = where.get(name);
    if (list === undefined) where.set(name, [at]);
    else if (list.at(-1) !== at) list.push(at);
  }
  return { counts, sentences: where, tokens };
}
