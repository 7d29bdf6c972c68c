/** A compiled module: opaque, can be sent to threads. */
export type WasmModule = object;

/** A function of a kernel: addresses and counts in, nothing out. */
export type WasmFunction = (...args: number[]) => void;

/** Linear memory; the buffer is replaced when it grows. */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** The part of the WebAssembly interface that is used: Node's types leave it out. */
export interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: Readonly<Record<string, WasmFunction>> };
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => WasmMemory;
}

/** WebAssembly, or undefined where the runtime has none (`node --jitless`). */
export function webAssembly(): WebAssemblyApi | undefined {
  return (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
}
