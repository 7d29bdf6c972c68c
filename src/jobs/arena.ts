import { type WasmMemory, webAssembly } from "./wasm/web-assembly.js";

const PAGE = 65536;
const MAX_PAGES = 65536;
/** A memory above this size is let go after its use: WebAssembly memory never shrinks. */
const KEPT_BYTES = 2 ** 30;
/** Arrays begin at cache lines. */
const LINE = 64;

/**
 * Working memory of the kernels, shared by all threads of the process.   中文: 内核工作内存
 *
 * One computation at a time: `begin` gives all arrays handed out before back. Arrays are views; what
 * must last is copied out of them.
 */
export class Arena {
  #memory: WasmMemory | null = null;
  #top = LINE;

  /** The memory itself, null before the first `begin`. */
  get memory(): WasmMemory | null {
    return this.#memory;
  }

  /** Makes room for arrays of these lengths in bytes; false when that is not to be had. */
  begin(lengths: readonly number[]): boolean {
    const needed = lengths.reduce((s, bytes) => s + aligned(bytes), LINE);
    const pages = Math.ceil(needed / PAGE);
    const api = webAssembly();
    if (api === undefined || pages > MAX_PAGES) return false;
    this.#top = LINE;
    try {
      this.#memory ??= new api.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
      const have = this.#memory.buffer.byteLength / PAGE;
      if (have < pages) this.#memory.grow(pages - have);
    } catch {
      return false;
    }
    return true;
  }

  numbers(length: number): Float64Array<SharedArrayBuffer> {
    return new Float64Array(this.#memory!.buffer, this.#take(8 * length), length);
  }

  integers(length: number): Int32Array<SharedArrayBuffer> {
    return new Int32Array(this.#memory!.buffer, this.#take(4 * length), length);
  }

  /** Ends a computation. */
  end(): void {
    if ((this.#memory?.buffer.byteLength ?? 0) > KEPT_BYTES) this.#memory = null;
  }

  #take(bytes: number): number {
    const at = this.#top;
    this.#top += aligned(bytes);
    return at;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}

/** The one arena of this thread. */
export const arena = new Arena();
