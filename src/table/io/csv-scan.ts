import { tableError } from "../errors.js";

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/**
 * Walks the fields of RFC 4180 bytes.   中文: CSV 字段扫描器
 *
 * After `next()` the field is `bytes[start, end)`; `quoted` says that it stood in quotes, and
 * `escaped` that doubled quotes are inside (`text()` undoes them). `lastInRow` marks the end of a
 * record. Line ends may be LF, CRLF or CR.
 */
export class CsvScanner {
  start = 0;
  end = 0;
  quoted = false;
  escaped = false;
  lastInRow = false;
  position = 0;
  readonly #bytes: Buffer;
  readonly #file: string;

  constructor(bytes: Uint8Array, file: string) {
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
    let i = this.position;
    this.quoted = false;
    this.escaped = false;
    if (i < n && bytes[i] === QUOTE) {
      this.#readQuoted(i, row);
      i = this.end + 1;
      // Anything between the closing quote and the comma belongs to no value; blanks are common.
      while (i < n && bytes[i] !== COMMA && bytes[i] !== LF && bytes[i] !== CR) i++;
    } else {
      this.start = i;
      while (i < n) {
        const c = bytes[i]!;
        if (c === COMMA || c === LF || c === CR) break;
        i++;
      }
      this.end = i;
    }
    if (i < n && bytes[i] === COMMA) {
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
    return this.escaped ? raw.replaceAll('""', '"') : raw;
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
