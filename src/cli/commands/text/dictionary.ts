import type { Command } from "commander";
import { UserError } from "../../../base/index.js";
import { numberColumn, Table, textColumn, writeTable } from "../../../table/index.js";
import {
  type Candidate,
  expandDictionary,
  listDictionaries,
  loadDictionary,
  parseColumnMap,
} from "../../../text/index.js";
import type { Context } from "../../context.js";
import { EXIT } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { textTable } from "../../text-table.js";
import { openDocuments, reportSkipped } from "../collect/document-source.js";

/** `xinzhi dictionary`: word lists, their checks, and candidates for more words. */
export function build(context: Context): Command {
  const root = defineCommand(context, {
    name: "dictionary",
    summary: {
      en: "word lists: list, validate, expand",
      zh: "关键词词典：列出、校验、扩充",
    },
    examples: [
      "xinzhi dictionary list",
      "xinzhi dictionary validate new-quality-productive-forces",
      "xinzhi dictionary expand corpus/reports --dictionary new-quality-productive-forces",
    ],
  });
  root.addCommand(listCommand(context));
  root.addCommand(validateCommand(context));
  root.addCommand(expandCommand(context));
  return root;
}

function listCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "list",
    summary: {
      en: "the bundled dictionaries, or the words of one",
      zh: "内置词典，或某一词典的词",
    },
    examples: ["xinzhi dictionary list", "xinzhi dictionary list st-talent"],
  })
    .argument("[name]", t("a dictionary or file: its words", "词典名或文件：列出其词"))
    .action((name: string | undefined) => {
      if (name === undefined) {
        const dictionaries = listDictionaries().map((d) => ({
          ...d,
          title: context.local(d.title),
        }));
        const head = [
          t("name", "名称"),
          t("title", "标题"),
          t("words", "词数"),
          t("confidence", "可信度"),
        ];
        const rows = dictionaries.map((d) => [d.name, d.title, d.terms, d.confidence]);
        context.print(textTable([head, ...rows]), {
          kind: "dictionaries",
          dictionaries,
          provenance: context.provenance({}),
        });
        return;
      }
      const terms = loadDictionary(name).flatMap((d) =>
        d.terms.map((x) => ({ dictionary: d.name, ...x, synonymOf: x.synonymOf ?? null })),
      );
      const head = [t("group", "组"), t("word", "词"), t("weight", "权重"), t("source", "来源")];
      context.print(textTable([head, ...terms.map((x) => [x.group, x.term, x.weight, x.source])]), {
        kind: "dictionary",
        terms,
        provenance: context.provenance({}),
      });
    });
}

function validateCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "validate",
    summary: {
      en: "check dictionaries: every error and remark",
      zh: "校验词典：列出全部错误与提示",
    },
    examples: ["xinzhi dictionary validate st-talent"],
  })
    .argument("<name...>", t("names or .csv/.yaml files", "词典名或 .csv/.yaml 文件"))
    .action((names: string[]) => {
      const results = names.map((name) => check(context, name));
      const lines = results.map((r) => {
        const found = r.problems.map((p) => `  ✗ ${p}`).concat(r.warnings.map((w) => `  · ${w}`));
        const verdict =
          r.problems.length === 0
            ? t(`${r.terms} words, sound`, `${r.terms} 个词，有效`)
            : t(`${r.problems.length} error(s)`, `${r.problems.length} 处错误`);
        return [`${r.name}: ${verdict}`, ...found].join("\n");
      });
      context.print(lines.join("\n"), {
        kind: "dictionary-check",
        dictionaries: results,
        provenance: context.provenance({}),
      });
      if (results.some((r) => r.problems.length > 0)) context.exitCode = EXIT.userError;
    });
}

