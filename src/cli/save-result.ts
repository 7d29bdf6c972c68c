import { extname } from "node:path";
import { type Lang, nearest, writeAtomic } from "../base/index.js";
import {
  type FigureModel,
  figureToCsv,
  figureToPdf,
  figureToPng,
  figureToSvg,
  reportError,
  type TableModel,
  tableToCsv,
  tableToDocx,
  tableToHtmlPage,
  tableToLatex,
  tableToMarkdown,
  tableToXlsx,
} from "../report/index.js";

/** What a command has to write: its table, its figure where it has one, and its JSON. */
export interface Saveable {
  readonly table?: TableModel | undefined;
  readonly figure?: FigureModel | undefined;
  readonly json: unknown;
}

type Writer = (bytes: Formats) => Promise<string | Uint8Array> | string | Uint8Array;

interface Formats {
  readonly table: () => TableModel;
  readonly figure: () => FigureModel;
  readonly result: Saveable;
  readonly lang: Lang;
  readonly fontFile: { readonly fontFile?: string };
}

const WRITERS: Readonly<Record<string, Writer>> = {
  ".docx": ({ table, lang }) => tableToDocx(table(), lang),
  ".html": ({ table, lang }) => tableToHtmlPage(table(), lang),
  ".tex": ({ table, lang }) => tableToLatex(table(), lang),
  ".xlsx": ({ table, lang }) => tableToXlsx(table(), lang),
  ".md": ({ table, lang }) => tableToMarkdown(table(), lang),
  ".csv": ({ result, table, figure, lang }) =>
    result.table === undefined ? figureToCsv(figure()) : tableToCsv(table(), lang),
  ".json": ({ result }) => `${JSON.stringify(result.json, null, 2)}\n`,
  ".svg": ({ figure, lang }) => figureToSvg(figure(), lang),
  ".png": ({ figure, lang, fontFile }) => figureToPng(figure(), lang, fontFile),
  ".pdf": ({ figure, lang, fontFile }) => figureToPdf(figure(), lang, fontFile),
};

/**
 * Checks the names of output files before any work is done.   中文: 预先检查输出文件格式
 *
 * Errors    report/unknown-output — the ending is none of those written here.
 */
export function checkOutputs(paths: readonly string[]): void {
  for (const path of paths) writerFor(path);
}

/**
 * Writes a result in the format that the file's ending names.   中文: 按后缀写出结果
 *
 * Tables: .docx .html .tex .xlsx .md .csv; figures: .svg .png .pdf; both: .json.
 *
 * Defaults  the font of .png and .pdf is the file named by XINZHI_FONT, else the system's
 * Errors    report/unknown-output; report/no-figure, report/no-table — the result has none;
 *           file/not-writable.
 *
 * @example await saveResult("table.docx", { table, figure, json }, "zh")
 */
export async function saveResult(
  path: string,
  result: Saveable,
  lang: Lang,
  options: { readonly fontFile?: string } = {},
): Promise<void> {
  const writer = writerFor(path);
  const fontFile = options.fontFile ?? process.env.XINZHI_FONT;
  const bytes = await writer({
    result,
    lang,
    fontFile: fontFile === undefined ? {} : { fontFile },
    table: () => {
      if (result.table === undefined) throw reportError("no-table", { file: path });
      return result.table;
    },
    figure: () => {
      if (result.figure === undefined) throw reportError("no-figure", { file: path });
      return result.figure;
    },
  });
  writeAtomic(path, bytes);
}

function writerFor(path: string): Writer {
  const extension = extname(path).toLowerCase();
  const known = Object.keys(WRITERS);
  const writer = WRITERS[extension];
  if (writer !== undefined) return writer;
  const near = nearest(extension, known);
  throw reportError("unknown-output", {
    file: path,
    extension,
    known,
    ...(near === undefined ? {} : { nearest: near }),
  });
}
