import type { Command } from "commander";
import { hypotheticalPilots, overlapPolicies, Policies } from "../../../policy/index.js";
import { Panel, type Table, toCsv, writeTable } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { oneOf } from "../../options.js";
import { readData } from "../../read-data.js";
import { textTable } from "../../text-table.js";
import { addStartOptions } from "./start-options.js";

interface OverlapFlags {
  readonly partial?: "exclude" | "include";
  readonly start?: "announcement" | "following";
  readonly startMap?: ReadonlyMap<string, number>;
}

/** `policies overlap`. */
export function overlapCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "overlap",
    summary: { en: "cities that policies share", zh: "政策重叠矩阵" },
    examples: ["xinzhi policies overlap broadband-china innovative-industrial-clusters"],
  }).argument("[names...]", t("lists; none: all dated ones", "名单；缺省为全部有年份的名单"));
  addStartOptions(command, context);
  return command
    .option(
      "--partial <rule>",
      t("cities covered in part: exclude | include", "部分覆盖的城市：exclude | include"),
      oneOf("--partial", ["exclude", "include"]),
      "exclude",
    )
    .action((names: string[], options: OverlapFlags) => {
      const policies = Policies.load();
      const lists =
        names.length > 0
          ? names.map((n) => policies.get(n))
          : policies.all().filter((l) => l.form === "pilots");
      const result = overlapPolicies(lists, options);
      const head = ["", ...result.names.map((_, i) => `(${i + 1})`)];
      const rows = result.matrix.map((row, i) => [`(${i + 1}) ${result.names[i]}`, ...row]);
      context.print(textTable([head, ...rows]), {
        kind: "policy-overlap",
        ...result,
        provenance: context.provenance({}),
      });
    });
}

interface HypotheticalFlags {
  readonly rank: string;
  readonly first: string;
  readonly unit: string;
  readonly time: string;
  readonly rankAt: "adoption" | "before";
  readonly output?: string;
}

/** `policies hypothetical`. */
export function hypotheticalCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "hypothetical",
    summary: {
      en: "as many new units a year as truly treated, highest rank first (an instrument)",
      zh: "按排序构造与真实数量相同的假想试点（工具变量）",
    },
    examples: [
      "xinzhi policies hypothetical corpus/panel.csv --rank broadband --first first_treated --unit city --time year -o iv.csv",
    ],
  })
    .argument("<panel>", t("the data file", "数据文件"))
    .requiredOption("--rank <column>", t("column to rank by", "排序列"))
    .requiredOption("--first <column>", t("true first treated year", "真实首次处理年份列"))
    .requiredOption("--unit <column>", t("column of units", "单位列"))
    .requiredOption("--time <column>", t("column of years", "年份列"))
    .option(
      "--rank-at <year>",
      t("adoption | before: the year whose rank counts", "adoption | before：取哪一年的排序"),
      oneOf("--rank-at", ["adoption", "before"]),
      "adoption",
    )
    .option("-o, --output <file>", t("write the table", "输出文件"))
    .action(async (file: string, options: HypotheticalFlags) => {
      const panel = new Panel(await readData(context, file), options);
      const table = hypotheticalPilots(panel, options);
      await deliver(context, table, options.output);
    });
}

async function deliver(context: Context, table: Table, output: string | undefined) {
  if (output !== undefined) await writeTable(output, table);
  const done = context.t(`${table.nrow} rows → ${output}`, `${table.nrow} 行 → ${output}`);
  context.print(output === undefined ? toCsv(table) : done, {
    kind: "table",
    columns: table.names,
    ...(output === undefined ? { rows: table.toRows() } : { output }),
    provenance: context.provenance(table.where()),
  });
}
