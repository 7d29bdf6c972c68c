import { existsSync } from "node:fs";
import type { Command } from "commander";
import { nearest } from "../../base/index.js";
import {
  type CrawlSummary,
  crawl,
  crawlError,
  decodePage,
  Fetcher,
  readPage,
  readSource,
  type Source,
  shippedSources,
  sourceSchema,
} from "../../crawl/index.js";
import { Frontier, Store } from "../../store/index.js";
import { type Context, EXIT } from "../context.js";
import { reportIngest } from "../crawl-ingest.js";
import { defineCommand } from "../define-command.js";
import { wholeNumber } from "../options.js";

interface CrawlFlags {
  readonly list?: boolean;
  readonly resume?: boolean;
  readonly retryFailed?: boolean;
  readonly refresh?: boolean;
  readonly dryRun?: boolean;
  readonly since?: number;
  readonly limit?: number;
  readonly allowPrivate?: boolean;
  readonly proxy?: string;
  readonly db: string;
}

/** `xinzhi crawl SOURCE…` and `xinzhi crawl try URL`. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "crawl",
    summary: {
      en: "fetch work reports into the store, politely and resumably",
      zh: "礼貌、可续传地采集政府工作报告入库",
    },
    examples: [
      "xinzhi crawl --list",
      "xinzhi crawl province-sichuan --limit 50",
      "xinzhi crawl my-city.yaml --since 2010 --resume",
      "xinzhi crawl try https://www.example.gov.cn/report.html",
    ],
  })
    .argument("[source...]", t("names of sources, or YAML files", "来源名称或 YAML 文件"))
    .option("--list", t("list the sources", "列出来源"))
    .option(
      "--resume",
      t("go on where the last run stopped (the default)", "从上次停下处继续（默认）"),
    )
    .option("--retry-failed", t("try failed pages again", "重试失败的页面"))
    .option(
      "--refresh",
      t("ask all known pages again, conditionally", "有条件地重新请求所有已知页面"),
    )
    .option("--dry-run", t("list what waits, fetch nothing", "只列出待采集地址"))
    .option(
      "--since <year>",
      t("only reports of this year or later", "只采集该年及以后"),
      wholeNumber("--since"),
    )
    .option(
      "--limit <n>",
      t("pages in this run at most", "本次最多采集页数"),
      wholeNumber("--limit", 1),
    )
    .option("--allow-private", t("permit loopback and private addresses", "允许本机与内网地址"))
    .option(
      "--proxy <url>",
      t("HTTP proxy (default from HTTPS_PROXY)", "代理（默认取 HTTPS_PROXY）"),
    )
    .action(async (names: string[], flags: CrawlFlags) => {
      if (flags.list === true || names.length === 0) listSources(context);
      else if (names[0] === "try") await tryPage(context, names[1], flags);
      else await crawlAll(context, names.map(findSource), flags);
    });
  return command;
}

function findSource(name: string): Source {
  const shipped = shippedSources.get(name);
  if (shipped !== undefined) return shipped;
  if (/\.ya?ml$/i.test(name) || existsSync(name)) return readSource(name);
  throw crawlError("unknown-source", { name, nearest: nearest(name, shippedSources.keys()) });
}

function listSources(context: Context): void {
  const rows = [...shippedSources.values()].map((s) => ({
    name: s.name,
    label: s.label ?? "",
    kind: s.kind,
    hosts: s.hosts,
    verified: s.verified,
  }));
  const never = context.t("never", "从未");
  const lines = rows.map(
    (r) =>
      `${r.name.padEnd(24)} ${context.t("verified", "已核验")}: ${r.verified === "never" ? never : r.verified}  ${r.label}`,
  );
  context.print(lines.join("\n"), { kind: "sources", sources: rows });
}

function fetcherFor(context: Context, source: Source | undefined, flags: CrawlFlags): Fetcher {
  const proxy = flags.proxy ?? context.io.env.HTTPS_PROXY ?? context.io.env.https_proxy;
  return new Fetcher({
    polite: {
      delayMs: source?.polite.delayMs ?? 1000,
      concurrency: source?.polite.concurrency ?? 1,
      robots: (source?.polite.robots ?? true) ? "obey" : "ignore",
    },
    client: {
      addresses: flags.allowPrivate === true ? "any" : "public",
      ...(proxy === undefined || proxy === "" || flags.allowPrivate === true ? {} : { proxy }),
    },
    ...(source === undefined ? {} : { hosts: source.hosts }),
    signal: context.io.signal,
  });
}

async function tryPage(
  context: Context,
  url: string | undefined,
  flags: CrawlFlags,
): Promise<void> {
  if (url === undefined) {
    throw crawlError("bad-url", {
      url: "",
      problem: { en: "an address is needed", zh: "需要一个地址" },
    });
  }
  const fetcher = fetcherFor(context, undefined, flags);
  try {
    const page = await fetcher.get(url);
    const source = sourceSchema.parse({
      name: "try",
      hosts: [new URL(page.finalUrl).host],
      start: [url],
    });
    const read = readPage(decodePage(page), page.finalUrl, source);
    const shown = read.text.length > 600 ? `${read.text.slice(0, 600)}…` : read.text;
    const t = context.t.bind(context);
    context.print(
      [
        `${t("Address", "地址")}: ${page.finalUrl}`,
        `${t("Title", "标题")}: ${read.title}`,
        `${t("Date", "日期")}: ${read.date ?? "–"}`,
        `${t("Characters", "字符数")}: ${read.text.length}`,
        `${t("Further pages", "后续页")}: ${read.next.join(" ") || "–"}`,
        `${t("Attachments", "附件")}: ${read.attachments.join(" ") || "–"}`,
        "",
        shown,
      ].join("\n"),
      { kind: "crawl-try", url: page.finalUrl, ...read },
    );
  } finally {
    await fetcher.close();
  }
}

async function crawlAll(
  context: Context,
  sources: readonly Source[],
  flags: CrawlFlags,
): Promise<void> {
  const store = await Store.open(flags.db);
  const summaries: CrawlSummary[] = [];
  try {
    for (const source of sources) {
      const frontier = new Frontier(store, source.name);
      if (flags.dryRun === true) {
        const waiting = frontier.list("waiting");
        const urls = waiting.length > 0 ? waiting.map((w) => w.url) : [...source.start];
        context.print(urls.join("\n"), { kind: "crawl-dry-run", source: source.name, urls });
        continue;
      }
      if (flags.refresh === true) frontier.requeue("all");
      frontier.requeue(flags.retryFailed === true ? "failed" : "failed-later");
      const fetcher = fetcherFor(context, source, flags);
      try {
        summaries.push(
          await crawl(store, source, {
            fetcher,
            ingest: reportIngest(),
            run: context.io.now().toISOString(),
            now: context.io.now,
            ...(flags.limit === undefined ? {} : { limit: flags.limit }),
            ...(flags.since === undefined ? {} : { since: flags.since }),
            progress: context.progress,
            signal: context.io.signal,
          }),
        );
      } finally {
        await fetcher.close();
      }
    }
  } finally {
    store.close();
  }
  if (flags.dryRun === true) return;
  report(context, summaries);
}

function report(context: Context, summaries: readonly CrawlSummary[]): void {
  const t = context.t.bind(context);
  const lines = summaries.flatMap((s) => [
    `${s.source}: ${t("fetched", "抓取")} ${s.fetched}, ${t("stored", "入库")} ${s.stored}, ${t("unchanged", "未变")} ${s.unchanged}, ${t("duplicates", "重复")} ${s.duplicates}, ${t("failed", "失败")} ${s.failed.length}, ${t("skipped", "跳过")} ${s.skipped.length}, ${t("remaining", "剩余")} ${s.remaining}`,
    ...(s.verified === "never"
      ? [
          `  ${t("this definition was never verified on the live site", "该来源定义从未在真实网站上核验")}`,
        ]
      : []),
    ...s.failed.map((f) => `  ✗ ${f.url}  ${f.reason} (${f.attempts})`),
    ...s.skipped.map((f) => `  – ${f.url}  ${f.reason}`),
  ]);
  context.print(lines.join("\n"), summaries.length === 1 ? summaries[0] : summaries);
  if (summaries.some((s) => s.failed.length > 0)) context.exitCode = EXIT.partial;
}
