import { availableParallelism } from "node:os";
import type { Job } from "./job.js";
import { isCompiled } from "./thread.js";

/**
 * How many threads a job runs in: as many as asked for, else one for each processor; from sources,
 * where a thread takes seconds to start, only when asked for.   中文: 线程数
 */
export function threadsFor<S, T, R>(
  job: Pick<Job<S, T, R>, "file">,
  asked: number | undefined,
): number {
  return asked ?? (isCompiled(job.file) ? availableParallelism() : 1);
}
