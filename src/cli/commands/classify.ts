import type { Command } from "commander";
import { writeAtomic } from "../../base/index.js";
import {
  type ClassifiedPatent,
  type Classifier,
  type ClassifyOptions,
  type Coverage,
  createClassifier,
  explainSymbol,
  readConcordance,
  type SymbolExplanation,
} from "../../patent/index.js";
import { clearLabels, labelWriter } from "../../store/index.js";
import { numberColumn, Table, textColumn, toCsv } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { oneOf, repeatable } from "../options.js";
import { textTable } from "../text-table.js";
import { openPatentSource, type PatentSource, type SourcePatent } from "./patent-source.js";

interface Options {
  readonly table: string;
  readonly ipc: "any" | "main";
  readonly rules: "ipc" | "ipc+keywords";
  readonly explain?: true;
  readonly symbol?: readonly string[];
  readonly map?: string;
  readonly output?: string;
}

const SHOWN = 20;

/** `xinzhi classify`: key-technology labels of patents. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "classify",
    summary: {
      en: "label patents by a concordance of IPC symbols and industries",
      zh: "按 IPC 对照表判定关键核心技术专利",
    },
    examples: [
      "xinzhi classify corpus/patents.csv --table sei-ipc-2021 -o labels.csv",
      'xinzhi classify --symbol "H04L 27/26" --explain',
    ],
  })
    .argument(
      "[path...]",
      t("files or folders; the store when left out", "文件或文件夹；省略则读数据库"),
    )
    .option(
      "--table <name>",
      t("bundled concordance or CSV file", "内置对照表名或 CSV 文件"),
      "sei-ipc-2021",
    )
    .option(
      "--ipc <which>",
      t("any symbol or the main one: any | main", "任一分类号或主分类号：any | main"),
      oneOf("--ipc", ["any", "main"]),
      "any",
    )
    .option(
      "--rules <mode>",
      "ipc | ipc+keywords",
      oneOf("--rules", ["ipc", "ipc+keywords"]),
      "ipc",
    )
    .option(
      "--explain",
      t("which rule, exclusion and rescue applied", "说明命中的规则、排除与补回"),
    )
    .option(
      "--symbol <ipc>",
      t("classify one symbol (repeatable)", "只判定一个分类号（可重复）"),
      repeatable,
    )
    .option(
      "--map <pairs>",
      t("columns by field: id=公开号,ipc=国际分类", "指定列：id=公开号,ipc=国际分类"),
    )
    .option("-o, --output <file>", t("labels as CSV", "判定结果（CSV）"))
    .action((paths: string[], options: Options) => run(context, paths, options));
}

async function run(context: Context, paths: string[], options: Options): Promise<void> {
  const concordance = readConcordance(options.table);
  if (options.symbol !== undefined) {
    printSymbols(
      context,
      options.symbol.map((s) => explainSymbol(s, concordance.rules)),
      options,
    );
    return;
  }
  context.warn(concordance.warnings);
  const source = await openPatentSource(context, paths, options);
  try {
    const settings: ClassifyOptions = { concordance, ipc: options.ipc, mode: options.rules };
    const classifier = createClassifier(settings);
    const rows = await classifyAll(context, source, classifier, options);
    const coverage = classifier.coverage();
    source.report();
    if (options.output !== undefined) writeAtomic(options.output, toCsv(labelTable(rows)));
    const explained = options.explain === true ? explanations(rows, concordance.rules) : undefined;
    context.print(report(context, coverage, options, rows, explained), {
      kind: "classification",
      concordance: concordance.name,
      mode: options.rules,
      ipc: options.ipc,
      rows,
      coverage,
      ...(explained === undefined ? {} : { explained }),
      warnings: concordance.warnings,
      provenance: context.provenance(source.input),
    });
  } finally {
    source.close();
  }
}

/** Classifies patent by patent; from the store, the labels go back into it. */
async function classifyAll(
  context: Context,
  source: PatentSource,
  classifier: Classifier,
  options: Options,
): Promise<ClassifiedPatent[]> {
  const rows: ClassifiedPatent[] = [];
  const ids: number[] = [];
  context.progress.start("classify");
  for await (const patent of source.patents) {
    rows.push(classifier.classify(toText(patent)));
    if (patent.id !== undefined) ids.push(patent.id);
    if (rows.length % 1000 === 0) context.progress.advance(1000);
  }
  context.progress.finish(`${rows.length}`);
  const { store } = source;
  if (store !== undefined) {
    const mode = options.ipc === "main" ? `${options.rules} main` : options.rules;
    const key = { concordance: options.table, mode };
    store.transaction(() => {
      clearLabels(store, key);
      const write = labelWriter(store, key);
      rows.forEach((row, i) => {
        for (const m of row.matches) {
          write({ patentId: ids[i]!, rule: m.row, code: m.code, symbol: m.symbol });
        }
      });
    });
  }
  return rows;
}

