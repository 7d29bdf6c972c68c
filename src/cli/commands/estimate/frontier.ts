import type { Command } from "commander";
import { type FrontierOptions, frontier, summary } from "../../../regress/index.js";
import { regressionTable } from "../../../report/index.js";
import { numberColumn, Table, writeTable } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { clusterNames, confidenceLevel, nameList, oneOf, repeatable } from "../../options.js";
import { readData } from "../../read-data.js";
import { checkOutputs, saveResult } from "../../save-result.js";

interface Raw {
  readonly distribution: "half-normal" | "truncated-normal";
  readonly timeVarying?: boolean;
  readonly cost?: boolean;
  readonly pooled?: boolean;
  readonly panel?: string[];
  readonly cluster?: string[];
  readonly where?: string;
  readonly efficiency?: string;
  readonly output?: string[];
  readonly level?: number;
}

/** `xinzhi frontier DATA FORMULA`: stochastic frontier and efficiencies. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "frontier",
    summary: {
      en: "stochastic frontier (production or cost) with efficiencies",
      zh: "随机前沿（生产或成本）与效率值",
    },
    examples: [
      'xinzhi frontier corpus/panel.csv "log(gdp) ~ log(rd_staff_n) + log(energy_use)" --panel city,year --time-varying',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument("<formula>", t("log(y) ~ log(k) + log(l)", "log(y) ~ log(k) + log(l)"))
    .option(
      "--distribution <name>",
      "half-normal | truncated-normal",
      oneOf("--distribution", ["half-normal", "truncated-normal"]),
      "half-normal",
    )
    .option(
      "--time-varying",
      t("inefficiency decays in time (needs --panel)", "无效率随时间变化（需要 --panel）"),
    )
    .option("--cost", t("cost frontier instead of production", "成本前沿（默认生产前沿）"))
    .option("--pooled", t("one inefficiency for each row, also in a panel", "每行各有无效率项"))
    .option("--panel <unit,time>", t("columns of unit and time", "单位列,时间列"), nameList)
    .option("--cluster <columns>", t("sandwich by a,b", "按 a,b 聚类"), clusterNames)
    .option("--where <condition>", t("rows to use", "样本条件"))
    .option("--efficiency <file>", t("write each row's efficiency", "写出逐行效率值"))
    .option("--level <percent>", t("of the intervals (95)", "置信水平（95）"), confidenceLevel)
    .option(
      "-o, --output <file>",
      t("write .docx .html .tex .xlsx .md .csv .json; repeatable", "输出文件；可重复"),
      repeatable,
    )
    .action((data: string, formula: string, raw: Raw) => run(context, data, formula, raw));
}

async function run(context: Context, data: string, formula: string, raw: Raw): Promise<void> {
  checkOutputs(raw.output ?? []);
  const table = await readData(context, data);
  const result = frontier(table, formula, optionsOf(raw));
  const fit = result.fit
    .withLevel(raw.level ?? 0.95)
    .withProvenance(context.provenance({ ...table.origin }));
  context.warn(fit.warnings);
  if (raw.efficiency !== undefined) {
    const { rows } = fit.frame;
    const used = rows === null ? table : table.take(rows);
    const { batteseCoelli, jlms, cost } = result.efficiency;
    const columns = [
      numberColumn("efficiency", batteseCoelli),
      numberColumn("inefficiency", jlms),
      ...(raw.cost ? [numberColumn("cost_efficiency", cost)] : []),
    ];
    const keys = raw.panel ?? [];
    await writeTable(raw.efficiency, new Table([...used.select(keys).columns, ...columns]));
  }
  for (const file of raw.output ?? []) {
    await saveResult(file, { table: regressionTable([fit]), json: fit.toJSON() }, context.lang);
  }
  context.print(
    `${summary(fit, context.lang)}\n${describe(context, fit.extra ?? {})}`,
    fit.toJSON(),
  );
}

function optionsOf(raw: Raw): FrontierOptions {
  const [unit, time, more] = raw.panel ?? [];
  if (raw.panel !== undefined && (unit === undefined || time === undefined || more !== undefined)) {
    throw cliError("bad-option", {
      option: "--panel",
      value: raw.panel.join(","),
      expected: "unit,time",
    });
  }
  return {
    distribution: raw.distribution,
    frontier: raw.cost ? "cost" : "production",
    time: raw.timeVarying ? "decay" : "invariant",
    vcov: raw.cluster === undefined ? { type: "iid" } : { type: "cluster", cluster: raw.cluster },
    ...(raw.pooled ? { inefficiency: "pooled" as const } : {}),
    ...(unit === undefined || time === undefined ? {} : { panel: { unit, time } }),
    ...(raw.where === undefined ? {} : { where: raw.where }),
  };
}

function describe(context: Context, extra: Readonly<Record<string, unknown>>): string {
  const number = (v: unknown) => Number((v as number).toPrecision(5));
  const e = extra.efficiency as { mean: number; min: number; max: number };
  const lines = [
    `σ_v ${number(extra.sigmaV)}   σ_u ${number(extra.sigmaU)}   λ ${number(extra.lambda)}   γ ${number(extra.gamma)}`,
    context.t(
      `Efficiency E[exp(−u)|ε]: mean ${number(e.mean)}, from ${number(e.min)} to ${number(e.max)}`,
      `效率 E[exp(−u)|ε]：均值 ${number(e.mean)}，最小 ${number(e.min)}，最大 ${number(e.max)}`,
    ),
  ];
  const test = extra.noInefficiency as { statistic: number; p: number } | undefined;
  if (test !== undefined) {
    const p = test.p < 1e-4 ? test.p.toExponential(2) : test.p.toFixed(4);
    lines.push(
      context.t(
        `No inefficiency: LR = ${number(test.statistic)}, p = ${p} (mixture of χ²(0) and χ²(1))`,
        `无效率检验：LR = ${number(test.statistic)}，p = ${p}（χ²(0) 与 χ²(1) 混合）`,
      ),
    );
  }
  return lines.join("\n");
}
