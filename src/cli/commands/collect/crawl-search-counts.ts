import type { Command } from "commander";
import { writeAtomic } from "../../../base/index.js";
import {
  runSearchCounts,
  type SearchCountsRun,
  searchCells,
  waitingSearches,
} from "../../../collect/index.js";
import { readSearchCounts } from "../../../crawl/index.js";
import { Regions } from "../../../region/index.js";
import { toCsv } from "../../../table/index.js";
import { loadDictionaries } from "../../../text/index.js";
import { type Context, EXIT } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, wholeNumber } from "../../options.js";
import { toolsOf } from "./crawl-flags.js";
import { readKnownRegions } from "./import-summary.js";

interface Flags {
  readonly regions: string;
  readonly keywords?: string[];
  readonly dictionary?: string[];
  readonly years: readonly number[];
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly totals?: string;
  readonly output: string;
  readonly allowPrivate?: boolean;
  readonly proxy?: string;
}

/**
 * `xinzhi crawl search-counts FILE.yaml`: hits of `region keyword` by year from a results page that
 * the user names, and their logarithms by region-year.   中文: 检索结果数关注度
 */
export function searchCountsCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "search-counts",
    summary: {
      en: "hits of region and keyword by year from a results page of your choice (no page is set up)",
      zh: "从自选的检索结果页采集“地区＋关键词”逐年结果数（不内置任何网站）",
    },
    examples: [
      "xinzhi crawl search-counts corpus/examples/search-counts.yaml --regions 成都市,绵阳市 --dictionary fintech-li2020 --years 2011-2023 -o hits.csv --totals fintech.csv --dry-run",
    ],
  })
    .argument("<file>", t("YAML definition of the results page", "检索结果页的 YAML 定义"))
    .requiredOption(
      "--regions <list>",
      t("names by comma, or a CSV file with code,name", "地区名（逗号分隔）或含 code,name 的 CSV"),
    )
    .option("--keywords <list>", t("keywords by comma", "关键词，逗号分隔"), nameList)
    .option("--dictionary <names>", t("all terms of dictionaries", "词典的全部词语"), nameList)
    .requiredOption("--years <years>", "2011-2023 | 2011,2013", yearList)
    .option(
      "--limit <n>",
      t("questions in this run at most", "本次最多检索次数"),
      wholeNumber("--limit", 1),
    )
    .option("--dry-run", t("list the addresses, fetch nothing", "只列出地址，不访问"))
    .option(
      "--totals <file>",
      t("sums by region-year with ln(1+sum) and ln(sum)", "按地区—年份汇总，含 ln(1+和) 与 ln(和)"),
    )
    .option("--allow-private", t("permit loopback and private addresses", "允许本机与内网地址"))
    .option(
      "--proxy <url>",
      t("HTTP proxy (default from HTTPS_PROXY)", "代理（默认取 HTTPS_PROXY）"),
    )
    .requiredOption(
      "-o, --output <file>",
      t(
        "region,year,keyword,hits (.csv); cells that it has are not asked again",
        "region,year,keyword,hits（.csv）；已有的单元不再检索",
      ),
    )
    .action(async (file: string, flags: Flags) => {
      const definition = readSearchCounts(file);
      const places = await placesOf(flags.regions);
      const request = {
        definition,
        places,
        cells: searchCells([...places.keys()], flags.years, keywordsOf(flags)),
        file: flags.output,
        limit: flags.limit,
      };
      if (flags.dryRun === true) {
        const urls = await waitingSearches(request);
        context.print(urls.join("\n"), { kind: "crawl-dry-run", source: definition.name, urls });
        return;
      }
      const run = await runSearchCounts(request, toolsOf(context, flags));
      if (flags.totals !== undefined) writeAtomic(flags.totals, toCsv(run.totals));
      report(context, run, flags.output);
    });
}

function report(context: Context, run: SearchCountsRun, output: string): void {
  const { answered, remaining, failed, totals } = run;
  const all = answered + remaining;
  const lines = [
    context.t(
      `${answered} of ${all} counts are in ${output}, ${remaining} remain`,
      `共 ${all} 个结果数，${output} 中已有 ${answered} 个，尚缺 ${remaining} 个`,
    ),
    ...failed.map((f) => `  ✗ ${f.region} ${f.year} ${f.keyword}  ${f.reason}`),
  ];
  context.print(lines.join("\n"), {
    kind: "search-counts",
    counts: answered,
    remaining,
    failed,
    totals: totals.toRows(),
    provenance: context.provenance({ file: output }),
  });
  if (failed.length > 0) context.exitCode = EXIT.partial;
}

/** Names of the regions with their codes, in the order given. */
async function placesOf(list: string): Promise<ReadonlyMap<string, string | null>> {
  if (/\.csv$/i.test(list)) {
    return new Map((await readKnownRegions(list)).map((r) => [r.name, r.code]));
  }
  const regions = Regions.load();
  return new Map(
    nameList(list).map((name) => {
      const region = regions.get(name);
      return [region.name, region.code];
    }),
  );
}

function keywordsOf(flags: Flags): string[] {
  const terms = loadDictionaries(flags.dictionary ?? []).flatMap((d) => d.terms.map((x) => x.term));
  const keywords = [...new Set([...(flags.keywords ?? []), ...terms])];
  if (keywords.length > 0) return keywords;
  const expected = "a word, or --dictionary NAME";
  throw cliError("bad-option", { option: "--keywords", value: "", expected });
}

function yearList(text: string): number[] {
  const years = nameList(text).flatMap((part) => {
    const [from = "", to = from] = part.split("-");
    const first = wholeNumber("--years", 1949)(from);
    const last = wholeNumber("--years", 1949)(to);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  });
  if (years.length > 0) return [...new Set(years)];
  throw cliError("bad-option", { option: "--years", value: text, expected: "2011-2023" });
}
