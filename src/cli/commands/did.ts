import type { Command } from "commander";
import { nearest } from "../../base/index.js";
import { type Design, type DidSample, describeDesign, readFormula } from "../../did/index.js";
import { readTable } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { cliError } from "../errors.js";
import { didMethods } from "./did-methods.js";
import { addDidOptions, type DidOptions } from "./did-options.js";

/** `xinzhi did`: staggered difference in differences and its diagnoses. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "did",
    summary: {
      en: "difference in differences: estimators, diagnoses, placebo tests",
      zh: "双重差分：估计、诊断与安慰剂检验",
    },
    examples: [
      'xinzhi did cs corpus/panel.csv "y ~ 1" --unit city --time year --first g',
      'xinzhi did event-study corpus/panel.csv "y ~ gdp" --unit city --time year --first g --bins -4,4 --json',
      'xinzhi did placebo corpus/panel.csv "y ~ 1" --unit city --time year --first g --mode space --draws 500 --seed 1',
    ],
  })
    .argument("<method>", Object.keys(didMethods).join(" | "))
    .argument("<data>", t("panel file", "面板数据文件"))
    .argument("<formula>", t("outcome ~ covariates | fixed effects", "因变量 ~ 协变量 | 固定效应"));
  return addDidOptions(command, context).action(
    (method: string, data: string, formula: string, options: DidOptions) =>
      run(context, method, data, formula, options),
  );
}

async function run(
  context: Context,
  name: string,
  data: string,
  formula: string,
  options: DidOptions,
): Promise<void> {
  const method = Object.hasOwn(didMethods, name) ? didMethods[name] : undefined;
  if (method === undefined) {
    const known = Object.keys(didMethods);
    throw cliError("bad-option", {
      option: "METHOD",
      value: name,
      expected: known.join(" | "),
      nearest: nearest(name, known),
    });
  }
  const table = await readTable(data);
  let design: Design | undefined;
  const sample = (): DidSample => {
    const s = readFormula(table, formula, {
      unit: options.unit,
      time: options.time,
      first: options.first,
      ...(options.cluster === undefined ? {} : { cluster: options.cluster.join("^") }),
      ...(options.weights === undefined ? {} : { weights: options.weights }),
      ...(options.where === undefined ? {} : { where: options.where }),
    });
    design = describeDesign(s);
    context.say(designText(context, design));
    return s;
  };
  const answer = await method({
    table,
    formula,
    sample,
    options,
    say: context.t.bind(context),
  });
  const warnings = [...(design?.warnings ?? []), ...answer.warnings].filter(
    (w, i, all) => all.findIndex((o) => o.code === w.code && o.en === w.en) === i,
  );
  context.warn(warnings);
  const sha256 = table.origin?.sha256;
  context.print(answer.text, {
    ...answer.json,
    ...(design === undefined ? {} : { design: { ...design, warnings: undefined } }),
    warnings,
    provenance: context.provenance(
      { file: data, ...(sha256 === undefined ? {} : { sha256 }) },
      answer.seed ?? null,
    ),
  });
}

/** The design in two lines, printed before any estimate. */
function designText(context: Context, d: Design): string {
  const cohorts = d.cohorts.map((c) => `${c.first}: ${c.units}`).join(", ");
  const share = (100 * d.never.share).toFixed(0);
  return context.t(
    `${d.units} units, ${d.periods[0]}–${d.periods[d.periods.length - 1]}, ${d.rows} rows (${d.balanced ? "balanced" : "unbalanced"}); cohorts ${cohorts}; never treated ${d.never.units} (${share} %), always ${d.always}`,
    `${d.units} 个单位，${d.periods[0]}–${d.periods[d.periods.length - 1]}，${d.rows} 行（${d.balanced ? "平衡" : "非平衡"}）；处理批次 ${cohorts}；从未处理 ${d.never.units}（${share}%），始终处理 ${d.always}`,
  );
}
