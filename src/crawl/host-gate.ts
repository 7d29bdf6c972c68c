import { setTimeout as sleep } from "node:timers/promises";
import { createLimit, type LimitFunction } from "./limit.js";

/** The clock of the gate: replaced in tests. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const LONGEST_SLEEP = 3_600_000;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  // A timer of more than 2³¹ ms rings at once; the gate looks at the time again after each sleep.
  sleep: async (ms, signal) => {
    await sleep(
      Math.min(Math.max(ms, 1), LONGEST_SLEEP),
      undefined,
      signal === undefined ? {} : { signal },
    );
  },
};

interface Lane {
  readonly limit: LimitFunction;
  delayMs: number;
  lastStart: number;
  nextStart: number;
}

/**
 * Politeness: for each host at most `concurrency` requests at once and at least `delayMs` between
 * two starts, whatever the number of callers.   中文: 按主机限速
 *
 * A start is reserved before waiting, so that the delay holds exactly under load.
 */
export class HostGate {
  readonly #lanes = new Map<string, Lane>();
  readonly #concurrency: number;
  readonly #delayMs: number;
  readonly #clock: Clock;

  constructor(
    options: { readonly concurrency: number; readonly delayMs: number },
    clock: Clock = systemClock,
  ) {
    this.#concurrency = options.concurrency;
    this.#delayMs = options.delayMs;
    this.#clock = clock;
  }

  /** Raises the delay of a host, as `Crawl-delay` asks; never lowers it. */
  slowDown(host: string, delayMs: number): void {
    const lane = this.#lane(host);
    lane.delayMs = Math.max(lane.delayMs, delayMs);
  }

  /** The delay that an interface asks for now; never less than the polite one. */
  setDelay(host: string, delayMs: number): void {
    const lane = this.#lane(host);
    lane.delayMs = Math.max(this.#delayMs, delayMs);
    // It holds from the request that was told it.
    lane.nextStart = Math.max(lane.nextStart, lane.lastStart + lane.delayMs);
  }

  /** Nothing starts at the host for this long, as `Retry-After` asks. */
  pause(host: string, ms: number): void {
    const lane = this.#lane(host);
    lane.nextStart = Math.max(lane.nextStart, this.#clock.now() + ms);
  }

  /** Runs `work` when the host's turn comes. */
  run<T>(host: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const lane = this.#lane(host);
    return lane.limit(async () => {
      for (;;) {
        const now = this.#clock.now();
        if (now >= lane.nextStart) {
          lane.lastStart = now;
          lane.nextStart = now + lane.delayMs;
          return work();
        }
        await this.#clock.sleep(lane.nextStart - now, signal);
      }
    });
  }

  #lane(host: string): Lane {
    let lane = this.#lanes.get(host);
    if (lane === undefined) {
      const limit = createLimit(this.#concurrency);
      lane = { limit, delayMs: this.#delayMs, lastStart: Number.NEGATIVE_INFINITY, nextStart: 0 };
      this.#lanes.set(host, lane);
    }
    return lane;
  }
}
