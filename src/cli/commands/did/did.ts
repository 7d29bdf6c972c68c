import { type Command, Option } from "commander";
import { nearest } from "../../../base/index.js";
import {
  type Design,
  type DidKeys,
  type DidSample,
  describeDesign,
  didError,
  readFormula,
} from "../../../did/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { type RawEstimationOptions, readEstimation } from "../../estimation-options.js";
import { cardFlags, readCardOptions, signOf } from "../../method/card-flags.js";
import { readData } from "../../read-data.js";
import { checkOutputs, saveResult } from "../../save-result.js";
import { styledTable } from "../../styled-table.js";
import { readTableStyle } from "../../table-options.js";
import { COMMON, checkDidOptions, givenOptions } from "./did-check-options.js";
import type { DidOptions } from "./did-method.js";
import { didMethods } from "./did-methods.js";
import { addDidOptions } from "./did-options.js";

/** `xinzhi did`: staggered difference in differences and its diagnoses. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  // A misspelt method is told before options that it would not take either.
  const [, asked] = context.argv;
  if (asked !== undefined && !asked.startsWith("-")) methodOf(asked);
  const command = defineCommand(context, {
    name: "did",
    summary: {
      en: "difference in differences: estimators, diagnoses, placebo tests",
      zh: "双重差分：估计、诊断与安慰剂检验",
    },
    examples: [
      'xinzhi did cs corpus/panel.csv "log(gdp) ~ 1" --unit city --time year --first first_treated',
      'xinzhi did event-study corpus/panel.csv "log(gdp) ~ gov + fin" --unit city --time year --first first_treated --bins -4,4 --json',
      'xinzhi did placebo corpus/panel.csv "log(gdp) ~ 1" --unit city --time year --first first_treated --mode space --draws 500 --seed 1',
    ],
  })
    .argument("<method>", Object.keys(didMethods).join(" | "))
    .argument("<data>", t("panel file", "面板数据文件"))
    .argument("<formula>", t("outcome ~ covariates | fixed effects", "因变量 ~ 协变量 | 固定效应"));
  showOwnOptions(command, context);
  return addDidOptions(command, context, didMethods).action(
    (method: string, data: string, formula: string, options: DidOptions) =>
      run(context, command, { name: method, data, formula }, options),
  );
}

function methodOf(name: string) {
  const method = Object.hasOwn(didMethods, name) ? didMethods[name] : undefined;
  if (method !== undefined) return method;
  const known = Object.keys(didMethods);
  throw cliError("bad-option", {
    option: "METHOD",
    value: name,
    expected: known.join(" | "),
    nearest: nearest(name, known),
  });
}

/** `xinzhi did cs --help` shows the options of that method alone, and what it is. */
function showOwnOptions(command: Command, context: Context): void {
  const asked = () => {
    const [name] = command.args;
    return name !== undefined && Object.hasOwn(didMethods, name) ? didMethods[name] : undefined;
  };
  command.configureHelp({
    visibleOptions: (shown) => {
      const method = asked();
      const all = shown.options.filter((option) => !option.hidden);
      if (method === undefined) return all;
      const own: readonly string[] = [...COMMON, ...method.takes];
      const words = new Map(cardFlags(method.card).map((f) => [f.flag, f]));
      return all
        .filter((option) => own.includes(option.attributeName()))
        .map((option) => {
          const flag = words.get(option.long!);
          if (flag === undefined) return option;
          const { was } = flag;
          if (was !== undefined) return option;
          return new Option(signOf(flag.flag, flag.option), context.local(flag.option));
        });
    },
    commandDescription: (shown) => {
      const card = asked()?.card;
      if (card === undefined) return shown.description();
      const premises = card.assumptions.map((a) => `- ${context.local(a)}`).join("\n");
      const head = `${context.local(card.title)}: ${context.local(card.summary)}`;
      const title = context.t("It assumes:", "识别假设：");
      return premises === "" ? head : `${head}\n\n${title}\n${premises}`;
    },
  });
}

