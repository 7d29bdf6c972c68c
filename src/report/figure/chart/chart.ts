import type { ECharts } from "echarts";
import { escapeHtml, type Lang, sha256 } from "../../../base/index.js";
import { reportError } from "../../errors.js";
import { inLang } from "../../table/wording.js";
import { chartOption, DEFAULT_SIZE, type PanelAxes } from "./chart-option.js";
import type { FigureModel, Point } from "./figure-model.js";

/**
 * A figure as SVG, the same bytes every time.   中文: 图 → SVG（每次相同）
 *
 * `hover: "values"` adds invisible spots over the points whose title a browser shows on hovering.
 *
 * Errors    report/nothing-to-draw — no mark has a point.
 */
export async function figureToSvg(
  figure: FigureModel,
  lang: Lang,
  options: { readonly hover?: "values" | "none" } = {},
): Promise<string> {
  if (!figure.panels.some((p) => p.marks.some((m) => m.kind !== "rule" && m.points.length > 0))) {
    throw reportError("nothing-to-draw", { figure: inLang(figure.title, lang) });
  }
  const echarts = await import("echarts");
  const { option, axes } = chartOption(figure, lang);
  const { width, height } = { ...DEFAULT_SIZE, ...sizeOf(figure) };
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    const drawn = tidySvg(
      chart.renderToSVGString(),
      `f${sha256(JSON.stringify(figure)).slice(0, 8)}`,
    );
    const label = `<title>${escapeHtml(inLang(figure.title, lang))}</title>`;
    const spots = options.hover === "values" ? hoverSpots(chart, figure, axes, lang) : "";
    return drawn
      .replace(/<svg ([^>]*)>/, `<svg role="img" $1>\n${spots === "" ? "" : label}`)
      .replace(/<\/svg>\s*$/, `${spots}</svg>\n`);
  } finally {
    chart.dispose();
  }
}

function sizeOf(figure: FigureModel): { width?: number; height?: number } {
  return {
    ...(figure.width === undefined ? {} : { width: figure.width }),
    ...(figure.height === undefined ? {} : { height: figure.height }),
  };
}

/**
 * The library numbers its charts within a process and adds what only its own scripts need: the
 * numbers would change the bytes and clash when several figures stand on one page.
 */
function tidySvg(svg: string, prefix: string): string {
  return svg
    .replace(/<style\s*>[\s\S]*?<\/style>\s*/g, "")
    .replace(/ class="zr\d+-cls-\d+"/g, "")
    .replace(/ (?:ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replace(/zr\d+-([a-z]+\d+)/g, `${prefix}-$1`);
}

function hoverSpots(
  chart: ECharts,
  figure: FigureModel,
  axes: readonly PanelAxes[],
  lang: Lang,
): string {
  const spots = figure.panels.flatMap((panel, i) =>
    panel.marks.flatMap((mark) => {
      if (mark.kind === "rule" || mark.points.length > 2000) return [];
      const at = axes[i]!;
      const yAxisIndex = mark.axis === "right" && at.right !== null ? at.right : at.y;
      const name = mark.name === undefined ? "" : inLang(mark.name, lang);
      return mark.points.map((point) => {
        const [x, y] = chart.convertToPixel({ xAxisIndex: at.x, yAxisIndex }, [point.x, point.y]);
        const text = escapeHtml(hoverText(point, name, lang));
        return `<circle cx="${round(x!)}" cy="${round(y!)}" r="7"><title>${text}</title></circle>`;
      });
    }),
  );
  return `<g class="xz-hover" fill="#000" fill-opacity="0">${spots.join("")}</g>`;
}

function hoverText(point: Point & { value?: number | null }, series: string, lang: Lang): string {
  const head = [series, point.name === undefined ? "" : inLang(point.name, lang)].filter(
    (s) => s !== "",
  );
  const interval =
    point.low === undefined || point.high === undefined
      ? ""
      : ` [${short(point.low)}, ${short(point.high)}]`;
  const numbers =
    point.value === undefined
      ? `x = ${short(point.x)}, y = ${short(point.y)}${interval}`
      : point.value === null
        ? "–"
        : short(point.value);
  return [...head, numbers].join(": ");
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
