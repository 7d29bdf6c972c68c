import type { Command } from "commander";
import {
  balance,
  deflate,
  fill,
  lag,
  logColumns,
  Panel,
  readTable,
  trim,
  winsorise,
} from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { addOutput, deliver } from "./panel-output.js";

interface Shared {
  readonly columns: string[];
  readonly unit: string;
  readonly time: string;
  readonly output?: string;
}

/** fill, winsor, trim, lag, log, deflate, balance: what changes values and rows of a panel. */
export function valueCommands(context: Context): Command[] {
  return [
    fillCommand(context),
    cutCommand(context, "winsor"),
    cutCommand(context, "trim"),
    lagCommand(context),
    logCommand(context),
    deflateCommand(context),
    balanceCommand(context),
  ];
}

function start(
  context: Context,
  name: string,
  en: string,
  zh: string,
  examples: readonly string[],
): Command {
  const command = defineCommand(context, { name, summary: { en, zh }, examples }).argument(
    "<data>",
    context.t("the data file", "数据文件"),
  );
  return addOutput(command, context);
}

function addColumns(command: Command, context: Context): Command {
  const text = context.t("columns, separated by commas", "列名，以逗号分隔");
  return command.requiredOption("--columns <names>", text, nameList);
}

function addKeys(command: Command, context: Context): Command {
  return command
    .requiredOption("--unit <column>", context.t("column of units", "单位列"))
    .requiredOption("--time <column>", context.t("column of times", "时间列"));
}

function fillCommand(context: Context): Command {
  const t = context.t.bind(context);
  const inside = ["linear", "growth", "none"] as const;
  const ends = ["growth", "linear", "nearest", "none"] as const;
  type Flags = Shared & { inside: (typeof inside)[number]; ends: (typeof ends)[number] };
  const command = start(
    context,
    "fill",
    "fill gaps inside units, marking each cell",
    "填补缺失值并逐格标记",
    [
      "xinzhi panel fill corpus/panel.csv --columns gdp,rd_staff_n --unit city --time year -o filled.csv",
    ],
  );
  return addKeys(addColumns(command, context), context)
    .option("--inside <rule>", inside.join(" | "), oneOf("--inside", inside), "linear")
    .option("--ends <rule>", ends.join(" | "), oneOf("--ends", ends), "growth")
    .action(async (file: string, o: Flags) => {
      const panel = new Panel(await readTable(file), o);
      const { panel: table, report, warnings } = fill(panel, o.columns, o);
      const summary = report
        .map((r) =>
          t(
            `${r.column}: ${r.interpolated} interpolated, ${r.extrapolated} extrapolated, ${r.left} left of ${r.missing} missing (${(100 * r.shareFilled).toFixed(1)} % filled)`,
            `${r.column}：缺失 ${r.missing}，内插 ${r.interpolated}，外推 ${r.extrapolated}，仍缺 ${r.left}（填补占 ${(100 * r.shareFilled).toFixed(1)} %）`,
          ),
        )
        .join("\n");
      await deliver(
        context,
        "fill",
        { table, summary, report: { fills: report }, warnings, input: file },
        o.output,
      );
    });
}

function cutCommand(context: Context, name: "winsor" | "trim"): Command {
  const t = context.t.bind(context);
  type Flags = Shared & { cuts: readonly [number, number]; by?: string; suffix?: string };
  const command = start(
    context,
    name,
    name === "winsor"
      ? "replace values beyond percentiles by them"
      : "make values beyond percentiles missing",
    name === "winsor" ? "缩尾" : "截尾",
    [`xinzhi panel ${name} corpus/panel.csv --columns gdp,fin --cuts 1,99 -o ${name}.csv`],
  );
  return addColumns(command, context)
    .option("--cuts <low,high>", t("percentiles", "百分位数"), parseCuts, [1, 99])
    .option("--by <column>", t("percentiles inside each value of this column", "按该列分组计算"))
    .option(
      "--suffix <text>",
      t("new columns with this suffix (default: replace)", "新列后缀（缺省替换原列）"),
    )
    .action(async (file: string, o: Flags) => {
      const table = await readTable(file);
      const made = (name === "winsor" ? winsorise : trim)(table, o.columns, o);
      const summary = made.report
        .map((r) =>
          t(
            `${r.column}: ${r.low} low, ${r.high} high`,
            `${r.column}：低端 ${r.low}，高端 ${r.high}`,
          ),
        )
        .join("\n");
      const report = { cuts: o.cuts, changed: made.report };
      await deliver(
        context,
        name,
        { table: made.table, summary, report, warnings: [], input: file },
        o.output,
      );
    });
}

function parseCuts(text: string): readonly [number, number] {
  const [low, high, more] = text.split(",").map(Number);
  if (low === undefined || high === undefined || more !== undefined || !(low < high)) {
    throw cliError("bad-option", {
      option: "--cuts",
      value: text,
      expected: "two percentiles, as in 1,99",
    });
  }
  return [low, high];
}

