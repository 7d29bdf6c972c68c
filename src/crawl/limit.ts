import pLimit, { type LimitFunction } from "p-limit";

/** Runs at most `concurrency` of the functions given to it at once. */
export function createLimit(concurrency: number): LimitFunction {
  return pLimit(concurrency);
}

export type { LimitFunction };
