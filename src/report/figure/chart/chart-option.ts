import { append, greatest, type Lang } from "../../../base/index.js";
import { inLang } from "../../table/wording.js";
import { axisOption, scalesOf } from "./chart-axes.js";
import { chartLegend, textWidth } from "./chart-legend.js";
import { seriesOf } from "./chart-series.js";
import type { FigureModel, Panel } from "./figure-model.js";
import { FONT_FAMILY } from "./palette.js";

export const DEFAULT_SIZE = { width: 600, height: 380 } as const;

/** Axes numbers of each panel, to find places on the drawing again. */
export interface PanelAxes {
  readonly x: number;
  readonly y: number;
  readonly right: number | null;
}

/** A figure as the option object of the chart library.   中文: 图形模型 → 图表库选项 */
export function chartOption(
  figure: FigureModel,
  lang: Lang,
): { option: Record<string, unknown>; axes: readonly PanelAxes[] } {
  const legend = chartLegend(figure, figure.width ?? DEFAULT_SIZE.width, lang);
  const grids = gridsOf(figure, legend.height, lang);
  const xAxis: object[] = [];
  const yAxis: object[] = [];
  const series: object[] = [];
  const title: object[] = [];
  const axes = figure.panels.map((panel, grid) => {
    const scales = scalesOf(panel);
    const at = { x: xAxis.length, y: yAxis.length };
    xAxis.push(axisOption(panel.x, scales.x, { grid, along: "x", side: "left" }, lang));
    yAxis.push({
      ...axisOption(panel.y, scales.y, { grid, along: "y", side: "left" }, lang),
      ...(panel.y.kind === "category" ? {} : { nameGap: labelRoom(scales.y) }),
    });
    const right = panel.right === undefined ? null : yAxis.length;
    if (panel.right !== undefined) {
      yAxis.push(axisOption(panel.right, scales.right, { grid, along: "y", side: "right" }, lang));
    }
    let inked = 0;
    for (const mark of panel.marks) {
      const isRight = mark.kind !== "rule" && mark.axis === "right" && right !== null;
      const place = {
        xAxisIndex: at.x,
        yAxisIndex: isRight ? right : at.y,
        upsideDown: panel.y.kind === "category",
        labelAlign: labelAlign(scales.x, grids[grid]!, figure.width ?? DEFAULT_SIZE.width),
      };
      append(series, seriesOf(mark, inked, place, lang));
      if (mark.kind !== "rule") inked++;
    }
    if (panel.title !== undefined) title.push(panelTitle(panel, grids[grid]!, lang));
    return { ...at, right };
  });
  const option = {
    animation: false,
    backgroundColor: "#fff",
    textStyle: { fontFamily: FONT_FAMILY, color: "#000" },
    grid: grids,
    xAxis,
    yAxis,
    series,
    title,
    ...legend.option,
  };
  return { option, axes };
}

interface GridBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Boxes of the panels, with room for labels outside. */
function gridsOf(figure: FigureModel, legend: number, lang: Lang): GridBox[] {
  const width = figure.width ?? DEFAULT_SIZE.width;
  const height = figure.height ?? DEFAULT_SIZE.height;
  const top = Math.max(14, legend);
  if (figure.arrange === "grid") return gridOfThree(figure, { width, height, top }, lang);
  const isRows = figure.arrange === "rows";
  const shares = figure.panels.map((p) => p.share ?? 1);
  const whole = shares.reduce((a, b) => a + b, 0);
  // Panels below one another share their left edge, so that they can be read downwards.
  const widest = greatest(figure.panels.map((p) => leftRoom(p, lang)));
  let at = isRows ? top : 0;
  return figure.panels.map((panel, i) => {
    const size = ((isRows ? height - top : width) * shares[i]!) / whole;
    const left = isRows ? widest : leftRoom(panel, lang);
    const right = panel.right === undefined ? 18 : 62;
    const bottom = panel.x.kind === "category" && panel.x.rotate !== undefined ? 86 : 50;
    const head = (panel.title === undefined ? 4 : 26) + ruleRoom(panel);
    const x0 = isRows ? 0 : at;
    const y0 = isRows ? at : top;
    at += size;
    return {
      left: x0 + left,
      top: y0 + head,
      width: (isRows ? width : size) - left - right,
      height: (isRows ? size : height - top) - head - bottom,
    };
  });
}

/** Panels of one size in lines of three. */
function gridOfThree(
  { panels }: FigureModel,
  room: { readonly width: number; readonly height: number; readonly top: number },
  lang: Lang,
): GridBox[] {
  const columns = 3;
  const width = room.width / columns;
  const height = (room.height - room.top) / Math.ceil(panels.length / columns);
  const left = greatest(panels.map((p) => leftRoom(p, lang)));
  return panels.map((panel, i) => {
    const head = (panel.title === undefined ? 4 : 26) + ruleRoom(panel);
    return {
      left: (i % columns) * width + left,
      top: room.top + Math.floor(i / columns) * height + head,
      width: width - left - 10,
      height: height - head - 50,
    };
  });
}

/** Room for the labels of the left axis: names are as long as they are. */
function leftRoom(panel: Panel, lang: Lang): number {
  if (panel.y.kind === "value") return 24 + labelRoom(scalesOf(panel).y);
  const places = panel.y.categories.map((c) => textWidth(inLang(c, lang)));
  return 24 + Math.min(260, greatest(places));
}

/** Distance of the axis name: as wide as the widest tick label. */
function labelRoom(scale: ReturnType<typeof scalesOf>["y"]): number {
  if (scale === null) return 40;
  const widest = greatest(
    [scale.min, scale.max].map((v) => v.toFixed(Math.min(scale.digits, 8)).length),
  );
  return 16 + 7 * widest;
}

function panelTitle(panel: Panel, box: GridBox, lang: Lang): object {
  return {
    text: inLang(panel.title!, lang),
    left: box.left + box.width / 2,
    top: box.top - 24 - ruleRoom(panel),
    textAlign: "center",
    textStyle: { color: "#000", fontSize: 13, fontWeight: "normal" },
  };
}

/** Room above the frame for the labels of vertical rules. */
function ruleRoom(panel: Panel): number {
  const isLabelled = panel.marks.some(
    (m) => m.kind === "rule" && m.across === "x" && m.label !== undefined,
  );
  return isLabelled ? 16 : 0;
}

/** The side of a rule on which its label has room. */
function labelAlign(scale: ReturnType<typeof scalesOf>["x"], box: GridBox, width: number) {
  return (at: number, label: string): "left" | "center" | "right" => {
    if (scale === null) return "center";
    const x = box.left + ((at - scale.min) / (scale.max - scale.min)) * box.width;
    const half = textWidth(label) / 2;
    return x + half > width ? "right" : x - half < 0 ? "left" : "center";
  };
}