function lagCommand(context: Context): Command {
  const kinds = ["lag", "lead", "difference", "growth"] as const;
  type Flags = Shared & { kind: (typeof kinds)[number]; by: number };
  const command = start(
    context,
    "lag",
    "lags, leads, differences and growth inside units",
    "滞后、前导、差分、增长率",
    [
      "xinzhi panel lag corpus/panel.csv --columns gdp --kind growth --unit city --time year -o lagged.csv",
    ],
  );
  return addKeys(addColumns(command, context), context)
    .option("--kind <kind>", kinds.join(" | "), oneOf("--kind", kinds), "lag")
    .option("--by <k>", context.t("periods", "期数"), wholeNumber("--by", 1), 1)
    .action(async (file: string, o: Flags) => {
      const table = lag(new Panel(await readTable(file), o), o.columns, { kind: o.kind, by: o.by });
      const added = table.names.slice(-o.columns.length);
      const summary = added.join(", ");
      await deliver(
        context,
        "lag",
        { table, summary, report: { added }, warnings: [], input: file },
        o.output,
      );
    });
}

function logCommand(context: Context): Command {
  const zeros = ["error", "missing", "one", "asinh"] as const;
  type Flags = Shared & { zero: (typeof zeros)[number]; prefix: string };
  const t = context.t.bind(context);
  const command = start(
    context,
    "log",
    "natural logarithms with a stated policy for zeros",
    "取对数（声明零值处理）",
    ["xinzhi panel log corpus/panel.csv --columns gdp --zero one -o logs.csv"],
  );
  return addColumns(command, context)
    .option(
      "--zero <policy>",
      t(
        "values of 0 or less: error | missing | one (ln(1+x)) | asinh",
        "非正值：error 报错 | missing 缺失 | one 取 ln(1+x) | asinh",
      ),
      oneOf("--zero", zeros),
      "error",
    )
    .option("--prefix <text>", t("put before the name", "新列前缀"), "ln_")
    .action(async (file: string, o: Flags) => {
      const { table, report, warnings } = logColumns(await readTable(file), o.columns, o);
      const summary = report
        .map((r) =>
          t(
            `${o.prefix}${r.column}: ${r.nonPositive} values of 0 or less`,
            `${o.prefix}${r.column}：非正值 ${r.nonPositive} 个`,
          ),
        )
        .join("\n");
      await deliver(
        context,
        "log",
        { table, summary, report: { logs: report }, warnings, input: file },
        o.output,
      );
    });
}

function deflateCommand(context: Context): Command {
  const t = context.t.bind(context);
  type Flags = Shared & { index: string; year: number; base: "previous" | "fixed"; by?: string };
  const command = start(
    context,
    "deflate",
    "values in constant prices of one year",
    "按价格指数平减",
    [
      "xinzhi panel deflate corpus/examples/cities.csv --columns gdp --index cpi --year 2017 --time year --by province -o real.csv",
    ],
  );
  return addColumns(command, context)
    .requiredOption("--time <column>", t("column of times", "时间列"))
    .requiredOption("--index <column>", t("column of the price index", "价格指数列"))
    .requiredOption(
      "--year <year>",
      t("year in whose prices", "以哪一年价格计"),
      wholeNumber("--year"),
    )
    .option(
      "--base <kind>",
      t("previous (last year = 100, chained) | fixed", "previous（上年=100，链式）| fixed（定基）"),
      oneOf("--base", ["previous", "fixed"]),
      "previous",
    )
    .option("--by <column>", t("one index for each value of this column", "分组指数列（如省份）"))
    .action(async (file: string, o: Flags) => {
      const table = deflate(await readTable(file), o.columns, o);
      const added = o.columns.map((c) => `${c}_real`);
      const summary = added.join(", ");
      await deliver(
        context,
        "deflate",
        { table, summary, report: { added }, warnings: [], input: file },
        o.output,
      );
    });
}

function balanceCommand(context: Context): Command {
  const t = context.t.bind(context);
  type Flags = Shared & { by: "units" | "rows"; observed?: string[]; from?: number; to?: number };
  const command = start(
    context,
    "balance",
    "drop units, or add empty rows, until balanced",
    "平衡面板",
    [
      "xinzhi panel balance corpus/panel.csv --unit city --time year --observed gdp -o balanced.csv",
    ],
  );
  return addKeys(command, context)
    .option(
      "--by <rule>",
      t("units (drop) | rows (add)", "units（剔除单位）| rows（补行）"),
      oneOf("--by", ["units", "rows"]),
      "units",
    )
    .option("--observed <names>", t("columns that must have a value", "须有值的列"), nameList)
    .option("--from <year>", t("first period", "起始期"), wholeNumber("--from"))
    .option("--to <year>", t("last period", "截止期"), wholeNumber("--to"))
    .action(async (file: string, o: Flags) => {
      const { panel, warnings, ...report } = balance(new Panel(await readTable(file), o), o);
      const summary = t(
        `${report.unitsKept} units kept, ${report.unitsDropped.length} dropped; ${report.rowsAdded} rows added, ${report.rowsDropped} dropped`,
        `保留 ${report.unitsKept} 个单位，剔除 ${report.unitsDropped.length} 个；补 ${report.rowsAdded} 行，去 ${report.rowsDropped} 行`,
      );
      await deliver(
        context,
        "balance",
        { table: panel, summary, report, warnings, input: file },
        o.output,
      );
    });
}
