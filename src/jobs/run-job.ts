import { throwIfInterrupted } from "../base/index.js";
import type { Job } from "./job.js";
import { openThread, type Thread } from "./thread.js";

/** How to run. */
export interface RunJobOptions<S, T> {
  readonly setup: S;
  /** Threads beside this one; 1 does the work in this thread. See `threadsFor`. */
  readonly threads: number;
  /** Buffers of a task that are handed over rather than copied. Default none. */
  readonly transfer?: (task: T) => readonly ArrayBuffer[];
  readonly signal?: AbortSignal;
}

/** Tasks under way or done and not yet taken, for each thread: memory stays flat. */
const WINDOW = 2;

/**
 * Does tasks in several threads and gives the results in the order of the tasks, whichever thread
 * was faster.   中文: 多线程按序执行
 *
 * Tasks are drawn as they are needed, so a million of them need no memory. Leaving the loop (an
 * interruption, an error) ends the threads. The first error, in the order of the tasks, is thrown.
 *
 * Errors    those of the job (a `UserError` stays one); `Interrupted`.
 * @example
 * for await (const y of runJob(double, [1, 2, 3], { setup: { by: 2 }, threads: 2 })) use(y);
 */
export async function* runJob<S, T, R>(
  job: Job<S, T, R>,
  tasks: Iterable<T> | AsyncIterable<T>,
  options: RunJobOptions<S, T>,
): AsyncGenerator<R> {
  const { signal } = options;
  if (options.threads < 2) {
    const work = await job.prepare(options.setup);
    for await (const task of tasks) {
      throwIfInterrupted(signal);
      yield await work(task);
    }
    return;
  }
  const threads: Thread<T, R>[] = [];
  try {
    for (let i = 0; i < options.threads; i++) threads.push(openThread(job, options.setup));
    const waiting: Promise<R>[] = [];
    for await (const task of tasks) {
      throwIfInterrupted(signal);
      waiting.push(idlest(threads).ask(task, options.transfer?.(task) ?? []));
      if (waiting.length >= WINDOW * threads.length) yield await waiting.shift()!;
    }
    while (waiting.length > 0) {
      throwIfInterrupted(signal);
      yield await waiting.shift()!;
    }
  } finally {
    await Promise.all(threads.map((t) => t.close()));
  }
}

function idlest<T, R>(threads: readonly Thread<T, R>[]): Thread<T, R> {
  let best = threads[0]!;
  for (const t of threads) if (t.load() < best.load()) best = t;
  return best;
}
