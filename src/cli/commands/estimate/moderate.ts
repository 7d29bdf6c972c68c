import type { Command } from "commander";
import { compareGroups, type GroupTest, moderate } from "../../../mechanism/index.js";
import { type RegressOptions, summary } from "../../../regress/index.js";
import { regressionTable, tableToText } from "../../../report/index.js";
import type { Table } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import {
  addEstimationOptions,
  type EstimationRequest,
  type RawEstimationOptions,
  readEstimation,
} from "../../estimation-options.js";
import { nameList, oneOf } from "../../options.js";
import { readData } from "../../read-data.js";
import { checkOutputs, saveResult } from "../../save-result.js";
import { intervalCell, intervalHead, textTable } from "../../text-table.js";

const TESTS = ["permutation", "bootstrap", "chow", "sur"] as const;

interface Raw extends RawEstimationOptions {
  readonly moderator?: string;
  readonly treatment?: string;
  readonly centre?: "mean" | "none";
  readonly group?: string;
  readonly test?: string[];
  readonly unit?: string;
  readonly permute?: "units" | "rows";
}

/** `xinzhi moderate DATA FORMULA`: an interaction, or two groups compared. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "moderate",
    summary: {
      en: "moderation with simple slopes; coefficient differences between groups",
      zh: "调节效应与简单斜率；组间系数差异检验",
    },
    examples: [
      'xinzhi moderate corpus/panel.csv "log(gdp) ~ fin + gov | city + year" --moderator open --cluster city',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument(
      "<formula>",
      t("y ~ treatment + controls | effects", "y ~ 处理变量 + 控制变量 | 固定效应"),
    )
    .option("--moderator <column>", t("moderating variable", "调节变量"))
    .option("--centre <how>", "mean | none", oneOf("--centre", ["mean", "none"]))
    .option(
      "--group <column>",
      t("column with two values: compare the groups", "两组分组列：比较系数"),
    )
    .option("--test <names>", TESTS.join(","), nameList)
    .option("--unit <column>", t("unit that moves or is drawn", "置换或抽样的单位"))
    .option("--permute <what>", "units | rows", oneOf("--permute", ["units", "rows"]))
    .option("--treatment <column>", t("default: the first regressor", "默认为第一个解释变量"));
  addEstimationOptions(command, context);
  return command.action((data: string, formula: string, raw: Raw) =>
    run(context, data, formula, raw),
  );
}

async function run(context: Context, data: string, formula: string, raw: Raw): Promise<void> {
  checkOptions(raw);
  // --draws belongs to the tests here, not to --wild.
  const { draws: _draws, ...estimation } = raw;
  const request = readEstimation(estimation, context);
  checkOutputs(request.outputs);
  const table = await readData(context, data);
  if (request.vcovNote !== null) context.say(request.vcovNote);
  if (raw.group === undefined) await moderation(context, table, formula, raw, request);
  else await groups(context, table, formula, raw, raw.group, request);
}

async function moderation(
  context: Context,
  table: Table,
  formula: string,
  raw: Raw,
  request: EstimationRequest,
): Promise<void> {
  const result = moderate(table, formula, {
    ...request.options,
    moderator: raw.moderator!,
    ...(raw.centre === undefined ? {} : { centre: raw.centre }),
    ...(raw.treatment === undefined ? {} : { treatment: raw.treatment }),
  });
  context.warn(result.fit.warnings);
  const json = { ...result, provenance: context.provenance({ ...table.origin }) };
  for (const file of request.outputs) {
    await saveResult(file, { table: regressionTable([result.fit]), json }, context.lang);
  }
  const number = (v: number | null) => (v === null ? null : Number(v.toPrecision(5)));
  const rows = result.slopes.map((s) => [
    number(s.at),
    number(s.estimate),
    number(s.se),
    number(s.p),
    intervalCell(s.ciLow, s.ciHigh, (v) => String(number(v))),
  ]);
  const say = context.t.bind(context);
  const title = context.t(
    `Effect of ${result.treatment} at ${result.moderator} = mean − sd, mean, mean + sd`,
    `${result.treatment} 在 ${result.moderator} = 均值 − 标准差、均值、均值 + 标准差 处的效应`,
  );
  const text = [
    summary(result.fit, context.lang),
    "",
    title,
    textTable([
      [result.moderator, "estimate", "se", "p", intervalHead(say, result.fit.level)],
      ...rows,
    ]),
  ];
  context.print(text.join("\n"), json);
}

async function groups(
  context: Context,
  table: Table,
  formula: string,
  raw: Raw,
  group: string,
  request: EstimationRequest,
): Promise<void> {
  const options: RegressOptions = request.options;
  const result = compareGroups(table, formula, {
    ...options,
    group,
    seed: request.seed,
    ...(raw.treatment === undefined ? {} : { treatment: raw.treatment }),
    ...(raw.test === undefined ? {} : { tests: raw.test.map(oneOf<GroupTest>("--test", TESTS)) }),
    ...(raw.unit === undefined ? {} : { unit: raw.unit }),
    ...(raw.permute === undefined ? {} : { permute: raw.permute }),
    ...(raw.draws === undefined ? {} : { draws: raw.draws }),
  });
  context.warn(result.warnings);
  const plain = <D extends { readonly differences: Float64Array }>(d: D | null) =>
    d === null ? null : { ...d, differences: [...d.differences] };
  const json = {
    ...result,
    permutation: plain(result.permutation),
    bootstrap: plain(result.bootstrap),
    provenance: context.provenance({ ...table.origin }, result.seed),
  };
  const model = regressionTable(result.fits);
  for (const file of request.outputs) await saveResult(file, { table: model, json }, context.lang);
  const number = (v: number | null) => (v === null ? null : Number(v.toPrecision(5)));
  const { permutation, bootstrap, chow, sur } = result;
  const rows: (string | number | null)[][] = [];
  if (permutation !== null)
    rows.push([`permutation (${permutation.moved})`, null, number(permutation.pTwoSided), null]);
  if (bootstrap !== null)
    rows.push(["bootstrap", number(bootstrap.se), number(bootstrap.pTwoSided), null]);
  for (const [name, found] of [["chow", chow] as const, ["sur", sur] as const]) {
    if (found === null) continue;
    const interval = intervalCell(found.ciLow, found.ciHigh, (v) => String(number(v)));
    rows.push([name, number(found.se), number(found.p), interval]);
  }
  const say = context.t.bind(context);
  const title = context.t(
    `${result.treatment}: ${group} = ${result.levels[1]} less ${group} = ${result.levels[0]}: ${number(result.difference)}`,
    `${result.treatment}：${group} = ${result.levels[1]} 减 ${group} = ${result.levels[0]}：${number(result.difference)}`,
  );
  context.print(
    [
      tableToText(model, context.lang),
      "",
      title,
      textTable([["test", "se", "p", intervalHead(say, options.level)], ...rows]),
    ].join("\n"),
    json,
  );
}

/** Either a moderator or groups, and no option of the other. */
function checkOptions(raw: Raw): void {
  const refuse = (option: string, expected: string) => {
    throw cliError("bad-option", { option, value: "", expected });
  };
  if ((raw.moderator === undefined) === (raw.group === undefined)) {
    refuse("--moderator", "either --moderator or --group");
  }
  if (raw.family !== "gaussian") refuse("--family", "left out: the models are linear");
  if (raw.wild !== undefined) refuse("--wild", "left out here");
  if (raw.group === undefined) {
    const unused: readonly [string, unknown][] = [
      ["--test", raw.test],
      ["--unit", raw.unit],
      ["--permute", raw.permute],
      ["--draws", raw.draws],
    ];
    for (const [option, value] of unused)
      if (value !== undefined) refuse(option, "--group with it");
  } else if (raw.centre !== undefined) refuse("--centre", "--moderator with it");
}
