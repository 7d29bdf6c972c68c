import { throwIfInterrupted } from "../../base/index.js";
import type { AttentionDocument } from "../attention/attention-options.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import { createSegmentCounter } from "../segmenter/segment-counter.js";
import { splitSentences } from "../split-sentences.js";
import { findNewWords, type NewWord } from "./find-new-words.js";

/** A word that might belong to a dictionary; a person decides.   中文: 扩充候选词 */
export interface Candidate {
  readonly term: string;
  readonly count: number;
  /** Sentences with the word, and those of them that hold a term of the dictionary. */
  readonly sentences: number;
  readonly together: number;
  /** log2 of how much more often than by chance it stands in a sentence with a term. */
  readonly pmi: number;
  /** Cosine of its neighbours with those of the dictionary's terms, 0 … 1. */
  readonly similarity: number;
  /** Of new words (no word of the segmenter), else null. */
  readonly cohesion: number | null;
  readonly entropy: number | null;
  /** A sentence with the word and a term. */
  readonly example: string;
}

/** How candidates are looked for. */
export interface ExpandOptions {
  readonly minCount?: number;
  /** Default 50. */
  readonly limit?: number;
  readonly engine?: "auto" | "nodejieba" | "node-rs";
  readonly signal?: AbortSignal;
}

interface Seen {
  count: number;
  sentences: number;
  together: number;
  example: string;
  readonly neighbours: Map<string, number>;
}

/**
 * Words near the terms of a dictionary: by co-occurrence in sentences (PMI), by likeness of their
 * neighbours, and new words by cohesion and branch entropy.   中文: 词典扩充候选
 *
 * Formula   PMI = log2( n(w, D) N / (n(w) n(D)) ) over sentences; similarity = cosine between the
 *           counts of left and right neighbours of the word and those of all terms together.
 * Sorted by PMI × ln(1 + sentences together) × (1 + similarity). Nothing enters the dictionary.
 */
export async function expandDictionary(
  documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>,
  dictionary: Dictionary,
  options: ExpandOptions = {},
): Promise<Candidate[]> {
  const minCount = options.minCount ?? 5;
  const texts: string[] = [];
  for await (const d of documents) texts.push(d.text);
  const fresh = new Map(
    findNewWords(texts, { minCount, ...(options.signal ? { signal: options.signal } : {}) }).map(
      (w) => [w.word.toLowerCase(), w],
    ),
  );
  const words = withNewWords(dictionary, fresh);
  const counter = await createSegmentCounter(words, { engine: options.engine ?? "auto" });
  const keys = new Set(dictionary.terms.map((t) => t.key));
  const seen = new Map<string, Seen>();
  const terms = new Map<string, number>();
  let sentences = 0;
  let withTerm = 0;
  for (const text of texts) {
    throwIfInterrupted(options.signal);
    for (const { start, end } of splitSentences(text)) {
      const sentence = text.slice(start, end);
      const tokens = counter.tokens(sentence);
      // By tokens: a term inside the candidate itself is no company.
      const has = tokens.some((token) => keys.has(token));
      sentences++;
      if (has) withTerm++;
      note(tokens, sentence, has, keys, seen, terms);
    }
  }
  const candidates = [...seen]
    .filter(([word, s]) => s.sentences >= minCount && s.together > 0 && isCandidate(word, keys))
    .map(([word, s]) => describe(word, s, { sentences, withTerm }, terms, fresh.get(word)));
  const rank = (c: Candidate): number =>
    Math.max(c.pmi, 0) * Math.log1p(c.together) * (1 + c.similarity);
  return candidates
    .filter((c) => c.pmi > 0)
    .sort((a, b) => rank(b) - rank(a) || (a.term < b.term ? -1 : 1))
    .slice(0, options.limit ?? 50);
}

/** New words are cut whole too; parts of longer ones are left out. */
function withNewWords(
  dictionary: Dictionary,
  fresh: ReadonlyMap<string, NewWord>,
): Pick<Dictionary, "terms"> {
  const known = new Set(dictionary.terms.map((t) => t.key));
  const extra = [...fresh.keys()]
    .filter((w) => w.length >= 3 && !known.has(w))
    .map((key) => ({
      term: key,
      key,
      group: "",
      weight: 1,
      source: "",
      synonymOf: undefined,
      exclude: [],
    }));
  return { terms: [...dictionary.terms, ...extra] };
}

function note(
  tokens: readonly string[],
  sentence: string,
  has: boolean,
  keys: ReadonlySet<string>,
  seen: Map<string, Seen>,
  terms: Map<string, number>,
): void {
  const here = new Set<string>();
  tokens.forEach((word, i) => {
    if (!/[\p{L}\p{N}]/u.test(word)) return;
    const left = `<${tokens[i - 1] ?? ""}`;
    const right = `>${tokens[i + 1] ?? ""}`;
    if (keys.has(word)) {
      terms.set(left, (terms.get(left) ?? 0) + 1);
      terms.set(right, (terms.get(right) ?? 0) + 1);
      return;
    }
    let s = seen.get(word);
    if (s === undefined) {
      s = { count: 0, sentences: 0, together: 0, example: "", neighbours: new Map() };
      seen.set(word, s);
    }
    s.count++;
    s.neighbours.set(left, (s.neighbours.get(left) ?? 0) + 1);
    s.neighbours.set(right, (s.neighbours.get(right) ?? 0) + 1);
    if (here.has(word)) return;
    here.add(word);
    s.sentences++;
    if (!has) return;
    s.together++;
    if (s.example === "") s.example = sentence;
  });
}

/** Words of two characters and more that are no number and no function word. */
function isCandidate(word: string, keys: ReadonlySet<string>): boolean {
  if (word.length < 2 || keys.has(word) || /^[\d.%]+$/.test(word)) return false;
  return !/[的了是在和与及等对为把被将以]/.test(word);
}

function describe(
  word: string,
  s: Seen,
  totals: { readonly sentences: number; readonly withTerm: number },
  terms: ReadonlyMap<string, number>,
  fresh: NewWord | undefined,
): Candidate {
  return {
    term: word,
    count: s.count,
    sentences: s.sentences,
    together: s.together,
    pmi: Math.log2((s.together * totals.sentences) / (s.sentences * totals.withTerm)),
    similarity: cosine(s.neighbours, terms),
    cohesion: fresh?.cohesion ?? null,
    entropy: fresh?.entropy ?? null,
    example: s.example,
  };
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (const [k, n] of a) {
    dot += n * (b.get(k) ?? 0);
    aa += n * n;
  }
  for (const n of b.values()) bb += n * n;
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
