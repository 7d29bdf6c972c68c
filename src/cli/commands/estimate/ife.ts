import type { Command } from "commander";
import { interactiveEffects, summary, type VcovSpec } from "../../../regress/index.js";
import { regressionTable } from "../../../report/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import {
  clusterNames,
  confidenceLevel,
  nameList,
  oneOf,
  repeatable,
  wholeNumber,
} from "../../options.js";
import { readData } from "../../read-data.js";
import { checkOutputs, saveResult } from "../../save-result.js";
import { textTable } from "../../text-table.js";

interface Raw {
  readonly panel: string[];
  readonly factors: number | "auto";
  readonly maxFactors?: number;
  readonly criterion: "icp1" | "icp2" | "bic3";
  readonly vcov: "iid" | "hc1" | "cluster";
  readonly cluster?: string[];
  readonly where?: string;
  readonly ssc?: "fixest" | "none";
  readonly output?: string[];
  readonly level?: number;
}

/** `xinzhi ife DATA FORMULA`: interactive fixed effects. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "ife",
    summary: {
      en: "panel regression with interactive fixed effects (Bai 2009)",
      zh: "交互固定效应面板回归（Bai 2009）",
    },
    examples: [
      'xinzhi ife corpus/panel.csv "log(gdp) ~ gov + fin | city + year" --panel city,year --factors 1',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument(
      "<formula>",
      t("y ~ x | unit + time (additive effects)", "y ~ x | 单位 + 时间（可加效应）"),
    )
    .requiredOption("--panel <unit,time>", t("columns of unit and time", "单位列,时间列"), nameList)
    .option("--factors <n|auto>", t("number of factors, or auto", "因子个数，或 auto"), factors, 1)
    .option(
      "--max-factors <n>",
      t("most factors tried by auto (5)", "auto 时尝试的最大因子数（5）"),
      wholeNumber("--max-factors", 1),
    )
    .option(
      "--criterion <name>",
      "icp1 | icp2 | bic3",
      oneOf("--criterion", ["icp1", "icp2", "bic3"]),
      "icp2",
    )
    .option("--vcov <type>", "iid | hc1 | cluster", oneOf("--vcov", ["iid", "hc1", "cluster"]))
    .option("--cluster <columns>", t("cluster by a,b", "按 a,b 聚类"), clusterNames)
    .option("--ssc <rule>", "fixest | none", oneOf("--ssc", ["fixest", "none"]))
    .option("--where <condition>", t("rows to use", "样本条件"))
    .option("--level <percent>", t("of the intervals (95)", "置信水平（95）"), confidenceLevel)
    .option(
      "-o, --output <file>",
      t("write .docx .html .tex .xlsx .md .csv .json; repeatable", "输出文件；可重复"),
      repeatable,
    )
    .action((data: string, formula: string, raw: Raw) => run(context, data, formula, raw));
}

function factors(text: string): number | "auto" {
  return text === "auto" ? text : wholeNumber("--factors")(text);
}

async function run(context: Context, data: string, formula: string, raw: Raw): Promise<void> {
  const [unit, time, more] = raw.panel;
  if (unit === undefined || time === undefined || more !== undefined) {
    throw cliError("bad-option", {
      option: "--panel",
      value: raw.panel.join(","),
      expected: "unit,time",
    });
  }
  checkOutputs(raw.output ?? []);
  const table = await readData(context, data);
  const fit = interactiveEffects(table, formula, {
    factors: raw.factors,
    criterion: raw.criterion,
    vcov: chooseVcov(raw),
    panel: { unit, time },
    ...(raw.maxFactors === undefined ? {} : { maxFactors: raw.maxFactors }),
    ...(raw.ssc === undefined ? {} : { ssc: raw.ssc }),
    ...(raw.where === undefined ? {} : { where: raw.where }),
  })
    .withLevel(raw.level ?? 0.95)
    .withProvenance(context.provenance({ ...table.origin }));
  context.warn(fit.warnings);
  for (const file of raw.output ?? []) {
    await saveResult(file, { table: regressionTable([fit]), json: fit.toJSON() }, context.lang);
  }
  const choice = fit.extra?.choice as Record<string, number>[] | undefined;
  const head = ["factors", "ssr", "icp1", "icp2", "bic3"];
  const list =
    choice === undefined
      ? []
      : [
          "",
          textTable([head, ...choice.map((c) => head.map((h) => Number(c[h]!.toPrecision(7))))]),
        ];
  const line = context.t(`Factors: ${fit.extra!.factors}`, `因子个数：${fit.extra!.factors}`);
  context.print([summary(fit, context.lang), line, ...list].join("\n"), fit.toJSON());
}

function chooseVcov(raw: Raw): VcovSpec {
  const type = raw.vcov ?? (raw.cluster === undefined ? "iid" : "cluster");
  if ((type === "cluster") !== (raw.cluster !== undefined)) {
    throw cliError("bad-option", {
      option: raw.cluster === undefined ? "--vcov" : "--cluster",
      value: raw.cluster?.join(",") ?? type,
      expected: "--vcov cluster and --cluster a,b together",
    });
  }
  return type === "cluster" ? { type, cluster: raw.cluster! } : { type };
}
