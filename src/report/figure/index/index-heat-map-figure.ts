import type { IndexResult } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel } from "../chart/figure-model.js";

/** Options of `indexHeatMapFigure`.   中文: 热力图选项 */
export interface IndexHeatMapFigureOptions {
  /** Units to show, in this order; left out: all, highest mean first. */
  readonly units?: readonly (string | number)[];
  readonly title?: Wording;
  readonly notes?: readonly Wording[];
}

/** Pixels of one row; names stay readable. */
const ROW = 18;
const MARGINS = 80;
/** Beyond this the numbers crowd the picture, and drawing them takes most of the time. */
const MOST_TEXTS = 240;

/**
 * An index as tiles, city × year: the darker the higher; white is missing.   中文: 城市 × 年份热力图
 *
 * The numbers stand in the tiles when there are at most 240 of them.
 *
 * @example indexHeatMapFigure(result, { units: top20 })
 */
export function indexHeatMapFigure(
  result: IndexResult,
  options: IndexHeatMapFigureOptions = {},
): FigureModel {
  const times = [...new Set(result.times)].sort((a, b) => a - b);
  const cell = new Map<string, number>();
  result.values.forEach((value, row) => {
    cell.set(`${result.units[row]}\t${result.times[row]}`, value);
  });
  const units = (options.units ?? byMean(result)).map(String);
  const valueAt = (unit: string, time: number): number | null => {
    const value = cell.get(`${unit}\t${time}`) ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  const shown = times.length * units.length <= MOST_TEXTS;
  const points = units.flatMap((unit, y) =>
    times.map((time, x) => {
      const value = valueAt(unit, time);
      return { x, y, value, ...(shown && value !== null ? { text: value.toFixed(3) } : {}) };
    }),
  );
  return {
    kind: "figure",
    type: "index-heat-map",
    title: options.title ?? { en: `${result.label}: city by year`, zh: `${result.label}热力图` },
    width: Math.max(600, 120 + 44 * times.length),
    height: Math.max(300, MARGINS + ROW * units.length),
    panels: [
      {
        x: {
          kind: "category",
          label: { en: "Year", zh: "年份" },
          categories: times.map(String),
        },
        y: { kind: "category", label: "", categories: units },
        marks: [{ kind: "tiles", points }],
      },
    ],
    notes: [
      { en: "The darker the higher; white: missing.", zh: "颜色越深数值越高；白色为缺失。" },
      ...(options.notes ?? []),
    ],
    data: {
      columns: [result.keys.unit, ...times.map(String)],
      rows: units.map((unit) => [unit, ...times.map((time) => valueAt(unit, time))]),
    },
  };
}

/** Units with a value, highest mean first. */
export function byMean(result: IndexResult): readonly string[] {
  const values = new Map<string, number[]>();
  result.values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const unit = String(result.units[row]);
    const list = values.get(unit);
    if (list === undefined) values.set(unit, [value]);
    else list.push(value);
  });
  const meanOf = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  return [...values]
    .map(([unit, list]) => ({ unit, mean: meanOf(list) }))
    .sort((a, b) => b.mean - a.mean || (a.unit < b.unit ? -1 : 1))
    .map(({ unit }) => unit);
}
