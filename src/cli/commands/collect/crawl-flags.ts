import { homedir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../base/index.js";
import {
  type CollectTools,
  isSavedPageSource,
  type RepeatOptions,
  runPatentSource,
  runReportSource,
  runSavedPages,
  SAVED_PAGE_READERS,
  waitingPatentPages,
  waitingReportPages,
} from "../../../collect/index.js";
import {
  type CrawlSummary,
  type PatentCrawlSummary,
  type PatentInterface,
  type PatentSource,
  patentInterfaces,
  patentSourceSchema,
  readSecrets,
  type Source,
} from "../../../crawl/index.js";
import type { Store } from "../../../store/index.js";
import type { Context } from "../../context.js";
import { cliError } from "../../errors.js";

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
export function toolsOf(
  context: Context,
  flags: Pick<CrawlFlags, "allowPrivate" | "proxy">,
): CollectTools {
  const { env, now, signal } = context.io;
  const general = flags.allowPrivate === true ? "" : (env.HTTPS_PROXY ?? env.https_proxy ?? "");
  const proxy = flags.proxy ?? general;
  return {
    client: {
      addresses: flags.allowPrivate === true ? "any" : "public",
      ...(proxy === "" ? {} : { proxy }),
    },
    now,
    progress: context.progress,
    signal,
  };
}

/** A shipped interface with the questions of the command line as a source. */
export function interfaceSource(found: PatentInterface, flags: CrawlFlags): PatentSource {
  const query = flags.saved ? ["-"] : (flags.query ?? []);
  if (query.length === 0) {
    const expected = found.queryForm;
    throw cliError("bad-option", { option: "--query", value: "", expected });
  }
  return patentSourceSchema.parse({
    // Each question has a frontier of its own, so that its rest is told apart.
    name: flags.saved ? found.name : `${found.name}:${sha256(query.join("\n")).slice(0, 8)}`,
    kind: "patent",
    interface: found.name,
    query,
    legal: flags.legal === true,
    verified: found.verified,
  });
}

/** Runs one source; undefined after `--dry-run`, which prints. */
export async function runSource(
  context: Context,
  store: Store,
  source: Source | PatentSource,
  flags: CrawlFlags,
): Promise<CrawlSummary | PatentCrawlSummary | undefined> {
  const tools = toolsOf(context, flags);
  const { limit, since } = flags;
  const repeat: RepeatOptions["repeat"] = flags.refresh
    ? "all"
    : flags.retryFailed
      ? "failed"
      : undefined;
  if (source.kind === "report") {
    refuse(
      flags,
      ["query", "legal", "saved"],
      `a source of patents (${source.name} holds reports)`,
    );
    if (flags.dryRun === true) return list(context, source, waitingReportPages(store, source));
    return runReportSource(store, source, tools, { limit, since, repeat });
  }
  if (flags.saved !== undefined) {
    if (isSavedPageSource(source)) return runSavedPages(store, source, flags.saved, tools);
    const expected = `a source of pages (${Object.keys(SAVED_PAGE_READERS).join(", ")})`;
    throw cliError("bad-option", { option: "--saved", value: source.interface, expected });
  }
  refuse(flags, ["since"], "no year for patents: name the years in the question");
  if (flags.dryRun === true) {
    return list(context, source, await waitingPatentPages(store, source, tools));
  }
  const secrets = readSecrets(patentInterfaces.get(source.interface)!.secrets, {
    env: context.io.env,
    file: flags.secrets ?? join(homedir(), ".config", "xinzhi", "secrets.env"),
    project: process.cwd(),
  });
  return runPatentSource(store, source, tools, { secrets, limit, repeat });
}

function refuse(
  flags: CrawlFlags,
  options: readonly ("query" | "legal" | "saved" | "since")[],
  expected: string,
): void {
  for (const option of options) {
    if (flags[option] === undefined) continue;
    throw cliError("bad-option", { option: `--${option}`, value: String(flags[option]), expected });
  }
}

function list(context: Context, source: { name: string }, urls: readonly string[]): undefined {
  context.print(urls.join("\n"), { kind: "crawl-dry-run", source: source.name, urls });
  return undefined;
}
