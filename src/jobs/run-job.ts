import { Interrupted, throwIfInterrupted } from "../base/index.js";
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

/** One result of {@link runJobAsFinished} and the place of its task. */
export interface Finished<R> {
  readonly at: number;
  readonly result: R;
}

/**
 * Does tasks in several threads and gives each result as soon as it is there.
 * 中文: 多线程执行，先完成者先返回
 *
 * For a few tasks of very different length: a thread takes the next task when it is free, so that a
 * long one holds up no other. An interruption ends it at once.
 *
 * Errors    those of the job (a `UserError` stays one); `Interrupted`.
 * @example
 * for await (const { at, result } of runJobAsFinished(double, [1, 2], { setup, threads: 2 })) keep(at, result);
 */
export async function* runJobAsFinished<S, T, R>(
  job: Job<S, T, R>,
  tasks: readonly T[],
  options: RunJobOptions<S, T>,
): AsyncGenerator<Finished<R>> {
  const { signal } = options;
  if (options.threads < 2) {
    let at = 0;
    for await (const result of runJob(job, tasks, options)) yield { at: at++, result };
    return;
  }
  const threads: Thread<T, R>[] = [];
  const running = new Map<Thread<T, R>, Promise<Finished<R> & { readonly thread: Thread<T, R> }>>();
  const interruption = interruptionOf(signal);
  let next = 0;
  const start = (thread: Thread<T, R>): void => {
    running.delete(thread);
    if (next >= tasks.length) return;
    const at = next++;
    const task = tasks[at]!;
    const answer = thread
      .ask(task, options.transfer?.(task) ?? [])
      .then((result) => ({ at, result, thread }));
    // It is raced for once the caller comes back: a failure before that is not unhandled.
    answer.catch(() => {});
    running.set(thread, answer);
  };
  try {
    for (let i = 0; i < options.threads; i++) threads.push(openThread(job, options.setup));
    for (const thread of threads) start(thread);
    while (running.size > 0) {
      throwIfInterrupted(signal);
      const first = await Promise.race([...running.values(), interruption.promise]);
      start(first.thread);
      yield { at: first.at, result: first.result };
    }
  } finally {
    interruption.forget();
    await Promise.all(threads.map((t) => t.close()));
  }
}

/** A promise that fails when the signal comes. */
function interruptionOf(signal: AbortSignal | undefined) {
  let forget = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    if (signal === undefined) return;
    const interrupt = (): void => reject(new Interrupted("interrupted"));
    signal.addEventListener("abort", interrupt, { once: true });
    forget = () => signal.removeEventListener("abort", interrupt);
  });
  promise.catch(() => {});
  return { promise, forget };
}

function idlest<T, R>(threads: readonly Thread<T, R>[]): Thread<T, R> {
  let best = threads[0]!;
  for (const t of threads) if (t.load() < best.load()) best = t;
  return best;
}
