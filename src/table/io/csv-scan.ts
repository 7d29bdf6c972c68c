import { tableError } from "../errors.js";

const QUOTE = 34;
const EQUALS = 61;
const COMMA = 44;
const LF = 10;
const CR = 13;

/**
 * Walks the fields of RFC 4180 bytes.   中文: CSV 字段扫描器
 *
 * After `next()` the field is `bytes[start, end)`; `quoted` says that it stood in quotes, and
 * `escaped` that doubled quotes are inside (`text()` undoes them). `lastInRow` marks the end of a
 * record. Line ends may be LF, CRLF or CR. `="001"`, as Excel guards a code, is the text in it.
 */
export class CsvScanner {
  start = 0;
  end = 0;
  quoted = false;
  escaped = false;
  /** What stands between the closing quote and the delimiter, other than blanks. */
  tail = "";
  lastInRow = false;
  position = 0;
  readonly #bytes: Buffer;
  readonly #file: string;
  readonly #delimiter: number;

  /** `delimiter` is the code of the character between fields. Default the comma. */
  constructor(bytes: Uint8Array, file: string, delimiter = COMMA) {
    this.#delimiter = delimiter;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
  }

  get done(): boolean {
    return this.position >= this.#bytes.length;
  }

  /** Reads the next field; call only when not `done`, or just after a comma. */
  next(row: number): void {
    const bytes = this.#bytes;
    const n = bytes.length;
    const delimiter = this.#delimiter;
    let i = this.position;
    this.quoted = false;
    this.escaped = false;
    this.tail = "";
    if (i < n && bytes[i] === QUOTE) {
      this.#readQuoted(i, row);
      i = this.#readTail(this.end + 1);
    } else if (bytes[i] === EQUALS && this.#isGuarded(i)) {
      this.quoted = true;
      i = this.end + 1;
    } else {
      this.start = i;
      while (i < n) {
        const c = bytes[i]!;
        if (c === delimiter || c === LF || c === CR) break;
        i++;
      }
      this.end = i;
    }
    if (i < n && bytes[i] === delimiter) {
      this.lastInRow = false;
      this.position = i + 1;
      return;
    }
    this.lastInRow = true;
    this.position = bytes[i] === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
  }

  /** Skips empty lines; returns false at the end of the file. */
  skipBlankLines(): boolean {
    const bytes = this.#bytes;
    while (this.position < bytes.length) {
      const c = bytes[this.position]!;
      if (c !== LF && c !== CR) return true;
      this.position++;
    }
    return false;
  }

  text(): string {
    const raw = this.#bytes.toString("utf8", this.start, this.end);
    return (this.escaped ? raw.replaceAll('""', '"') : raw) + this.tail;
  }

  /** `="…"` and nothing else in the field; then `start` and `end` are set to what is inside. */
  #isGuarded(at: number): boolean {
    const bytes = this.#bytes;
    if (bytes[at + 1] !== QUOTE) return false;
    let i = at + 2;
    while (i < bytes.length && bytes[i] !== QUOTE && bytes[i] !== LF && bytes[i] !== CR) i++;
    if (bytes[i] !== QUOTE) return false;
    const next = i + 1 < bytes.length ? bytes[i + 1] : LF;
    if (next !== this.#delimiter && next !== LF && next !== CR) return false;
    this.start = at + 2;
    this.end = i;
    return true;
  }

  /** Behind a closing quote: blanks are common and mean nothing, the rest belongs to the value. */
  #readTail(at: number): number {
    const bytes = this.#bytes;
    const n = bytes.length;
    let i = at;
    while (i < n && bytes[i] !== this.#delimiter && bytes[i] !== LF && bytes[i] !== CR) i++;
    if (i > at) this.tail = bytes.toString("utf8", at, i).trimEnd();
    return i;
  }

  #readQuoted(at: number, row: number): void {
    const bytes = this.#bytes;
    this.quoted = true;
    this.start = at + 1;
    let i = this.start;
    for (;;) {
      i = bytes.indexOf(QUOTE, i);
      if (i < 0) throw tableError("unclosed-quote", { file: this.#file, row });
      if (bytes[i + 1] !== QUOTE) break;
      this.escaped = true;
      i += 2;
    }
    this.end = i;
  }
}
