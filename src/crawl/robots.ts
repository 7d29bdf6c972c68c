import robots from "robots-parser";
import { UserError } from "../base/index.js";
import { SourceError } from "./errors.js";

/** The part of the library that is used; its own types declare an ES module that it is not. */
type ParseRobots = (
  url: string,
  text: string,
) => {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
};
const parseRobots = robots as unknown as ParseRobots;

/** What `robots.txt` of a site says. */
export interface RobotsRules {
  readonly allows: (url: string) => boolean;
  readonly crawlDelayMs: number | undefined;
}

/** Fetches one address with all limits but without asking robots. */
export type RawFetch = (url: string) => Promise<{ status: number; body: Uint8Array }>;

const MAX_ROBOTS_BYTES = 512 * 1024;

/**
 * Rules of each site, fetched once and kept.   中文: robots 规则
 *
 * As RFC 9309 says: 4xx means that everything may be fetched; a server error or no answer means
 * that nothing may for now, which is a failure that a later run retries.
 */
export class RobotsRegistry {
  readonly #rules = new Map<string, Promise<RobotsRules>>();
  readonly #fetch: RawFetch;
  readonly #userAgent: string;

  constructor(fetch: RawFetch, userAgent: string) {
    this.#fetch = fetch;
    this.#userAgent = userAgent;
  }

  rulesFor(url: URL): Promise<RobotsRules> {
    let rules = this.#rules.get(url.origin);
    if (rules === undefined) {
      rules = this.#load(url.origin);
      this.#rules.set(url.origin, rules);
      // A site that could not answer is asked again by the next page.
      rules.catch(() => this.#rules.delete(url.origin));
    }
    return rules;
  }

  async #load(origin: string): Promise<RobotsRules> {
    const address = `${origin}/robots.txt`;
    let answer: Awaited<ReturnType<RawFetch>>;
    try {
      answer = await this.#fetch(address);
    } catch (cause) {
      // An address that may not be asked at all is the user's matter, not the site's.
      if (cause instanceof UserError) throw cause;
      if (cause instanceof SourceError && cause.reason === "http" && (cause.status ?? 500) < 500) {
        return { allows: () => true, crawlDelayMs: undefined };
      }
      throw new SourceError(address, "robots-unavailable", "later", { cause });
    }
    const text = new TextDecoder().decode(answer.body.subarray(0, MAX_ROBOTS_BYTES));
    // An error page served with status 200 is not a robots file.
    if (/^\s*<(!doctype|html)/i.test(text)) return { allows: () => true, crawlDelayMs: undefined };
    const parsed = parseRobots(address, text);
    const delay = parsed.getCrawlDelay(this.#userAgent);
    return {
      allows: (url) => parsed.isAllowed(url, this.#userAgent) !== false,
      // "Crawl-delay: soon" or a negative one says nothing.
      crawlDelayMs:
        delay === undefined || !Number.isFinite(delay) || delay < 0 ? undefined : delay * 1000,
    };
  }
}
