import { textError } from "../errors.js";

/** First letters of jieba's tags, and what they stand for. */
const CLASSES = {
  a: "adjective",
  b: "distinguishing word",
  c: "conjunction",
  d: "adverb",
  e: "Latin word (eng) or exclamation",
  f: "locality",
  g: "morpheme",
  h: "prefix",
  i: "idiom",
  j: "abbreviation",
  k: "suffix",
  l: "phrase",
  m: "number",
  n: "noun",
  o: "onomatopoeia",
  p: "preposition",
  q: "measure word",
  r: "pronoun",
  s: "place",
  t: "time",
  u: "particle",
  v: "verb",
  x: "mark or unknown",
  y: "modal particle",
  z: "state",
} as const;

/**
 * Checks parts of speech as jieba names them (`n`, `v`, `vn`, `ns`, `eng` …).   中文: 校验词性
 *
 * Errors    text/unknown-tag — not a lower-case word with one of the known first letters.
 */
export function parseTags(tags: readonly string[]): readonly string[] {
  for (const tag of tags) {
    if (!/^[a-z]{1,3}$/.test(tag) || !(tag.charAt(0) in CLASSES)) {
      const known = Object.entries(CLASSES).map(([letter, name]) => `${letter} ${name}`);
      throw textError("unknown-tag", { tag, known });
    }
  }
  return tags;
}
