import { extname } from "node:path";
import type { Command } from "commander";
import { writeAtomic } from "../../../base/index.js";
import { numberColumn, Table, textColumn, toCsv } from "../../../table/index.js";
import {
  type Dictionary,
  dictionaryOfTerms,
  FLAG_WORDS,
  type KwicLine,
  type KwicResult,
  kwic,
  kwicPage,
  loadDictionaries,
  parseColumnMap,
} from "../../../text/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { openDocuments, reportSkipped, skippedJson } from "../collect/document-source.js";

interface Options {
  readonly dictionary?: string[];
  readonly overlap: "longest" | "all";
  readonly matchScript: "both" | "as-is";
  readonly wordBoundary: "latin" | "none";
  readonly limit?: number;
  readonly width: number;
  readonly map?: string[];
  readonly output?: string;
}

/** `xinzhi kwic`: the sentences behind a count. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "kwic",
    summary: {
      en: "the sentences behind a count, in the terminal, CSV or HTML",
      zh: "查看计数背后的句子：终端、CSV 或 HTML",
    },
    examples: [
      "xinzhi kwic 产业升级 corpus/reports/960100_2015.txt",
      "xinzhi kwic 产业升级 corpus/reports -o sentences.html",
    ],
  })
    .argument(
      "<term>",
      t("word, several by comma; - with --dictionary", "词语，逗号分隔；配合 --dictionary 时写 -"),
    )
    .argument(
      "[path...]",
      t("files or folders; the store when left out", "文件或文件夹；省略则读数据库"),
    )
    .option("--dictionary <names>", t("all terms of dictionaries", "词典的全部词语"), nameList)
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
    .option("--limit <n>", t("at most so many lines", "最多显示行数"), wholeNumber("--limit", 1))
    .option(
      "--width <n>",
      t("characters on each side in the terminal", "终端每侧字数"),
      wholeNumber("--width", 1),
      20,
    )
    .option(
      "--map <pairs>",
      t("columns of tables: text=正文,year=年份", "表格列对应：text=正文,year=年份"),
      nameList,
    )
    .option("-o, --output <file>", t(".csv or .html", ".csv 或 .html"))
    .action(async (term: string, paths: string[], options: Options) => {
      const dictionaries: Dictionary[] = [
        ...(term === "-" && options.dictionary !== undefined
          ? []
          : [dictionaryOfTerms(nameList(term))]),
        ...loadDictionaries(options.dictionary ?? []),
      ];
      const source = await openDocuments(context, paths, {
        map: parseColumnMap(options.map ?? []),
      });
      try {
        const limit =
          options.limit ?? (options.output === undefined && !context.json ? 200 : undefined);
        const result = await kwic(source.documents, {
          dictionaries,
          overlap: options.overlap,
          matchScript: options.matchScript,
          wordBoundary: options.wordBoundary,
          signal: context.io.signal,
          ...(limit === undefined ? {} : { limit }),
        });
        reportSkipped(context, source.skipped);
        context.warn(result.warnings);
        if (options.output !== undefined) write(context, options.output, term, result);
        if (options.output !== undefined && !context.json) return;
        context.print(terminal(context, result, options.width), {
          ...result,
          skipped: skippedJson(source.skipped),
          provenance: context.provenance(source.input),
        });
      } finally {
        source.close();
      }
    });
}

function write(context: Context, file: string, term: string, result: KwicResult): void {
  const extension = extname(file).toLowerCase();
  if (extension !== ".csv" && extension !== ".html") {
    throw cliError("bad-option", { option: "-o", value: file, expected: "FILE.csv | FILE.html" });
  }
  const data =
    extension === ".csv" ? toCsv(lineTable(result.lines)) : kwicPage(term, result, context.lang);
  writeAtomic(file, data);
  const n = result.lines.length;
  context.say(context.t(`${n} line(s) written to ${file}`, `已写入 ${file}，共 ${n} 行`));
}

function lineTable(lines: readonly KwicLine[]): Table {
  return new Table([
    textColumn(
      "document",
      lines.map((l) => String(l.document)),
    ),
    textColumn(
      "region_code",
      lines.map((l) => l.regionCode),
    ),
    textColumn(
      "region",
      lines.map((l) => l.region),
    ),
    numberColumn(
      "year",
      lines.map((l) => l.year ?? Number.NaN),
    ),
    textColumn(
      "section",
      lines.map((l) => l.section),
    ),
    textColumn(
      "dictionary",
      lines.map((l) => l.dictionary),
    ),
    textColumn(
      "term",
      lines.map((l) => l.term),
    ),
    textColumn(
      "left",
      lines.map((l) => l.left),
    ),
    textColumn(
      "hit",
      lines.map((l) => l.hit),
    ),
    textColumn(
      "right",
      lines.map((l) => l.right),
    ),
    numberColumn(
      "start",
      lines.map((l) => l.start),
    ),
    textColumn(
      "flags",
      lines.map((l) => l.flags.join(" ")),
    ),
  ]);
}

/** Hits under each other: a Chinese character takes two places. */
function terminal(context: Context, result: KwicResult, width: number): string {
  if (result.total === 0) return context.t("no hits", "没有命中");
  const places = (text: string): number =>
    [...text].reduce((n, c) => n + (c > "\u2e7f" ? 2 : 1), 0);
  return result.lines
    .map((l) => {
      const left = l.left.slice(-width).replaceAll("\n", " ");
      const pad = " ".repeat(Math.max(0, 2 * width - places(left)));
      const place = `${l.region ?? l.document} ${l.year ?? ""}`.trim();
      const flags =
        l.flags.length === 0
          ? ""
          : `  (${l.flags.map((f) => context.local(FLAG_WORDS[f])).join(", ")})`;
      return `${pad}${left}【${l.hit}】${l.right.slice(0, width).replaceAll("\n", " ")}  — ${place}${flags}`;
    })
    .join("\n");
}
