/** Counts of one dictionary in one text by one counter. */
export interface CountedTerms {
  /** Hits by key of the dictionary (only those found). */
  readonly counts: ReadonlyMap<string, number>;
  /** Numbers of the sentences that hold a key, by key (when sentences were asked for). */
  readonly sentences: ReadonlyMap<string, readonly number[]>;
  /** Tokens without white space and punctuation; NaN when the text was not segmented. */
  readonly tokens: number;
  /** Hits by key that stand behind a negation, and inside quotation marks (when asked for). */
  readonly negated?: ReadonlyMap<string, number>;
  readonly quoted?: ReadonlyMap<string, number>;
}
