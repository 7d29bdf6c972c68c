import { greatest, type Lang, least } from "../../../base/index.js";
import { inLang } from "../../table/wording.js";
import { areaSeries } from "./area-series.js";
import { hasSymbols, type Mark, type Point } from "./figure-model.js";
import { FONT_FAMILY, type Ink, inkAt, SEQUENTIAL } from "./palette.js";

/** What the chart library gives a drawing function. */
interface DrawApi {
  value(dimension: number): number;
  coord(point: readonly number[]): readonly number[];
  size(range: readonly number[]): readonly number[];
}

type Series = Record<string, unknown>;

/** Where a mark goes: the numbers of its axes in the chart. */
export interface Place {
  readonly xAxisIndex: number;
  readonly yAxisIndex: number;
  /** A category axis runs from top to bottom. */
  readonly upsideDown?: boolean;
  /** Which side of a vertical rule its label takes: in the middle it may run over the edge. */
  readonly labelAlign?: (at: number, label: string) => "left" | "center" | "right";
}

/** A mark as series of the chart library.   中文: 图形元素 → 图表库序列 */
export function seriesOf(mark: Mark, position: number, place: Place, lang: Lang): Series[] {
  if (mark.kind === "rule") return [ruleSeries(mark, place, lang)];
  const ink = inkAt(mark.ink ?? position);
  const base = {
    ...place,
    ...(mark.name === undefined ? {} : { name: inLang(mark.name, lang) }),
    silent: true,
    animation: false,
    itemStyle: { color: ink.color, opacity: 1 },
  };
  switch (mark.kind) {
    case "line":
      return [lineSeries(mark, ink, base)];
    case "points":
      return [pointSeries(mark.points, ink, base, mark.size ?? 7)];
    case "interval":
      return intervalSeries(mark, ink, base, place);
    case "band":
      return [
        {
          ...base,
          itemStyle: { color: ink.color, opacity: 0.3 },
          ...bandSeries(mark.points, ink),
        },
      ];
    case "bars":
      return [barSeries(mark, ink, base)];
    case "tiles":
      return [{ ...place, ...tileSeries(mark) }];
    case "areas":
      return [
        { ...base, ...areaSeries(mark.points, mark.shade === null ? "#fff" : shade(mark.shade)) },
      ];
  }
}

function lineSeries(mark: Extract<Mark, { kind: "line" }>, ink: Ink, base: Series): Series {
  return {
    ...base,
    type: "line",
    data: mark.points.map((p) => [p.x, p.y]),
    symbol: hasSymbols(mark) ? ink.symbol : "none",
    showAllSymbol: true,
    symbolSize: 7,
    lineStyle: { color: ink.color, width: 1.6, type: ink.dash },
    z: 4,
  };
}

function pointSeries(points: readonly Point[], ink: Ink, base: Series, size: number): Series {
  const hollow = { color: "#fff", borderColor: ink.color, borderWidth: 1.4 };
  return {
    ...base,
    type: "scatter",
    symbol: ink.symbol,
    symbolSize: size,
    symbolKeepAspect: true,
    // A point on the frame is drawn whole.
    clip: false,
    data: points.map((p) =>
      p.fill === "hollow" ? { value: [p.x, p.y], itemStyle: hollow } : [p.x, p.y],
    ),
    z: 5,
  };
}

function intervalSeries(
  mark: Extract<Mark, { kind: "interval" }>,
  ink: Ink,
  base: Series,
  place: Place,
): Series[] {
  const isHorizontal = mark.direction === "horizontal";
  const cap = mark.ends === "plain" ? 0 : 4;
  const drawn = mark.points.filter((p) => p.low !== undefined && p.high !== undefined);
  const whiskers: Series = {
    ...place,
    type: "custom",
    silent: true,
    data: drawn.map((p) => [p.x, p.y, p.low, p.high]),
    encode: { x: 0, y: 1 },
    clip: true,
    z: 3,
    renderItem: (_: unknown, api: DrawApi) => {
      const [x, y, low, high] = [0, 1, 2, 3].map((d) => api.value(d)) as [
        number,
        number,
        number,
        number,
      ];
      const a = api.coord(isHorizontal ? [low, y] : [x, low]);
      const b = api.coord(isHorizontal ? [high, y] : [x, high]);
      const segments = [[a, b], ...[a, b].map((end) => capAt(end, cap, isHorizontal))];
      return {
        type: "group",
        children: segments.map(([from, to]) => ({
          type: "line",
          shape: { x1: from![0], y1: from![1], x2: to![0], y2: to![1] },
          style: { stroke: ink.color, lineWidth: 1.3 },
        })),
      };
    },
  };
  const joined: Series[] =
    mark.join === "line"
      ? [
          lineSeries({ kind: "line", points: mark.points, symbols: "none" }, ink, {
            ...base,
            name: undefined,
          }),
        ]
      : [];
  return [whiskers, ...joined, pointSeries(mark.points, ink, base, mark.size ?? 7)];
}

