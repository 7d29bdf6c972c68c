import type { Notice } from "../../base/index.js";

/** One term of a dictionary.   中文: 词条 */
export interface DictionaryTerm {
  /** As written in the file. */
  readonly term: string;
  /** As looked for: normalised, Latin letters in lower case. */
  readonly key: string;
  readonly group: string;
  /** How much a hit counts in weighted totals; default 1. */
  readonly weight: number;
  readonly source: string;
  /** The term that this one is another word for: its hits are added there. */
  readonly synonymOf: string | undefined;
  /** Longer expressions inside which the term does not count. */
  readonly exclude: readonly string[];
}

/** A list of words to count, with groups and sources.   中文: 关键词词典 */
export interface Dictionary {
  readonly name: string;
  readonly title: string;
  readonly terms: readonly DictionaryTerm[];
  /** Groups in order of appearance. */
  readonly groups: readonly string[];
  readonly sha256: string;
  readonly file: string;
  /** Duplicates, terms inside terms and the like. */
  readonly warnings: readonly Notice[];
}
