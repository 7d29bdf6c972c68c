import type { Decomposition } from "../../result/index.js";
import { BACON_NAMES } from "../table/bacon-table.js";
import type { Wording } from "../table/table-model.js";
import type { FigureModel, Mark } from "./chart/figure-model.js";

/**
 * Estimates of all 2 × 2 comparisons against their weights, one symbol for each type; the two-way
 * estimate as a line.   中文: Goodman-Bacon 分解散点图
 *
 * @example await figureToSvg(baconFigure(result), "zh")
 */
export function baconFigure(
  result: Decomposition,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  const types = result.byType.map((t) => t.type);
  const marks: Mark[] = [
    { kind: "rule", across: "y", at: 0, dash: "solid" },
    {
      kind: "rule",
      across: "y",
      at: result.twfe,
      label: {
        en: `TWFE ${result.twfe.toPrecision(3)}`,
        zh: `TWFE 估计值 ${result.twfe.toPrecision(3)}`,
      },
    },
  ];
  types.forEach((type, ink) => {
    const found = result.comparisons.filter((c) => c.type === type);
    marks.push({
      kind: "points",
      ink,
      size: 9,
      name: BACON_NAMES[type],
      points: found.map((c) => ({
        x: c.weight,
        y: c.estimate,
        name: `${c.treated} / ${c.control}`,
      })),
    });
  });
  return {
    kind: "figure",
    type: "bacon",
    title: options.title ?? { en: "Goodman-Bacon decomposition", zh: "Goodman-Bacon 分解" },
    panels: [
      {
        x: { kind: "value", include: [0], label: { en: "Weight", zh: "权重" } },
        y: { kind: "value", include: [0], label: { en: "2×2 estimate", zh: "2×2 估计值" } },
        marks,
      },
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["type", "treated", "control", "weight", "estimate"],
      rows: result.comparisons.map((c) => [c.type, c.treated, c.control, c.weight, c.estimate]),
    },
  };
}
