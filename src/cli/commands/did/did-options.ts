import type { Command } from "commander";
import { type DidMethod as DidCard, didEffects } from "../../../did/index.js";
import { flagOf } from "../../../result/index.js";
import type { Context } from "../../context.js";
import { addEstimationOptions, type RawEstimationOptions } from "../../estimation-options.js";
import { nameList, oneOf, realNumber, wholeNumber } from "../../options.js";
import { addTableOptions, type RawTableOptions } from "../../table-options.js";
import { placeholderOf } from "./option-text.js";

type Range = readonly [number, number];

/** Options of `xinzhi did`, as commander collects them. */
export interface DidOptions extends RawEstimationOptions, RawTableOptions {
  readonly unit: string;
  readonly time: string;
  readonly first?: string;
  readonly treatment?: string;
  readonly empty?: "never" | "excluded";
  /** Texts of options that methods read by their own cards. */
  readonly bins?: string;
  readonly window?: string;
  readonly balance?: "refuse" | "units";
  readonly mode?: "space" | "mixed" | "time";
  readonly shift?: readonly string[];
  readonly sample?: "pre" | "all";
  readonly assignments?: string;
  readonly score?: "logit" | "probit";
  readonly method?: "nearest" | "radius" | "kernel";
  readonly ratio?: number;
  readonly caliper?: number;
  readonly radius?: number;
  readonly bandwidth?: number;
  readonly replacement?: boolean;
  readonly order?: "largest" | "smallest" | "data";
  readonly ties?: "first" | "all";
  readonly common?: boolean;
  readonly when?: string;
  readonly weighting?: "matching" | "none";
  readonly second?: string;
  readonly policies?: readonly string[];
  readonly by?: string;
  readonly test?: "path" | "row" | "bootstrap";
  readonly rings?: readonly string[];
  readonly restriction?: "relative" | "smoothness";
  readonly m?: readonly string[];
  readonly target?: "first" | "average";
  readonly choices?: readonly string[];
  readonly samples?: readonly string[];
  readonly fixedEffects?: readonly string[];
  readonly variances?: readonly string[];
  readonly leave?: "unit" | "time";
  readonly show?: "estimates" | "balance";
  readonly figure?: "bias" | "support";
}

