import type { Localized } from "./localized.js";

/**
 * How long work tells what it is doing; the command line draws it, the library stays silent.
 * 中文: 进度回报接口
 */
export interface Progress {
  /** A named piece of work begins; `total` items are expected, if known. */
  start(task: string | Localized, total?: number): void;
  /** `count` more items are done (default 1). */
  advance(count?: number): void;
  /** The piece of work is over; `summary` replaces its line. */
  finish(summary?: string | Localized): void;
}

/** A progress that prints nothing: the default of every library function.   中文: 静默进度 */
export const silent: Progress = { start() {}, advance() {}, finish() {} };