function capAt(end: readonly number[], cap: number, isHorizontal: boolean): number[][] {
  const [x, y] = end as [number, number];
  return isHorizontal
    ? [
        [x, y - cap],
        [x, y + cap],
      ]
    : [
        [x - cap, y],
        [x + cap, y],
      ];
}

/** A filled strip between `low` and `high`. */
function bandSeries(points: readonly Point[], ink: Ink): Series {
  const drawn = points.filter((p) => p.low !== undefined && p.high !== undefined);
  return {
    type: "custom",
    data: drawn.length === 0 ? [] : [[drawn[0]!.x, drawn[0]!.y]],
    z: 1,
    renderItem: (_: unknown, api: DrawApi) => ({
      type: "polygon",
      shape: {
        points: [
          ...drawn.map((p) => api.coord([p.x, p.high!])),
          ...[...drawn].reverse().map((p) => api.coord([p.x, p.low!])),
        ],
      },
      style: { fill: ink.color, opacity: 0.16, stroke: ink.color, lineWidth: 0.6 },
    }),
  };
}

function barSeries(mark: Extract<Mark, { kind: "bars" }>, ink: Ink, base: Series): Series {
  const isHorizontal = mark.direction === "horizontal";
  return {
    ...base,
    type: "bar",
    barMaxWidth: 26,
    ...(mark.stack === undefined ? {} : { stack: mark.stack }),
    itemStyle: { color: ink.color, borderColor: "#000", borderWidth: 0.5 },
    data: mark.points.map((p) => (isHorizontal ? [p.x, p.y] : [p.x, p.y])),
    z: 2,
  };
}

/** Tiles drawn one by one: the library's own heat map insists on a colour bar. */
function tileSeries(mark: Extract<Mark, { kind: "tiles" }>): Series {
  const values = mark.points.flatMap((p) => (p.value === null ? [] : [p.value]));
  const low = least(values);
  const high = greatest(values);
  const shareOf = (value: number): number => (high === low ? 0.5 : (value - low) / (high - low));
  return {
    type: "custom",
    silent: true,
    data: mark.points.map((p) => [p.x, p.y]),
    z: 2,
    renderItem: (params: { dataIndex: number }, api: DrawApi) => {
      const point = mark.points[params.dataIndex]!;
      const share = point.value === null ? null : shareOf(point.value);
      const [x, y] = api.coord([point.x, point.y]) as [number, number];
      const [width, height] = api.size([1, 1]) as [number, number];
      const tile = {
        type: "rect",
        shape: { x: x - width / 2, y: y - height / 2, width, height },
        style: { fill: share === null ? "#fff" : shade(share), stroke: "#fff", lineWidth: 1 },
      };
      const text = {
        type: "text",
        style: {
          text: point.text ?? "",
          x,
          y,
          align: "center",
          verticalAlign: "middle",
          fill: (share ?? 0) > 0.55 ? "#fff" : "#000",
          fontSize: 11,
          fontFamily: FONT_FAMILY,
        },
      };
      return { type: "group", children: point.text === undefined ? [tile] : [tile, text] };
    },
  };
}

/** Colour of a share between 0 and 1 on the sequential scale. */
export function shade(share: number): string {
  const at = Math.min(Math.max(share, 0), 1) * (SEQUENTIAL.length - 1);
  const i = Math.min(Math.floor(at), SEQUENTIAL.length - 2);
  const mix = [1, 3, 5].map((k) => {
    const from = Number.parseInt(SEQUENTIAL[i]!.slice(k, k + 2), 16);
    const to = Number.parseInt(SEQUENTIAL[i + 1]!.slice(k, k + 2), 16);
    return Math.round(from + (to - from) * (at - i))
      .toString(16)
      .padStart(2, "0");
  });
  return `#${mix.join("")}`;
}

function ruleSeries(mark: Extract<Mark, { kind: "rule" }>, place: Place, lang: Lang): Series {
  const label = mark.label === undefined ? "" : inLang(mark.label, lang);
  return {
    ...place,
    type: "line",
    data: [],
    silent: true,
    animation: false,
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      // The library rounds to two digits otherwise and draws the line in the wrong place.
      precision: 15,
      lineStyle: { color: "#444", width: 1, type: mark.dash ?? "dashed" },
      label: {
        show: label !== "",
        formatter: label,
        color: "#000",
        fontSize: 12,
        position: mark.across === "y" ? "insideEndTop" : place.upsideDown ? "start" : "end",
        rotate: 0,
        distance: 3,
        ...(mark.across === "y" ? {} : { align: place.labelAlign?.(mark.at, label) ?? "center" }),
      },
      data: [mark.across === "x" ? { xAxis: mark.at } : { yAxis: mark.at }],
    },
  };
}
