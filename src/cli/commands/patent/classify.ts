import type { Command } from "commander";
import { throwIfInterrupted, writeAtomic } from "../../../base/index.js";
import {
  type ClassifiedPatent,
  type ClassifyFilesOptions,
  type Coverage,
  classifyFiles,
  createClassifier,
  explainSymbol,
  intervalSql,
  labelStore,
  matchSql,
  parseIpcList,
  parseUserMap,
  patentText,
  readConcordance,
  readEditions,
  readScheme,
  type StoreLabels,
  type SymbolExplanation,
} from "../../../patent/index.js";
import { eachPatent } from "../../../store/index.js";
import { numberColumn, Table, textColumn, toCsv } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { oneOf, repeatable, wholeNumber } from "../../options.js";
import { textTable } from "../../text-table.js";
import { openFilledStore, sayUnread } from "./patent-source.js";

interface Options {
  readonly table: string;
  readonly ipc: "any" | "main";
  readonly rules: "ipc" | "ipc+keywords";
  readonly explain?: true;
  readonly symbol?: readonly string[];
  readonly map?: string;
  readonly scheme?: string;
  readonly editions?: string;
  readonly sql?: string;
  readonly threads?: number;
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
    .option(
      "--scheme <file>",
      t(
        "IPC symbols (symbol, dots): exact subtrees, unknown symbols by year",
        "IPC 分类表（symbol、dots 列）：精确子树，并按年份报告未知分类号",
      ),
    )
    .option(
      "--editions <file>",
      t(
        "IPC editions (old, new), applied before matching",
        "IPC 版本对照（old、new 列），匹配前应用",
      ),
    )
    .option(
      "--sql <file>",
      t("write the table and the query as SQL", "输出区间表与匹配语句（SQL）"),
    )
    .option(
      "--threads <n>",
      t(
        "threads that read and classify (default: one for each processor)",
        "读取与判定的线程数（默认每个处理器一个）",
      ),
      wholeNumber("--threads", 1),
    )
    .option("-o, --output <file>", t("labels as CSV", "判定结果（CSV）"))
    .action((paths: string[], options: Options) => run(context, paths, options));
}

