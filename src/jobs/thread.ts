import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import { limits, UserError } from "../base/index.js";
import type { Job } from "./job.js";
import type { Answer } from "./messages.js";

/** One thread that serves a job. */
export interface Thread<T, R> {
  /** Tasks asked and not answered yet. */
  readonly load: () => number;
  ask(task: T, transfer: readonly ArrayBuffer[]): Promise<R>;
  close(): Promise<unknown>;
  /** `idle`: the process may end although the thread is there. */
  mark(state: "idle" | "busy"): void;
}

/** What `serveJob` is given when its thread starts. */
export interface ThreadData<S> {
  readonly setup: S;
  readonly limits: ReturnType<typeof limits>;
}

/** How a thread is opened. */
export interface ThreadOptions {
  /** Megabytes of its heap; default that of the process. */
  readonly memory?: number;
}

/** Starts a thread: the compiled file, or in a checkout the source by way of tsx.   中文: 启动线程 */
export function openThread<S, T, R>(
  job: Job<S, T, R>,
  setup: S,
  options: ThreadOptions = {},
): Thread<T, R> {
  const worker = startWorker(job.file, { setup, limits: limits() }, options);
  const waiting = new Map<number, { resolve: (r: R) => void; reject: (e: unknown) => void }>();
  let dead: Error | undefined;
  const end = (error: Error): void => {
    dead ??= error;
    for (const w of waiting.values()) w.reject(dead);
    waiting.clear();
  };
  worker.on("error", end);
  worker.on("exit", (code) => end(new Error(`a thread ended (code ${code})`)));
  worker.on("message", ({ id, result, failure }: Answer<R>) => {
    const w = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) w?.resolve(result as R);
    else w?.reject(errorOf(failure));
  });
  let count = 0;
  return {
    load: () => waiting.size,
    ask(task, transfer) {
      const id = count++;
      const answer = new Promise<R>((resolve, reject) => {
        if (dead !== undefined) {
          reject(dead);
          return;
        }
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, task }, [...transfer]);
      });
      // It is awaited later; an early failure must not count as unhandled until then.
      answer.catch(() => {});
      return answer;
    },
    close: () => worker.terminate(),
    mark: (state) => (state === "idle" ? worker.unref() : worker.ref()),
  };
}

/** True when the job's compiled file is there: threads start in milliseconds. */
export function isCompiled(file: URL): boolean {
  return existsSync(fileURLToPath(file));
}

function startWorker(file: URL, data: ThreadData<unknown>, options: ThreadOptions): Worker {
  // A thread has the small heap of a browser tab otherwise, whatever the process was given.
  const memory = options.memory ?? getHeapStatistics().heap_size_limit / 2 ** 20;
  const how = { workerData: data, resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memory) } };
  if (isCompiled(file)) return new Worker(file, how);
  const source = file.href.replace(/\.js$/, ".ts");
  // From here, not from the working folder, which may be anywhere.
  const tsx = import.meta.resolve("tsx/esm/api");
  const code = `import(${JSON.stringify(tsx)}).then((tsx) => (tsx.register(), import(${JSON.stringify(source)})))`;
  return new Worker(code, { ...how, eval: true });
}

function errorOf(failure: NonNullable<Answer<never>["failure"]>): Error {
  const { user, fault } = failure;
  if (user !== undefined) return new UserError(user.code, user.facts, user.text);
  return new Error(`a thread failed: ${fault}`);
}
