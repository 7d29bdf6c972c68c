import type { Command } from "commander";
import { nearest, writeAtomic } from "../../../base/index.js";
import {
  type Concordance,
  type Innovation,
  type InnovationPatent,
  type InnovationUnit,
  innovate,
  patentError,
  readConcordance,
  readNameMap,
  readScheme,
} from "../../../patent/index.js";
import type { Regions } from "../../../region/index.js";
import {
  numberColumn,
  Panel,
  readTable,
  Table,
  textColumn,
  toCsv,
  writeTable,
} from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { nameList, oneOf } from "../../options.js";
import { readData } from "../../read-data.js";
import { textTable } from "../../text-table.js";
import { openPatentSource } from "./patent-source.js";

interface Options {
  readonly by: string;
  readonly table: string;
  readonly ipc: "any" | "main";
  readonly rules: "ipc" | "ipc+keywords";
  readonly map?: string;
  readonly regions?: string;
  readonly panel?: string;
  readonly scheme?: string;
  readonly names?: string;
  readonly firms?: string;
  readonly networks?: string;
  readonly output?: string;
}

const UNITS: readonly InnovationUnit[] = ["city", "province", "firm"];

/** `xinzhi innovate`: innovation measures by unit and year. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "innovate",
    summary: {
      en: "innovation measures of patents by unit and year",
      zh: "按单位—年份计算专利创新指标",
    },
    examples: [
      "xinzhi innovate corpus/patents.csv --regions corpus/regions.csv --by city,year -o innovation.csv",
      "xinzhi innovate corpus/patents.csv --by firm,year --json",
    ],
  })
    .argument(
      "[path...]",
      t("files or folders; the store when left out", "文件或文件夹；省略则读数据库"),
    )
    .option("--by <unit,year>", `${UNITS.join(" | ")}, year`, "city,year")
    .option(
      "--table <name>",
      t("bundled concordance or CSV file", "内置对照表名或 CSV 文件"),
      "sei-ipc-2021",
    )
    .option("--ipc <which>", "any | main", oneOf("--ipc", ["any", "main"]), "any")
    .option(
      "--rules <mode>",
      "ipc | ipc+keywords",
      oneOf("--rules", ["ipc", "ipc+keywords"]),
      "ipc",
    )
    .option(
      "--map <pairs>",
      t("columns by field: id=公开号,ipc=国际分类", "指定列：id=公开号,ipc=国际分类"),
    )
    .option(
      "--regions <file>",
      t("own units besides the bundled regions (CSV)", "自备行政单位表（CSV）"),
    )
    .option(
      "--scheme <file>",
      t("IPC symbols (symbol, dots): exact subtrees", "IPC 分类表（symbol、dots 列）：精确子树"),
    )
    .option(
      "--panel <file>",
      t("unit-years to answer for (columns unit, year)", "目标单位—年份面板"),
    )
    .option(
      "--names <file>",
      t("former names and affiliates (name, use)", "曾用名与关联企业对照（name、use 列）"),
    )
    .option("--firms <file>", t("listed firms (name, code)", "上市公司对照（name、code 列）"))
    .option("--networks <file>", t("edges between cities as CSV", "城市间网络边表（CSV）"))
    .option("-o, --output <file>", t("table of measures", "指标表"))
    .action((paths: string[], options: Options) => run(context, paths, options));
}

async function run(context: Context, paths: string[], options: Options): Promise<void> {
  const unit = unitOf(options.by);
  const source = await openPatentSource(context, paths, options);
  try {
    const patents: InnovationPatent[] = [];
    for await (const patent of source.patents) patents.push(patent);
    const frame =
      options.panel === undefined
        ? {}
        : {
            frame: new Panel(await readData(context, options.panel), {
              unit: await unitColumn(options.panel, unit),
              time: "year",
            }),
          };
    const result = innovate(patents, {
      concordance: await readTableWithScheme(options.table, options.scheme),
      unit,
      ipc: options.ipc,
      mode: options.rules,
      regions: source.regions,
      ...frame,
      ...(options.names === undefined ? {} : { names: await readNameMap(options.names) }),
      ...(options.firms === undefined ? {} : { firms: await readNameMap(options.firms, "code") }),
    });
    source.report();
    context.warn(result.warnings);
    if (options.output !== undefined) await writeTable(options.output, result.table);
    if (options.networks !== undefined) writeNetworks(options.networks, result, source.regions);
    context.print(report(context, result, options.output), {
      kind: result.kind,
      unit,
      concordance: result.concordance,
      rows: result.table.toRows(),
      counts: result.counts,
      networks: result.networks,
      warnings: result.warnings,
      provenance: context.provenance(source.input),
    });
  } finally {
    source.close();
  }
}

/** Both networks in one edge list. */
function writeNetworks(path: string, { networks }: Innovation, regions: Regions): void {
  const edges = [
    ...networks.cooperation.map((e) => ({ ...e, network: "cooperation" })),
    ...networks.transfers.map((e) => ({ ...e, network: "transfer" })),
  ];
  const name = (code: string): string => regions.byCode(code)?.name ?? code;
  const table = new Table([
    textColumn(
      "network",
      edges.map((e) => e.network),
    ),
    numberColumn(
      "year",
      edges.map((e) => e.year),
    ),
    textColumn(
      "from_code",
      edges.map((e) => e.from),
    ),
    textColumn(
      "from",
      edges.map((e) => name(e.from)),
    ),
    textColumn(
      "to_code",
      edges.map((e) => e.to),
    ),
    textColumn(
      "to",
      edges.map((e) => name(e.to)),
    ),
    numberColumn(
      "weight",
      edges.map((e) => e.weight),
    ),
  ]);
  writeAtomic(path, toCsv(table));
}

/** The concordance, with exact subtrees where a scheme with dots is given. */
async function readTableWithScheme(table: string, file: string | undefined): Promise<Concordance> {
  const scheme = file === undefined ? undefined : await readScheme(file);
  return readConcordance(table, scheme?.hasDots ? { scheme } : {});
}

function unitOf(by: string): InnovationUnit {
  const names = nameList(by).filter((n) => n !== "year");
  const name = names[0] ?? "";
  const found = UNITS.find((u) => u === name);
  if (found === undefined || names.length !== 1) {
    throw patentError("unknown-unit", {
      unit: names.join(","),
      nearest: nearest(name, UNITS),
      known: UNITS,
    });
  }
  return found;
}

/** The panel's column with the unit: by code where there is one. */
async function unitColumn(file: string, unit: InnovationUnit): Promise<string> {
  const table = await readTable(file);
  const codes = unit === "firm" ? [] : ["region_code", `${unit}_code`];
  return [...codes, unit].find((c) => table.has(c)) ?? unit;
}

function report(context: Context, result: Innovation, output: string | undefined): string {
  const t = context.t.bind(context);
  const { table, counts } = result;
  const shown = table.names.slice(0, 8);
  const rows = table.take(Array.from({ length: Math.min(10, table.nrow) }, (_, i) => i)).toRows();
  return [
    t(
      `${counts.documents} documents, ${counts.applications} applications; ${table.nrow} ${result.unit}-years`,
      `${counts.documents} 条文献，${counts.applications} 件申请；${table.nrow} 个单位—年份`,
    ),
    ...(output === undefined
      ? [textTable([[...shown], ...rows.map((r) => shown.map((c) => cell(r[c] ?? null)))])]
      : [`→ ${output}`]),
  ].join("\n");
}

/** Four digits behind the point on the screen; files and JSON keep them all. */
function cell(value: number | string | null): string {
  if (typeof value !== "number") return value ?? "";
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}