interface Check {
  readonly name: string;
  readonly terms: number;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** What is wrong inside a dictionary is a result here; a name that does not exist is an error. */
function check(context: Context, name: string): Check {
  try {
    const loaded = loadDictionary(name);
    return {
      name,
      terms: loaded.reduce((sum, d) => sum + d.terms.length, 0),
      problems: [],
      warnings: loaded.flatMap((d) => d.warnings.map((w) => context.local(w))),
    };
  } catch (error) {
    if (!(error instanceof UserError) || /unknown-dictionary|^file\//.test(error.code)) throw error;
    const problems = (error.facts.problems as readonly string[] | undefined) ?? [
      error.text.what[context.lang],
    ];
    return { name, terms: 0, problems, warnings: [] };
  }
}

interface ExpandFlags {
  readonly dictionary: string;
  readonly minCount: number;
  readonly limit: number;
  readonly engine: "auto" | "nodejieba" | "node-rs";
  readonly map?: string[];
  readonly output?: string;
}

function expandCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "expand",
    summary: {
      en: "candidates for more words, for a person to accept",
      zh: "扩充候选词，由人工取舍",
    },
    examples: [
      "xinzhi dictionary expand corpus/reports --dictionary new-quality-productive-forces --limit 20",
    ],
  })
    .argument(
      "[path...]",
      t("files or folders; the store when left out", "文件或文件夹；省略则读数据库"),
    )
    .requiredOption("--dictionary <name>", t("name or file", "词典名或文件"))
    .option(
      "--min-count <n>",
      t("least number of sentences", "最少出现句数"),
      wholeNumber("--min-count", 1),
      5,
    )
    .option("--limit <n>", t("how many candidates", "候选词数量"), wholeNumber("--limit", 1), 50)
    .option(
      "--engine <engine>",
      "auto | nodejieba | node-rs",
      oneOf("--engine", ["auto", "nodejieba", "node-rs"]),
      "auto",
    )
    .option("--map <pairs>", t("columns of tables: text=正文", "表格列对应：text=正文"), nameList)
    .option(
      "-o, --output <file>",
      t("table to mark and give back as a dictionary (.csv)", "输出表，勾选后可作词典（.csv）"),
    )
    .action(async (paths: string[], options: ExpandFlags) => {
      const dictionary = loadDictionary(options.dictionary)[0]!;
      const source = await openDocuments(context, paths, {
        map: parseColumnMap(options.map ?? []),
      });
      try {
        const candidates = await expandDictionary(source.documents, dictionary, {
          minCount: options.minCount,
          limit: options.limit,
          engine: options.engine,
          signal: context.io.signal,
        });
        reportSkipped(context, source.skipped);
        if (options.output !== undefined) {
          await writeTable(options.output, candidateTable(dictionary.name, candidates));
          context.say(t(`written to ${options.output}`, `已写入 ${options.output}`));
          if (!context.json) return;
        }
        context.print(candidateText(context, candidates), {
          kind: "dictionary-expansion",
          dictionary: dictionary.name,
          candidates,
          provenance: context.provenance(source.input),
        });
      } finally {
        source.close();
      }
    });
}

function candidateText(context: Context, candidates: readonly Candidate[]): string {
  const t = context.t.bind(context);
  if (candidates.length === 0) return t("no candidates", "没有候选词");
  const head = [
    t("word", "词"),
    t("count", "次数"),
    t("together", "共现句"),
    "PMI",
    t("similarity", "相似度"),
    t("cohesion", "凝聚度"),
    t("entropy", "左右熵"),
    t("sentence", "例句"),
  ];
  const rows = candidates.map((c) => [
    c.term,
    c.count,
    c.together,
    c.pmi.toFixed(2),
    c.similarity.toFixed(2),
    c.cohesion?.toFixed(1) ?? "",
    c.entropy?.toFixed(1) ?? "",
    c.example.slice(0, 24),
  ]);
  return textTable([head, ...rows]);
}

function candidateTable(name: string, candidates: readonly Candidate[]): Table {
  return new Table([
    textColumn(
      "dictionary",
      candidates.map(() => name),
    ),
    textColumn(
      "term",
      candidates.map((c) => c.term),
    ),
    textColumn(
      "accept",
      candidates.map(() => null),
    ),
    numberColumn(
      "count",
      candidates.map((c) => c.count),
    ),
    numberColumn(
      "together",
      candidates.map((c) => c.together),
    ),
    numberColumn(
      "pmi",
      candidates.map((c) => c.pmi),
    ),
    numberColumn(
      "similarity",
      candidates.map((c) => c.similarity),
    ),
    numberColumn(
      "cohesion",
      candidates.map((c) => c.cohesion ?? Number.NaN),
    ),
    numberColumn(
      "entropy",
      candidates.map((c) => c.entropy ?? Number.NaN),
    ),
    textColumn(
      "example",
      candidates.map((c) => c.example),
    ),
  ]);
}
