import type { Localized } from "../../base/index.js";
import type { PlaceYears } from "./place-years.js";

/** A document as its sentences are cited: report, date, file.   中文: 原文出处 */
export interface CitedDocument {
  readonly title: string;
  readonly date: string | null;
  readonly file: string | null;
}

/** The sentences that measures count in, each once, in columns.   中文: 计数所引原句 */
export interface CitedSentences {
  readonly documents: readonly CitedDocument[];
  /** Number of the document of each sentence in `documents`. */
  readonly document: Int32Array;
  /** Where the sentence begins in the stored text; -1 where that was not kept. */
  readonly start: Int32Array;
  readonly text: readonly string[];
}

/** The hits that a measure counts, in columns, cell after cell.   中文: 计入的命中 */
export interface CountedHits {
  /** The hits of cell i are those from `first[i]` up to, not with, `first[i + 1]`. */
  readonly first: Int32Array;
  /** Number of the sentence in the cited ones, and the place of the hit in it. */
  readonly sentence: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** What each adds to the count; null: one. */
  readonly weight: Float64Array | null;
}

/** One number for each region (or firm) and year. */
export interface TextMeasure extends PlaceYears {
  readonly name: string;
  readonly panel: string;
  readonly source: "reports" | "annual-reports";
  readonly level: "own" | "province";
  readonly dictionary: string;
  readonly title: Localized;
  readonly terms: number;
  readonly mode: string;
  readonly measure: string;
  /** Hits behind each value; missing where the value is no count of words. */
  readonly counts: Float64Array;
  readonly documents: number;
  /** The hits that were counted, all of them. */
  readonly hits: CountedHits;
  /** Most frequent terms over all reports. */
  readonly top: readonly { readonly term: string; readonly count: number }[];
}
