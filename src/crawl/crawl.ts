import { append, Interrupted, type Progress, sha256, silent } from "../base/index.js";
import { type CrawlUrl, Frontier, type Store } from "../store/index.js";
import { admitsHost } from "./admit-host.js";
import { decodePage, looksLikeJson } from "./decode-page.js";
import { discover, discoverJson } from "./discover.js";
import { SourceError } from "./errors.js";
import type { FetchedPage, Fetcher } from "./fetcher.js";
import { createLimit } from "./limit.js";
import { type ReadPage, readPage } from "./read-page.js";
import { attemptsMade } from "./retry.js";
import { isRefused, settleFailure } from "./settle-failure.js";
import type { Source } from "./source.js";

/** A page or attachment ready to be stored. */
export interface CrawledPage {
  readonly url: string;
  readonly title: string;
  readonly date: string | null;
  /** Running text of all parts in order; empty for attachments. */
  readonly text: string;
  /** Bytes of the first part, or of the attachment. */
  readonly raw: Uint8Array;
  readonly media: string;
  readonly source: Source;
}

/** What the caller made of a page, inside the transaction. */
export interface IngestResult {
  readonly state: "stored" | "duplicate" | "skipped";
  readonly documentId: number | null;
  readonly reason?: string;
}

/**
 * Turns a page into a document: first what may take time, then a function that writes, called in
 * the transaction that settles the address.
 */
export type Ingest = (page: CrawledPage) => Promise<(store: Store) => IngestResult>;

/** Choices of a crawl. */
export interface CrawlOptions {
  readonly fetcher: Fetcher;
  readonly ingest: Ingest;
  readonly run: string;
  readonly now: () => Date;
  /** Pages to fetch in this run at most; the source's own budget holds too. */
  readonly limit?: number;
  /** Only pages whose title names this year or a later one. */
  readonly since?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** The summary of a run, as `--json` prints it. */
export interface CrawlSummary {
  readonly source: string;
  readonly verified: string;
  readonly fetched: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly duplicates: number;
  readonly failed: readonly {
    readonly url: string;
    readonly reason: string;
    readonly attempts: number;
  }[];
  readonly skipped: readonly { readonly url: string; readonly reason: string }[];
  readonly remaining: number;
}

const BATCH = 64;
const MAX_PARTS = 60;
const MAX_DEPTH = 50;
const MAX_FOLLOW = 3;

/**
 * Works through the frontier of a source until it is empty or the budget is spent.
 * 中文: 采集一个来源
 *
 * Each address leaves the queue in the transaction that stores its page, so a run that is killed
 * goes on where it was: nothing lost, nothing stored twice. Failures stay in the list with their
 * reason; those that a retry may mend are tried again by the next run.
 */
export async function crawl(
  store: Store,
  source: Source,
  options: CrawlOptions,
): Promise<CrawlSummary> {
  const frontier = new Frontier(store, source.name);
  store.transaction(() => {
    for (const url of startPages(source)) frontier.add(url, "list", { depth: 0 });
  });
  const worker = new SourceWorker(store, frontier, source, options);
  const limit = createLimit(source.polite.concurrency);
  const progress = options.progress ?? silent;
  progress.start(source.name);
  while (!worker.spent) {
    const waiting = frontier.waiting(Math.min(BATCH, worker.budgetLeft));
    if (waiting.length === 0) break;
    // Lists before pages, and a whole batch before the next look: order does not depend on timing.
    const kind = waiting[0]!.kind;
    const batch = waiting.filter((w) => w.kind === kind);
    const results = await Promise.allSettled(
      batch.map((entry) =>
        limit(async () => {
          if (options.signal?.aborted) throw new Interrupted("interrupted");
          await worker.work(entry);
          progress.advance();
        }),
      ),
    );
    const fault = results.find((r) => r.status === "rejected");
    if (fault !== undefined) throw fault.reason;
  }
  progress.finish();
  return worker.summary();
}

/** The list pages that a crawl of the source begins with.   中文: 起始页 */
export function startPages(source: Source): string[] {
  const pages = source.list.pages;
  if (pages === undefined) return [...source.start];
  const numbered: string[] = [];
  for (let k = pages.first; k <= pages.last; k++) {
    numbered.push(pages.url.replaceAll("{page}", String(k)));
  }
  return [...source.start, ...numbered];
}

class SourceWorker {
  #fetched = 0;
  #pages = 0;
  readonly #counts = { stored: 0, unchanged: 0, duplicate: 0 };
  readonly #failed: { url: string; reason: string; attempts: number }[] = [];
  readonly #skipped: { url: string; reason: string }[] = [];
  readonly #store: Store;
  readonly #frontier: Frontier;
  readonly #source: Source;
  readonly #options: CrawlOptions;

  constructor(store: Store, frontier: Frontier, source: Source, options: CrawlOptions) {
    this.#store = store;
    this.#frontier = frontier;
    this.#source = source;
    this.#options = options;
  }

  get budgetLeft(): number {
    const budget = Math.min(
      this.#source.polite.maxPages,
      this.#options.limit ?? Number.POSITIVE_INFINITY,
    );
    return budget - this.#pages;
  }

  get spent(): boolean {
    return this.budgetLeft <= 0;
  }

  async work(entry: CrawlUrl): Promise<void> {
    this.#pages++;
    try {
      if (entry.kind === "list") await this.#workList(entry);
      else await this.#workPage(entry);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#fail(entry, error);
    }
  }

