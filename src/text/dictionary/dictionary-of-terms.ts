import { textError } from "../errors.js";
import { buildDictionary, termKey } from "./build-dictionary.js";
import type { Dictionary } from "./dictionary.js";

/**
 * A dictionary of single words typed by the user.   中文: 由词语建立词典
 *
 * Errors    text/empty-term — nothing to look for.
 * @example dictionaryOfTerms(["数字经济"]).terms.length // 1
 */
export function dictionaryOfTerms(terms: readonly string[]): Dictionary {
  if (terms.length === 0 || terms.some((t) => !/[\p{L}\p{N}]/u.test(termKey(t)))) {
    throw textError("empty-term", {});
  }
  const name = terms.length === 1 ? terms[0]! : "terms";
  return buildDictionary(
    terms.map((term, i) => ({ term, row: i + 1 })),
    { name, title: name, file: "", sha256: "" },
  );
}
