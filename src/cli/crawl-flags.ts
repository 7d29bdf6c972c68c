import type { FetcherOptions } from "../crawl/index.js";
import type { Context } from "./context.js";

/** Options of `xinzhi crawl`. */
export interface CrawlFlags {
  readonly list?: boolean;
  readonly resume?: boolean;
  readonly retryFailed?: boolean;
  readonly refresh?: boolean;
  readonly dryRun?: boolean;
  readonly since?: number;
  readonly limit?: number;
  readonly query?: readonly string[];
  readonly legal?: boolean;
  readonly saved?: readonly string[];
  readonly secrets?: string;
  readonly host?: string;
  readonly allowPrivate?: boolean;
  readonly proxy?: string;
  readonly db: string;
}

/** What the options say about connections. A proxy of the environment is not asked for loopback. */
export function clientOptions(
  context: Context,
  flags: Pick<CrawlFlags, "allowPrivate" | "proxy">,
): NonNullable<FetcherOptions["client"]> {
  const { env } = context.io;
  const general = flags.allowPrivate === true ? "" : (env.HTTPS_PROXY ?? env.https_proxy ?? "");
  const proxy = flags.proxy ?? general;
  return {
    addresses: flags.allowPrivate === true ? "any" : "public",
    ...(proxy === "" ? {} : { proxy }),
  };
}
