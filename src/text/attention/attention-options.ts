import { nearest, type Progress } from "../../base/index.js";
import type { MatchScript } from "../characters/counting-text.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import { textError } from "../errors.js";
import type { Overlap } from "../match/term-matcher.js";
import type { WordBoundary } from "../match/word-edges.js";
import type { SegmentOptions } from "../segmenter/segment-counter.js";

/** A text to count in.   中文: 待计数文档 */
export interface AttentionDocument {
  /** The store's id, or the path relative to the folder that was named. */
  readonly id: number | string;
  readonly regionCode: string | null;
  readonly region: string | null;
  readonly year: number | null;
  /** Firm of an annual report; takes the place of the region. */
  readonly firm?: string | null;
  readonly source?: string;
  readonly date?: string | null;
  readonly text: string;
}

/** Measures by their names in rows and columns. */
export const MEASURES = [
  "count",
  "per10k",
  "per10kTokens",
  "ln1p",
  "sentenceShare",
  "tfidf",
  "growth",
] as const;

/** A measure of attention; `count` is always there. */
export type Measure = (typeof MEASURES)[number];

/** Which of several reports of a region-year counts. */
export type Prefer = "latest" | "longest" | `source=${string}`;

/** How attention is counted. */
export interface AttentionOptions {
  readonly dictionaries: readonly Dictionary[];
  /** `match` (default), `segment`, or `both` side by side with the differences. */
  readonly mode?: "match" | "segment" | "both";
  /** Default `longest`. */
  readonly overlap?: Overlap;
  /** `both` (default): traditional lines and terms are compared in simplified characters. */
  readonly matchScript?: MatchScript;
  /** `latin` (default): `AI` is no hit in `MAIN`; `none`: it is. */
  readonly wordBoundary?: WordBoundary;
  /** Default `count`, `per10k`, `ln1p`. */
  readonly measures?: readonly Measure[];
  /** Default `document`. `region-year` wants one report for each region and year. */
  readonly by?: "document" | "region-year" | "section";
  /** Only this part of the reports; default the whole. */
  readonly section?: "all" | "review" | "plan";
  readonly prefer?: Prefer;
  /** `count` adds to each row how many hits are negated or quoted (by matching); default `none`. */
  readonly flags?: "none" | "count";
  /**
   * `keep`: the places of all hits that are counted stay in the result (`spansOf`); `sentences`: with
   * the sentences around them; default `none`.
   */
  readonly spans?: "none" | "keep" | "sentences";
  readonly segmenter?: SegmenterChoice;
  /** Threads that segment; default one for each processor, eight at most. */
  readonly threads?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Which segmentation engine, and how. */
export type SegmenterChoice = SegmentOptions;

const ALIASES: Readonly<Record<string, Measure>> = {
  n: "count",
  "per-10k": "per10k",
  "per10k-tokens": "per10kTokens",
  per10ktokens: "per10kTokens",
  ln: "ln1p",
  log: "ln1p",
  "ln(1+n)": "ln1p",
  sentenceshare: "sentenceShare",
  "sentence-share": "sentenceShare",
  "tf-idf": "tfidf",
};

/** A measure by its name or a usual other spelling. Errors: text/unknown-measure. */
export function parseMeasure(name: string): Measure {
  const found = MEASURES.find((m) => m === name) ?? ALIASES[name.toLowerCase()];
  if (found !== undefined) return found;
  throw textError("unknown-measure", { name, nearest: nearest(name, MEASURES) });
}
