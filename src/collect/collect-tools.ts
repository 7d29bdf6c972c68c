import type { Progress } from "../base/index.js";
import { Fetcher, type FetcherOptions, type Source } from "../crawl/index.js";

/** What a run of a source needs besides the source and the store. */
export interface CollectTools {
  /** Connections: which addresses, which proxy. */
  readonly client: NonNullable<FetcherOptions["client"]>;
  /** The caller has the clock. */
  readonly now: () => Date;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/** What of a source says how politely its pages are asked for. */
export type PoliteSource = Pick<Source, "hosts"> & {
  readonly polite: Omit<Source["polite"], "maxPages">;
};

/**
 * A fetcher as a source wants it; without a source one page a second, robots obeyed.
 * 中文: 按来源设定的抓取器
 */
export function fetcherOf(
  source: PoliteSource | undefined,
  { client, signal }: Pick<CollectTools, "client" | "signal">,
): Fetcher {
  return new Fetcher({
    polite: {
      delayMs: source?.polite.delayMs ?? 1000,
      concurrency: source?.polite.concurrency ?? 1,
      robots: (source?.polite.robots ?? true) ? "obey" : "ignore",
    },
    client,
    ...(source === undefined ? {} : { hosts: source.hosts }),
    signal,
  });
}
