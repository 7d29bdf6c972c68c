import type { Balance, BalanceSide, BalanceSummary } from "../../result/index.js";
import { pWords } from "./format-number.js";
import { starsFor } from "./stars.js";
import { STARS_NOTE } from "./stars-note.js";
import {
  emptyCell,
  numberCell,
  pCell,
  type TableModel,
  type TableRow,
  textCell,
  type Wording,
} from "./table-model.js";

/**
 * Means, standardised bias and t tests before and after matching, and joint balance.
 * 中文: 平衡性检验表（匹配前后）
 */
export function balanceTable(
  balance: Balance,
  options: {
    readonly title?: Wording;
    readonly labels?: Readonly<Record<string, Wording>>;
    readonly notes?: readonly Wording[];
  } = {},
): TableModel {
  const [U, M] = [
    { en: "Unmatched", zh: "匹配前" },
    { en: "Matched", zh: "匹配后" },
  ];
  const rows = balance.rows.flatMap((row): TableRow[] => [
    {
      label: options.labels?.[row.variable] ?? row.variable,
      cells: sideCells(U, row.before, null),
    },
    { label: "", cells: sideCells(M, row.after, row.reduction) },
  ]);
  const right = { align: "right" as const };
  return {
    kind: "table",
    title: options.title ?? { en: "Balance before and after matching", zh: "平衡性检验" },
    columns: [
      { header: { en: "Variable", zh: "变量" } },
      { header: { en: "Sample", zh: "样本" }, align: "left" },
      { header: { en: "Mean, treated", zh: "处理组均值" }, ...right },
      { header: { en: "Mean, control", zh: "控制组均值" }, ...right },
      { header: { en: "Bias (%)", zh: "标准化偏差（%）" }, ...right },
      { header: { en: "Reduction (%)", zh: "偏差减少（%）" }, ...right },
      { header: { en: "t", zh: "t 值" }, ...right },
      { header: { en: "p", zh: "p 值" }, ...right },
    ],
    groups: [{ rows }],
    notes: [jointNote(balance.before, balance.after), STARS_NOTE, ...(options.notes ?? [])],
  };
}

function sideCells(sample: Wording, side: BalanceSide, reduction: number | null) {
  return [
    textCell(sample),
    numberCell(side.meanTreated, 3),
    numberCell(side.meanControl, 3),
    { ...numberCell(side.bias, 1), small: "zero" } as const,
    reduction === null ? emptyCell : ({ ...numberCell(reduction, 1), small: "zero" } as const),
    { ...numberCell(side.t, 2), stars: starsFor(side.p), small: "zero" } as const,
    pCell(side.p),
  ];
}

function jointNote(before: BalanceSummary, after: BalanceSummary): Wording {
  const of = (s: BalanceSummary, lang: "en" | "zh") => {
    const shown = (v: number | null, digits: number) => (v === null ? "–" : v.toFixed(digits));
    return lang === "zh"
      ? `平均偏差 ${s.meanBias.toFixed(1)}%，伪 R² ${shown(s.pseudoR2, 3)}，LR χ²(${s.df}) ${shown(s.lr, 2)}，${pWords(s.p)}`
      : `mean bias ${s.meanBias.toFixed(1)}%, pseudo R² ${shown(s.pseudoR2, 3)}, LR χ²(${s.df}) ${shown(s.lr, 2)}, ${pWords(s.p)}`;
  };
  return {
    en: `Before: ${of(before, "en")}. After: ${of(after, "en")}.`,
    zh: `匹配前：${of(before, "zh")}。匹配后：${of(after, "zh")}。`,
  };
}