function toText(p: SourcePatent) {
  return {
    patent: p.publication ?? p.application ?? p.identity,
    ipc: p.ipc.map((x) => x.symbol ?? x.raw).join(";"),
    title: p.title,
    abstract: p.abstract,
    year: p.filed === null ? null : Number(p.filed.slice(0, 4)),
  };
}

function explanations(
  rows: readonly ClassifiedPatent[],
  rules: Parameters<typeof explainSymbol>[1],
): SymbolExplanation[] {
  const symbols = new Set(rows.flatMap((r) => r.symbols));
  return [...symbols].sort().map((s) => explainSymbol(s, rules));
}

function labelTable(rows: readonly ClassifiedPatent[]): Table {
  const unique = (values: readonly string[]): string => [...new Set(values)].join(";");
  return new Table([
    textColumn(
      "patent",
      rows.map((r) => r.patent),
    ),
    numberColumn(
      "key",
      rows.map((r) => (r.key ? 1 : 0)),
    ),
    textColumn(
      "codes",
      rows.map((r) => unique(r.matches.map((m) => m.code))),
    ),
    textColumn(
      "names",
      rows.map((r) => unique(r.matches.map((m) => m.name))),
    ),
    textColumn(
      "matches",
      rows.map((r) => r.matches.map((m) => `${m.symbol}:${m.code}#${m.rule}`).join(";")),
    ),
    textColumn(
      "symbols",
      rows.map((r) => r.symbols.join(";")),
    ),
    textColumn(
      "malformed",
      rows.map((r) => r.malformed.join(";")),
    ),
  ]);
}

function report(
  context: Context,
  c: Coverage,
  options: Options,
  rows: readonly ClassifiedPatent[],
  explained: readonly SymbolExplanation[] | undefined,
): string {
  const t = context.t.bind(context);
  const share = (n: number): string =>
    c.patents === 0 ? "" : ` (${((100 * n) / c.patents).toFixed(1)} %)`;
  const lines = [
    textTable([
      [t("patents", "专利"), c.patents],
      [t("key technology", "关键核心技术"), `${c.key}${share(c.key)}`],
      ...(options.rules === "ipc"
        ? []
        : [[t("by symbols alone", "仅按分类号"), `${c.keyByIpc}${share(c.keyByIpc)}`]]),
      [t("without a symbol", "无分类号"), c.withoutIpc],
      [t("symbols", "分类号"), c.symbols],
      [t("in no rule", "未命中规则"), c.unmatchedSymbols],
      [t("malformed", "无法识别"), `${c.malformedSymbols} ${malformedText(c)}`],
    ]),
    "",
    textTable([
      [t("code", "代码"), t("field", "领域"), t("patents", "专利")],
      ...c.byField.slice(0, SHOWN).map((f) => [f.code, f.level2 || f.level1, f.patents]),
    ]),
  ];
  if (options.output !== undefined) lines.push(`→ ${options.output}`);
  else if (rows.length <= SHOWN) {
    lines.push(
      "",
      textTable(
        rows.map((r) => [
          r.patent,
          r.key ? "1" : "0",
          [...new Set(r.matches.map((m) => `${m.symbol} → ${m.code}#${m.rule}`))].join("; "),
        ]),
      ),
    );
  }
  for (const why of explained?.slice(0, 50) ?? []) lines.push(explanationText(context, why));
  return lines.join("\n");
}

function malformedText(c: Coverage): string {
  return Object.entries(c.malformed)
    .map(
      ([fault, e]) =>
        `${fault} ${e.count} (${e.examples
          .slice(0, 2)
          .map((x) => x.raw.slice(0, 30))
          .join(", ")})`,
    )
    .join("; ");
}

function printSymbols(
  context: Context,
  list: readonly SymbolExplanation[],
  options: Options,
): void {
  const rows = list.map((e) => ({
    patent: e.symbol,
    key: e.key,
    symbols: [e.symbol],
    malformed: [],
    matches: e.matched.map((m) => ({
      symbol: e.symbol,
      rule: m.rule,
      code: m.code,
      name: m.name,
      level1: m.level1,
      level2: m.level2,
      row: m.row,
    })),
  }));
  context.print(list.map((e) => explanationText(context, e)).join("\n"), {
    kind: "classification",
    concordance: options.table,
    rows,
    explained: list,
    provenance: context.provenance({ file: options.table }),
  });
}

function explanationText(context: Context, e: SymbolExplanation): string {
  const t = context.t.bind(context);
  const one = (r: SymbolExplanation["matched"][number]): string =>
    `${r.code} ${r.name} #${r.rule}: ${r.patterns.join(", ")}`;
  const head = e.key
    ? t("key technology", "关键核心技术")
    : t("not key technology", "非关键核心技术");
  const lines = [
    `${e.symbol}  ${head}`,
    ...e.matched.map((r) => `  + ${one(r)}`),
    ...e.excluded.map((r) => `  − ${one(r)}  ${t("but not", "不含")} ${r.exclusions.join(", ")}`),
  ];
  if (e.rescued)
    lines.push(
      t("  excluded by one rule, brought back by another", "  被一条规则排除，由另一条规则补回"),
    );
  return lines.join("\n");
}
