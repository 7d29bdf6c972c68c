import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lang } from "../../../base/index.js";
import { figureToSvg } from "../chart/chart.js";
import { DEFAULT_SIZE } from "../chart/chart-option.js";
import type { FigureModel } from "../chart/figure-model.js";
import { findPictureFont } from "./find-chinese-font.js";
import type { FontFace } from "./font-file.js";
import { withResolution } from "./png-resolution.js";
import { subsetFont } from "./subset-font.js";

/**
 * A figure as PNG, 300 dots per inch unless told otherwise.   中文: 图 → PNG（300 dpi）
 *
 * Without a Chinese font the words are English, in a Latin font (see `findPictureFont`).
 *
 * Errors    report/no-chinese-font — no font file for the text at all.
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

/** A study prints the same figure as a file and in Word; it is drawn once. */
const pictures = new WeakMap<FigureModel, Map<string, Promise<Uint8Array>>>();

async function drawPng(
  figure: FigureModel,
  lang: Lang,
  options: { readonly dpi?: number; readonly fontFile?: string },
): Promise<Uint8Array> {
  const dpi = options.dpi ?? 300;
  const { face: font, script } = findPictureFont(options.fontFile);
  const svg = await figureToSvg(figure, script === "latin" ? "en" : lang);
  const { Resvg } = await import("@resvg/resvg-js");
  const width = Math.round(((figure.width ?? DEFAULT_SIZE.width) * dpi) / 96);
  return withFontFile(font, await subsetFont(font, svg), (file) => {
    const drawn = new Resvg(svg, {
      fitTo: { mode: "width", value: width },
      background: "#ffffff",
      // Only this font: the same bytes on every machine that has it.
      font: { fontFiles: [file], loadSystemFonts: false, defaultFontFamily: font.family },
    });
    return withResolution(drawn.render().asPng(), dpi);
  });
}

/** Resvg takes fonts as files only: what was cut lies in one of its own while it draws. */
function withFontFile<T>(font: FontFace, cut: Uint8Array | undefined, use: (file: string) => T): T {
  if (cut === undefined) return use(font.file);
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-font-"));
  try {
    const file = join(folder, "subset.otf");
    writeFileSync(file, cut);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