/** Adds the options of the methods to the command. */
export function addDidOptions(command: Command, context: Context): Command {
  const t = context.t.bind(context);
  const whole = wholeNumber;
  addEstimationOptions(command, context);
  addTableOptions(command, context);
  command
    .requiredOption("--unit <column>", t("column of units", "单位列"))
    .requiredOption("--time <column>", t("column of periods (whole numbers)", "时期列（整数）"))
    .option(
      "--first <column>",
      t(
        "first treated year; 0 or Inf = never, empty = not in the sample (never where the column has no 0 or Inf)",
        "首次处理年份；0 或 Inf = 从未处理，空 = 不在样本中（列中没有 0 或 Inf 时为从未处理）",
      ),
    )
    .option(
      "--treatment <column>",
      t(
        "0/1 treatment, from which the first year is taken, instead of --first",
        "0/1 处理变量，由其推出首次处理年份（代替 --first）",
      ),
    )
    .option(
      "--empty <meaning>",
      t(
        "what an empty first year stands for: never | excluded",
        "首次处理年份为空的含义：never | excluded",
      ),
      oneOf("--empty", ["never", "excluded"]),
    )
    .option(
      "--balance <rule>",
      t("bacon: refuse | units", "bacon 遇非平衡面板：refuse | units"),
      oneOf("--balance", ["refuse", "units"]),
    )
    .option(
      "--mode <mode>",
      "placebo: space | mixed | time",
      oneOf("--mode", ["space", "mixed", "time"]),
    )
    .option(
      "--shift <k,…>",
      t("placebo in time: periods (1,2,3)", "时间安慰剂：提前期数（1,2,3）"),
      nameList,
    )
    .option("--sample <rows>", "placebo in time: pre | all", oneOf("--sample", ["pre", "all"]))
    .option(
      "--assignments <file>",
      t("draws to use instead of random ones", "用给定的抽取代替随机抽取"),
    )
    .option("--score <link>", "psm: logit | probit", oneOf("--score", ["logit", "probit"]))
    .option(
      "--method <form>",
      "psm: nearest | radius | kernel",
      oneOf("--method", ["nearest", "radius", "kernel"]),
    )
    .option("--ratio <k>", t("psm: neighbours (1)", "psm：近邻数（1）"), whole("--ratio", 1))
    .option(
      "--caliper <c>",
      t("psm: strictly nearer than", "psm：卡尺（严格小于）"),
      realNumber("--caliper"),
    )
    .option("--radius <r>", t("psm: radius (0.05)", "psm：半径（0.05）"), realNumber("--radius"))
    .option(
      "--bandwidth <h>",
      t("psm: kernel bandwidth (0.06)", "psm：核带宽（0.06）"),
      realNumber("--bandwidth"),
    )
    .option("--replacement", t("psm: with replacement (default)", "psm：有放回（默认）"))
    .option(
      "--order <rule>",
      t("psm: without replacement, in this order", "psm：无放回的匹配次序"),
      oneOf("--order", ["largest", "smallest", "data"]),
    )
    .option(
      "--ties <rule>",
      t(
        "psm: equally near controls: first by name (default), or all sharing the weight",
        "psm：并列的最近对照：first 按名称取靠前者（默认），all 平分权重",
      ),
      oneOf("--ties", ["first", "all"]),
    )
    .option("--common", t("psm: common support only", "psm：仅共同支撑域"))
    .option("--when <rule>", "psm: pre | year | pooled | at=2013")
    .option(
      "--weighting <rule>",
      "psm: matching | none",
      oneOf("--weighting", ["matching", "none"]),
    )
    .option(
      "--second <column>",
      t("synergy: first treated time of the other policy", "synergy：另一政策的首次处理时间列"),
    )
    .option(
      "--policies <columns>",
      t("competing: dummies of other policies", "competing：其他政策的虚拟变量列"),
      nameList,
    )
    .option("--by <column>", t("subgroups: column with two values", "subgroups：二值分组列"))
    .option(
      "--test <rule>",
      "subgroups: path | row | bootstrap",
      oneOf("--test", ["path", "row", "bootstrap"]),
    )
    .option(
      "--rings <km,…>",
      t("spillover: distances (with --lat, --lon)", "spillover：距离阈值（配合 --lat、--lon）"),
      nameList,
    )
    .option(
      "--restriction <kind>",
      "honest: relative | smoothness",
      oneOf("--restriction", ["relative", "smoothness"]),
    )
    .option("--m <values>", t("honest: bounds to try", "honest：界限取值"), nameList)
    .option("--target <effect>", "honest: first | average", oneOf("--target", ["first", "average"]))
    .option(
      "--choices <columns>",
      t("spec-curve: optional controls (all)", "spec-curve：可选控制变量（默认全部）"),
      nameList,
    )
    .option(
      "--samples <conditions>",
      t(
        "spec-curve: conditions beside all rows: 'from 2012: year >= 2012; east == 1'",
        "spec-curve：全样本之外的样本条件，如 'from 2012: year >= 2012; east == 1'",
      ),
      list(";"),
    )
    .option(
      "--fixed-effects <sets>",
      t(
        "spec-curve: sets beside the formula's: 'city + province^year; city'",
        "spec-curve：公式之外的固定效应组合，如 'city + province^year; city'",
      ),
      list(";"),
    )
    .option(
      "--variances <names>",
      t("spec-curve: cluster columns, hc1, iid", "spec-curve：聚类列、hc1、iid"),
      nameList,
    )
    .option(
      "--leave <what>",
      t("leave-one-out: unit | time (unit)", "leave-one-out：unit | time（默认 unit）"),
      oneOf("--leave", ["unit", "time"]),
    )
    .option(
      "--show <table>",
      t("table written by psm: estimates | balance", "psm 写出的表：estimates | balance"),
      oneOf("--show", ["estimates", "balance"]),
    )
    .option(
      "--figure <figure>",
      t("figure written by psm: bias | support", "psm 写出的图：bias | support"),
      oneOf("--figure", ["bias", "support"]),
    );
  for (const card of didEffects()) addCardOptions(command, context, card);
  return command;
}

/** The options of a card that the command does not have yet; their texts are read by each method. */
function addCardOptions(command: Command, context: Context, card: DidCard): void {
  for (const [name, option] of Object.entries(card.options)) {
    const flag = `--${flagOf(name, option)}`;
    if (command.options.some((o) => o.long === flag)) continue;
    const value = placeholderOf(option);
    command.option(value === "" ? flag : `${flag} ${value}`, context.local(option));
  }
}

/** Parser of texts set apart by a mark that names may not contain. */
function list(mark: string): (text: string) => string[] {
  return (text) =>
    text
      .split(mark)
      .map((part) => part.trim())
      .filter((part) => part !== "");
}

/** Parser of two numbers `a,b` with a < b. */
export function pair(option: string): (text: string) => Range {
  return (text) => {
    const parts = text.split(",").map(realNumber(option));
    const [low, high] = parts;
    if (parts.length !== 2 || !(low! < high!))
      realNumber(option)(`${text} (two numbers a,b with a < b)`);
    return [low!, high!];
  };
}
