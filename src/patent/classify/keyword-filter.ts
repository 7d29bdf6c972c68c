import type { Concordance } from "../concordance/concordance.js";

/** True when a text holds a keyword of the rule in this row of the table. */
export type KeywordFilter = (row: number, text: string) => boolean;

/**
 * The second condition of the mode `ipc+keywords`.   中文: 关键词条件
 *
 * A rule counts when one of its keywords stands in the text (full-width and letter case do not
 * matter); a rule without keywords counts in full. The keywords of the published tables are
 * summaries, not search strings: the mode narrows, its exact size means little.
 */
export function createKeywordFilter(concordance: Pick<Concordance, "rules">): KeywordFilter {
  const words = new Map<number, readonly string[]>(
    concordance.rules.map((r) => [r.row, r.keywords.map(fold)]),
  );
  let lastText = "";
  let folded = "";
  return (row, text) => {
    const list = words.get(row);
    if (list === undefined || list.length === 0) return true;
    if (text !== lastText) {
      lastText = text;
      folded = fold(text);
    }
    return list.some((w) => folded.includes(w));
  };
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
