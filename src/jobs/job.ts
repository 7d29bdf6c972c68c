/** Makes the function that does one task; called once in each thread. */
export type Prepare<S, T, R> = (setup: S) => Work<T, R> | Promise<Work<T, R>>;

/** Does one task. */
export type Work<T, R> = (task: T) => R | Promise<R>;

/**
 * Work that can run in this thread or in others: `prepare`, and the file that serves it with
 * `serveJob(prepare)`. Settings, tasks and results must be plain data (structured clone).
 * 中文: 可并行的工作
 *
 * @example
 * const double: Job<{ by: number }, number, number> = {
 *   file: new URL("./double-thread.js", import.meta.url),
 *   prepare: ({ by }) => (x) => x * by,
 * };
 */
export interface Job<S, T, R> {
  /** Address of the compiled file (`.js`); in a checkout the source beside it is run. */
  readonly file: URL;
  readonly prepare: Prepare<S, T, R>;
}
