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
export function figureToPng(
  figure: FigureModel,
  lang: Lang,
  options: { readonly dpi?: number; readonly fontFile?: string } = {},
): Promise<Uint8Array> {
  const key = JSON.stringify([lang, options.dpi ?? null, options.fontFile ?? null]);
  const drawn = pictures.get(figure) ?? new Map<string, Promise<Uint8Array>>();
  pictures.set(figure, drawn);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const picture = drawPng(figure, lang, options);
  drawn.set(key, picture);
  return picture;
}

/** A study prints the same figure as a file and in Word; reading the font takes a second. */
const pictures = new WeakMap<FigureModel, Map<string, Promise<Uint8Array>>>();

async function drawPng(
  figure: FigureModel,
  lang: Lang,
  options: { readonly dpi?: number; readonly fontFile?: string },
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
