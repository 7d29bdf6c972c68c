import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sha256 } from "../base/index.js";
import {
  crawlPatents,
  decodePage,
  type FetchedPage,
  Fetcher,
  type PatentCrawlSummary,
  type PatentSession,
  type PatentSource,
  patentInterfaces,
  readCnipaPage,
  readGooglePatent,
} from "../crawl/index.js";
import { Frontier, type Store } from "../store/index.js";
import { readBytes } from "../table/index.js";
import type { CollectTools } from "./collect-tools.js";
import { type RepeatOptions, requeue } from "./crawl-reports.js";
import { patentIngest } from "./patent-ingest.js";

/** Choices of `runPatentSource`. */
export interface PatentSourceOptions extends RepeatOptions {
  /** Keys of the interface by name. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Most pages of this run. */
  readonly limit?: number | undefined;
}

/** The addresses that a run would ask for, fetching nothing.   中文: 待采集的专利地址 */
export async function waitingPatentPages(
  store: Store,
  source: PatentSource,
  tools: CollectTools,
): Promise<readonly string[]> {
  return withSession(source, tools, new Map(), async (session) => {
    const frontier = new Frontier(store, source.name);
    const waiting = frontier.list("waiting").map((w) => w.url);
    const starts = source.query.flatMap((q) => session.start(q));
    return [...starts.filter((url) => frontier.get(url) === undefined), ...waiting];
  });
}

/**
 * Runs one source of patents into the store: asked, placed in cities, merged by application.
 * 中文: 采集专利来源入库
 *
 * Errors    those of `crawlPatents`
 */
export async function runPatentSource(
  store: Store,
  source: PatentSource,
  tools: CollectTools,
  { secrets, limit, repeat }: PatentSourceOptions,
): Promise<PatentCrawlSummary> {
  return withSession(source, tools, secrets, (session) => {
    requeue(new Frontier(store, source.name), repeat);
    return crawlPatents(store, source, {
      session,
      ingest: patentIngest(),
      run: tools.now().toISOString(),
      now: tools.now,
      ...(limit === undefined ? {} : { limit }),
      progress: tools.progress,
      signal: tools.signal,
    });
  });
}

/** Opens a session with the source's interface and closes its connections afterwards. */
async function withSession<T>(
  source: PatentSource,
  tools: CollectTools,
  secrets: ReadonlyMap<string, string>,
  use: (session: PatentSession) => Promise<T>,
): Promise<T> {
  const found = patentInterfaces.get(source.interface)!;
  const endpoint = (source.endpoint ?? found.endpoint).replace(/\/$/, "");
  const fetcher = new Fetcher({
    polite: {
      delayMs: source.polite.delayMs ?? found.delayMs,
      concurrency: 1,
      robots: (source.polite.robots ?? found.robots === "obey") ? "obey" : "ignore",
    },
    client: tools.client,
    hosts: [new URL(endpoint).host],
    signal: tools.signal,
  });
  try {
    const session = found.connect({
      fetcher,
      endpoint,
      secrets,
      details: source.legal ? "with-legal" : "bibliographic",
      now: () => tools.now().getTime(),
    });
    return await use(session);
  } finally {
    await fetcher.close();
  }
}

/** How pages that a browser saved are read, by interface.   中文: 另存网页的读取规则 */
export const SAVED_PAGE_READERS = {
  cnipa: readCnipaPage,
  "google-patents": (html: string, address: string) => [readGooglePatent(html, address)],
} as const;

/** A source whose interface reads pages that a browser saved. */
export type SavedPageSource = PatentSource & {
  readonly interface: keyof typeof SAVED_PAGE_READERS;
};

/** Whether pages of this source can be read from files.   中文: 该来源可否读取另存网页 */
export function isSavedPageSource(source: PatentSource): source is SavedPageSource {
  return Object.hasOwn(SAVED_PAGE_READERS, source.interface);
}

/**
 * Pages that the user saved in a browser, read by the same rules as fetched ones. An address is the
 * file with the hash of its content: a page saved again is read again.
 */
export async function runSavedPages(
  store: Store,
  source: SavedPageSource,
  files: readonly string[],
  tools: Pick<CollectTools, "now" | "progress" | "signal">,
): Promise<PatentCrawlSummary> {
  const read = SAVED_PAGE_READERS[source.interface];
  const pages = new Map(files.map((file) => savedPage(file)).map((p) => [p.url, p]));
  const session: PatentSession = {
    start: (query) => [query],
    read: async (url) => {
      const page = pages.get(url) ?? savedPage(fileURLToPath(new URL(url)));
      return { page, patents: read(decodePage(page), url), next: [] };
    },
  };
  new Frontier(store, source.name).requeue("failed");
  return crawlPatents(
    store,
    { ...source, query: [...pages.keys()] },
    {
      session,
      ingest: patentIngest(),
      run: tools.now().toISOString(),
      now: tools.now,
      progress: tools.progress,
      signal: tools.signal,
    },
  );
}

function savedPage(file: string): FetchedPage {
  const body = readBytes(file);
  const url = `${pathToFileURL(resolve(file)).href}#${sha256(body).slice(0, 16)}`;
  const headers = { "content-type": "text/html" };
  return { url, finalUrl: url, state: "fetched", status: 200, headers, body, attempts: 1 };
}
