import { existsSync } from "node:fs";
import type { Command } from "commander";
import { nearest } from "../../../base/index.js";
import { fetcherOf } from "../../../collect/index.js";
import {
  type CrawlSummary,
  citySource,
  crawlError,
  decodePage,
  type PatentCrawlSummary,
  type PatentSource,
  patentInterfaces,
  readPage,
  readSource,
  type Source,
  shippedSources,
  sourceSchema,
} from "../../../crawl/index.js";
import { Regions } from "../../../region/index.js";
import { Store } from "../../../store/index.js";
import { type Context, EXIT } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { repeatable, wholeNumber } from "../../options.js";
import { type CrawlFlags, interfaceSource, runSource, toolsOf } from "./crawl-flags.js";
import { searchCountsCommand } from "./crawl-search-counts.js";

/** `xinzhi crawl SOURCE…` and `xinzhi crawl try URL`. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "crawl",
    summary: {
      en: "fetch work reports and patents into the store, politely and resumably",
      zh: "礼貌、可续传地采集政府工作报告与专利入库",
    },
    examples: [
      "xinzhi crawl --list",
      "xinzhi crawl province-sichuan --limit 50",
      "xinzhi crawl my-city.yaml --since 2010 --resume",
      "xinzhi crawl try https://www.example.gov.cn/report.html",
      "xinzhi crawl 成都市 --host www.chengdu.gov.cn",
      `xinzhi crawl epo-ops --query 'pa="HUAWEI" and pd within "20150101 20151231"' --legal`,
      "xinzhi crawl cnipa --saved results-1.html results-2.html",
      "xinzhi crawl search-counts corpus/examples/search-counts.yaml --regions 成都市 --keywords 云计算 --years 2020 -o hits.csv --dry-run",
    ],
  })
    .argument(
      "[source...]",
      t(
        "names of sources, YAML files, or a city with --host",
        "来源名称、YAML 文件，或城市名加 --host",
      ),
    )
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
    .option(
      "--query <text>",
      t("question for a patent interface; repeatable", "专利接口的检索式；可重复"),
      repeatable,
    )
    .option(
      "--legal",
      t("ask for the legal events of each patent too", "同时请求每件专利的法律事件"),
    )
    .option(
      "--saved <file...>",
      t("read result pages saved in a browser", "读取浏览器中另存的结果页"),
    )
    .option(
      "--secrets <file>",
      t(
        "file of NAME=value with keys, outside the project (default ~/.config/xinzhi/secrets.env)",
        "存放密钥（名称=值）的文件，须在项目之外（默认 ~/.config/xinzhi/secrets.env）",
      ),
    )
    .option("--host <host>", t("portal of the city named as source", "作为来源的城市的门户主机"))
    .option("--allow-private", t("permit loopback and private addresses", "允许本机与内网地址"))
    .option(
      "--proxy <url>",
      t("HTTP proxy (default from HTTPS_PROXY)", "代理（默认取 HTTPS_PROXY）"),
    )
    .action(async (names: string[], flags: CrawlFlags) => {
      if (flags.list === true || names.length === 0) listSources(context);
      else if (names[0] === "try") await tryPage(context, names[1], flags);
      else
        await crawlAll(
          context,
          names.map((name) => findSource(name, flags)),
          flags,
        );
    });
  // Both have --limit, --dry-run …: behind the name of the subcommand they are its own.
  return command.enablePositionalOptions().addCommand(searchCountsCommand(context));
}

function findSource(name: string, flags: CrawlFlags): Source | PatentSource {
  const shipped = shippedSources.get(name);
  if (shipped !== undefined) return shipped;
  const found = patentInterfaces.get(name);
  if (found !== undefined) return interfaceSource(found, flags);
  if (/\.ya?ml$/i.test(name) || existsSync(name)) return readSource(name);
  if (flags.host !== undefined) return cityOf(name, flags.host);
  const known = [...shippedSources.keys(), ...patentInterfaces.keys()];
  throw crawlError("unknown-source", { name, nearest: nearest(name, known) });
}

/** The generic source of a city of the region table. */
function cityOf(name: string, host: string): Source {
  const region = Regions.load().get(name);
  if (!/^[\w.-]+(?::\d+)?$/.test(host)) {
    throw cliError("bad-option", { option: "--host", value: host, expected: "www.example.gov.cn" });
  }
  return citySource({ name: region.name, code: region.code, host });
}

function listSources(context: Context): void {
  const reports = [...shippedSources.values()].map((s) => ({
    name: s.name,
    label: s.label ?? "",
    kind: s.kind,
    hosts: s.hosts,
    verified: s.verified,
  }));
  const patents = [...patentInterfaces.values()].map((i) => ({
    name: i.name,
    label: i.label,
    kind: "patent" as const,
    hosts: [new URL(i.endpoint).host],
    verified: i.verified,
    query: i.queryForm,
    secrets: i.secrets,
  }));
  const never = context.t("never", "从未");
  const kinds = { report: context.t("reports", "报告"), patent: context.t("patents", "专利") };
  const lines = [...reports, ...patents].map(
    (r) =>
      `${r.name.padEnd(24)} ${kinds[r.kind].padEnd(8)} ${context.t("verified", "已核验")}: ${r.verified === "never" ? never : r.verified}  ${r.label}`,
  );
  for (const i of patents) {
    lines.push(`${i.name} --query: ${i.query}`);
    if (i.secrets.length > 0) {
      lines.push(`  ${context.t("keys", "密钥")}: ${i.secrets.join(", ")}`);
    }
  }
  context.print(lines.join("\n"), { kind: "sources", sources: [...reports, ...patents] });
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
  const fetcher = fetcherOf(undefined, toolsOf(context, flags));
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
  sources: readonly (Source | PatentSource)[],
  flags: CrawlFlags,
): Promise<void> {
  const store = await Store.open(flags.db);
  const summaries: Summary[] = [];
  try {
    for (const source of sources) {
      const summary = await runSource(context, store, source, flags);
      if (summary !== undefined) summaries.push(summary);
    }
  } finally {
    store.close();
  }
  if (flags.dryRun !== true) report(context, summaries);
}

type Summary = CrawlSummary | PatentCrawlSummary;

function report(context: Context, summaries: readonly Summary[]): void {
  const t = context.t.bind(context);
  const lines = summaries.flatMap((s) => [
    `${s.source}: ${t("fetched", "抓取")} ${s.fetched}, ${t("stored", "入库")} ${s.stored}, ${"merged" in s ? `${t("merged", "并入")} ${s.merged}, ` : ""}${t("unchanged", "未变")} ${s.unchanged}, ${t("duplicates", "重复")} ${s.duplicates}, ${t("failed", "失败")} ${s.failed.length}, ${t("skipped", "跳过")} ${s.skipped.length}, ${t("remaining", "剩余")} ${s.remaining}`,
    ...(s.verified === "never"
      ? [
          `  ${t("this definition was never verified on the live site", "该来源定义从未在真实网站上核验")}`,
        ]
      : []),
    ...("notes" in s ? Object.entries(s.notes).map(([code, n]) => `  ! ${code} ${n}`) : []),
    ...s.failed.map((f) => `  ✗ ${f.url}  ${f.reason} (${f.attempts})`),
    ...s.skipped.map((f) => `  – ${f.url}  ${f.reason}`),
  ]);
  context.print(lines.join("\n"), summaries.length === 1 ? summaries[0] : summaries);
  if (summaries.some((s) => s.failed.length > 0)) context.exitCode = EXIT.partial;
}
