import { type CrawlSummary, crawl, type Source, startPages } from "../crawl/index.js";
import { Frontier, type Store } from "../store/index.js";
import { type CollectTools, fetcherOf } from "./collect-tools.js";
import { reportIngest } from "./report-ingest.js";

/** What a run of a source does about pages that it has seen. */
export interface RepeatOptions {
  /** `failed`: failed pages are asked for again; `all`: every page. */
  readonly repeat?: "failed" | "all" | undefined;
}

/** Choices of `runReportSource`. */
export interface ReportSourceOptions extends RepeatOptions {
  /** Most pages of this run. */
  readonly limit?: number | undefined;
  /** Only reports of this year or later. */
  readonly since?: number | undefined;
}

/** The addresses that a run would ask for, fetching nothing.   中文: 待采集的报告地址 */
export function waitingReportPages(store: Store, source: Source): readonly string[] {
  const frontier = new Frontier(store, source.name);
  const starts = startPages(source).filter((url) => frontier.get(url) === undefined);
  return [...starts, ...frontier.list("waiting").map((w) => w.url)];
}

/**
 * Runs one source of reports into the store: fetched, cleaned, recognised.   中文: 采集报告来源入库
 *
 * Errors    those of `crawl`
 */
export async function runReportSource(
  store: Store,
  source: Source,
  tools: CollectTools,
  { limit, since, repeat }: ReportSourceOptions = {},
): Promise<CrawlSummary> {
  requeue(new Frontier(store, source.name), repeat);
  const fetcher = fetcherOf(source, tools);
  try {
    return await crawl(store, source, {
      fetcher,
      ingest: reportIngest(),
      run: tools.now().toISOString(),
      now: tools.now,
      ...(limit === undefined ? {} : { limit }),
      ...(since === undefined ? {} : { since }),
      progress: tools.progress,
      signal: tools.signal,
    });
  } finally {
    await fetcher.close();
  }
}

/** Puts pages back into the queue: those that may succeed later always, others as asked. */
export function requeue(frontier: Frontier, repeat: RepeatOptions["repeat"]): void {
  if (repeat === "all") frontier.requeue("all");
  frontier.requeue(repeat === "failed" ? "failed" : "failed-later");
}
