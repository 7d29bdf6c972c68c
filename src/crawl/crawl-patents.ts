import { Interrupted, type Progress, silent } from "../base/index.js";
import {
  type CrawlUrl,
  Frontier,
  type MergeState,
  type ReportedPatent,
  type Store,
} from "../store/index.js";
import type { CrawlSummary } from "./crawl.js";
import { SourceError } from "./errors.js";
import type { PatentSession } from "./patent-interface.js";
import type { PatentSource } from "./patent-source.js";
import { attemptsMade } from "./retry.js";
import { settleFailure } from "./settle-failure.js";

/** Writes one patent, inside the transaction that settles its page. */
export type PatentIngest = (patent: ReportedPatent) => (store: Store) => {
  readonly state: MergeState | "skipped";
  /** What was doubtful: `bad-check-digit`, `malformed-ipc` … */
  readonly notes: readonly string[];
};

/** Choices of a crawl of patents. */
export interface CrawlPatentsOptions {
  readonly session: PatentSession;
  readonly ingest: PatentIngest;
  readonly run: string;
  readonly now: () => Date;
  /** Requests in this run at most; the source's own budget holds too. */
  readonly limit?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** The summary of a run; `fetched` counts requests, the other numbers patents. */
export interface PatentCrawlSummary extends CrawlSummary {
  /** Patents that were stored and got something added. */
  readonly merged: number;
  /** Results that the interface counts for the questions, as far as it said so in this run. */
  readonly found: number;
  readonly notes: Readonly<Record<string, number>>;
}

/** Trouble that every further request would have too. */
const HOPELESS = new Set(["quota", "refused-key", "captcha", "login-wall", "script-challenge"]);

/**
 * Asks an interface its questions, page by page, until all is read or the budget is spent.
 * 中文: 采集专利
 *
 * Each request is an address of the frontier and leaves the queue in the transaction that stores its
 * patents: a run that is killed goes on where it was. A quota that is used up, a refused key or a
 * wall ends the run and leaves the address waiting; other failures stay in the list with their reason.
 */
export async function crawlPatents(
  store: Store,
  source: PatentSource,
  options: CrawlPatentsOptions,
): Promise<PatentCrawlSummary> {
  const frontier = new Frontier(store, source.name);
  store.transaction(() => {
    for (const query of source.query) {
      for (const url of options.session.start(query)) frontier.add(url, "list", { depth: 0 });
    }
  });
  const run = new PatentRun(store, frontier, source, options);
  const progress = options.progress ?? silent;
  progress.start(source.name);
  while (!run.done) {
    const [entry] = frontier.waiting(1);
    if (entry === undefined) break;
    if (options.signal?.aborted) throw new Interrupted("interrupted");
    await run.work(entry);
    progress.advance();
  }
  progress.finish();
  return run.summary();
}

class PatentRun {
  #stopped = false;
  #requests = 0;
  #fetched = 0;
  #found = 0;
  readonly #counts = { stored: 0, merged: 0, duplicate: 0 };
  readonly #notes = new Map<string, number>();
  readonly #failed: { url: string; reason: string; attempts: number }[] = [];
  readonly #skipped: { url: string; reason: string }[] = [];
  readonly #store: Store;
  readonly #frontier: Frontier;
  readonly #source: PatentSource;
  readonly #options: CrawlPatentsOptions;

  constructor(
    store: Store,
    frontier: Frontier,
    source: PatentSource,
    options: CrawlPatentsOptions,
  ) {
    this.#store = store;
    this.#frontier = frontier;
    this.#source = source;
    this.#options = options;
  }

  get done(): boolean {
    const limit = this.#options.limit ?? Number.POSITIVE_INFINITY;
    return this.#stopped || this.#requests >= Math.min(this.#source.polite.maxPages, limit);
  }

  async work(entry: CrawlUrl): Promise<void> {
    this.#requests++;
    try {
      const answer = await this.#options.session.read(entry.url);
      this.#fetched++;
      // Every page of a result repeats the count.
      if (entry.depth === 0) this.#found += answer.total ?? 0;
      if ((answer.withheld ?? 0) > 0) {
        const reason = `${answer.withheld} of ${answer.total} results are not given out: narrow the question, e.g. by years`;
        this.#skipped.push({ url: entry.url, reason });
      }
      const writes = answer.patents.map((p) => this.#options.ingest(p));
      this.#store.transaction(() => {
        for (const url of answer.next) {
          this.#frontier.add(url, "page", { depth: entry.depth + 1, parent: entry.url });
        }
        for (const [i, write] of writes.entries()) {
          this.#count(write(this.#store), answer.patents[i]!);
        }
        this.#frontier.settle(entry.url, {
          state: "stored",
          attempts: answer.page.attempts,
          rawHash: this.#keep(answer.page.body, answer.page.headers["content-type"] ?? ""),
          run: this.#options.run,
          fetchedAt: this.#options.now().toISOString(),
        });
      });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#fail(entry, error);
    }
  }

  /** Answers are kept as they came, by hash: every stored patent can be traced to its page. */
  #keep(body: Uint8Array, media: string): string {
    return this.#store.putContent(body, media);
  }

  #count(result: ReturnType<ReturnType<PatentIngest>>, patent: ReportedPatent): void {
    for (const note of result.notes) this.#notes.set(note, (this.#notes.get(note) ?? 0) + 1);
    if (result.state === "skipped") {
      const url = patent.publication || patent.title;
      this.#skipped.push({ url, reason: "no number to know it by" });
    } else this.#counts[result.state]++;
  }

  #fail(entry: CrawlUrl, error: SourceError): void {
    const attempts = attemptsMade(error);
    this.#failed.push({ url: entry.url, reason: error.label, attempts });
    // A page saved by hand stands for itself only.
    if (HOPELESS.has(error.reason) && !entry.url.startsWith("file:")) this.#stopped = true;
    else settleFailure(this.#frontier, entry.url, error, this.#options);
  }

  summary(): PatentCrawlSummary {
    return {
      source: this.#source.name,
      verified: this.#source.verified,
      fetched: this.#fetched,
      stored: this.#counts.stored,
      merged: this.#counts.merged,
      unchanged: 0,
      duplicates: this.#counts.duplicate,
      failed: this.#failed,
      skipped: this.#skipped,
      remaining: this.#frontier.counts().waiting,
      found: this.#found,
      notes: Object.fromEntries([...this.#notes].sort()),
    };
  }
}
