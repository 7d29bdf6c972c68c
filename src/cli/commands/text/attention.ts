import type { Command } from "commander";
import { nearest } from "../../../base/index.js";
import { DOCUMENT_KINDS, type DocumentKind, putCounts } from "../../../store/index.js";
import { type Table, writeTable } from "../../../table/index.js";
import {
  type AttentionOptions,
  type AttentionResult,
  attention,
  loadDictionaries,
  loadStopWords,
  type Prefer,
  parseColumnMap,
  parseMeasure,
  parseTags,
  type SegmenterChoice,
  textError,
} from "../../../text/index.js";
import { differenceTable, differenceText } from "../../attention-differences.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { textTable } from "../../text-table.js";
import {
  type DocumentSource,
  openDocuments,
  reportSkipped,
  skippedJson,
} from "../collect/document-source.js";
import { readKnownRegions } from "../collect/import-summary.js";

interface Options {
  readonly dictionary: string[];
  readonly mode: "match" | "segment" | "both";
  readonly overlap: "longest" | "all";
  readonly matchScript: "both" | "as-is";
  readonly wordBoundary: "latin" | "none";
  readonly measure: string[];
  readonly by: "document" | "region-year" | "section";
  readonly section: "all" | "review" | "plan";
  readonly prefer?: Prefer;
  readonly kind?: DocumentKind;
  readonly engine?: "auto" | "nodejieba" | "node-rs";
  readonly hmm?: "on" | "off";
  readonly stopWords?: string;
  readonly tags?: string[];
  readonly differences?: string;
  readonly flags: "none" | "count";
  readonly keep?: true;
  readonly threads?: number;
  readonly map?: string[];
  readonly region?: string;
  readonly year?: number;
  readonly regions?: string;
  readonly output?: string;
}

