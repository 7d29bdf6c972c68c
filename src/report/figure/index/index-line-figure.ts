import type { IndexResult } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";
import { type LineSeries, lineFigure } from "../line-figure.js";
import { byMean } from "./index-heat-map-figure.js";

/** Options of `indexLineFigure`.   中文: 指数折线图选项 */
export interface IndexLineFigureOptions {
  /** Units to draw; left out: the two highest and two lowest on average. */
  readonly units?: readonly (string | number)[];
  /** Whether the mean of all units is drawn as well. Default `mean`. */
  readonly average?: "mean" | "none";
  /** Group of each row (region, treated or not): its mean is drawn instead of units. */
  readonly groups?: readonly string[];
  readonly title?: Wording;
  readonly notes?: readonly Wording[];
}

/**
 * An index by year for chosen cities, or the mean of groups.   中文: 指数逐年变化图
 *
 * A year without a value leaves a gap.
 *
 * @example indexLineFigure(result, { units: ["青岚市", "海州市"] })
 */
export function indexLineFigure(
  result: IndexResult,
  options: IndexLineFigureOptions = {},
): FigureModel {
  const times = [...new Set(result.times)].sort((a, b) => a - b);
  const rowsAt = new Map<number, number[]>(times.map((t) => [t, []]));
  result.times.forEach((t, row) => {
    rowsAt.get(t)!.push(row);
  });
  const meanOf = (keep: (row: number) => boolean, name: Wording): LineSeries => ({
    name,
    points: times.map((x) => {
      const values = rowsAt
        .get(x)!
        .filter((row) => keep(row) && !Number.isNaN(result.values[row]!))
        .map((row) => result.values[row]!);
      const sum = values.reduce((a, b) => a + b, 0);
      return { x, y: values.length === 0 ? null : sum / values.length };
    }),
  });
  const series: LineSeries[] = [];
  if (options.average !== "none") {
    series.push(meanOf(() => true, { en: "Mean of all units", zh: "全样本均值" }));
  }
  if (options.groups !== undefined) {
    for (const group of [...new Set(options.groups)].sort()) {
      series.push(meanOf((row) => options.groups![row] === group, group));
    }
  } else {
    for (const unit of options.units ?? extremes(result)) {
      series.push(meanOf((row) => String(result.units[row]) === String(unit), String(unit)));
    }
  }
  const figure = lineFigure({
    title: options.title ?? {
      en: `${result.label} by year`,
      zh: `${result.label}的逐年变化`,
    },
    x: { en: "Year", zh: "年份" },
    y: result.label,
    series,
    notes: options.notes ?? [],
  });
  return { ...figure, type: "index-line" };
}

/** The two units with the highest and the two with the lowest mean, highest first. */
function extremes(result: IndexResult): readonly string[] {
  const ordered = byMean(result);
  return ordered.length <= 4 ? ordered : [...ordered.slice(0, 2), ...ordered.slice(-2)];
}