async function run(
  context: Context,
  command: Command,
  { name, data, formula }: { name: string; data: string; formula: string },
  options: DidOptions,
): Promise<void> {
  const method = methodOf(name);
  checkDidOptions(command, name, didMethods);
  const own = readCardOptions(command, context, method.card);
  checkPanel(options);
  const request = readEstimation(estimationOf(name, options), context, options.unit);
  checkOutputs(request.outputs);
  const style = readTableStyle(options, request.outputs);
  const table = await readData(context, data);
  const { unit, time, first, treatment, empty, where, weights, level } = options;
  if (first === undefined && treatment === undefined) {
    throw didError("bad-option", {
      option: "--first",
      value: "",
      expected: "the column of first treated years, or --treatment with a 0/1 column",
    });
  }
  const keys: DidKeys = {
    unit,
    time,
    ...(first === undefined ? {} : { first }),
    ...(treatment === undefined ? {} : { treatment }),
    ...(empty === undefined ? {} : { empty }),
    ...(where === undefined ? {} : { where }),
    ...(weights === undefined ? {} : { weights }),
    ...(level === undefined ? {} : { level }),
  };
  const { vcov } = request.options;
  const read = readFormula(
    table,
    formula,
    vcov.type === "cluster" ? { ...keys, cluster: vcov.cluster[0]! } : keys,
  );
  const design = describeDesign(read);
  context.say(designText(context, design));
  const sample = (): DidSample => {
    if (vcov.type !== "cluster" || vcov.cluster.length > 1) {
      throw didError("not-supported", {
        what: `${name} has standard errors clustered one way only.`,
        whatZh: `${name} 只提供单向聚类标准误。`,
        instead: "Use --cluster with one column; twfe and event-study take every variance.",
        insteadZh: "请用 --cluster 指定一列；twfe 与 event-study 支持各种方差。",
      });
    }
    return read;
  };
  const answer = await method.run({
    table,
    formula,
    keys,
    sample,
    regress: request.options,
    family: request.family,
    wild: request.wild,
    options,
    given: givenOptions(command),
    values: own.options,
    output: own.output,
    say: context.t.bind(context),
  });
  if (request.vcovNote !== null && method.takes.includes("cluster")) context.say(request.vcovNote);
  const warnings = [...design.warnings, ...answer.warnings].filter(
    (w, i, all) => all.findIndex((o) => o.code === w.code && o.en === w.en) === i,
  );
  context.warn(warnings);
  const sha256 = table.origin?.sha256;
  const { warnings: _w, ...counts } = design;
  const json = {
    ...answer.json,
    design: counts,
    warnings,
    provenance: context.provenance(
      { file: data, ...(sha256 === undefined ? {} : { sha256 }) },
      answer.seed ?? null,
    ),
  };
  const shown = styledTable(answer.table, style);
  for (const path of request.outputs) {
    await saveResult(path, { table: shown, figure: answer.figure, json }, context.lang);
  }
  context.print(answer.text, json);
}

/** What the shared rules of estimation look at; here some options have a second meaning. */
function estimationOf(
  method: string,
  { draws, lat, lon, ...others }: DidOptions,
): RawEstimationOptions {
  const isWild = others.wild !== undefined;
  // Coordinates of the units themselves: a method that takes them, but no variance that needs them.
  const isOwn = method === "spillover";
  return {
    ...others,
    ...(isWild && draws !== undefined ? { draws } : {}),
    ...(isOwn ? {} : { ...(lat && { lat }), ...(lon && { lon }) }),
  };
}

/** `--panel` may only say again what `--unit` and `--time` say. */
function checkPanel({ panel, unit, time }: DidOptions): void {
  if (panel === undefined || (panel.unit === unit && panel.time === time)) return;
  throw didError("bad-option", {
    option: "--panel",
    value: `${panel.unit},${panel.time}`,
    expected: `${unit},${time}, as --unit and --time say`,
  });
}

/** The design in two lines, printed before any estimate. */
function designText(context: Context, d: Design): string {
  const cohorts = d.cohorts.map((c) => `${c.first}: ${c.units}`).join(", ");
  const years = `${d.periods[0]}–${d.periods[d.periods.length - 1]}`;
  const of = ({ units, rows }: { units: number; rows: number }) => `${units} (${rows})`;
  return context.t(
    `${d.units} units, ${years}, ${d.rows} rows (${d.balanced ? "balanced" : "unbalanced"}); cohorts ${cohorts}\nunits (rows): treated ${of(d.treated)}, never ${of(d.never)}, later ${of(d.later)}, always ${of(d.always)}, not in the sample ${of(d.excluded)}`,
    `${d.units} 个单位，${years}，${d.rows} 行（${d.balanced ? "平衡" : "非平衡"}）；处理批次 ${cohorts}\n单位（行）：处理 ${of(d.treated)}，从未处理 ${of(d.never)}，样本期后处理 ${of(d.later)}，始终处理 ${of(d.always)}，不在样本中 ${of(d.excluded)}`,
  );
}
