import { type Lang, UserError } from "../../base/index.js";
import {
  figureToCsv,
  figureToPdf,
  figureToPng,
  figureToSvg,
  tableToCsv,
  tableToDocx,
  tableToHtmlPage,
  tableToLatex,
  tableToMarkdown,
  tableToXlsx,
} from "../../report/index.js";
import type { Part } from "./number-parts.js";

/** The files of a table or figure, and what could not be drawn. */
export interface RenderedPart {
  readonly files: readonly { readonly ending: string; readonly bytes: Uint8Array }[];
  /** The drawing of a figure with hover values, for the page of the report. */
  readonly drawing: string | null;
  readonly failure: Pick<UserError, "code" | "facts" | "text"> | null;
}

/**
 * A table or figure in every format. Pictures that need a font which is not there are left out; the
 * vector drawing and the data are made all the same.   中文: 渲染一个表或图
 */
export async function renderPart(
  part: Pick<Part, "kind" | "model">,
  lang: Lang,
  font: { readonly fontFile?: string },
): Promise<RenderedPart> {
  const files: { ending: string; bytes: Uint8Array }[] = [];
  const add = (ending: string, data: string | Uint8Array) =>
    files.push({ ending, bytes: typeof data === "string" ? Buffer.from(data) : data });
  if (part.kind === "table") {
    const table = part.model as Extract<Part, { kind: "table" }>["model"];
    add("docx", await tableToDocx(table, lang));
    add("tex", tableToLatex(table, lang));
    add("html", tableToHtmlPage(table, lang));
    add("xlsx", await tableToXlsx(table, lang));
    add("csv", tableToCsv(table, lang));
    add("md", tableToMarkdown(table, lang));
    return { files, drawing: null, failure: null };
  }
  const figure = part.model as Extract<Part, { kind: "figure" }>["model"];
  add("svg", await figureToSvg(figure, lang));
  add("csv", figureToCsv(figure));
  const drawing = await figureToSvg(figure, lang, { hover: "values" });
  try {
    add("pdf", await figureToPdf(figure, lang, font));
    add("png", await figureToPng(figure, lang, font));
    return { files, drawing, failure: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, facts, text } = error;
    return { files, drawing, failure: { code, facts, text } };
  }
}
