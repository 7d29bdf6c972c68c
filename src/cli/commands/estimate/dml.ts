import type { Command } from "commander";
import { writeAtomic } from "../../../base/index.js";
import { type DmlOptions, type DmlResult, dml } from "../../../learn/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { confidenceLevel, nameList, oneOf, wholeNumber } from "../../options.js";
import { readData } from "../../read-data.js";
import { intervalCell, intervalHead, textTable } from "../../text-table.js";

interface Raw {
  readonly learner: string;
  readonly treatmentLearner?: string;
  readonly folds: number;
  readonly foldColumn?: string;
  readonly cluster?: string;
  readonly repetitions: number;
  readonly features: "as-given" | "quadratic";
  readonly where?: string;
  readonly panel?: string[];
  readonly seed: number;
  readonly output?: string;
  readonly level?: number;
}

/** `xinzhi dml DATA FORMULA`: double machine learning. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "dml",
    summary: {
      en: "double machine learning of a partially linear model",
      zh: "双重机器学习（部分线性模型）",
    },
    examples: [
      'xinzhi dml corpus/panel.csv "log(gdp) ~ fin + gov + open | city + year" --learner lasso --cluster city --features quadratic',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument(
      "<formula>",
      t("y ~ treatment + features | fixed effects", "y ~ 处理变量 + 特征 | 固定效应"),
    )
    .option("--learner <name>", "ols | ridge[:λ] | lasso[:λ] | forest[:trees]", "lasso")
    .option("--treatment-learner <name>", t("another for the treatment", "处理变量用另一学习器"))
    .option("--folds <n>", t("random folds", "随机折数"), wholeNumber("--folds", 2), 5)
    .option("--fold-column <column>", t("given folds instead", "用已有的分折列"))
    .option(
      "--cluster <column>",
      t("folds keep it together, errors cluster by it", "按该列分折并聚类"),
    )
    .option(
      "--repetitions <n>",
      t("random partitions; medians are reported", "重复分折次数，报告中位数"),
      wholeNumber("--repetitions", 1),
      1,
    )
    .option(
      "--features <which>",
      "as-given | quadratic",
      oneOf("--features", ["as-given", "quadratic"]),
      "as-given",
    )
    .option("--where <condition>", t("rows to use", "样本条件"))
    .option("--panel <unit,time>", t("for lags in the formula", "公式含滞后项时声明"), nameList)
    .option("--seed <n>", t("seed of folds and forests", "随机种子"), wholeNumber("--seed"), 1)
    .option("--level <percent>", t("of the interval (95)", "置信水平（95）"), confidenceLevel)
    .option("-o, --output <file>", t("write .json", "写出 .json"))
    .action((data: string, formula: string, raw: Raw) => run(context, data, formula, raw));
}

async function run(context: Context, data: string, formula: string, raw: Raw): Promise<void> {
  const table = await readData(context, data);
  const result = dml(table, formula, optionsOf(raw));
  context.warn(result.warnings);
  const json = {
    ...result,
    repetitions: result.repetitions.map((r) => ({ ...r, thetaByFold: [...r.thetaByFold] })),
    provenance: context.provenance({ ...table.origin }, result.seed),
  };
  if (raw.output !== undefined) writeAtomic(raw.output, `${JSON.stringify(json, null, 1)}\n`);
  context.print(describe(context, result), json);
}

function optionsOf(raw: Raw): DmlOptions {
  const [unit, time] = raw.panel ?? [];
  return {
    learner: raw.learner,
    folds: raw.foldColumn === undefined ? raw.folds : { column: raw.foldColumn },
    repetitions: raw.repetitions,
    features: raw.features,
    seed: raw.seed,
    ...(raw.treatmentLearner === undefined ? {} : { treatmentLearner: raw.treatmentLearner }),
    ...(raw.cluster === undefined ? {} : { cluster: raw.cluster }),
    ...(raw.where === undefined ? {} : { where: raw.where }),
    ...(raw.level === undefined ? {} : { level: raw.level }),
    ...(unit === undefined || time === undefined ? {} : { panel: { unit, time } }),
  };
}

function describe(context: Context, r: DmlResult): string {
  const number = (v: number | null) => (v === null ? null : Number(v.toPrecision(5)));
  const { term } = r;
  const head = ["", "θ", "se", "z", "p", intervalHead(context.t.bind(context), r.level)];
  const row = [
    term.name,
    ...[term.estimate, term.se, term.statistic, term.p].map(number),
    intervalCell(term.ciLow, term.ciHigh, (v) => String(number(v))),
  ];
  const by = Object.entries(r.clusters)
    .map(([name, n]) => `${name} (${n})`)
    .join(", ");
  const se =
    r.seType === "cluster"
      ? context.t(`clustered by ${by}`, `按 ${by} 聚类`)
      : context.t("robust", "异方差稳健");
  return [
    context.t(
      `Double machine learning, outcome: ${r.outcome}, observations: ${r.nobs}`,
      `双重机器学习，因变量：${r.outcome}，观测数 ${r.nobs}`,
    ),
    context.t(
      `Learners: ${r.learner.outcome} (outcome), ${r.learner.treatment} (treatment); ${r.features.length} features, ${r.folds} folds, ${r.repetitions.length} partitions, seed ${r.seed}`,
      `学习器：${r.learner.outcome}（结果）、${r.learner.treatment}（处理）；特征 ${r.features.length} 个，${r.folds} 折，分折 ${r.repetitions.length} 次，种子 ${r.seed}`,
    ),
    context.t(`Standard errors: ${se}`, `标准误：${se}`),
    "",
    textTable([head, row]),
  ].join("\n");
}
