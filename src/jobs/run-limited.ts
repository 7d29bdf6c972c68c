import { beyondLimit, limits } from "../base/index.js";
import type { Job } from "./job.js";
import { openThread, type Thread } from "./thread.js";

/** A thread that has nothing to do, kept for the next task of its job. */
const idle = new Map<string, Thread<never, never>>();

/** What a task is about and how long it may take. */
export interface LimitedOptions {
  /** The file that messages name. */
  readonly file: string;
  readonly transfer?: readonly ArrayBuffer[];
}

/**
 * Does one task in a thread of its own, which is ended when the task takes longer or more memory than
 * the limits allow: a reader of others that loops or swells is an error with the name of the file.
 * 中文: 在限时限内存的线程中执行
 *
 * The thread is kept for the next task and does not hold the process back from ending.
 *
 * Errors    limit/exceeded (seconds, memory); those of the job.
 * @example await runLimited(parseJob, null, task, { file: "a.doc" })
 */
export async function runLimited<S, T, R>(
  job: Job<S, T, R>,
  setup: S,
  task: T,
  options: LimitedOptions,
): Promise<R> {
  const { seconds, memory } = limits();
  const key = `${job.file.href} ${memory} ${JSON.stringify([setup, limits()])}`;
  const thread = (idle.get(key) as Thread<T, R> | undefined) ?? openThread(job, setup, { memory });
  idle.delete(key);
  thread.mark("busy");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const ms = Math.min(seconds * 1000, 2 ** 31 - 1);
    timer = setTimeout(() => reject(beyondLimit("seconds", options.file)), ms);
  });
  let kept = false;
  try {
    const result = await Promise.race([thread.ask(task, options.transfer ?? []), late]);
    kept = true;
    return result;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_WORKER_OUT_OF_MEMORY") throw beyondLimit("memory", options.file);
    kept = (error as Error).name === "UserError" && code !== "limit/exceeded";
    throw error;
  } finally {
    clearTimeout(timer);
    if (kept && !idle.has(key)) {
      thread.mark("idle");
      idle.set(key, thread as unknown as Thread<never, never>);
    } else await thread.close();
  }
}
