import type { Command } from "commander";
import { type Mediation, type MediationPath, mediate } from "../../../mechanism/index.js";
import type { Fit } from "../../../regress/index.js";
import { regressionTable, tableToText } from "../../../report/index.js";
import { percentOf } from "../../../result/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import {
  addEstimationOptions,
  type RawEstimationOptions,
  readEstimation,
} from "../../estimation-options.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { readData } from "../../read-data.js";
import { checkOutputs, saveResult } from "../../save-result.js";
import { intervalCell, intervalHead } from "../../text-table.js";

interface Raw extends RawEstimationOptions {
  readonly mediator: string[];
  readonly treatment?: string;
  readonly steps: "two" | "three";
  readonly bootstrap?: number;
  readonly by?: string;
}

/** `xinzhi mediate DATA FORMULA --mediator M`: two- and three-step mediation. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "mediate",
    summary: {
      en: "mediation: two or three steps, Sobel tests, bootstrap by unit",
      zh: "中介效应：两步或三步法、Sobel 检验、按单位自助法",
    },
    examples: [
      'xinzhi mediate corpus/panel.csv "log(gdp) ~ fin + gov | city + year" --mediator open --cluster city',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument(
      "<formula>",
      t("y ~ treatment + controls | effects", "y ~ 处理变量 + 控制变量 | 固定效应"),
    )
    .requiredOption("--mediator <columns>", t("mediators a,b", "中介变量 a,b"), nameList)
    .option("--treatment <column>", t("default: the first regressor", "默认为第一个解释变量"))
    .option("--steps <n>", "two | three", oneOf("--steps", ["two", "three"]), "three")
    .option("--bootstrap <n>", t("draws of units", "自助抽样次数"), wholeNumber("--bootstrap", 20))
    .option(
      "--by <column>",
      t("unit of the bootstrap (default: the cluster)", "自助抽样单位（默认聚类变量）"),
    );
  addEstimationOptions(command, context);
  return command.action((data: string, formula: string, raw: Raw) =>
    run(context, data, formula, raw),
  );
}

async function run(context: Context, data: string, formula: string, raw: Raw): Promise<void> {
  const request = readEstimation(raw, context);
  checkOutputs(request.outputs);
  rejectUnused(raw);
  const { vcov, ssc, where, panel, weights, singletons, level } = request.options;
  const by = raw.by ?? (vcov.type === "cluster" ? vcov.cluster[0] : undefined);
  if (raw.bootstrap !== undefined && by === undefined) {
    throw cliError("bad-option", {
      option: "--bootstrap",
      value: String(raw.bootstrap),
      expected: "--by unit (or --cluster) with it",
    });
  }
  const table = await readData(context, data);
  const result = mediate(table, formula, {
    mediators: raw.mediator,
    steps: raw.steps,
    vcov,
    ...(raw.treatment === undefined ? {} : { treatment: raw.treatment }),
    ...(ssc === undefined ? {} : { ssc }),
    ...(where === undefined ? {} : { where }),
    ...(panel === undefined ? {} : { panel }),
    ...(weights === undefined ? {} : { weights }),
    ...(singletons === undefined ? {} : { singletons }),
    ...(level === undefined ? {} : { level }),
    ...(raw.bootstrap === undefined || by === undefined
      ? {}
      : { bootstrap: { draws: raw.bootstrap, by, seed: request.seed } }),
  });
  if (request.vcovNote !== null) context.say(request.vcovNote);
  context.warn(result.warnings);
  const json = { ...result, provenance: context.provenance({ ...table.origin }, request.seed) };
  const fits: Fit[] = [
    result.total,
    ...result.paths.flatMap((p) => (p.b === null ? [p.a] : [p.a, p.b])),
  ];
  const model = regressionTable(fits);
  for (const file of request.outputs) await saveResult(file, { table: model, json }, context.lang);
  const text = [
    tableToText(model, context.lang),
    ...result.paths.flatMap((p) => describe(context, result, p)),
  ];
  context.print(text.join("\n"), json);
}

function rejectUnused(raw: Raw): void {
  const unused: readonly [string, boolean][] = [
    ["--family", raw.family !== "gaussian"],
    ["--wild", raw.wild !== undefined],
    ["--offset", raw.offset !== undefined],
    ["--trend", raw.trend !== undefined],
    ["--by", raw.by !== undefined && raw.bootstrap === undefined],
    ["--bootstrap", raw.bootstrap !== undefined && raw.steps === "two"],
  ];
  for (const [option, isGiven] of unused) {
    if (isGiven) {
      throw cliError("bad-option", {
        option,
        value: "",
        expected: option === "--by" ? "--bootstrap with it" : "left out: it has no meaning here",
      });
    }
  }
}

function describe(context: Context, result: Mediation, path: MediationPath): string[] {
  const number = (v: number | null) => (v === null ? "" : String(Number(v.toPrecision(5))));
  const t = context.t.bind(context);
  const title = `${result.treatment} → ${path.mediator} → ${result.outcome}`;
  if (path.tests === null) return ["", title];
  const lines = [
    "",
    title,
    t(
      `  indirect ${number(path.indirect)}   direct ${number(path.direct)}   share ${number(path.share)}`,
      `  间接效应 ${number(path.indirect)}   直接效应 ${number(path.direct)}   占比 ${number(path.share)}`,
    ),
  ];
  for (const row of [path.tests.sobel, path.tests.aroian, path.tests.goodman]) {
    if (row !== null)
      lines.push(
        `  ${row.name}  se ${number(row.se)}  z ${number(row.statistic)}  p ${number(row.p)}  ${intervalHead(t, result.level)} ${intervalCell(row.ciLow, row.ciHigh, number)}`,
      );
  }
  const b = path.bootstrap;
  if (b !== null) {
    const interval = (i: { low: number; high: number }) => `[${number(i.low)}, ${number(i.high)}]`;
    lines.push(
      t(
        `  bootstrap (${b.draws} draws of ${b.units} ${b.by}), ${percentOf(result.level)} intervals: percentile ${interval(b.percentile)}, BCa ${interval(b.bca)}`,
        `  自助法（按 ${b.by} 抽 ${b.draws} 次，共 ${b.units} 个），${percentOf(result.level)} 区间：百分位 ${interval(b.percentile)}，BCa ${interval(b.bca)}`,
      ),
    );
  }
  return lines;
}