/** `xinzhi attention`: keyword measures of documents and region-years. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "attention",
    summary: {
      en: "count policy keywords: by document, region-year or section",
      zh: "统计政策关键词：按文档、地区—年份或章节",
    },
    examples: [
      "xinzhi attention corpus/reports --dictionary new-quality-productive-forces --by region-year -o attention.csv",
      "xinzhi attention corpus/reports/960100_2015.txt --dictionary st-talent,basic-research --mode both",
    ],
  })
    .argument(
      "[path...]",
      t("files or folders; the store when left out", "文件或文件夹；省略则读数据库"),
    )
    .requiredOption(
      "--dictionary <names>",
      t("bundled names or .csv/.yaml files, by comma", "内置词典名或 .csv/.yaml 文件，逗号分隔"),
      appendNames,
    )
    .option(
      "--mode <mode>",
      "match | segment | both",
      oneOf("--mode", ["match", "segment", "both"]),
      "match",
    )
    .option(
      "--overlap <policy>",
      "longest | all",
      oneOf("--overlap", ["longest", "all"]),
      "longest",
    )
    .option(
      "--match-script <way>",
      t(
        "both: traditional and simplified characters meet | as-is: compared as written",
        "both：繁简互通 | as-is：按原文字形匹配",
      ),
      oneOf("--match-script", ["both", "as-is"]),
      "both",
    )
    .option(
      "--word-boundary <where>",
      t(
        "latin: AI is no hit in MAIN, nor 5G in 15G | none: it is",
        "latin：MAIN 中的 AI、15G 中的 5G 不计 | none：计入",
      ),
      oneOf("--word-boundary", ["latin", "none"]),
      "latin",
    )
    .option(
      "--measure <list>",
      "count,per10k,per10kTokens,ln1p,sentenceShare,tfidf,growth",
      nameList,
      ["count", "per10k", "ln1p"],
    )
    .option(
      "--by <unit>",
      "document | region-year | section",
      oneOf("--by", ["document", "region-year", "section"]),
      "document",
    )
    .option(
      "--section <part>",
      t("only this part: all | review | plan", "仅统计该部分：all | review | plan"),
      oneOf("--section", ["all", "review", "plan"]),
      "all",
    )
    .option(
      "--prefer <which>",
      t(
        "of several reports of a region-year: latest | longest | source=NAME",
        "同一地区—年份多份报告时：latest | longest | source=名称",
      ),
      parsePrefer,
    )
    .option(
      "--kind <kind>",
      t(
        `only this kind of the store: ${DOCUMENT_KINDS.join(" | ")}`,
        `仅数据库中的该类文档：${DOCUMENT_KINDS.join(" | ")}`,
      ),
      oneOf("--kind", DOCUMENT_KINDS),
    )
    .option(
      "--engine <engine>",
      "auto | nodejieba | node-rs",
      oneOf("--engine", ["auto", "nodejieba", "node-rs"]),
    )
    .option(
      "--hmm <on|off>",
      t("new-word model of the segmenter (default on)", "分词的新词发现模型（默认 on）"),
      oneOf("--hmm", ["on", "off"]),
    )
    .option(
      "--stop-words <list>",
      t(
        "left out of the token total: function-words, or a file with one word a line",
        "不计入词数：function-words，或每行一词的文件",
      ),
    )
    .option(
      "--tags <list>",
      t(
        "only tokens of these parts of speech count (jieba: n,v,a …)",
        "仅统计这些词性（jieba：n,v,a …）",
      ),
      nameList,
    )
    .option(
      "--threads <n>",
      t(
        "threads that read files and segment (default all cores)",
        "读文件与分词的线程数（默认全部核心）",
      ),
      wholeNumber("--threads", 1),
    )
    .option(
      "--differences <file>",
      t(
        "with --mode both: the terms on which the counters differ, and why (.csv)",
        "配合 --mode both：两种计数不一致的词及原因（.csv）",
      ),
    )
    .option(
      "--keep",
      t(
        "keep the counts in the store (documents of the store)",
        "将词频存入数据库（数据库中的文档）",
      ),
    )
    .option(
      "--flags <what>",
      t("count: negated and quoted hits in the JSON rows", "count：JSON 行中给出否定与引用次数"),
      oneOf("--flags", ["none", "count"]),
      "none",
    )
    .option(
      "--map <pairs>",
      t("columns of tables: text=正文,year=年份", "表格列对应：text=正文,year=年份"),
      nameList,
    )
    .option("--region <name>", t("region where the text does not say", "文本未写明时的地区"))
    .option(
      "--year <year>",
      t("year where the text does not say", "文本未写明时的年份"),
      wholeNumber("--year", 1949),
    )
    .option(
      "--regions <file>",
      t("further regions, CSV: code,name,level", "补充地区 CSV：code,name,level"),
    )
    .option(
      "-o, --output <file>",
      t("table, one row for each unit (.csv)", "输出表，每个单元一行（.csv）"),
    )
    .action(async (paths: string[], options: Options) => {
      const dictionaries = loadDictionaries(options.dictionary);
      const settings: AttentionOptions = {
        dictionaries,
        mode: options.mode,
        overlap: options.overlap,
        matchScript: options.matchScript,
        wordBoundary: options.wordBoundary,
        measures: options.measure.map(parseMeasure),
        by: options.by,
        section: options.section,
        flags: options.flags,
        segmenter: segmenterOf(options),
        progress: context.progress,
        signal: context.io.signal,
        ...(options.threads === undefined ? {} : { threads: options.threads }),
        ...(options.prefer === undefined ? {} : { prefer: options.prefer }),
      };
      const source = await openDocuments(context, paths, {
        map: parseColumnMap(options.map ?? []),
        regions: await readKnownRegions(options.regions),
        write: options.keep === true,
        ...(options.threads === undefined ? {} : { threads: options.threads }),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
        ...(options.region === undefined ? {} : { region: options.region }),
        ...(options.year === undefined ? {} : { year: options.year }),
      });
      try {
        const result = await attention(source.documents, settings);
        if (options.keep === true) keepCounts(source, result);
        reportSkipped(context, source.skipped);
        context.warn(result.warnings);
        if (options.differences !== undefined) {
          await writeTable(options.differences, differenceTable(result.facts.differences ?? []));
        }
        await printResult(context, result, options.output, {
          skipped: skippedJson(source.skipped),
          provenance: context.provenance(source.input),
        });
      } finally {
        source.close();
      }
    });
}

/** What concerns segmentation; refused where nothing is segmented. */
function segmenterOf(options: Options): SegmenterChoice {
  const { engine, hmm, stopWords, tags, mode, measure, differences } = options;
  const given = { engine, hmm, "stop-words": stopWords, tags };
  const option = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  const segments = mode !== "match" || measure.map(parseMeasure).includes("per10kTokens");
  if (option !== undefined && !segments)
    throw textError("not-segmented", { option: `--${option}` });
  if (differences !== undefined && mode !== "both") {
    throw cliError("bad-option", {
      option: "--differences",
      value: differences,
      expected: "--mode both",
    });
  }
  return {
    ...(engine === undefined ? {} : { engine }),
    ...(hmm === undefined ? {} : { hmm }),
    ...(stopWords === undefined ? {} : { stopWords: loadStopWords(stopWords) }),
    ...(tags === undefined ? {} : { tags: parseTags(tags) }),
  };
}

