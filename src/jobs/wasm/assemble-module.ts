import { type Code, I32, type Local, unsigned } from "./instructions.js";

/** A function under construction: parameters are all addresses or counts. */
export class FunctionDraft {
  readonly name: string;
  readonly parameters: readonly Local[];
  body: Code = [];
  readonly #types: number[] = [];

  constructor(name: string, parameters: number) {
    this.name = name;
    this.parameters = Array.from({ length: parameters }, (_, i) => i);
  }

  /** A new local variable. */
  local(type: number): Local {
    this.#types.push(type);
    return this.parameters.length + this.#types.length - 1;
  }

  get types(): readonly number[] {
    return this.#types;
  }
}

const MAX_PAGES = 65536;

/**
 * Bytes of a WebAssembly module that works on an imported shared memory `env.memory`.
 * 中文: 生成 WebAssembly 模块
 *
 * Every function has i32 parameters and no result and is exported under its name.
 * Source    WebAssembly Core Specification 2.0, binary format; threads proposal (shared memory).
 */
export function assembleModule(functions: readonly FunctionDraft[]): Uint8Array {
  const arities = [...new Set(functions.map((f) => f.parameters.length))];
  const types = arities.map((n) => [0x60, ...vector(Array(n).fill([I32])), 0x00]);
  const memory = [...text("env"), ...text("memory"), 0x02, 0x03, ...unsigned(1)];
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([[...memory, ...unsigned(MAX_PAGES)]])),
    ...section(3, vector(functions.map((f) => unsigned(arities.indexOf(f.parameters.length))))),
    ...section(7, vector(functions.map((f, i) => [...text(f.name), 0x00, ...unsigned(i)]))),
    ...section(10, vector(functions.map(functionBody))),
  ];
  return Uint8Array.from(bytes);
}

function functionBody(f: FunctionDraft): number[] {
  const locals = vector(f.types.map((type) => [0x01, type]));
  const bytes = [...locals, ...f.body, 0x0b];
  return [...unsigned(bytes.length), ...bytes];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): number[] {
  const bytes = Array.from(value, (c) => c.charCodeAt(0));
  return [...unsigned(bytes.length), ...bytes];
}
