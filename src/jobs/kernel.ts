import { arena } from "./arena.js";
import { type LoadedKernel, MAX_TASKS, ThreadTeam } from "./thread-team.js";
import { threadCount } from "./threads.js";
import { assembleModule, type FunctionDraft } from "./wasm/assemble-module.js";
import { type WasmMemory, type WasmModule, webAssembly } from "./wasm/web-assembly.js";

let nextId = 1;
let team: { readonly size: number; readonly team: ThreadTeam } | null = null;

/**
 * WebAssembly functions on the arena, run by one thread or several.   中文: 计算内核
 *
 * Every function takes the number of the thread first and at most six addresses or counts.
 */
export class Kernel {
  readonly #module: WasmModule;
  readonly #names: readonly string[];
  #loaded: LoadedKernel | null = null;

  /** Errors  a fault where the runtime has no WebAssembly: ask `arena.begin` first. */
  constructor(functions: readonly FunctionDraft[]) {
    this.#module = new (webAssembly()!.Module)(assembleModule(functions));
    this.#names = functions.map((f) => f.name);
  }

  /** Runs a function once for each list of arguments; the lists may run at the same time. */
  run(name: string, tasks: readonly (readonly number[])[], share: "threads" | "alone"): void {
    const loaded = this.#on(arena.memory!);
    const at = this.#names.indexOf(name);
    const threads = threadCount();
    if (share === "alone" || threads < 2 || tasks.length < 2) {
      const call = loaded.functions[at]!;
      for (const task of tasks) call(0, ...task);
      return;
    }
    for (let from = 0; from < tasks.length; from += MAX_TASKS) {
      teamOf(threads).run(loaded, at, tasks.slice(from, from + MAX_TASKS));
    }
  }

  #on(memory: WasmMemory): LoadedKernel {
    if (this.#loaded?.memory === memory) return this.#loaded;
    const api = webAssembly()!;
    const { exports } = new api.Instance(this.#module, { env: { memory } });
    const functions = this.#names.map((name) => exports[name]!);
    this.#loaded = { id: nextId++, module: this.#module, memory, functions };
    return this.#loaded;
  }
}

function teamOf(threads: number): ThreadTeam {
  if (team?.size !== threads) {
    team?.team.close();
    team = { size: threads, team: new ThreadTeam(threads - 1) };
  }
  return team.team;
}
