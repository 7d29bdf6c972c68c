import type { Command } from "commander";
import { familyNamed, fitFamilyAll, regressFamilies, summary } from "../../../regress/index.js";
import { writeTable } from "../../../table/index.js";
import {
  type AfterFitOptions,
  addAfterFitOptions,
  testLines,
  withPredictions,
  withTests,
} from "../../after-fit.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import {
  addEstimationOptions,
  type RawEstimationOptions,
  readEstimation,
} from "../../estimation-options.js";
import { addCardOptions, cardFlags, readCardOptions } from "../../method/card-flags.js";
import { readData } from "../../read-data.js";
import { addTableOptions, type RawTableOptions, readTableStyle } from "../../table-options.js";
import { wildLines, withWild } from "../../wild-tests.js";

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
      'xinzhi regress corpus/panel.csv "log(gdp) ~ gov + fin | city + year" --test "gov = 0; fin = 0" --lincom "gov + fin" --rows fitted.csv',
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
  addTableOptions(command, context);
  addAfterFitOptions(command, context);
  addCardOptions(command, context, regressFamilies());
  return command.action((data: string, formula: string, raw: RawOptions) =>
    run(context, command, { data, formula }, raw),
  );
}

type RawOptions = RawEstimationOptions & RawTableOptions & AfterFitOptions;

async function run(
  context: Context,
  command: Command,
  { data, formula }: { data: string; formula: string },
  raw: RawOptions,
): Promise<void> {
  const request = readEstimation(raw, context);
  const own = readOwnOptions(command, context, request.family);
  const style = readTableStyle(raw, request.outputs);
  // The writers are a third of the program to load: only when something is to be written.
  const writers = request.outputs.length === 0 ? null : await import("../../save-result.js");
  writers?.checkOutputs(request.outputs);
  const table = await readData(context, data);
  const fits = fitFamilyAll(table, formula, request.family, request.options, own).map((fit) =>
    withTests(withWild(fit, request), raw).withProvenance(
      context.provenance({ ...table.origin }, request.wild ? request.seed : null),
    ),
  );
  if (request.vcovNote !== null) context.say(request.vcovNote);
  for (const fit of fits) context.warn(fit.warnings);
  if (raw.rows !== undefined) {
    const [fit, another] = fits;
    if (another !== undefined) {
      throw cliError("bad-option", {
        option: "--rows",
        value: raw.rows,
        expected: "a formula of one model",
      });
    }
    await writeTable(raw.rows, withPredictions(fit!));
  }
  const t = context.t.bind(context);
  const text = fits
    .map((fit) =>
      [summary(fit, context.lang), ...wildLines(fit, t), ...testLines(fit, t)].join("\n"),
    )
    .join("\n\n");
  const json = fits.length === 1 ? fits[0]!.toJSON() : fits.map((fit) => fit.toJSON());
  if (writers !== null) {
    const { regressionTable } = await import("../../../report/index.js");
    const { styledTable } = await import("../../styled-table.js");
    const labels = style?.labels === undefined ? {} : { labels: style.labels };
    const table = styledTable(regressionTable(fits, labels), style);
    for (const file of request.outputs) {
      await writers.saveResult(file, { table, json }, context.lang);
    }
  }
  context.print(text, json);
}

/** The options of the family asked for; those of another are refused. */
function readOwnOptions(
  command: Command,
  context: Context,
  name: string,
): Readonly<Record<string, unknown>> {
  const family = familyNamed(name);
  for (const other of regressFamilies()) {
    const strangers = cardFlags(other).filter(
      ({ attribute, name: option }) =>
        !Object.hasOwn(family.options, option) && command.getOptionValueSource(attribute) === "cli",
    );
    for (const { flag } of strangers) {
      throw cliError("bad-option", {
        option: flag,
        value: String(command.getOptionValue(flag.slice(2))),
        expected: `--family ${other.name} with it`,
      });
    }
  }
  return readCardOptions(command, context, family).options;
}
