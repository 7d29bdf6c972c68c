/**
 * The way from places of a changed text back to places of the text as it was.
 * 中文: 规范化文本到原文的位置映射
 *
 * Only pieces that changed their length are kept: all between moves along by what was added or
 * taken out before.
 */
export class OffsetMap {
  /** Nothing moved. */
  static readonly identity = new OffsetMap([], [], []);

  /** Where each piece ends in the changed text, how long it is there, and how long it was. */
  readonly #ends: readonly number[];
  readonly #lengths: readonly number[];
  readonly #before: readonly number[];
  /** What the original is further on by behind each piece. */
  readonly #shifts: readonly number[];

  private constructor(
    ends: readonly number[],
    lengths: readonly number[],
    before: readonly number[],
  ) {
    this.#ends = ends;
    this.#lengths = lengths;
    this.#before = before;
    let shift = 0;
    this.#shifts = lengths.map((n, i) => {
      shift += before[i]! - n;
      return shift;
    });
  }

  /** Pieces are added in the order of the text. */
  static builder(): {
    add(at: number, length: number, before: number): void;
    build(): OffsetMap;
  } {
    const ends: number[] = [];
    const lengths: number[] = [];
    const originals: number[] = [];
    return {
      add(at, length, before) {
        ends.push(at + length);
        lengths.push(length);
        originals.push(before);
      },
      build: () =>
        ends.length === 0 ? OffsetMap.identity : new OffsetMap(ends, lengths, originals),
    };
  }

  /** No place moved. */
  get isIdentity(): boolean {
    return this.#ends.length === 0;
  }

  /** Where the character at a place of the changed text begins in the original. */
  start(position: number): number {
    const done = this.#piecesBefore(position);
    const shift = done === 0 ? 0 : this.#shifts[done - 1]!;
    const next = this.#ends[done];
    // Inside a piece: where the piece began.
    const begin = next === undefined ? position : next - this.#lengths[done]!;
    return Math.min(position, begin) + shift;
  }

  /** Where the character in front of a place of the changed text ends in the original. */
  end(position: number): number {
    if (position === 0) return 0;
    const done = this.#piecesBefore(position - 1);
    const shift = done === 0 ? 0 : this.#shifts[done - 1]!;
    const next = this.#ends[done];
    if (next === undefined) return position + shift;
    const begin = next - this.#lengths[done]!;
    // The character is inside the piece: all of it belongs to the character.
    return position > begin ? begin + shift + this.#before[done]! : position + shift;
  }

  /** Pieces that end at or before a place. */
  #piecesBefore(position: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
