import type { Command } from "commander";
import type { Context } from "../context.js";
import { nameList, oneOf, realNumber, repeatable, wholeNumber } from "../options.js";

/** Options of `xinzhi did`, as commander collects them. */
export interface DidOptions {
  readonly unit: string;
  readonly time: string;
  readonly first: string;
  readonly cluster?: readonly string[];
  readonly weights?: string;
  readonly where?: string;
  readonly seed: number;
  readonly output?: readonly string[];
  readonly ref?: string;
  readonly bins?: readonly [number, number];
  readonly balance?: "refuse" | "units";
  readonly controls?: "never" | "notyet";
  readonly est?: "dr" | "ipw" | "reg";
  readonly base?: "varying" | "universal";
  readonly anticipation?: number;
  readonly bootstrap?: number;
  readonly unbalanced?: "drop" | "cross-sections";
  readonly balanceE?: number;
  readonly pretrends?: number;
  readonly window?: readonly [number, number];
  readonly mode?: "space" | "mixed" | "time";
  readonly draws?: number;
  readonly shift?: readonly string[];
  readonly sample?: "pre" | "all";
  readonly assignments?: string;
}

/** Adds the options of the methods to the command. */
export function addDidOptions(command: Command, context: Context): Command {
  const t = context.t.bind(context);
  return command
    .requiredOption("--unit <column>", t("column of units", "单位列"))
    .requiredOption("--time <column>", t("column of periods (whole numbers)", "时期列（整数）"))
    .requiredOption(
      "--first <column>",
      t("first treated time; 0, empty or Inf = never", "首次处理时间；0、空或 Inf = 从未处理"),
    )
    .option(
      "--cluster <columns>",
      t("clusters (default: the unit)", "聚类（默认：单位）"),
      nameList,
    )
    .option("--weights <column>", t("weights", "权重列"))
    .option("--where <condition>", t("rows to use", "样本条件"))
    .option("--seed <s>", t("seed of all draws", "随机数种子"), wholeNumber("--seed"), 1)
    .option("-o, --output <file>", t("save (repeatable)", "输出文件（可重复）"), repeatable)
    .option("--ref <k>", t("reference period (-1), or none", "基期（-1）或 none"))
    .option(
      "--bins <low,high>",
      t("bin the ends (default: open)", "两端归并（默认不归并）"),
      pair("--bins"),
    )
    .option(
      "--balance <rule>",
      t("bacon, unbalanced panel: refuse | units", "bacon 遇非平衡面板：refuse | units"),
      oneOf("--balance", ["refuse", "units"]),
    )
    .option("--controls <who>", "never | notyet", oneOf("--controls", ["never", "notyet"]))
    .option("--est <method>", "dr | ipw | reg", oneOf("--est", ["dr", "ipw", "reg"]))
    .option("--base <period>", "varying | universal", oneOf("--base", ["varying", "universal"]))
    .option(
      "--anticipation <k>",
      t("periods of anticipation", "预期期数"),
      wholeNumber("--anticipation"),
    )
    .option(
      "--bootstrap <n>",
      t("multiplier draws (default: analytic)", "自助抽样次数（默认解析法）"),
      wholeNumber("--bootstrap", 2),
    )
    .option(
      "--unbalanced <rule>",
      t("units with gaps: drop | cross-sections", "非平衡单位：drop | cross-sections"),
      oneOf("--unbalanced", ["drop", "cross-sections"]),
    )
    .option(
      "--balance-e <k>",
      t("cs: cohorts seen k periods after", "cs：仅用处理后至少 k 期的批次"),
      wholeNumber("--balance-e"),
    )
    .option(
      "--pretrends <k>",
      t("bjs: leads to test", "bjs：检验的前置期数"),
      wholeNumber("--pretrends", 1),
    )
    .option(
      "--window <low,high>",
      t("stacked: window (-3,4)", "stacked：窗口（-3,4）"),
      pair("--window"),
    )
    .option(
      "--mode <mode>",
      "placebo: space | mixed | time",
      oneOf("--mode", ["space", "mixed", "time"]),
    )
    .option("--draws <n>", t("draws (500)", "抽样次数（500）"), wholeNumber("--draws", 1))
    .option(
      "--shift <k,…>",
      t("placebo in time: periods (1,2,3)", "时间安慰剂：提前期数（1,2,3）"),
      nameList,
    )
    .option("--sample <rows>", "placebo in time: pre | all", oneOf("--sample", ["pre", "all"]))
    .option(
      "--assignments <file>",
      t("draws to use instead of random ones", "用给定的抽取代替随机抽取"),
    );
}

/** Parser of two numbers `a,b` with a < b. */
export function pair(option: string): (text: string) => readonly [number, number] {
  return (text) => {
    const parts = text.split(",").map(realNumber(option));
    const [low, high] = parts;
    if (parts.length !== 2 || !(low! < high!)) realNumber(option)("two numbers a,b with a < b");
    return [low!, high!];
  };
}
