import { greatest } from "../../../base/index.js";
import type { Moran } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";

/**
 * Moran scatter plots: standardised value against its spatial lag, one panel for each year; the
 * slope is Moran's I.   中文: 莫兰散点图
 *
 * Defaults  the first and the last year. Filled: local p < 0.05.
 *
 * @example moranFigure(result, { periods: [2011, 2021] })
 */
export function moranFigure(
  found: Moran,
  options: {
    readonly periods?: readonly number[];
    readonly title?: Wording;
    readonly notes?: readonly Wording[];
  } = {},
): FigureModel {
  const ends = [found.periods[0], found.periods[found.periods.length - 1]];
  const wanted = options.periods ?? ends.map((p) => p?.period);
  const shown = found.periods.filter((p) => wanted.includes(p.period ?? Number.NaN));
  return {
    kind: "figure",
    type: "moran",
    title: options.title ?? {
      en: `Moran scatter plot of ${found.variable}`,
      zh: `${found.variable}的莫兰散点图`,
    },
    width: Math.max(420, 330 * shown.length),
    panels: shown.map((period) => {
      const ends = [-1, 1].map((sign) => {
        const reach = sign * greatest(period.local.map((l) => Math.abs(l.z)));
        return { x: reach, y: period.I * reach };
      });
      return {
        title: `${period.period}: I = ${period.I.toFixed(3)}, p = ${period.p.toFixed(3)}`,
        x: { kind: "value" as const, label: { en: "Standardised value", zh: "标准化值" } },
        y: { kind: "value" as const, label: { en: "Spatial lag", zh: "空间滞后" } },
        marks: [
          { kind: "rule" as const, across: "x" as const, at: 0, dash: "dotted" as const },
          { kind: "rule" as const, across: "y" as const, at: 0, dash: "dotted" as const },
          {
            kind: "points" as const,
            ink: 0,
            size: 6,
            points: period.local.map((l) => ({
              x: l.z,
              y: l.lag,
              name: l.unit,
              fill: l.p !== null && l.p < 0.05 ? ("solid" as const) : ("hollow" as const),
            })),
          },
          { kind: "line" as const, ink: 1, symbols: "none" as const, points: ends },
        ],
      };
    }),
    notes: [
      {
        en: `Weights: ${found.weights}. Filled points: local p < 0.05.`,
        zh: `权重：${found.weights}。实心点：局部 p < 0.05。`,
      },
      ...(options.notes ?? []),
    ],
    data: {
      columns: ["period", "unit", "z", "lag", "I", "quadrant", "p"],
      rows: shown.flatMap((p) =>
        p.local.map((l) => [p.period, l.unit, l.z, l.lag, l.I, l.quadrant, l.p]),
      ),
    },
  };
}
