import type { Command } from "commander";
import {
  type AppliedPolicy,
  type ApplyOptions,
  applyPolicies,
  Policies,
  type PolicyApplication,
} from "../../../policy/index.js";
import { toCsv, writeTable } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { oneOf } from "../../options.js";
import { readData } from "../../read-data.js";
import { addStartOptions } from "./start-options.js";

interface ApplyFlags extends Omit<ApplyOptions, "startMap"> {
  readonly startMap?: ReadonlyMap<string, number>;
  readonly output?: string;
}

/** `policies apply`. */
export function applyCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "apply",
    summary: { en: "add policy columns to a city-year table", zh: "为面板添加政策变量" },
    examples: [
      "xinzhi policies apply broadband-china dictionaries/policies/low-carbon-cities.csv --time effective_year -o with-policies.csv",
      "xinzhi policies apply smart-cities dictionaries/policies/low-carbon-cities.csv --time effective_year --start-map 2013:1=2012,2013:2=2013 -o smart.csv",
    ],
  }).argument("<names...>", t("lists, then the data file", "名单（一个或多个），最后是数据文件"));
  addStartOptions(command, context);
  return command
    .option(
      "--partial <rule>",
      t(
        "cities covered in part: exclude (missing) | include | fraction",
        "仅部分覆盖的城市：exclude（记为缺失）| include | fraction（比例）",
      ),
      oneOf("--partial", ["exclude", "include", "fraction"]),
      "exclude",
    )
    .option(
      "--city <column>",
      t(
        "column of city names or codes (default: the one in which most rows name a city)",
        "城市名称或代码所在列（缺省：能识别出城市的行数最多的一列）",
      ),
    )
    .option(
      "--region-level, --level <level>",
      t(
        "units of the panel: prefecture | province",
        "面板单位：prefecture（地级）| province（省级）",
      ),
      oneOf("--region-level", ["prefecture", "province"]),
      "prefecture",
    )
    .option(
      "--to <level>",
      t(
        "prefecture: counties stand for their own prefecture (default: unmatched)",
        "prefecture：县区归并到所属地级市（缺省：不匹配）",
      ),
      oneOf("--to", ["prefecture"]),
    )
    .option(
      "--repeats <rule>",
      t(
        "a unit with two years in a list of yours: error | earliest",
        "自备名单中一个单位有两个年份：error（报错）| earliest（取最早）",
      ),
      oneOf("--repeats", ["error", "earliest"]),
    )
    .option("--time <column>", t("column of years", "年份所在列"))
    .option("-o, --output <file>", t("write the table", "输出文件"))
    .action(async (names: string[], options: ApplyFlags) => {
      const [data, lists] = splitData(names);
      const policies = Policies.load();
      const table = await readData(context, data);
      const result = applyPolicies(
        table,
        lists.map((n) => policies.get(n)),
        options,
      );
      context.warn(result.warnings);
      if (options.output !== undefined) await writeTable(options.output, result.table);
      const { policies: applied, units, unknownCities, warnings } = result;
      const toScreen = options.output === undefined;
      if (toScreen && !context.json) context.say(summary(context, result));
      context.print(toScreen ? toCsv(result.table) : summary(context, result), {
        kind: "policy-application",
        units,
        policies: applied,
        unknownCities,
        ...(toScreen ? { rows: result.table.toRows() } : {}),
        warnings,
        provenance: context.provenance({ file: data }),
      });
    });
}

function summary(context: Context, result: PolicyApplication): string {
  return [
    unitsLine(context, result.units),
    ...result.policies.map((p) => policyLines(context, p)),
  ].join("\n");
}

/** Which column named the units, why, and how many rows lack a unit. */
function unitsLine(context: Context, units: PolicyApplication["units"]): string {
  const { column, why, nrow, placedRows, emptyRows, others } = units;
  const rivals = others.map((o) => `${o.column} ${o.placedRows}`).join(", ");
  const reason = {
    asked: ["as asked", "按指定"],
    only: ["the only such column", "唯一可用的列"],
    "most-rows": [`most rows name a unit in it; ${rivals}`, `能识别的行数最多；${rivals}`],
  }[why];
  return context.t(
    `units from "${column}" (${reason[0]}): ${placedRows} of ${nrow} rows name a unit, ${emptyRows} are empty, ${nrow - placedRows - emptyRows} not matched`,
    `单位取自“${column}”（${reason[1]}）：${nrow} 行中 ${placedRows} 行识别出单位，${emptyRows} 行为空，${nrow - placedRows - emptyRows} 行未匹配`,
  );
}

/** The three counts first, then the years and the account of the list. */
function policyLines(context: Context, p: AppliedPolicy): string {
  const { treated, never, excluded } = p.counts;
  const { partial, unmatched, emptyRows } = p.excludedBy;
  const cohorts = Object.entries(p.cohorts)
    .map(([year, n]) => `${year}: ${n}`)
    .join(", ");
  const how = Object.entries(p.listedHow)
    .map(([name, n]) => `${name} ${n}`)
    .join(", ");
  return context.t(
    [
      `${p.dummy}, ${p.first}: treated ${treated.units} units (${treated.rows} rows), never ${never.units} (${never.rows}), not in the sample ${excluded.units} (${excluded.rows}: ${partial.units} covered in part, ${unmatched.units} not matched; ${emptyRows} rows without a name)`,
      `  first years: ${cohorts}`,
      `  list: ${p.listed} units (rows matched by ${how || "–"}; ${p.listedUnmatched.length} rows not), ${p.notInData.length} not in the data`,
    ].join("\n"),
    [
      `${p.dummy}、${p.first}：处理 ${treated.units} 个单位（${treated.rows} 行），从未处理 ${never.units}（${never.rows} 行），不在样本中 ${excluded.units}（${excluded.rows} 行：部分覆盖 ${partial.units}，未匹配 ${unmatched.units}；另有 ${emptyRows} 行无名称）`,
      `  首次处理年份：${cohorts}`,
      `  名单：${p.listed} 个单位（各行匹配方式 ${how || "–"}；未匹配 ${p.listedUnmatched.length} 行），不在数据中 ${p.notInData.length}`,
    ].join("\n"),
  );
}

function splitData(names: readonly string[]): [data: string, lists: string[]] {
  if (names.length < 2) {
    throw cliError("usage", {
      message: {
        en: "name at least one list and then the data file",
        zh: "请先写至少一个名单，再写数据文件",
      },
      command: "policies apply",
    });
  }
  return [names.at(-1)!, names.slice(0, -1)];
}
