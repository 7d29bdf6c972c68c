import { genericTable, type TableModel, type Wording } from "../../../report/index.js";
import type { Balance } from "../../../result/index.js";
import {
  type Decomposition,
  type EventStudy,
  nameOfTest,
  type Placebo,
  type TwfeWeights,
} from "../../../result/index.js";
import { intervalCell, intervalHead, textTable } from "../../text-table.js";

/** Picks the language of a word. */
export type Say = (en: string, zh: string) => string;

interface Row {
  readonly name: string;
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

/** Stars by p value.   中文: 显著性星号 */
function stars(p: number | null): string {
  if (p === null) return "";
  return p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "";
}

function number(value: number | null): string {
  return value === null ? "" : value.toFixed(4);
}

/** A table of named estimates, with intervals where a level is named. */
export function rowsText(
  rows: readonly Row[],
  title: string,
  say: Say,
  level: number | undefined,
): string {
  const isAsked = level !== undefined;
  const head = [
    ...["", say("estimate", "估计值"), say("s.e.", "标准误"), "p"],
    ...(isAsked ? [intervalHead(say, level)] : []),
  ];
  const body = rows.map((r) => [
    r.name,
    `${number(r.estimate)}${stars(r.p)}`,
    number(r.se),
    number(r.p),
    ...(isAsked ? [intervalCell(r.ciLow, r.ciHigh, number)] : []),
  ]);
  return `${title}\n${textTable([head, ...body])}`;
}

/** Named estimates as a table to be written. */
export function estimatesTable(rows: readonly Row[], title: Wording): TableModel {
  return genericTable({
    title,
    columns: [
      { header: "" },
      { header: { en: "estimate", zh: "估计值" }, digits: 4 },
      { header: { en: "s.e.", zh: "标准误" }, digits: 4 },
      { header: "p", digits: 4 },
    ],
    rows: rows.map((r) => [r.name, r.estimate, r.se, r.p]),
  });
}

/** Average effect, events and the test of leads. */
export function eventText(result: EventStudy, say: Say): string {
  const rows = result.events.map((e) => ({ ...e, name: String(e.time) }));
  const att = result.att === null ? [] : [{ ...result.att, name: "ATT" }];
  const title = `${result.outcome}: ${result.kind}, N = ${result.nobs}`;
  const { pretrend } = result;
  const test =
    pretrend === null
      ? ""
      : say(
          `\nLeads jointly zero: ${nameOfTest(pretrend)} = ${pretrend.statistic.toFixed(2)}, p = ${number(pretrend.p)}`,
          `\n事前趋势联合检验：${nameOfTest(pretrend)} = ${pretrend.statistic.toFixed(2)}，p = ${number(pretrend.p)}`,
        );
  return `${rowsText([...att, ...rows], title, say, result.level)}${test}`;
}

export function baconText(found: Decomposition, say: Say): string {
  const head = [
    say("comparison", "比较类型"),
    say("pairs", "对数"),
    say("weight", "权重"),
    say("estimate", "估计值"),
  ];
  const rows = found.byType.map((t) => [
    t.type,
    t.comparisons,
    number(t.weight),
    number(t.estimate),
  ]);
  const within =
    found.within === null
      ? []
      : [["within", "", number(found.within.weight), number(found.within.estimate)]];
  return `${found.outcome}: TWFE = ${number(found.twfe)}, ${found.units} × ${found.periods}\n${textTable([head, ...rows, ...within])}`;
}

export function weightsText(found: TwfeWeights, say: Say): string {
  const { positive, negative } = found;
  const share = negative.sum === 0 ? 0 : -negative.sum / (positive.sum - negative.sum);
  return [
    say(
      `${positive.count} positive weights (sum ${number(positive.sum)}), ${negative.count} negative (sum ${number(negative.sum)}, ${(100 * share).toFixed(1)} % in size)`,
      `正权重 ${positive.count} 个（合计 ${number(positive.sum)}），负权重 ${negative.count} 个（合计 ${number(negative.sum)}，占 ${(100 * share).toFixed(1)}%）`,
    ),
    say(
      `TWFE = ${number(found.estimate)}; the average effect may be zero if effects vary with s.d. ${number(found.sigmaZero)}`,
      `TWFE = ${number(found.estimate)}；若处理效应的标准差达到 ${number(found.sigmaZero)}，平均效应可能为零`,
    ),
  ].join("\n");
}

export function placeboText(found: Placebo, say: Say): string {
  return [
    say(
      `Placebo (${found.mode}), ${found.draws.length} draws${found.seed === null ? "" : `, seed ${found.seed}`}`,
      `安慰剂检验（${found.mode}），${found.draws.length} 次${found.seed === null ? "" : `，种子 ${found.seed}`}`,
    ),
    say(
      `estimate ${number(found.estimate)}; draws: mean ${number(found.mean)}, s.d. ${number(found.sd)}`,
      `真实估计 ${number(found.estimate)}；抽样均值 ${number(found.mean)}，标准差 ${number(found.sd)}`,
    ),
    say(
      `p left ${number(found.pLeft)}, right ${number(found.pRight)}, two-sided ${number(found.pTwoSided)}`,
      `左侧 p ${number(found.pLeft)}，右侧 p ${number(found.pRight)}，双侧 p ${number(found.pTwoSided)}`,
    ),
  ].join("\n");
}

/** The balance table. */
export function balanceText(balance: Balance, say: Say): string {
  const head = [
    say("covariate", "变量"),
    say("bias before, %", "匹配前偏差%"),
    say("bias after, %", "匹配后偏差%"),
    say("t before", "匹配前 t"),
    say("t after", "匹配后 t"),
  ];
  const rows = balance.rows.map((r) => [
    r.variable,
    r.before.bias.toFixed(1),
    r.after.bias.toFixed(1),
    r.before.t.toFixed(2),
    r.after.t.toFixed(2),
  ]);
  return textTable([head, ...rows]);
}
