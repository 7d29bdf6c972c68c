import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { WasmFunction, WasmMemory, WasmModule } from "./wasm/web-assembly.js";

/** Cells of the control block that the threads share. */
const TURN = 0;
/** Turn and number of the next task in one cell, so that a late thread cannot take a later turn's. */
const NEXT = 1;
const TASKS = 2;
const DONE = 3;
const FAILED = 4;
const KERNEL = 5;
const FUNCTION = 6;
const FIRST = 8;
const TASK_BITS = 7;
const TASK_MASK = 2 ** TASK_BITS - 1;
/** Arguments of a task behind the thread's number. */
const ARGUMENTS = 6;
/** Tasks of one turn, at most. */
export const MAX_TASKS = 64;
/** Looks at the control block before a thread goes to sleep: a turn often follows at once. */
const SPINS = 2000;

/** Plain JavaScript, so that a thread starts the same from sources and from the built package. */
const THREAD = `
const { workerData, receiveMessageOnPort } = require("node:worker_threads");
const { control, port, index } = workerData;
const kernels = new Map();
for (let turn = 0; ; ) {
  for (let s = 0; s < ${SPINS} && Atomics.load(control, ${TURN}) === turn; s++);
  Atomics.wait(control, ${TURN}, turn);
  turn = Atomics.load(control, ${TURN});
  for (let m = receiveMessageOnPort(port); m !== undefined; m = receiveMessageOnPort(port)) {
    const { id, module, memory } = m.message;
    kernels.set(id, Object.values(new WebAssembly.Instance(module, { env: { memory } }).exports));
  }
  for (;;) {
    const ticket = Atomics.load(control, ${NEXT});
    const task = ticket & ${TASK_MASK};
    if (ticket >> ${TASK_BITS} !== (turn << ${TASK_BITS}) >> ${TASK_BITS}) break;
    const run = kernels.get(control[${KERNEL}])?.[control[${FUNCTION}]];
    if (task >= Atomics.load(control, ${TASKS}) || run === undefined) break;
    if (Atomics.compareExchange(control, ${NEXT}, ticket, ticket + 1) !== ticket) continue;
    try {
      const at = ${FIRST} + task * ${ARGUMENTS};
      run(index, ...control.subarray(at, at + ${ARGUMENTS}));
    } catch {
      Atomics.store(control, ${FAILED}, 1);
    }
    Atomics.add(control, ${DONE}, 1);
    Atomics.notify(control, ${DONE});
  }
}
`;

/** A kernel's module on a memory, and its functions in the main thread. */
export interface LoadedKernel {
  readonly id: number;
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly functions: readonly WasmFunction[];
}

/**
 * Threads that sleep on a shared control block and run kernels on a shared memory.
 * 中文: 共享内存线程组
 *
 * `run` is synchronous: the main thread takes tasks too and returns when all are done. Which thread
 * takes which task is left to chance; a task must therefore write where no other task does.
 */
export class ThreadTeam {
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * (FIRST + MAX_TASKS * ARGUMENTS)));
  readonly #ports: MessagePort[] = [];
  readonly #workers: Worker[] = [];
  readonly #loaded = new Set<number>();
  #turn = 0;

  /** @param others Threads besides the main one. */
  constructor(others: number) {
    for (let index = 1; index <= others; index++) {
      const { port1, port2 } = new MessageChannel();
      const workerData = { control: this.#control, port: port2, index };
      const worker = new Worker(THREAD, { eval: true, workerData, transferList: [port2] });
      worker.unref();
      port1.unref();
      this.#workers.push(worker);
      this.#ports.push(port1);
    }
  }

  /** Runs one function of a kernel on every list of arguments. */
  run(kernel: LoadedKernel, at: number, tasks: readonly (readonly number[])[]): void {
    this.#load(kernel);
    const control = this.#control;
    tasks.forEach((task, i) => {
      control.set(task, FIRST + i * ARGUMENTS);
    });
    control[KERNEL] = kernel.id;
    control[FUNCTION] = at;
    Atomics.store(control, DONE, 0);
    Atomics.store(control, TASKS, tasks.length);
    this.#turn = (this.#turn + 1) | 0;
    Atomics.store(control, NEXT, this.#turn << TASK_BITS);
    Atomics.store(control, TURN, this.#turn);
    Atomics.notify(control, TURN);
    this.#takePart(kernel.functions[at]!, tasks);
    for (;;) {
      const done = Atomics.load(control, DONE);
      if (done === tasks.length) break;
      Atomics.wait(control, DONE, done);
    }
    if (Atomics.load(control, FAILED) === 1) throw new Error("a kernel failed in a thread");
  }

  /** Ends the threads. */
  close(): void {
    for (const worker of this.#workers) void worker.terminate();
  }

  #takePart(run: WasmFunction, tasks: readonly (readonly number[])[]): void {
    const control = this.#control;
    for (;;) {
      const ticket = Atomics.load(control, NEXT);
      const task = ticket & TASK_MASK;
      if (task >= tasks.length) return;
      if (Atomics.compareExchange(control, NEXT, ticket, ticket + 1) !== ticket) continue;
      run(0, ...tasks[task]!);
      Atomics.add(control, DONE, 1);
    }
  }

  #load({ id, module, memory }: LoadedKernel): void {
    if (this.#loaded.has(id)) return;
    this.#loaded.add(id);
    for (const port of this.#ports) port.postMessage({ id, module, memory });
  }
}
