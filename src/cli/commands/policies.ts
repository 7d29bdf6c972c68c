import type { Command } from "commander";
import {
  type AppliedPolicy,
  type ApplyOptions,
  applyPolicies,
  hypotheticalPilots,
  overlapPolicies,
  Policies,
  type PolicyApplication,
} from "../../policy/index.js";
import { Panel, readTable, type Table, toCsv, writeTable } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { cliError } from "../errors.js";
import { oneOf } from "../options.js";
import { textTable } from "../text-table.js";

/** `xinzhi policies`: pilot lists, and the dummies and first-treated years made from them. */
export function build(context: Context): Command {
  const root = defineCommand(context, {
    name: "policies",
    summary: {
      en: "policy lists, city-year dummies and first-treated years",
      zh: "政策名单、城市—年份处理变量与首次处理年份",
    },
    examples: [
      "xinzhi policies list",
      "xinzhi policies show broadband-china",
      "xinzhi policies overlap broadband-china low-carbon-cities innovative-cities",
    ],
  });
  root.addCommand(listCommand(context));
  root.addCommand(showCommand(context));
  root.addCommand(applyCommand(context));
  root.addCommand(overlapCommand(context));
  root.addCommand(hypotheticalCommand(context));
  return root;
}

function listCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "list",
    summary: { en: "all bundled lists", zh: "全部内置名单" },
    examples: ["xinzhi policies list"],
  }).action(() => {
    const lists = Policies.load()
      .all()
      .map((l) => ({
        name: l.name,
        title: context.local(l.title),
        state: l.state,
        official: l.official,
        rows: l.rows.length + l.counts.length,
        verified: [...l.rows, ...l.counts].filter((r) => r.confidence === "verified").length,
        note: context.local(l.note),
      }));
    const head = [
      t("name", "名称"),
      t("title", "政策"),
      t("state", "状态"),
      t("rows", "行数"),
      t("verified", "已核实"),
      t("official count", "官方数量"),
    ];
    const rows = lists.map((l) => [l.name, l.title, l.state, l.rows, l.verified, l.official]);
    context.print(textTable([head, ...rows]), {
      kind: "policy-lists",
      lists,
      provenance: context.provenance({}),
    });
  });
}

function showCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "show",
    summary: { en: "the rows of a list", zh: "显示名单" },
    examples: ["xinzhi policies show broadband-china"],
  })
    .argument("<name>", t("name of a list, or a CSV file", "名单名称或 CSV 文件"))
    .action((name: string) => {
      const list = Policies.load().get(name);
      const rows = list.rows.map(({ fileRow: _, ...row }) => ({
        ...row,
        year: Number.isNaN(row.year) ? null : row.year,
      }));
      if (list.form === "counts") {
        const columns = Object.keys(list.counts[0] ?? {});
        const lines = list.counts.map((r) => columns.map((c) => r[c] ?? null));
        context.print(textTable([columns, ...lines]), {
          kind: "policy-list",
          name: list.name,
          rows: list.counts,
          provenance: context.provenance({ file: list.file, sha256: list.sha256 }),
        });
        return;
      }
      const head = [
        t("batch", "批次"),
        t("year", "年份"),
        t("province", "省份"),
        t("city", "城市"),
        t("unit", "单位"),
        t("level", "级别"),
        t("code", "代码"),
        t("confidence", "可信度"),
      ];
      const body = rows.map((r) => [
        r.batch,
        r.year,
        r.province,
        r.city,
        r.unit,
        r.unitLevel,
        r.code,
        r.confidence,
      ]);
      const note = context.local(list.note);
      const title = `${context.local(list.title)}${list.official === "" ? "" : ` (${list.official})`}`;
      const text = [title, note, textTable([head, ...body])].filter((s) => s !== "").join("\n");
      context.print(text, {
        kind: "policy-list",
        name: list.name,
        title: context.local(list.title),
        state: list.state,
        official: list.official,
        note,
        rows,
        provenance: context.provenance({ file: list.file, sha256: list.sha256 }),
      });
    });
}

interface ApplyFlags extends Omit<ApplyOptions, "startMap"> {
  readonly startMap?: ReadonlyMap<string, number>;
  readonly output?: string;
}

