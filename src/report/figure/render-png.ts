import type { Lang } from "../../base/index.js";
import { figureToSvg } from "./chart.js";
import { DEFAULT_SIZE } from "./chart-option.js";
import type { FigureModel } from "./figure-model.js";
import { findChineseFont } from "./find-chinese-font.js";
import { withResolution } from "./png-resolution.js";

/**
 * A figure as PNG, 300 dots per inch unless told otherwise.   中文: 图 → PNG（300 dpi）
 *
 * Errors    report/no-chinese-font — no font file for the text.
 */
export async function figureToPng(
  figure: FigureModel,
  lang: Lang,
  options: { readonly dpi?: number; readonly fontFile?: string } = {},
): Promise<Uint8Array> {
  const dpi = options.dpi ?? 300;
  const font = findChineseFont(options.fontFile);
  const svg = await figureToSvg(figure, lang);
  const { Resvg } = await import("@resvg/resvg-js");
  const width = Math.round(((figure.width ?? DEFAULT_SIZE.width) * dpi) / 96);
  const drawn = new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    background: "#ffffff",
    // Only this font: the same bytes on every machine that has it.
    font: { fontFiles: [font.file], loadSystemFonts: false, defaultFontFamily: font.family },
  });
  return withResolution(drawn.render().asPng(), dpi);
}
