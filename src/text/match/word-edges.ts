/** Where Latin terms may stand: `latin` as whole words only (default), `none` anywhere. */
export type WordBoundary = "latin" | "none";

/** The term begins, or ends, with a Latin letter or digit. */
export const BEGINS_LATIN = 1;
export const ENDS_LATIN = 2;

/** Which edges of a term are Latin letters or digits. @example latinEdges("互联网+") // 0 */
export function latinEdges(key: string): number {
  if (key === "") return 0;
  const begins = isWordUnit(key.charCodeAt(0)) ? BEGINS_LATIN : 0;
  return begins | (isWordUnit(key.charCodeAt(key.length - 1)) ? ENDS_LATIN : 0);
}

/**
 * Whether a Latin edge of a hit is the edge of a word: `AI` not in `MAIN`, `5G` not in `15G`,
 * `5GHz` or `2.5G`, `工业4` not in `工业4.0`.   中文: 西文词边界
 */
export function standsAlone(text: string, start: number, end: number, edges: number): boolean {
  if ((edges & BEGINS_LATIN) !== 0) {
    const before = text.charCodeAt(start - 1);
    if (isWordUnit(before)) return false;
    const inFigure = before === POINT && isDigit(text.charCodeAt(start));
    if (inFigure && isDigit(text.charCodeAt(start - 2))) return false;
  }
  if ((edges & ENDS_LATIN) !== 0) {
    const after = text.charCodeAt(end);
    if (isWordUnit(after)) return false;
    const inFigure = after === POINT && isDigit(text.charCodeAt(end - 1));
    if (inFigure && isDigit(text.charCodeAt(end + 1))) return false;
  }
  return true;
}

const POINT = 0x2e;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Letters with accents are letters too; NaN, outside of the text, is none. */
function isWordUnit(unit: number): boolean {
  return (
    isDigit(unit) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0xc0 && unit <= 0x24f && unit !== 0xd7 && unit !== 0xf7)
  );
}