async function run(context: Context, paths: string[], options: Options): Promise<void> {
  const scheme = options.scheme === undefined ? undefined : await readScheme(options.scheme);
  const concordance = readConcordance(options.table, scheme?.hasDots ? { scheme } : {});
  if (options.sql !== undefined) {
    writeAtomic(
      options.sql,
      `${intervalSql(concordance)}\n-- patent_symbols: patent, symbol, sort_key\n${matchSql()};\n`,
    );
    context.say(`→ ${options.sql}`);
    if (paths.length === 0 && options.symbol === undefined) return;
  }
  if (options.symbol !== undefined) {
    printSymbols(
      context,
      options.symbol.flatMap(symbolsIn).map((s) => explainSymbol(s, concordance.rules)),
      options,
    );
    return;
  }
  const moved = options.editions === undefined ? undefined : await readEditions(options.editions);
  const warnings = [...concordance.warnings, ...(moved?.warnings ?? [])];
  context.warn(warnings);
  const settings: ClassifyFilesOptions = {
    concordance,
    ipc: options.ipc,
    mode: options.rules,
    progress: context.progress,
    signal: context.io.signal,
    ...(moved === undefined ? {} : { editions: moved.editions }),
    ...(scheme === undefined ? {} : { known: scheme.keys }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  };
  const found =
    paths.length === 0
      ? await classifyStore(context, options, settings)
      : await classifyPaths(context, paths, options, settings);
  const { rows, coverage, applications } = found;
  if (rows === undefined) {
    context.print(report(context, found, options, undefined), null);
    return;
  }
  if (options.output !== undefined) writeAtomic(options.output, toCsv(labelTable(rows)));
  const explained = options.explain === true ? explanations(rows, concordance.rules) : undefined;
  context.print(report(context, found, options, explained), {
    kind: "classification",
    concordance: concordance.name,
    mode: options.rules,
    ipc: options.ipc,
    rows,
    coverage,
    ...(applications === undefined ? {} : { applications }),
    ...(explained === undefined ? {} : { explained }),
    warnings,
    provenance: context.provenance({ file: paths.length === 0 ? context.db : paths.join(" ") }),
  });
}

/** What was classified; without rows where a store of any size was labelled. */
interface Found {
  readonly rows: readonly ClassifiedPatent[] | undefined;
  readonly coverage: Coverage;
  /** Applications of the documents; a store tells which belong together. */
  readonly applications?: StoreLabels["applications"];
}

async function classifyPaths(
  context: Context,
  paths: readonly string[],
  options: Options,
  settings: ClassifyFilesOptions,
): Promise<Found> {
  const map = options.map === undefined ? {} : { map: parseUserMap(options.map) };
  const found = await classifyFiles(paths, { ...settings, ...map });
  for (const s of found.skipped) {
    context.say(`${context.t("passed over", "略过")} ${s.path}: ${s.reason}`);
  }
  sayUnread(context, found.unread);
  return found;
}

/** Labels the store; the rows are read again only where they are to be shown or written. */
async function classifyStore(
  context: Context,
  options: Options,
  settings: ClassifyFilesOptions,
): Promise<Found> {
  const store = await openFilledStore(context);
  try {
    const { coverage, applications } = await labelStore(store, settings);
    if (!wantsRows(context, options)) return { rows: undefined, coverage, applications };
    const classifier = createClassifier(settings);
    const rows: ClassifiedPatent[] = [];
    for (const patent of eachPatent(store)) {
      if (rows.length % 1000 === 0) throwIfInterrupted(context.io.signal);
      rows.push(classifier.classify(patentText(patent)));
    }
    return { rows, coverage, applications };
  } finally {
    store.close();
  }
}

/** Documents of one application, as publication and grant, count once here. */
function applicationLines(
  context: Context,
  { all, key }: StoreLabels["applications"],
  share: (n: number, of: number) => string,
): (string | number)[][] {
  return [
    [context.t("their applications", "所属申请"), all],
    [context.t("key technology among them", "其中关键核心技术"), `${key}${share(key, all)}`],
  ];
}

/** True when every row is to be shown or written; else a store of any size is labelled flat. */
function wantsRows(context: Context, options: Options): boolean {
  return context.json || options.output !== undefined || options.explain === true;
}

/** A list in one argument is all of its symbols; what is none is left for the error that names it. */
function symbolsIn(text: string): readonly string[] {
  const { symbols, malformed } = parseIpcList(text);
  const all = [...symbols, ...malformed.map((m) => m.raw)];
  return all.length === 0 ? [text] : all;
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
  { rows, coverage: c, applications }: Found,
  options: Options,
  explained: readonly SymbolExplanation[] | undefined,
): string {
  const t = context.t.bind(context);
  const share = (n: number, of = c.patents): string =>
    of === 0 ? "" : ` (${((100 * n) / of).toFixed(1)} %)`;
  const lines = [
    textTable([
      [t("patents", "专利"), c.patents],
      [t("key technology", "关键核心技术"), `${c.key}${share(c.key)}`],
      ...(options.rules === "ipc"
        ? []
        : [[t("by symbols alone", "仅按分类号"), `${c.keyByIpc}${share(c.keyByIpc)}`]]),
      ...(applications === undefined ? [] : applicationLines(context, applications, share)),
      [t("without a symbol", "无分类号"), c.withoutIpc],
      [t("symbols", "分类号"), c.symbols],
      [t("in no rule", "未命中规则"), c.unmatchedSymbols],
      [t("malformed", "无法识别"), `${c.malformedSymbols} ${malformedText(c)}`],
      ...(options.scheme === undefined
        ? []
        : [[t("unknown to the edition", "该版本没有"), `${c.unknownSymbols} ${unknownText(c)}`]]),
    ]),
    "",
    textTable([
      [t("code", "代码"), t("field", "领域"), t("patents", "专利")],
      ...c.byField.slice(0, SHOWN).map((f) => [f.code, f.level2 || f.level1, f.patents]),
    ]),
  ];
  if (options.output !== undefined) lines.push(`→ ${options.output}`);
  else if (rows !== undefined && rows.length <= SHOWN) {
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

function unknownText(c: Coverage): string {
  return c.unknown
    .slice(0, 5)
    .map((u) => `${u.symbol} ${u.count} (${u.firstYear ?? "?"}–${u.lastYear ?? "?"})`)
    .join("; ");
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
