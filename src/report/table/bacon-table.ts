import type { Localized } from "../../base/index.js";
import type { BaconType, Decomposition } from "../../result/index.js";
import { numberCell, type TableModel, type Wording } from "./table-model.js";

/** The names of comparisons in print.   中文: 比较类型名称 */
export const BACON_NAMES: Readonly<Record<BaconType, Localized>> = {
  "treated-vs-never": { en: "Treated vs never treated", zh: "处理组 vs 从未处理组" },
  "earlier-vs-later": { en: "Earlier vs later treated", zh: "较早处理组 vs 较晚处理组" },
  "later-vs-earlier": { en: "Later vs earlier treated", zh: "较晚处理组 vs 较早处理组" },
  "later-vs-always": { en: "Later vs always treated", zh: "较晚处理组 vs 始终处理组" },
  "both-treated": { en: "Between treated cohorts", zh: "处理组之间" },
};

/**
 * The decomposition by type of comparison: weights sum to one.   中文: Bacon 分解表
 *
 * With covariates the comparisons share what the variation inside cohorts leaves of the weight.
 */
export function baconTable(
  result: Decomposition,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const row = (label: Wording, n: number | null, weight: number, estimate: number) => ({
    label,
    cells: [
      n === null ? ({ kind: "empty" } as const) : numberCell(n, 0),
      numberCell(weight, 4),
      numberCell(estimate, 4),
      numberCell(weight * estimate, 4),
    ],
  });
  const share = 1 - (result.within?.weight ?? 0);
  const types = result.byType.map((t) =>
    row(BACON_NAMES[t.type], t.comparisons, share * t.weight, t.estimate),
  );
  const within =
    result.within === null
      ? []
      : [
          row(
            { en: "Within cohorts (covariates)", zh: "组内（协变量）" },
            null,
            result.within.weight,
            result.within.estimate,
          ),
        ];
  const weight =
    share * result.byType.reduce((sum, t) => sum + t.weight, 0) + (result.within?.weight ?? 0);
  const right = { align: "right" as const };
  return {
    kind: "table",
    title: options.title ?? { en: "Goodman-Bacon decomposition", zh: "Goodman-Bacon 分解" },
    columns: [
      { header: { en: "Comparison", zh: "比较类型" } },
      { header: { en: "Comparisons", zh: "比较个数" }, ...right },
      { header: { en: "Weight", zh: "权重" }, ...right },
      { header: { en: "Mean estimate", zh: "平均估计值" }, ...right },
      { header: { en: "Contribution", zh: "贡献" }, ...right },
    ],
    groups: [
      { rows: [...types, ...within] },
      { rule: "above", rows: [row({ en: "TWFE", zh: "TWFE 估计值" }, null, weight, result.twfe)] },
    ],
    notes: [
      {
        en: `${result.units} units, ${result.periods} periods, N = ${result.nobs}. Estimates are means weighted within the type.`,
        zh: `${result.units} 个单位，${result.periods} 期，N = ${result.nobs}。估计值为类型内的加权平均。`,
      },
      ...(options.notes ?? []),
    ],
  };
}