function applyCommand(context: Context): Command {
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
      const table = await readTable(data);
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

interface OverlapFlags {
  readonly partial?: "exclude" | "include";
  readonly start?: "announcement" | "following";
  readonly startMap?: ReadonlyMap<string, number>;
}

function overlapCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "overlap",
    summary: { en: "cities that policies share", zh: "政策重叠矩阵" },
    examples: ["xinzhi policies overlap broadband-china innovative-industrial-clusters"],
  }).argument("[names...]", t("lists; none: all dated ones", "名单；缺省为全部有年份的名单"));
  addStartOptions(command, context);
  return command
    .option(
      "--partial <rule>",
      t("cities covered in part: exclude | include", "部分覆盖的城市：exclude | include"),
      oneOf("--partial", ["exclude", "include"]),
      "exclude",
    )
    .action((names: string[], options: OverlapFlags) => {
      const policies = Policies.load();
      const lists =
        names.length > 0
          ? names.map((n) => policies.get(n))
          : policies.all().filter((l) => l.form === "pilots");
      const result = overlapPolicies(lists, options);
      const head = ["", ...result.names.map((_, i) => `(${i + 1})`)];
      const rows = result.matrix.map((row, i) => [`(${i + 1}) ${result.names[i]}`, ...row]);
      context.print(textTable([head, ...rows]), {
        kind: "policy-overlap",
        ...result,
        provenance: context.provenance({}),
      });
    });
}

interface HypotheticalFlags {
  readonly rank: string;
  readonly first: string;
  readonly unit: string;
  readonly time: string;
  readonly rankAt: "adoption" | "before";
  readonly output?: string;
}

function hypotheticalCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "hypothetical",
    summary: {
      en: "as many new units a year as truly treated, highest rank first (an instrument)",
      zh: "按排序构造与真实数量相同的假想试点（工具变量）",
    },
    examples: [
      "xinzhi policies hypothetical corpus/panel.csv --rank broadband --first first_treated --unit city --time year -o iv.csv",
    ],
  })
    .argument("<panel>", t("the data file", "数据文件"))
    .requiredOption("--rank <column>", t("column to rank by", "排序列"))
    .requiredOption("--first <column>", t("true first treated year", "真实首次处理年份列"))
    .requiredOption("--unit <column>", t("column of units", "单位列"))
    .requiredOption("--time <column>", t("column of years", "年份列"))
    .option(
      "--rank-at <year>",
      t("adoption | before: the year whose rank counts", "adoption | before：取哪一年的排序"),
      oneOf("--rank-at", ["adoption", "before"]),
      "adoption",
    )
    .option("-o, --output <file>", t("write the table", "输出文件"))
    .action(async (file: string, options: HypotheticalFlags) => {
      const panel = new Panel(await readTable(file), options);
      const table = hypotheticalPilots(panel, options);
      await deliver(context, table, options.output);
    });
}

async function deliver(context: Context, table: Table, output: string | undefined) {
  if (output !== undefined) await writeTable(output, table);
  const done = context.t(`${table.nrow} rows → ${output}`, `${table.nrow} 行 → ${output}`);
  context.print(output === undefined ? toCsv(table) : done, {
    kind: "table",
    columns: table.names,
    ...(output === undefined ? { rows: table.toRows() } : { output }),
    provenance: context.provenance(table.where()),
  });
}

function addStartOptions(command: Command, context: Context): void {
  const t = context.t.bind(context);
  command
    .option(
      "--start <rule>",
      t(
        "announcement | following: the list's year or the year after",
        "announcement | following：公布当年或次年",
      ),
      oneOf("--start", ["announcement", "following"]),
      "announcement",
    )
    .option(
      "--start-map <map>",
      t(
        "batch years as a paper has them: 2013:1=2012,2013:2=2013",
        "按论文口径指定批次年份：2013:1=2012,2013:2=2013",
      ),
      parseStartMap,
    );
}

function parseStartMap(text: string, before?: ReadonlyMap<string, number>): Map<string, number> {
  const map = new Map(before);
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const year = Number(part.slice(at + 1));
    if (at <= 0 || !Number.isInteger(year)) {
      throw cliError("bad-option", {
        option: "--start-map",
        value: part,
        expected: "YEAR:BATCH=START, as in 2013:1=2012",
      });
    }
    map.set(part.slice(0, at).trim(), year);
  }
  return map;
}

function splitData(names: readonly string[]): [data: string, lists: string[]] {
  if (names.length < 2) {
    throw cliError("usage", {
      message: "name at least one list and then the data file",
      command: "policies apply",
    });
  }
  return [names.at(-1)!, names.slice(0, -1)];
}
