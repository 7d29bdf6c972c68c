import type { Command } from "commander";
import { nearest } from "../../../base/index.js";
import { writeTable } from "../../../table/index.js";
import {
  parseColumnMap,
  TARGET_NAMES,
  type TargetName,
  type TargetsResult,
  targets,
  targetsTable,
} from "../../../text/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf } from "../../options.js";
import { textTable } from "../../text-table.js";
import { openDocuments, reportSkipped, skippedJson } from "../collect/document-source.js";
import { readKnownRegions } from "../collect/import-summary.js";

interface Options {
  readonly target: TargetName[];
  readonly strive: "hard" | "soft";
  readonly plain: "hard" | "soft";
  readonly map?: string[];
  readonly regions?: string;
  readonly output?: string;
}

/** `xinzhi targets`: growth targets, their wording, and over-bidding. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "targets",
    summary: {
      en: "growth targets of the reports: figure, wording, over-bidding, with the sentence",
      zh: "报告中的增长目标：数值、软硬约束、加码，附原句",
    },
    examples: [
      "xinzhi targets corpus/reports/960100_2015.txt",
      "xinzhi targets corpus/reports --target gdp,cpi,jobs -o targets.csv",
    ],
  })
    .argument(
      "[path...]",
      t("files or folders; the store when left out", "文件或文件夹；省略则读数据库"),
    )
    .option("--target <list>", TARGET_NAMES.join(","), parseTargets, ["gdp"] as TargetName[])
    .option(
      "--strive <class>",
      t("what 力争 counts for: hard | soft", "“力争”归入：hard | soft"),
      oneOf("--strive", ["hard", "soft"]),
      "hard",
    )
    .option(
      "--plain <class>",
      t("what no marker counts for in the binary split", "无标记时二分归入：hard | soft"),
      oneOf("--plain", ["hard", "soft"]),
      "soft",
    )
    .option(
      "--map <pairs>",
      t("columns of tables: text=正文,year=年份", "表格列对应：text=正文,year=年份"),
      nameList,
    )
    .option(
      "--regions <file>",
      t("further regions, CSV: code,name,level", "补充地区 CSV：code,name,level"),
    )
    .option("-o, --output <file>", t("table (.csv)", "输出表（.csv）"))
    .action(async (paths: string[], options: Options) => {
      const source = await openDocuments(context, paths, {
        kind: "report",
        map: parseColumnMap(options.map ?? []),
        regions: await readKnownRegions(options.regions),
      });
      try {
        const result = await targets(source.documents, {
          targets: options.target,
          strive: options.strive,
          plain: options.plain,
          signal: context.io.signal,
        });
        reportSkipped(context, source.skipped);
        context.warn(result.warnings);
        await print(context, result, options.output, {
          skipped: skippedJson(source.skipped),
          provenance: context.provenance(source.input),
        });
      } finally {
        source.close();
      }
    });
}

async function print(
  context: Context,
  result: TargetsResult,
  output: string | undefined,
  rest: object,
): Promise<void> {
  const t = context.t.bind(context);
  if (output !== undefined) {
    await writeTable(output, targetsTable(result));
    context.say(
      t(
        `${result.rows.length} row(s) written to ${output}`,
        `已写入 ${output}，共 ${result.rows.length} 行`,
      ),
    );
    if (!context.json) return;
  }
  const head = [
    t("region", "地区"),
    t("year", "年份"),
    t("target", "目标"),
    t("value", "数值"),
    t("wording", "措辞"),
    t("stretch", "力争"),
    t("over-bidding", "加码"),
    t("evidence", "原句"),
  ];
  const body = result.rows.map((r) => [
    r.region ?? String(r.document),
    r.year,
    r.target,
    r.low === r.high ? r.value : `${r.low}–${r.high}`,
    r.wording ?? t("none", "无"),
    r.stretch,
    r.overbid,
    r.sentence === null ? "" : `${r.sentence.slice(0, 40)}${r.sentence.length > 40 ? "…" : ""}`,
  ]);
  context.print(context.json ? "" : textTable([head, ...body]), { ...result, ...rest });
}

function parseTargets(text: string): TargetName[] {
  return nameList(text).map((name) => {
    const found = TARGET_NAMES.find((t) => t === name);
    if (found !== undefined) return found;
    throw cliError("bad-option", {
      option: "--target",
      value: name,
      expected: TARGET_NAMES.join(" | "),
      nearest: nearest(name, TARGET_NAMES),
    });
  });
}
