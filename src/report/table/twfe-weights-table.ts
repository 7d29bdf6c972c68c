import type { TwfeWeights } from "../../result/index.js";
import { numberCell, type TableModel, type Wording } from "./table-model.js";

/** Positive and negative weights in the two-way coefficient.   中文: TWFE 正负权重表 */
export function twfeWeightsTable(
  result: TwfeWeights,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): TableModel {
  const cells = result.positive.count + result.negative.count;
  const row = (label: Wording, side: { readonly count: number; readonly sum: number }) => ({
    label,
    cells: [numberCell(side.count, 0), numberCell(side.count / cells, 3), numberCell(side.sum, 4)],
  });
  const sigma = (value: number | null, digits = 3) =>
    value === null ? "–" : value.toPrecision(digits);
  const right = { align: "right" as const };
  return {
    kind: "table",
    title: options.title ?? {
      en: "Weights in the two-way fixed-effects estimate",
      zh: "双向固定效应估计量的权重",
    },
    columns: [
      { header: "" },
      { header: { en: "Cells", zh: "单元数" }, ...right },
      { header: { en: "Share of cells", zh: "单元占比" }, ...right },
      { header: { en: "Sum of weights", zh: "权重之和" }, ...right },
    ],
    groups: [
      {
        rows: [
          row({ en: "Positive weights", zh: "正权重" }, result.positive),
          row({ en: "Negative weights", zh: "负权重" }, result.negative),
        ],
      },
      {
        rule: "above",
        rows: [
          {
            label: { en: "TWFE estimate", zh: "TWFE 估计值" },
            cells: [{ kind: "empty" }, { kind: "empty" }, numberCell(result.estimate, 4)],
          },
        ],
      },
    ],
    notes: [
      {
        en: `Standard deviation of effects across cells at which the estimate is compatible with a zero average effect: ${sigma(result.sigmaZero)}; with all effects of the opposite sign: ${sigma(result.sigmaOpposite)} (de Chaisemartin and D'Haultfœuille 2020).`,
        zh: `与平均处理效应为零相容的单元间效应标准差：${sigma(result.sigmaZero)}；与全部效应反号相容的标准差：${sigma(result.sigmaOpposite)}（de Chaisemartin 和 D'Haultfœuille，2020）。`,
      },
      ...(options.notes ?? []),
    ],
  };
}
