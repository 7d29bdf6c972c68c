import type { Balance } from "../../result/index.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import type { FigureModel } from "./chart/figure-model.js";

/** Bias that the literature takes as balanced (Rosenbaum and Rubin 1985), in percent. */
const TOLERATED_BIAS = 10;

/**
 * Standardised bias of covariates before and after matching; dotted lines at ±10 %.
 * 中文: 匹配前后标准化偏差图
 */
export function balanceFigure(
  balance: Balance,
  options: {
    readonly title?: Wording;
    readonly labels?: Readonly<Record<string, Wording>>;
    readonly notes?: readonly Wording[];
  } = {},
): FigureModel {
  const label = (name: string) => options.labels?.[name] ?? name;
  const side = (key: "before" | "after", ink: number, name: Wording) => ({
    kind: "points" as const,
    ink,
    size: 9,
    name,
    points: balance.rows.map((row, i) => ({
      x: row[key].bias,
      y: i,
      name: label(row.variable),
    })),
  });
  return {
    kind: "figure",
    type: "balance",
    title: options.title ?? { en: "Standardised bias", zh: "匹配前后的标准化偏差" },
    height: Math.max(220, 110 + 28 * balance.rows.length),
    panels: [
      {
        x: {
          kind: "value",
          include: [-TOLERATED_BIAS, TOLERATED_BIAS],
          label: { en: "Standardised bias (%)", zh: "标准化偏差（%）" },
        },
        y: {
          kind: "category",
          label: "",
          categories: balance.rows.map((row) => label(row.variable)),
        },
        marks: [
          { kind: "rule", across: "x", at: 0, dash: "solid" },
          { kind: "rule", across: "x", at: -TOLERATED_BIAS, dash: "dotted" },
          { kind: "rule", across: "x", at: TOLERATED_BIAS, dash: "dotted" },
          side("before", 0, { en: "Before matching", zh: "匹配前" }),
          side("after", 1, { en: "After matching", zh: "匹配后" }),
        ],
      },
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["variable", "biasBefore", "biasAfter"],
      rows: balance.rows.map((r) => [inLang(r.variable, "en"), r.before.bias, r.after.bias]),
    },
  };
}
