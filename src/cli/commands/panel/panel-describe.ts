import type { Command } from "commander";
import {
  compareGroups,
  correlate,
  type Description,
  describe,
  type NumberSummary,
  Panel,
  readTable,
  varianceInflation,
} from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { nameList, oneOf } from "../../options.js";
import { textTable } from "../../text-table.js";

interface Flags {
  readonly columns?: string[];
  readonly unit?: string;
  readonly time?: string;
  readonly by?: string;
  readonly correlations?: "pairwise" | "listwise";
  readonly method: "pearson" | "spearman";
  readonly vif?: string[];
}

/** `xinzhi panel describe`: moments, missing values, outliers, shape; correlations, tests, VIF. */
export function describeCommand(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "describe",
    summary: {
      en: "statistics, missing values, outliers, panel shape",
      zh: "描述统计、缺失、异常值与面板结构",
    },
    examples: [
      "xinzhi panel describe corpus/panel.csv --unit city --time year",
      "xinzhi panel describe corpus/panel.csv --columns gdp,fin,open --correlations pairwise --vif gdp,fin,open",
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .option("--columns <names>", t("only these columns", "只看这些列"), nameList)
    .option("--unit <column>", t("column of units", "单位列"))
    .option("--time <column>", t("column of times", "时间列"))
    .option("--by <column>", t("compare the two groups of this column", "比较该列的两组"))
    .option(
      "--correlations <rows>",
      "pairwise | listwise",
      oneOf("--correlations", ["pairwise", "listwise"]),
    )
    .option(
      "--method <name>",
      "pearson | spearman",
      oneOf("--method", ["pearson", "spearman"]),
      "pearson",
    )
    .option(
      "--vif <names>",
      t("variance inflation of these columns", "这些列的方差膨胀因子"),
      nameList,
    )
    .action(async (file: string, o: Flags) => {
      const table = await readTable(file);
      const panel =
        o.unit === undefined || o.time === undefined
          ? table
          : new Panel(table, { unit: o.unit, time: o.time });
      const description = describe(panel, o.columns);
      const numeric = description.columns.filter((c) => c.kind === "number").map((c) => c.name);
      const correlations =
        o.correlations === undefined
          ? undefined
          : correlate(table, numeric, { method: o.method, rows: o.correlations });
      const groups =
        o.by === undefined
          ? undefined
          : compareGroups(
              table,
              numeric.filter((n) => n !== o.by),
              o.by,
            );
      const vif = o.vif === undefined ? undefined : varianceInflation(table, o.vif);
      context.warn(table.origin?.notices ?? []);
      const blocks = [
        numbersBlock(context, description),
        textsBlock(context, description),
        shapeLine(context, description),
      ];
      if (correlations !== undefined) {
        const lines = correlations.map((c) => [c.a, c.b, short(c.r), short(c.p), c.n]);
        blocks.push(textTable([["", "", "r", "p", "n"], ...lines]));
      }
      if (groups !== undefined) {
        const head = [
          `${o.by}: ${groups[0]?.groups.join(" / ") ?? ""}`,
          t("means", "均值"),
          "",
          t("difference", "差"),
          "t",
          "p",
          "Welch p",
          t("rank-sum p", "秩和 p"),
        ];
        const lines = groups.map((g) => [
          g.variable,
          short(g.means[0]),
          short(g.means[1]),
          short(g.difference),
          short(g.equalVariances.statistic),
          short(g.equalVariances.p),
          short(g.welch.p),
          short(g.rankSum.p),
        ]);
        blocks.push(textTable([head, ...lines]));
      }
      if (vif !== undefined) {
        const lines = vif.factors.map((f) => [f.name, short(f.vif)]);
        blocks.push(textTable([["", "VIF"], ...lines, [t("mean", "均值"), short(vif.mean)]]));
      }
      context.print(blocks.filter((b) => b !== "").join("\n\n"), {
        kind: "panel-describe",
        ...description,
        ...(correlations === undefined ? {} : { correlations }),
        ...(groups === undefined ? {} : { groups }),
        ...(vif === undefined ? {} : { vif }),
        warnings: table.origin?.notices ?? [],
        provenance: context.provenance({ file }),
      });
    });
}

function short(value: number): string {
  return Number.isNaN(value) ? "" : Number(value.toPrecision(5)).toString();
}

function numbersBlock(context: Context, d: Description): string {
  const t = context.t.bind(context);
  const numbers = d.columns.filter((c): c is NumberSummary => c.kind === "number");
  if (numbers.length === 0) return "";
  const head = [
    t("variable", "变量"),
    "n",
    t("missing", "缺失"),
    t("mean", "均值"),
    t("sd", "标准差"),
    t("min", "最小"),
    "p25",
    t("median", "中位数"),
    "p75",
    t("max", "最大"),
    t("outliers", "异常值"),
  ];
  const lines = numbers.map((c) => [
    c.unit === undefined ? c.name : `${c.name} (${c.unit})`,
    c.n,
    c.missing,
    short(c.mean),
    short(c.sd),
    short(c.min),
    short(c.p25),
    short(c.p50),
    short(c.p75),
    short(c.max),
    c.farthest === undefined
      ? ""
      : t(
          `${c.outliers} (${short(c.farthest.value)} in row ${c.farthest.row})`,
          `${c.outliers}（第 ${c.farthest.row} 行 ${short(c.farthest.value)}）`,
        ),
  ]);
  return textTable([head, ...lines]);
}

function textsBlock(context: Context, d: Description): string {
  const t = context.t.bind(context);
  const texts = d.columns.filter((c) => c.kind === "text");
  if (texts.length === 0) return "";
  const head = [
    t("variable", "变量"),
    "n",
    t("missing", "缺失"),
    t("distinct", "不同值"),
    t("most frequent", "最常见"),
  ];
  const lines = texts.map((c) => [
    c.name,
    c.n,
    c.missing,
    c.distinct,
    c.kind === "text"
      ? c.top
          .slice(0, 3)
          .map((v) => `${v.value} ${v.count}`)
          .join(", ")
      : "",
  ]);
  return textTable([head, ...lines]);
}

function shapeLine(context: Context, d: Description): string {
  const p = d.panel;
  if (p === undefined) return context.t(`${d.rows} rows`, `${d.rows} 行`);
  return context.t(
    `${d.rows} rows: ${p.units} units × ${p.periods} periods (${p.first}–${p.last}), ${p.balanced ? "balanced" : `not balanced: ${p.absent} unit-periods absent, ${p.unitsWithGaps} units with gaps`}`,
    `${d.rows} 行：${p.units} 个单位 × ${p.periods} 期（${p.first}—${p.last}），${p.balanced ? "平衡" : `非平衡：缺 ${p.absent} 个观测，${p.unitsWithGaps} 个单位中间有缺口`}`,
  );
}
