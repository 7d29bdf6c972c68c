/** A sentence of a text: `text.slice(start, end)`.   中文: 句子 */
export interface Sentence {
  readonly start: number;
  readonly end: number;
}

/**
 * Sentences of a cleaned text.   中文: 分句
 *
 * A sentence ends with 。！？ or their Latin kin (a point must be followed by a blank or the end),
 * with the closing quotes and brackets that follow, or at a line end. Blank at both ends is left
 * out; sentences are never empty.
 *
 * @example splitSentences("稳增长。促改革！").length // 2
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const push = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && isBlank(text.charCodeAt(from))) from++;
    while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
    if (to > from) sentences.push({ start: from, end: to });
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === LF) {
      push(i);
      start = i + 1;
    } else if (isEnd(unit) || (unit === POINT && isPointEnd(text, i))) {
      let end = i + 1;
      while (end < text.length && isCloser(text.charCodeAt(end))) end++;
      push(end);
      i = end - 1;
    }
  }
  push(text.length);
  return sentences;
}

/** The sentence that holds a position, by binary search; −1 when the position is between two. */
export function sentenceAt(sentences: readonly Sentence[], position: number): number {
  let low = 0;
  let high = sentences.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const sentence = sentences[middle]!;
    if (position < sentence.start) high = middle - 1;
    else if (position >= sentence.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

const LF = 0x0a;
const POINT = 0x2e;

function isEnd(unit: number): boolean {
  return (
    unit === 0x3002 || unit === 0xff01 || unit === 0xff1f || unit === 0x21 || unit === 0x3f // 。！？!?
  );
}

/** Further ends (……！！) and closing quotes and brackets belong to the sentence. */
function isCloser(unit: number): boolean {
  return (
    isEnd(unit) ||
    unit === 0x201d ||
    unit === 0x2019 ||
    unit === 0x300d ||
    unit === 0x300f ||
    unit === 0xff09 ||
    unit === 0x29 ||
    unit === 0x22 ||
    unit === 0x300b
  );
}

function isPointEnd(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  const before = text.charCodeAt(at - 1);
  // 1. is a number of a list, U.S. an abbreviation.
  if (before >= 0x30 && before <= 0x39) return false;
  return before >= 0x61 && before <= 0x7a && (Number.isNaN(next) || next === LF || next === 0x20);
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x3000 || unit === 0x2003 || unit === 0x09 || unit === LF;
}