  async #workList(entry: CrawlUrl): Promise<void> {
    // Lists are always read afresh: they are how new pages are found.
    const page = await this.#get(entry.url, {});
    const text = decodePage(page);
    const found = looksLikeJson(page, text)
      ? parseJsonList(text, page.finalUrl, this.#source)
      : discover(text, page.finalUrl, this.#source);
    this.#store.transaction(() => {
      for (const link of found.pages) this.#addPage(link.url, link.title, entry);
      const lists = [
        ...(entry.depth < MAX_DEPTH ? found.lists : []),
        ...(entry.depth < MAX_FOLLOW ? found.menus : []),
      ];
      for (const url of lists) {
        if (this.#inside(url)) this.#frontier.add(url, "list", under(entry));
      }
      this.#settle(entry, page, "stored", {});
    });
  }

  async #workPage(entry: CrawlUrl): Promise<void> {
    const page = await this.#get(entry.url, { etag: entry.etag, lastModified: entry.lastModified });
    if (page.state === "unchanged") {
      this.#counts.unchanged++;
      this.#store.transaction(() => this.#settle(entry, page, "unchanged", {}));
      return;
    }
    if (entry.rawHash !== null && entry.rawHash === sha256(page.body)) {
      this.#counts.unchanged++;
      this.#store.transaction(() => this.#settle(entry, page, "unchanged", {}));
      return;
    }
    const read = entry.kind === "attachment" ? attachment(entry) : await this.#readAll(page);
    const write = await this.#options.ingest({
      url: page.finalUrl,
      title: read.title || entry.title,
      date: read.date,
      text: read.text,
      raw: page.body,
      media: page.headers["content-type"] ?? "",
      source: this.#source,
    });
    this.#store.transaction(() => {
      for (const url of read.attachments) {
        if (this.#inside(url)) this.#frontier.add(url, "attachment", under(entry, entry.title));
      }
      const result = write(this.#store);
      const rawHash = this.#store.putContent(page.body, page.headers["content-type"] ?? "");
      if (result.state === "stored") this.#counts.stored++;
      else if (result.state === "duplicate") this.#counts.duplicate++;
      else this.#skipped.push({ url: entry.url, reason: result.reason ?? "" });
      this.#settle(entry, page, result.state, {
        rawHash,
        documentId: result.documentId,
        reason: result.reason ?? "",
      });
    });
  }

  /** The parts of a split article, joined in order; a part seen before ends the series. */
  async #readAll(first: FetchedPage): Promise<ReadPage> {
    const read = readPage(decodePage(first), first.finalUrl, this.#source);
    const seen = new Set([first.url, first.finalUrl]);
    const texts = [read.text];
    const attachments = new Set(read.attachments);
    const queue = [...read.next];
    while (queue.length > 0 && seen.size <= MAX_PARTS) {
      const url = queue.shift()!;
      if (seen.has(url) || !this.#inside(url)) continue;
      seen.add(url);
      const part = await this.#get(url, {});
      const next = readPage(decodePage(part), part.finalUrl, this.#source);
      texts.push(next.text);
      for (const a of next.attachments) attachments.add(a);
      append(
        queue,
        next.next.filter((u) => !queue.includes(u)),
      );
    }
    return { ...read, text: texts.join("\n"), attachments: [...attachments] };
  }

  async #get(
    url: string,
    validators: { etag?: string | null; lastModified?: string | null },
  ): Promise<FetchedPage> {
    const page = await this.#options.fetcher.get(url, validators);
    this.#fetched++;
    return page;
  }

  #addPage(url: string, title: string, parent: CrawlUrl): void {
    if (!this.#inside(url)) return;
    const year = /(?:19|20)\d{2}/.exec(title)?.[0];
    const since = this.#options.since;
    if (since !== undefined && year !== undefined && Number(year) < since) return;
    const kind = /\.(?:docx?|pdf|wps)(?:$|\?)/i.test(url) ? "attachment" : "page";
    this.#frontier.add(url, kind, under(parent, title));
  }

  #inside(url: string): boolean {
    return admitsHost(this.#source.hosts, url);
  }

  #fail(entry: CrawlUrl, error: SourceError): void {
    if (isRefused(error)) this.#skipped.push({ url: entry.url, reason: error.label });
    else {
      const attempts = attemptsMade(error);
      this.#failed.push({ url: entry.url, reason: error.label, attempts });
    }
    settleFailure(this.#frontier, entry.url, error, this.#options);
  }

  #settle(
    entry: CrawlUrl,
    page: FetchedPage,
    state: "stored" | "unchanged" | "duplicate" | "skipped",
    more: { rawHash?: string; documentId?: number | null; reason?: string },
  ): void {
    this.#frontier.settle(entry.url, {
      state,
      attempts: page.attempts,
      etag: page.headers.etag ?? null,
      lastModified: page.headers["last-modified"] ?? null,
      run: this.#options.run,
      fetchedAt: this.#options.now().toISOString(),
      ...more,
    });
  }

  summary(): CrawlSummary {
    return {
      source: this.#source.name,
      verified: this.#source.verified,
      fetched: this.#fetched,
      stored: this.#counts.stored,
      unchanged: this.#counts.unchanged,
      duplicates: this.#counts.duplicate,
      failed: this.#failed,
      skipped: this.#skipped,
      remaining: this.#frontier.counts().waiting,
    };
  }
}

function under(parent: CrawlUrl, title = ""): { depth: number; title: string; parent: string } {
  return { depth: parent.depth + 1, title, parent: parent.url };
}

function attachment(entry: CrawlUrl): ReadPage {
  return { title: entry.title, text: "", date: null, next: [], attachments: [] };
}

function parseJsonList(text: string, url: string, source: Source) {
  try {
    return discoverJson(text, url, source);
  } catch (cause) {
    throw new SourceError(url, "wrong-type", "later", { message: "broken JSON", cause });
  }
}
