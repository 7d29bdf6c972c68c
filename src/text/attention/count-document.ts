import type { CountingText } from "../characters/counting-text.js";
import { flagContext } from "../match/flag-context.js";
import type { TermHits } from "../match/term-matcher.js";
import type { SegmentedText } from "../segmenter/segment-counter.js";
import { type Sentence, sentenceAt } from "../split-sentences.js";
import type { AttentionDocument } from "./attention-options.js";
import type { CellPlan } from "./cell-plans.js";
import type { CountedSpans, PlacedHits, TextPiece } from "./counted-spans.js";

/** A text (a whole document or one section of it) on its way to be counted. */
export interface CountUnit {
  readonly document: Omit<AttentionDocument, "text">;
  readonly section: string | null;
  readonly text: string;
  /** Pieces of the document that `text` is joined of; left out when it is the whole document. */
  readonly pieces?: readonly TextPiece[];
}

/**
 * Counts of one dictionary in one text by one counter, only of the keys that were found: a few
 * hundred bytes for each document, so that a large corpus stays small.
 */
export interface CountedTerms {
  readonly keys: Int32Array;
  readonly counts: Int32Array;
  /** Hits behind a negation, and inside quotation marks; aligned with `keys` (when asked for). */
  readonly negated?: Int32Array;
  readonly quoted?: Int32Array;
  /** Tokens without white space and punctuation; NaN when the text was not segmented. */
  readonly tokens: number;
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
  /** Sentences that hold a term of each cell plan (when asked for). */
  readonly covered: Int32Array | undefined;
  /** Lines in traditional characters, however they were compared. */
  readonly traditionalLines: number;
  /** Places of the hits that `count` counts, one entry for each dictionary (when asked for). */
  readonly spans: readonly CountedSpans[] | undefined;
}

/** The unit without counts yet. */
export function startUnit(
  unit: CountUnit,
  counting: CountingText,
  sentences: readonly Sentence[],
): CountedUnit {
  return {
    document: unit.document,
    section: unit.section,
    characters: counting.characters,
    sentences: sentences.length,
    match: [],
    segment: [],
    covered: undefined,
    traditionalLines: counting.traditionalLines,
    spans: undefined,
  };
}

/** Counts of the hits of one dictionary; with flags when sentences are given. */
export function matchedTerms(
  text: string,
  hits: TermHits,
  sentences: readonly Sentence[] | undefined,
): CountedTerms {
  const tally = new Tally();
  for (let i = 0; i < hits.key.length; i++) {
    const slot = tally.add(hits.key[i]!);
    if (sentences === undefined) continue;
    const start = hits.start[i]!;
    const from = sentences[sentenceAt(sentences, start)]?.start ?? start;
    const flags = flagContext(text, start, hits.end[i]!, from);
    if (flags.includes("negated")) tally.negated[slot]!++;
    if (flags.includes("quoted")) tally.quoted[slot]!++;
  }
  const flagged = sentences !== undefined;
  return tally.result(Number.NaN, flagged ? "flagged" : "plain");
}

/** Counts of a segmented text. */
export function segmentedTerms(
  segmented: SegmentedText,
  numbers: ReadonlyMap<string, number>,
): CountedTerms {
  const tally = new Tally();
  for (const key of segmented.key) tally.add(numbers.get(key)!);
  return tally.result(segmented.tokens, "plain");
}

/** For each cell plan the number of sentences that hold one of its terms. */
export function coveredSentences(
  hits: readonly PlacedHits[],
  plans: readonly CellPlan[],
  sentences: readonly Sentence[],
): Int32Array {
  const byKey = hits.map(({ key, start }) => {
    const found = new Map<number, Set<number>>();
    for (let i = 0; i < key.length; i++) {
      const at = sentenceAt(sentences, start[i]!);
      const set = found.get(key[i]!);
      if (set === undefined) found.set(key[i]!, new Set([at]));
      else set.add(at);
    }
    return found;
  });
  return Int32Array.from(plans, (plan) => {
    const union = new Set<number>();
    for (const key of plan.keys) {
      for (const at of byKey[plan.dictionary]?.get(key) ?? []) union.add(at);
    }
    return union.size;
  });
}

class Tally {
  readonly #slots = new Map<number, number>();
  readonly #counts: number[] = [];
  readonly negated: number[] = [];
  readonly quoted: number[] = [];

  add(key: number): number {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(key, slot);
      this.#counts.push(0);
      this.negated.push(0);
      this.quoted.push(0);
    }
    this.#counts[slot]!++;
    return slot;
  }

  result(tokens: number, kind: "plain" | "flagged"): CountedTerms {
    const counted = {
      keys: Int32Array.from(this.#slots.keys()),
      counts: Int32Array.from(this.#counts),
      tokens,
    };
    if (kind === "plain") return counted;
    return {
      ...counted,
      negated: Int32Array.from(this.negated),
      quoted: Int32Array.from(this.quoted),
    };
  }
}
