import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as PdfJs from "pdfjs-dist/legacy/build/pdf.mjs";
import { pdfjsFolder } from "../base/index.js";

/** The PDF reader and the folder with its character maps and fonts. */
export interface PdfLibrary {
  readonly pdfjs: typeof PdfJs;
  readonly home: string;
}

let loading: Promise<PdfLibrary> | undefined;

/**
 * The reader that is packed with the program, or in a checkout that of the packages. Only its reading
 * of text is used: what it would draw with (a canvas, 33 MB) is neither installed nor asked for.
 * 中文: 加载 PDF 读取库
 */
export function pdfLibrary(): Promise<PdfLibrary> {
  loading ??= load();
  return loading;
}

async function load(): Promise<PdfLibrary> {
  const home = pdfjsFolder();
  if (home === undefined) throw new Error("the PDF reader is not in this package");
  // The module names these when it loads, and needs them only to draw.
  for (const name of ["DOMMatrix", "ImageData", "Path2D"]) {
    if (!(name in globalThis)) Object.assign(globalThis, { [name]: class {} });
  }
  const { warn, log } = console;
  console.warn = () => {};
  console.log = () => {};
  try {
    const file = pathToFileURL(join(home, "legacy", "build", "pdf.mjs")).href;
    return { pdfjs: (await import(file)) as typeof PdfJs, home };
  } finally {
    console.warn = warn;
    console.log = log;
  }
}
