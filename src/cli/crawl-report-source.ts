import { type CrawlSummary, crawl, Fetcher, type Source, startPages } from "../crawl/index.js";
import { Frontier, type Store } from "../store/index.js";
import type { Context } from "./context.js";
import { type CrawlFlags, clientOptions } from "./crawl-flags.js";
import { reportIngest } from "./crawl-ingest.js";
import { cliError } from "./errors.js";

/** A fetcher as the source and the options want it. */
export function fetcherFor(
  context: Context,
  source: { hosts: string[]; polite: Omit<Source["polite"], "maxPages"> } | undefined,
  flags: Pick<CrawlFlags, "allowPrivate" | "proxy">,
): Fetcher {
  return new Fetcher({
    polite: {
      delayMs: source?.polite.delayMs ?? 1000,
      concurrency: source?.polite.concurrency ?? 1,
      robots: (source?.polite.robots ?? true) ? "obey" : "ignore",
    },
    client: clientOptions(context, flags),
    ...(source === undefined ? {} : { hosts: source.hosts }),
    signal: context.io.signal,
  });
}

/** Runs one source of reports; undefined after `--dry-run`, which prints. */
export async function runReportSource(
  context: Context,
  store: Store,
  source: Source,
  flags: CrawlFlags,
): Promise<CrawlSummary | undefined> {
  for (const option of ["query", "legal", "saved"] as const) {
    if (flags[option] === undefined) continue;
    const expected = `a source of patents (${source.name} holds reports)`;
    throw cliError("bad-option", { option: `--${option}`, value: String(flags[option]), expected });
  }
  const frontier = new Frontier(store, source.name);
  if (flags.dryRun === true) {
    const starts = startPages(source).filter((url) => frontier.get(url) === undefined);
    const urls = [...starts, ...frontier.list("waiting").map((w) => w.url)];
    context.print(urls.join("\n"), { kind: "crawl-dry-run", source: source.name, urls });
    return undefined;
  }
  if (flags.refresh === true) frontier.requeue("all");
  frontier.requeue(flags.retryFailed === true ? "failed" : "failed-later");
  const fetcher = fetcherFor(context, source, flags);
  try {
    return await crawl(store, source, {
      fetcher,
      ingest: reportIngest(),
      run: context.io.now().toISOString(),
      now: context.io.now,
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
      ...(flags.since === undefined ? {} : { since: flags.since }),
      progress: context.progress,
      signal: context.io.signal,
    });
  } finally {
    await fetcher.close();
  }
}
