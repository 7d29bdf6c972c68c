let asked = 1;

/**
 * How many threads the kernels of this process use; results do not depend on it.
 * 中文: 设置计算线程数
 *
 * Defaults  1. As R's `setFixest_nthreads()`: a setting of the machine, not of an estimate.
 */
export function useThreads(count: number): void {
  asked = Math.max(1, Math.floor(count));
}

/** The number of threads asked for. */
export function threadCount(): number {
  return asked;
}
