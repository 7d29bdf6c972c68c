import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sha256 } from "../base/index.js";
import {
  crawlPatents,
  decodePage,
  type FetchedPage,
  Fetcher,
  type PatentCrawlSummary,
  type PatentInterface,
  type PatentSession,
  type PatentSource,
  patentInterfaces,
  patentSourceSchema,
  readCnipaPage,
  readGooglePatent,
  readSecrets,
} from "../crawl/index.js";
import { Frontier, type Store } from "../store/index.js";
import { readBytes } from "../table/index.js";
import type { Context } from "./context.js";
import { type CrawlFlags, clientOptions } from "./crawl-flags.js";
import { cliError } from "./errors.js";
import { patentIngest } from "./patent-ingest.js";

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

/** Runs one source of patents; undefined after `--dry-run`, which prints. */
export async function runPatentSource(
  context: Context,
  store: Store,
  source: PatentSource,
  flags: CrawlFlags,
): Promise<PatentCrawlSummary | undefined> {
  if (flags.since !== undefined) {
    const expected = "no year for patents: name the years in the question";
    throw cliError("bad-option", { option: "--since", value: String(flags.since), expected });
  }
  const found = patentInterfaces.get(source.interface)!;
  const endpoint = (source.endpoint ?? found.endpoint).replace(/\/$/, "");
  const isDry = flags.dryRun === true;
  const secrets = isDry
    ? new Map<string, string>()
    : readSecrets(found.secrets, {
        env: context.io.env,
        file: flags.secrets ?? join(homedir(), ".config", "xinzhi", "secrets.env"),
        project: process.cwd(),
      });
  const fetcher = new Fetcher({
    polite: {
      delayMs: source.polite.delayMs ?? found.delayMs,
      concurrency: 1,
      robots: (source.polite.robots ?? found.robots === "obey") ? "obey" : "ignore",
    },
    client: clientOptions(context, flags),
    hosts: [new URL(endpoint).host],
    signal: context.io.signal,
  });
  try {
    const session = found.connect({
      fetcher,
      endpoint,
      secrets,
      details: source.legal ? "with-legal" : "bibliographic",
      now: () => context.io.now().getTime(),
    });
    const frontier = new Frontier(store, source.name);
    if (isDry) {
      const waiting = frontier.list("waiting").map((w) => w.url);
      const starts = source.query.flatMap((q) => session.start(q));
      const urls = [...starts.filter((url) => frontier.get(url) === undefined), ...waiting];
      context.print(urls.join("\n"), { kind: "crawl-dry-run", source: source.name, urls });
      return undefined;
    }
    if (flags.refresh === true) frontier.requeue("all");
    frontier.requeue(flags.retryFailed === true ? "failed" : "failed-later");
    return await crawlPatents(store, source, {
      session,
      ingest: patentIngest(),
      run: context.io.now().toISOString(),
      now: context.io.now,
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
      progress: context.progress,
      signal: context.io.signal,
    });
  } finally {
    await fetcher.close();
  }
}

const READERS = {
  cnipa: readCnipaPage,
  "google-patents": (html: string, address: string) => [readGooglePatent(html, address)],
} as const;

/**
 * Pages that the user saved in a browser, read by the same rules as fetched ones. An address is the
 * file with the hash of its content: a page saved again is read again.
 */
export async function runSavedPages(
  context: Context,
  store: Store,
  source: PatentSource,
  files: readonly string[],
): Promise<PatentCrawlSummary> {
  const read = READERS[source.interface as keyof typeof READERS];
  if (read === undefined) {
    const expected = `a source of pages (${Object.keys(READERS).join(", ")})`;
    throw cliError("bad-option", { option: "--saved", value: source.interface, expected });
  }
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
      run: context.io.now().toISOString(),
      now: context.io.now,
      progress: context.progress,
      signal: context.io.signal,
    },
  );
}

function savedPage(file: string): FetchedPage {
  const body = readBytes(file);
  const url = `${pathToFileURL(resolve(file)).href}#${sha256(body).slice(0, 16)}`;
  const headers = { "content-type": "text/html" };
  return { url, finalUrl: url, state: "fetched", status: 200, headers, body, attempts: 1 };
}
