import type { Lang } from "../../../base/index.js";
import { inLang } from "../../table/wording.js";
import { figureToSvg } from "../chart/chart.js";
import { DEFAULT_SIZE } from "../chart/chart-option.js";
import type { FigureModel } from "../chart/figure-model.js";
import { findPictureFont } from "./find-chinese-font.js";
import { subsetFont } from "./subset-font.js";

const POINTS_PER_PIXEL = 72 / 96;

/**
 * A figure as a one-page vector PDF with its font embedded: text stays text.   中文: 图 → PDF（嵌入中文字体）
 *
 * Without a Chinese font the words are English, in a Latin font (see `findPictureFont`).
 *
 * Errors    report/no-chinese-font — no font file for the text at all.
 */
export async function figureToPdf(
  figure: FigureModel,
  lang: Lang,
  options: { readonly fontFile?: string } = {},
): Promise<Uint8Array> {
  const { face: font, script } = findPictureFont(options.fontFile);
  const svg = await figureToSvg(figure, script === "latin" ? "en" : lang);
  const [{ default: PdfDocument }, { default: svgToPdf }] = await Promise.all([
    import("pdfkit"),
    import("svg-to-pdfkit"),
  ]);
  const size = [figure.width ?? DEFAULT_SIZE.width, figure.height ?? DEFAULT_SIZE.height].map(
    (pixels) => pixels * POINTS_PER_PIXEL,
  ) as [number, number];
  const document = new PdfDocument({
    size,
    margin: 0,
    // A fixed date: the same figure gives the same bytes.
    info: { Title: inLang(figure.title, lang), Producer: "xinzhi", CreationDate: new Date(0) },
  });
  const cut = await subsetFont(font, svg);
  const isCollection = /\.ttc$/i.test(font.file);
  if (cut !== undefined) document.registerFont("chinese", Buffer.from(cut));
  else document.registerFont("chinese", font.file, isCollection ? font.postscript : undefined);
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on("error", reject);
  });
  document.scale(POINTS_PER_PIXEL);
  svgToPdf(document, svg, 0, 0, {
    assumePt: true,
    fontCallback: () => "chinese",
  });
  document.end();
  return done;
}
