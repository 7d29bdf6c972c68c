import { createRng, type Rng } from "../base/index.js";
import { checkAddress } from "./address-guard.js";
import { admitsHost } from "./admit-host.js";
import { SourceError } from "./errors.js";
import { type Clock, HostGate, systemClock } from "./host-gate.js";
import {
  type HttpAnswer,
  HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type Validators,
} from "./http-client.js";
import { RETRY_DEFAULTS, type RetryOptions, retryAfterMs, withRetry } from "./retry.js";
import { RobotsRegistry } from "./robots.js";

/** How politely to fetch. */
export interface PolitenessOptions {
  /** Least time between two starts at one host. */
  readonly delayMs: number;
  /** Requests at one host at once. */
  readonly concurrency: number;
  readonly robots: "obey" | "ignore";
}

/** Choices of a fetcher. */
export interface FetcherOptions {
  readonly polite?: Partial<PolitenessOptions>;
  readonly client?: Partial<HttpClientOptions>;
  readonly retry?: Partial<RetryOptions>;
  /** Hosts outside this list are not asked, also not after a redirect. Default: any. */
  readonly hosts?: readonly string[];
  readonly clock?: Clock;
  /** Seed of the jitter, so that runs can be repeated. */
  readonly seed?: number;
  readonly signal?: AbortSignal | undefined;
}

export const POLITE_DEFAULTS: PolitenessOptions = {
  delayMs: 1000,
  concurrency: 1,
  robots: "obey",
};

const MAX_REDIRECTS = 10;
/** A site that asks for more between two pages is left alone: a run would not end. */
const LONGEST_DELAY_MS = 3_600_000;

interface Ask {
  readonly request: Omit<HttpRequest, "signal">;
  readonly accept: readonly number[];
}

/** A page as fetched, after redirects. */
export interface FetchedPage {
  /** The address asked for. */
  readonly url: string;
  /** The address that answered. */
  readonly finalUrl: string;
  readonly state: "fetched" | "unchanged";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly attempts: number;
}

/**
 * Fetches pages politely: robots first, one gate for each host, retries with back-off,
 * `Retry-After`, redirects with a loop guard, conditional requests.   中文: 礼貌抓取
 *
 * Errors    SourceError: its `reason` and whether a retry helps; crawl/bad-url,
 *           crawl/private-address.
 * @example
 * const fetcher = new Fetcher({ polite: { delayMs: 2000 } });
 * const page = await fetcher.get("https://www.gov.cn/");
 */
export class Fetcher {
  readonly #client: HttpClient;
  readonly #gate: HostGate;
  readonly #robots: RobotsRegistry;
  readonly #polite: PolitenessOptions;
  readonly #retry: RetryOptions;
  readonly #hosts: ReadonlySet<string> | undefined;
  readonly #clock: Clock;
  readonly #rng: Rng;
  readonly #signal: AbortSignal | undefined;

