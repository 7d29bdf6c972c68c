import { tableError } from "../../errors.js";

/** Reads the pieces of a .dta file in order; every step past the end is an error. */
export class DtaCursor {
  readonly bytes: Buffer;
  readonly file: string;
  readonly #view: DataView;
  at = 0;
  little = true;

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.file = file;
  }

  fail(reason: string): never {
    throw tableError("corrupt", { file: this.file, format: "Stata (.dta)", reason });
  }

  /** Makes sure that so many bytes follow, and steps over them; returns where they begin. */
  skip(length: number): number {
    const start = this.at;
    if (!(length >= 0) || start + length > this.bytes.length) {
      this.fail(`it ends at byte ${this.bytes.length}, inside a part of ${length} bytes`);
    }
    this.at = start + length;
    return start;
  }

  expect(tag: string): void {
    const start = this.skip(tag.length);
    if (this.bytes.toString("latin1", start, this.at) !== tag) {
      this.fail(`${tag} is missing at byte ${start}`);
    }
  }

  /** True when the tag comes next; then steps over it. */
  accept(tag: string): boolean {
    const end = this.at + tag.length;
    if (this.bytes.toString("latin1", this.at, end) !== tag) return false;
    this.at = end;
    return true;
  }

  u8(): number {
    return this.bytes[this.skip(1)]!;
  }

  u16(): number {
    return this.#view.getUint16(this.skip(2), this.little);
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4), this.little);
  }

  i32(): number {
    return this.#view.getInt32(this.skip(4), this.little);
  }

  /** Eight bytes as a number; beyond 2^53 no file goes. */
  u64(): number {
    const value = Number(this.#view.getBigUint64(this.skip(8), this.little));
    if (!Number.isSafeInteger(value)) this.fail(`a count of ${value} at byte ${this.at - 8}`);
    return value;
  }

  /** The raw bytes of a field up to its first zero, one character for each byte. */
  raw(length: number): string {
    const start = this.skip(length);
    const zero = this.bytes.indexOf(0, start);
    return this.bytes.toString("latin1", start, zero < 0 || zero > this.at ? this.at : zero);
  }
}
