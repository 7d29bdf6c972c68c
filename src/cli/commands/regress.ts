import type { Command } from "commander";
import {
  type Fit,
  fitFamilyAll,
  INTERCEPT,
  summary,
  type WildTest,
  wildBootstrap,
} from "../../regress/index.js";
import { toTable } from "../../report/index.js";
import { readTable } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { cliError } from "../errors.js";
import {
  addEstimationOptions,
  type EstimationRequest,
  type RawEstimationOptions,
  readEstimation,
} from "../estimation-options.js";
import { checkOutputs, saveResult } from "../save-result.js";

/** `xinzhi regress DATA FORMULA`: linear models with fixed effects and instruments. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "regress",
    summary: {
      en: "regression with fixed effects, instruments and clustered errors",
      zh: "回归：固定效应、工具变量与聚类标准误",
    },
    examples: [
      'xinzhi regress corpus/panel.csv "log(gdp) ~ gov + fin | city + year" --cluster city',
      'xinzhi regress corpus/panel.csv "log(gdp) ~ l(fin, 1) + gov | city + province^year" --panel city,year --where "year >= 2012" --json',
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .argument(
      "<formula>",
      t(
        "y ~ x | fixed effects | endogenous ~ instruments",
        "y ~ x | 固定效应 | 内生变量 ~ 工具变量",
      ),
    );
  addEstimationOptions(command, context);
  return command.action((data: string, formula: string, raw: RawEstimationOptions) =>
    run(context, data, formula, raw),
  );
}

async function run(
  context: Context,
  data: string,
  formula: string,
  raw: RawEstimationOptions,
): Promise<void> {
  const request = readEstimation(raw, context);
  checkOutputs(request.outputs);
  const table = await readTable(data);
  const fits = fitFamilyAll(table, formula, request.family, request.options).map((fit) =>
    withWild(fit, request).withProvenance(
      context.provenance({ ...table.origin }, request.wild ? request.seed : null),
    ),
  );
  if (request.vcovNote !== null) context.say(request.vcovNote);
  for (const fit of fits) context.warn(fit.warnings);
  const text = fits
    .map((fit) => [summary(fit, context.lang), ...wildLines(fit, context)].join("\n"))
    .join("\n\n");
  const json = fits.length === 1 ? fits[0]!.toJSON() : fits.map((fit) => fit.toJSON());
  for (const file of request.outputs) {
    await saveResult(file, { table: toTable(fits), json }, context.lang);
  }
  context.print(text, json);
}

/** Adds the bootstrap test of each slope that `--wild` asks for. */
function withWild(fit: Fit, { wild, options, seed }: EstimationRequest): Fit {
  if (wild === null || options.vcov.type !== "cluster") return fit;
  const [cluster, second] = options.vcov.cluster;
  if (cluster === undefined || second !== undefined) {
    throw cliError("bad-option", {
      option: "--wild",
      value: wild.weights,
      expected: "one cluster variable",
    });
  }
  const terms = fit.names.filter((name) => name !== INTERCEPT);
  const tests = terms.map((term) => wildBootstrap(fit, term, { ...wild, cluster, seed }));
  return fit.withExtra({ wild: tests });
}

function wildLines(fit: Fit, context: Context): string[] {
  const tests = (fit.extra?.wild ?? []) as readonly WildTest[];
  return tests.map((test) => {
    const how =
      test.enumerated === "yes"
        ? context.t(`all ${test.draws} sign vectors`, `全部 ${test.draws} 个符号向量`)
        : context.t(`${test.draws} draws`, `${test.draws} 次抽样`);
    const p = test.pSymmetric.toFixed(4);
    return context.t(
      `Wild cluster bootstrap  ${test.hypothesis}: p = ${p} (${how})`,
      `Wild 聚类自助法  ${test.hypothesis}：p = ${p}（${how}）`,
    );
  });
}
