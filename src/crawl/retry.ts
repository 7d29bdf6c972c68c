import type { Rng } from "../base/index.js";
import { SourceError } from "./errors.js";
import type { Clock } from "./host-gate.js";

/** How often and how patiently to try again. */
export interface RetryOptions {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxMs: number;
  /** A longer `Retry-After` is left for a later run. */
  readonly maxRetryAfterMs: number;
}

export const RETRY_DEFAULTS: RetryOptions = {
  attempts: 4,
  baseMs: 1000,
  maxMs: 60_000,
  maxRetryAfterMs: 120_000,
};

/**
 * Waiting time before attempt `attempt` + 1: exponential back-off with full jitter (uniform on
 * [0, base·2^attempt]), or what the server asked for.   中文: 退避时间
 */
export function backoffMs(
  attempt: number,
  options: RetryOptions,
  rng: Rng,
  retryAfterMs?: number,
): number {
  const ceiling = Math.min(options.maxMs, options.baseMs * 2 ** attempt);
  const jitter = ceiling * rng.uniform();
  return retryAfterMs === undefined ? jitter : retryAfterMs + Math.min(jitter, options.baseMs);
}

/**
 * Runs `work` until it succeeds, fails for good, or the attempts are used up.
 * `onWait` hears of each wait (the gate pauses the host).
 */
export async function withRetry<T>(
  work: () => Promise<T>,
  options: RetryOptions,
  tools: {
    readonly rng: Rng;
    readonly clock: Clock;
    readonly signal?: AbortSignal | undefined;
    readonly onWait?: (error: SourceError, ms: number) => void;
  },
): Promise<{ value: T; attempts: number }> {
  for (let attempt = 0; ; attempt++) {
    try {
      return { value: await work(), attempts: attempt + 1 };
    } catch (error) {
      const last = attempt + 1 >= options.attempts;
      if (!(error instanceof SourceError) || error.retry !== "now" || last) {
        throw error instanceof SourceError ? withAttempts(error, attempt + 1) : error;
      }
      const asked = error.retryAfterMs;
      if (asked !== undefined && asked > options.maxRetryAfterMs) {
        throw withAttempts(error, attempt + 1);
      }
      const ms = backoffMs(attempt, options, tools.rng, asked);
      tools.onWait?.(error, ms);
      await tools.clock.sleep(ms, tools.signal);
    }
  }
}

const attemptsOf = new WeakMap<SourceError, number>();

function withAttempts(error: SourceError, attempts: number): SourceError {
  attemptsOf.set(error, attempts);
  return error;
}

/** How many times the failed work was tried. */
export function attemptsMade(error: SourceError): number {
  return attemptsOf.get(error) ?? 1;
}

/** Milliseconds of a `Retry-After` header: seconds or a date; undefined when there is none. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
