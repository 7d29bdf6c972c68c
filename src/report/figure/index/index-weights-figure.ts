import type { IndexResult } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";
import { methodWording } from "./index-method-wording.js";

/** Options of `indexWeightsFigure`.   中文: 权重图选项 */
export interface IndexWeightsFigureOptions {
  /** `weight`: largest first; `system`: in the order of the indicator system. Default `weight`. */
  readonly order?: "weight" | "system";
  readonly title?: Wording;
  readonly notes?: readonly Wording[];
}

/**
 * The weights of an index as bars (the mean over periods with weights by period); negative
 * indicators are marked (−).   中文: 指标权重条形图
 *
 * @example indexWeightsFigure(result)
 */
export function indexWeightsFigure(
  result: IndexResult,
  options: IndexWeightsFigureOptions = {},
): FigureModel {
  const sets = result.weights.length;
  const entries = result.indicators.map((indicator, j) => ({
    indicator,
    weight: result.weights.reduce((sum, set) => sum + set.values[j]!, 0) / sets,
  }));
  if (options.order !== "system") entries.sort((a, b) => b.weight - a.weight);
  const method = methodWording(result.method, result.methods);
  return {
    kind: "figure",
    type: "index-weights",
    title: options.title ?? {
      en: `Weights of ${result.label} (${method.en})`,
      zh: `${result.label}的指标权重（${method.zh}）`,
    },
    height: Math.max(260, 80 + 24 * entries.length),
    panels: [
      {
        x: { kind: "value", include: [0], label: { en: "Weight", zh: "权重" } },
        y: {
          kind: "category",
          label: "",
          categories: entries.map(({ indicator }) =>
            indicator.direction === "-" ? `${indicator.label}（−）` : indicator.label,
          ),
        },
        marks: [
          {
            kind: "bars",
            ink: 2,
            direction: "horizontal",
            points: entries.map(({ weight }, y) => ({ x: weight, y })),
          },
        ],
      },
    ],
    notes: [
      ...(sets > 1 ? [{ en: "Mean of the weights of all years.", zh: "各年权重的均值。" }] : []),
      ...(options.notes ?? []),
    ],
    data: {
      columns: ["indicator", "label", "dimension", "direction", "weight"],
      rows: entries.map(({ indicator, weight }) => [
        indicator.name,
        indicator.label,
        indicator.dimension,
        indicator.direction,
        weight,
      ]),
    },
  };
}
