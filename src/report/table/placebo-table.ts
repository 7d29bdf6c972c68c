import type { Placebo } from "../../result/index.js";
import { numberCell, type TableModel, type Wording } from "./table-model.js";

/** The placebo distribution beside the true estimate.   中文: 安慰剂检验表 */
export function placeboTable(
  result: Placebo,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const rows: readonly [Wording, number | null, number][] = [
    [{ en: "True estimate", zh: "真实估计值" }, result.estimate, 4],
    [{ en: "Mean of draws", zh: "抽样估计均值" }, result.mean, 4],
    [{ en: "SD of draws", zh: "抽样估计标准差" }, result.sd, 4],
    [{ en: "Draws", zh: "抽样次数" }, result.draws.length, 0],
    [{ en: "p, left", zh: "左侧 p 值" }, result.pLeft, 3],
    [{ en: "p, right", zh: "右侧 p 值" }, result.pRight, 3],
    [{ en: "p, two-sided", zh: "双侧 p 值" }, result.pTwoSided, 3],
  ];
  const seed =
    result.seed === null ? [] : [{ en: `Seed ${result.seed}.`, zh: `种子 ${result.seed}。` }];
  return {
    kind: "table",
    title: options.title ?? { en: "Placebo test", zh: "安慰剂检验" },
    columns: [{ header: "" }, { header: { en: "Value", zh: "数值" }, align: "right" }],
    groups: [
      {
        rows: rows.map(([label, value, digits]) => ({ label, cells: [numberCell(value, digits)] })),
      },
    ],
    notes: [...seed, ...(options.notes ?? [])],
  };
}
