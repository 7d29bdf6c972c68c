import type { DensityByPeriod } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";

/**
 * Kernel densities of an index, one curve for each year.   中文: 分年核密度曲线
 *
 * @example densityByPeriodFigure(densityByPeriod(panel, "nqp", { periods: [2011, 2016, 2021] }))
 */
export function densityByPeriodFigure(
  found: DensityByPeriod,
  options: { readonly title?: Wording; readonly notes?: readonly Wording[] } = {},
): FigureModel {
  return {
    kind: "figure",
    type: "density-by-period",
    title: options.title ?? {
      en: `Kernel density of ${found.variable} by year`,
      zh: `${found.variable}的核密度`,
    },
    panels: [
      {
        x: { kind: "value", label: found.variable },
        y: { kind: "value", include: [0], label: { en: "Density", zh: "密度" } },
        marks: found.periods.map(({ period, density }, ink) => ({
          kind: "line" as const,
          ink,
          name: String(period),
          symbols: "none" as const,
          points: Array.from(density, (y, i) => ({ x: found.x[i]!, y })),
        })),
      },
    ],
    notes: [
      {
        en: `Gaussian kernel, Silverman's bandwidth: ${found.periods.map((p) => `${p.period} ${p.bandwidth.toFixed(4)}`).join(", ")}.`,
        zh: `高斯核，Silverman 带宽：${found.periods.map((p) => `${p.period} 年 ${p.bandwidth.toFixed(4)}`).join("，")}。`,
      },
      ...(options.notes ?? []),
    ],
    data: {
      columns: [found.variable, ...found.periods.map((p) => `density_${p.period}`)],
      rows: Array.from(found.x, (x, i) => [x, ...found.periods.map((p) => p.density[i]!)]),
    },
  };
}
