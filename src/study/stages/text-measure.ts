import { eachDocument, type Store } from "../../store/index.js";
import { storedDocument } from "../../text/index.js";

/** A sentence of a counted document with the hits that were counted in it. */
export interface Evidence {
  readonly code: string | null;
  readonly year: number | null;
  readonly document: number | string;
  /** Where the sentence begins in the stored text. */
  readonly start: number;
  readonly sentence: string;
  /** Places in the sentence, in order: one for each hit of the count. */
  readonly hits: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
}

/** A document as its sentences are cited: report, date, file.   中文: 原文出处 */
export interface CitedDocument {
  readonly title: string;
  readonly date: string | null;
  readonly file: string | null;
}

/** One number for each region (or firm) and year. */
export interface TextMeasure {
  readonly name: string;
  readonly panel: string;
  readonly source: "reports" | "annual-reports";
  readonly level: "own" | "province";
  readonly dictionary: string;
  readonly title: string;
  readonly terms: number;
  readonly mode: string;
  readonly measure: string;
  readonly codes: readonly (string | null)[];
  readonly years: Float64Array;
  readonly values: Float64Array;
  /** Hits behind each value; missing where the value is no count of words. */
  readonly counts: Float64Array;
  readonly documents: number;
  /** The sentences that were counted, all of them. */
  readonly evidence: readonly Evidence[];
  /** Most frequent terms over all reports. */
  readonly top: readonly { readonly term: string; readonly count: number }[];
}

/** The stored documents of a kind, as they are counted. */
export function* documents(store: Store, kind: "report" | "annual-report") {
  for (const record of eachDocument(store, kind)) yield storedDocument(record);
}
