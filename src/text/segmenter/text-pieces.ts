/** Units that are cut in one call: each call costs, and so does a list of a million tokens. */
const PIECE = 32_768;
/** An endless line without a full stop is broken here, in a word or not. */
const LONGEST = 1 << 20;

/** Parts of a text, each up to a line end or, in an endless line, a full stop. */
export function* textPieces(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > PIECE) {
    const length = pieceLength(text.slice(from, from + LONGEST));
    yield text.slice(from, from + length);
    from += length;
  }
  if (from < text.length) yield text.slice(from);
}

/** Both marks are separators of the engines: no word reaches over them. */
function pieceLength(text: string): number {
  const usual = text.slice(0, PIECE);
  for (const mark of ["\n", "。"]) {
    const last = usual.lastIndexOf(mark);
    if (last >= 0) return last + 1;
  }
  const next = /[\n。]/.exec(text)?.index;
  return next === undefined ? text.length : next + 1;
}
