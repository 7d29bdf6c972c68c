import type { Command } from "commander";
import { nearest } from "../../base/index.js";
import {
  type Innovation,
  type InnovationPatent,
  type InnovationUnit,
  innovate,
  patentError,
  readConcordance,
} from "../../patent/index.js";
import { Panel, readTable, writeTable } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { nameList, oneOf } from "../options.js";
import { textTable } from "../text-table.js";
import { openPatentSource } from "./patent-source.js";

interface Options {
  readonly by: string;
  readonly table: string;
  readonly ipc: "any" | "main";
  readonly rules: "ipc" | "ipc+keywords";
  readonly map?: string;
  readonly regions?: string;
  readonly panel?: string;
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
      "--panel <file>",
      t("unit-years to answer for (columns unit, year)", "目标单位—年份面板"),
    )
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
            frame: new Panel(await readTable(options.panel), {
              unit: await unitColumn(options.panel, unit),
              time: "year",
            }),
          };
    const result = innovate(patents, {
      concordance: readConcordance(options.table),
      unit,
      ipc: options.ipc,
      mode: options.rules,
      regions: source.regions,
      ...frame,
    });
    source.report();
    context.warn(result.warnings);
    if (options.output !== undefined) await writeTable(options.output, result.table);
    context.print(report(context, result, options.output), {
      kind: result.kind,
      unit,
      concordance: result.concordance,
      rows: result.table.toRows(),
      counts: result.counts,
      warnings: result.warnings,
      provenance: context.provenance(source.input),
    });
  } finally {
    source.close();
  }
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
  return [`${unit}_code`, unit].find((c) => table.has(c)) ?? unit;
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
      ? [textTable([[...shown], ...rows.map((r) => shown.map((c) => String(r[c] ?? "")))])]
      : [`→ ${output}`]),
  ].join("\n");
}
