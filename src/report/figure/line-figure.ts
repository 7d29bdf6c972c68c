import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import type { FigureModel, Mark } from "./chart/figure-model.js";

/** One line of a line chart, with a band where `low` and `high` are given.   中文: 一条折线 */
export interface LineSeries {
  readonly name: Wording;
  readonly points: readonly {
    readonly x: number;
    readonly y: number | null;
    readonly low?: number;
    readonly high?: number;
  }[];
}

/**
 * Lines over time, with bands where given: indices, means of groups, counts.   中文: 折线图（可带区间）
 *
 * Points without a value leave a gap.
 *
 * @example
 * lineFigure({ title: "试点与非试点", x: "年份", y: "指数", series: [{ name: "试点", points: [{ x: 2009, y: 0.1 }] }] })
 */
export function lineFigure(options: {
  readonly title: Wording;
  readonly x: Wording;
  readonly y: Wording;
  readonly series: readonly LineSeries[];
  /** Vertical lines, such as the year of a policy. */
  readonly rules?: readonly { readonly at: number; readonly label?: Wording }[];
  readonly xTicks?: "auto" | "integers";
  readonly notes?: readonly Wording[];
}): FigureModel {
  const marks: Mark[] = (options.rules ?? []).map((rule) => ({
    kind: "rule" as const,
    across: "x" as const,
    ...rule,
  }));
  options.series.forEach((series, ink) => {
    const banded = series.points.flatMap((p) =>
      p.y === null || p.low === undefined || p.high === undefined ? [] : [{ ...p, y: p.y }],
    );
    if (banded.length > 0) marks.push({ kind: "band", ink, points: banded });
    marks.push({
      kind: "line",
      ink,
      name: series.name,
      points: series.points.map((p) => ({ x: p.x, y: p.y ?? Number.NaN })),
    });
  });
  return {
    kind: "figure",
    type: "line",
    title: options.title,
    panels: [
      {
        x: { kind: "value", ticks: options.xTicks ?? "integers", label: options.x },
        y: { kind: "value", label: options.y },
        marks,
      },
    ],
    notes: options.notes ?? [],
    data: {
      columns: ["series", "x", "y", "low", "high"],
      rows: options.series.flatMap((s) =>
        s.points.map((p) => [inLang(s.name, "en"), p.x, p.y, p.low ?? null, p.high ?? null]),
      ),
    },
  };
}