async function printResult(
  context: Context,
  result: AttentionResult,
  output: string | undefined,
  rest: object,
): Promise<void> {
  const table = result.table();
  if (output !== undefined) {
    await writeTable(output, table);
    context.say(
      context.t(
        `${table.nrow} row(s) written to ${output}`,
        `已写入 ${output}，共 ${table.nrow} 行`,
      ),
    );
    if (!context.json) return;
  }
  context.print(
    context.json ? "" : `${shown(table)}${differenceText(context, result.facts.differences ?? [])}`,
    context.json ? { ...result.toJSON(), ...rest } : {},
  );
}

/** Counts of stored documents into the store, so that later steps need not count again. */
function keepCounts(source: DocumentSource, result: AttentionResult): void {
  if (source.store === undefined || result.facts.by !== "document") {
    throw cliError("bad-option", {
      option: "--keep",
      value: "true",
      expected: "documents of the store, --by document and no PATH",
    });
  }
  const mode = result.facts.mode === "segment" ? "segment" : "match";
  const counts = result.rows().filter((r) => r.count > 0 && typeof r.document === "number");
  putCounts(
    source.store,
    counts.map((r) => ({
      documentId: r.document as number,
      dictionary: r.dictionary,
      mode,
      group: r.group ?? "",
      term: r.term ?? "",
      count: r.count,
    })),
  );
}

const MAX_SHOWN = 40;

function shown(table: Table): string {
  const head = [...table.names];
  const rows = Array.from({ length: Math.min(table.nrow, MAX_SHOWN) }, (_, i) =>
    head.map((name) => {
      const value = table.value(i, name);
      return typeof value === "number" && !Number.isInteger(value)
        ? value.toFixed(3)
        : (value ?? "");
    }),
  );
  const more = table.nrow > MAX_SHOWN ? `\n… ${table.nrow - MAX_SHOWN}` : "";
  return `${textTable([head, ...rows])}${more}`;
}

/** `--dictionary a,b` and repeated options add up. */
function appendNames(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), ...nameList(text)];
}

function parsePrefer(text: string): Prefer {
  if (text === "latest" || text === "longest") return text;
  if (text.startsWith("source=") && text.length > 7) return text as Prefer;
  throw cliError("bad-option", {
    option: "--prefer",
    value: text,
    expected: "latest | longest | source=NAME",
    nearest: nearest(text, ["latest", "longest"]),
  });
}