  constructor(options: FetcherOptions = {}) {
    this.#polite = { ...POLITE_DEFAULTS, ...options.polite };
    this.#retry = { ...RETRY_DEFAULTS, ...options.retry };
    this.#clock = options.clock ?? systemClock;
    this.#client = new HttpClient(options.client);
    this.#gate = new HostGate(this.#polite, this.#clock);
    this.#hosts = options.hosts === undefined ? undefined : new Set(options.hosts);
    this.#rng = createRng(options.seed ?? 0);
    this.#signal = options.signal;
    this.#robots = new RobotsRegistry(
      async (url) => this.#follow(url, { request: {}, accept: [] }),
      this.#client.options.userAgent,
    );
  }

  /** Gets a page; `validators` of a stored copy make the request conditional. */
  async get(url: string, validators: Validators = {}): Promise<FetchedPage> {
    return this.#fetch(url, { request: { validators }, accept: [] });
  }

  async #fetch(url: string, ask: Ask): Promise<FetchedPage> {
    this.#checkHost(url);
    checkAddress(url, this.#client.options.addresses);
    await this.#askRobots(url);
    const { value, attempts } = await withRetry(() => this.#follow(url, ask), this.#retry, {
      rng: this.#rng,
      clock: this.#clock,
      signal: this.#signal,
      onWait: (error, ms) => {
        if (error.status === 429 || error.status === 503) this.#gate.pause(hostOf(url), ms);
      },
    });
    return { ...value, attempts };
  }

  /**
   * Asks an interface: with a method, headers and a body of its own, under the same politeness,
   * retries and limits. Answers of a status in `accept` come back instead of failing, since
   * interfaces explain themselves in them. Headers are not sent on after a redirect: they may hold
   * a key.
   */
  async ask(
    url: string,
    request: Pick<HttpRequest, "method" | "headers" | "body">,
    accept: readonly number[] = [],
  ): Promise<FetchedPage> {
    return this.#fetch(url, { request, accept });
  }

  /** What an interface says about its load: least time between requests, and a pause from now. */
  pace(url: string, told: { readonly delayMs?: number; readonly pauseMs?: number }): void {
    if (told.delayMs !== undefined) this.#gate.setDelay(hostOf(url), told.delayMs);
    if (told.pauseMs !== undefined) this.#gate.pause(hostOf(url), told.pauseMs);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #askRobots(url: string): Promise<void> {
    if (this.#polite.robots === "ignore") return;
    const rules = await this.#robots.rulesFor(new URL(url));
    if (!rules.allows(url)) throw new SourceError(url, "robots", "never");
    if ((rules.crawlDelayMs ?? 0) > LONGEST_DELAY_MS) {
      const message = `the site asks for ${rules.crawlDelayMs! / 1000} s between pages`;
      throw new SourceError(url, "crawl-delay", "later", { message });
    }
    if (rules.crawlDelayMs !== undefined) this.#gate.slowDown(hostOf(url), rules.crawlDelayMs);
  }

  #checkHost(url: string): void {
    if (this.#hosts !== undefined && !admitsHost(this.#hosts, url)) {
      throw new SourceError(url, "off-limits", "never", { message: "host not in the source" });
    }
  }

  /** Where a server sends us is its doing: a forbidden target fails this page, not the run. */
  #checkTarget(url: string, target: string): void {
    try {
      checkAddress(target, this.#client.options.addresses);
    } catch (cause) {
      throw new SourceError(url, "private-address", "never", { message: target, cause });
    }
  }

  async #follow(url: string, ask: Ask): Promise<Omit<FetchedPage, "attempts">> {
    let current = url;
    const seen = new Map<string, string>();
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      this.#checkHost(current);
      if (hop > 0) {
        this.#checkTarget(url, current);
        if (!url.endsWith("/robots.txt")) await this.#askRobots(current);
      }
      const answer = await this.#gate.run(
        hostOf(current),
        () =>
          this.#client.exchange(current, {
            ...(hop === 0 ? ask.request : {}),
            signal: this.#signal,
          }),
        this.#signal,
      );
      const next = redirectTarget(answer);
      if (next === undefined) return this.#settle(url, answer, ask.accept);
      // The same address again is a loop unless a cookie was set on the way.
      const cookies = this.#client.cookies.header(new URL(next)) ?? "";
      if (seen.get(next) === cookies || (next === current && hop > 0)) {
        throw new SourceError(url, "redirect-loop", "never", { message: next });
      }
      seen.set(next, cookies);
      current = next;
    }
    throw new SourceError(url, "too-many-redirects", "never");
  }

  #settle(
    url: string,
    answer: HttpAnswer,
    accept: readonly number[],
  ): Omit<FetchedPage, "attempts"> {
    const { status } = answer;
    const page = { url, finalUrl: answer.url, status, headers: answer.headers, body: answer.body };
    if (status === 304) return { ...page, state: "unchanged" };
    if ((status >= 200 && status < 300) || accept.includes(status))
      return { ...page, state: "fetched" };
    const asked =
      answer.headers["retry-after"] ?? answer.headers["x-rate-limit-retry-after-seconds"];
    const wait = retryAfterMs(asked, Date.now());
    const transient = status === 429 || status === 408 || status === 425 || status >= 500;
    throw new SourceError(url, "http", transient ? "now" : "never", {
      status,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function redirectTarget(answer: HttpAnswer): string | undefined {
  const location = answer.headers.location;
  if (answer.status < 300 || answer.status >= 400 || answer.status === 304) return undefined;
  if (location === undefined) return undefined;
  try {
    return new URL(location, answer.url).href.replace(/#.*$/, "");
  } catch (cause) {
    throw new SourceError(answer.url, "http", "never", { status: answer.status, cause });
  }
}
