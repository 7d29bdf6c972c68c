import type { Localized } from "../../base/index.js";

/** A word of Latin letters that may be the name of a column. */
const WORD = /(?<![\p{L}\p{N}_.])[A-Za-z][A-Za-z0-9_]*(?![A-Za-z0-9_.])/gu;

/**
 * A message with the labels of the columns that it names; in English only of names that are no
 * words.   中文: 将消息中的列名换成标签
 */
export function withLabels(
  { en, zh }: Localized,
  labels: Readonly<Record<string, Localized>>,
): Localized {
  const of = (word: string) => (Object.hasOwn(labels, word) ? labels[word] : undefined);
  return {
    en: en.replace(WORD, (w) => (/[A-Z0-9_]/.test(w.slice(1)) ? (of(w)?.en ?? w) : w)),
    zh: zh.replace(WORD, (w) => of(w)?.zh ?? w),
  };
}
