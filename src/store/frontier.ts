import type { Store } from "./store.js";

/** What kind of address it is and what became of it. */
export type CrawlKind = "list" | "page" | "attachment";
export type CrawlState = "waiting" | "stored" | "unchanged" | "duplicate" | "skipped" | "failed";

/** One address of a source. */
export interface CrawlUrl {
  readonly url: string;
  readonly kind: CrawlKind;
  readonly state: CrawlState;
  readonly depth: number;
  readonly title: string;
  readonly parent: string | null;
  readonly attempts: number;
  readonly reason: string;
  /** Whether a later run may try again: `later`, `never` or empty. */
  readonly retry: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly rawHash: string | null;
  readonly documentId: number | null;
  readonly run: string;
}

/** What is written when an address is done. */
export interface CrawlOutcome {
  readonly state: Exclude<CrawlState, "waiting">;
  readonly attempts: number;
  readonly reason?: string;
  readonly retry?: "later" | "never" | "";
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly rawHash?: string | null;
  readonly textHash?: string | null;
  readonly documentId?: number | null;
  readonly run: string;
  readonly fetchedAt: string;
}

const COLUMNS = `url, kind, state, depth, title, parent, attempts, reason, retry, etag,
  last_modified AS lastModified, raw_hash AS rawHash, document_id AS documentId, run`;

/**
 * The durable frontier of one source: an address is added once, leaves `waiting` in the same
 * transaction that stores its page, and so survives a run that is killed.   中文: 采集队列
 */
export class Frontier {
  readonly #store: Store;
  readonly #source: string;

  constructor(store: Store, source: string) {
    this.#store = store;
    this.#source = source;
  }

  /** Adds an address unless it is known; true when it is new. */
  add(
    url: string,
    kind: CrawlKind,
    found: { readonly depth: number; readonly title?: string; readonly parent?: string | null },
  ): boolean {
    const result = this.#store.connection
      .prepare(
        `INSERT OR IGNORE INTO crawl_urls (source, url, kind, state, depth, title, parent)
         VALUES (?, ?, ?, 'waiting', ?, ?, ?)`,
      )
      .run(this.#source, url, kind, found.depth, found.title ?? "", found.parent ?? null);
    return result.changes > 0;
  }

  /** The next waiting addresses: lists before pages, shallow before deep, in order of address. */
  waiting(limit: number): CrawlUrl[] {
    return this.#store.connection
      .prepare(
        `SELECT ${COLUMNS} FROM crawl_urls WHERE source = ? AND state = 'waiting'
         ORDER BY kind = 'list' DESC, depth, url LIMIT ?`,
      )
      .all(this.#source, limit) as CrawlUrl[];
  }

  get(url: string): CrawlUrl | undefined {
    return this.#store.connection
      .prepare(`SELECT ${COLUMNS} FROM crawl_urls WHERE source = ? AND url = ?`)
      .get(this.#source, url) as CrawlUrl | undefined;
  }

  /** Writes what became of an address; call inside the transaction that stores its page. */
  settle(url: string, outcome: CrawlOutcome): void {
    this.#store.connection
      .prepare(
        `UPDATE crawl_urls SET state = ?, attempts = attempts + ?, reason = ?, retry = ?,
           etag = coalesce(?, etag), last_modified = coalesce(?, last_modified),
           raw_hash = coalesce(?, raw_hash), text_hash = coalesce(?, text_hash),
           document_id = coalesce(?, document_id), run = ?, fetched_at = ?
         WHERE source = ? AND url = ?`,
      )
      .run(
        outcome.state,
        outcome.attempts,
        outcome.reason ?? "",
        outcome.retry ?? "",
        outcome.etag ?? null,
        outcome.lastModified ?? null,
        outcome.rawHash ?? null,
        outcome.textHash ?? null,
        outcome.documentId ?? null,
        outcome.run,
        outcome.fetchedAt,
        this.#source,
        url,
      );
    if (outcome.rawHash) {
      this.#store.connection
        .prepare(
          "INSERT OR IGNORE INTO crawl_versions (source, url, raw_hash, fetched_at) VALUES (?, ?, ?, ?)",
        )
        .run(this.#source, url, outcome.rawHash, outcome.fetchedAt);
    }
  }

  /** Puts addresses back into the queue: failures that a retry may mend, or everything. */
  requeue(which: "failed" | "failed-later" | "all"): number {
    const condition =
      which === "all"
        ? "state <> 'waiting'"
        : which === "failed"
          ? "state = 'failed'"
          : "state = 'failed' AND retry = 'later'";
    return this.#store.connection
      .prepare(`UPDATE crawl_urls SET state = 'waiting' WHERE source = ? AND ${condition}`)
      .run(this.#source).changes;
  }

  /** Number of addresses by state. */
  counts(): Record<CrawlState, number> {
    const counts: Record<CrawlState, number> = {
      waiting: 0,
      stored: 0,
      unchanged: 0,
      duplicate: 0,
      skipped: 0,
      failed: 0,
    };
    const rows = this.#store.connection
      .prepare("SELECT state, count(*) AS n FROM crawl_urls WHERE source = ? GROUP BY state")
      .all(this.#source) as { state: CrawlState; n: number }[];
    for (const row of rows) counts[row.state] = row.n;
    return counts;
  }

  /** The addresses in a state, in order. */
  list(state: CrawlState): CrawlUrl[] {
    return this.#store.connection
      .prepare(
        `SELECT ${COLUMNS} FROM crawl_urls WHERE source = ? AND state = ? ORDER BY depth, url`,
      )
      .all(this.#source, state) as CrawlUrl[];
  }
}
