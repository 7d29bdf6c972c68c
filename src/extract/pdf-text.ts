import { join } from "node:path";
import { firstLine } from "../base/index.js";
import { checkPdfStreams } from "./check-pdf.js";
import { extractError } from "./errors.js";
import type { OfficeText } from "./office-read.js";
import { type PdfLibrary, pdfLibrary } from "./pdf-library.js";
import { pageLines, type TextItem } from "./pdf-lines.js";

/** Text of a PDF; pages are separated by a form feed. */
export interface PdfText extends OfficeText {
  readonly pages: number;
}

/**
 * Text of a PDF in reading order, line by line.   中文: 提取 PDF 文本
 *
 * The reader is told where its character maps are: without them old Chinese files that embed no
 * font read as empty without an error.
 *
 * Errors    extract/damaged; extract/scanned-pdf — pages, but no text on any of them.
 */
export async function pdfText(bytes: Uint8Array, file: string): Promise<PdfText> {
  const { count, damaged } = checkPdfStreams(bytes, file);
  const library = await pdfLibrary();
  const heard = listen();
  try {
    const read = await readPdf(bytes, file, library);
    const damage = heard.said.filter((line) => LOST.test(line));
    if (damaged.length > 0) {
      const places = damaged.slice(0, 5).join(", ");
      damage.unshift(
        `${damaged.length} of ${count} compressed parts do not agree with their checksums (offset ${places})`,
      );
    }
    const remarks = heard.said.filter((line) => !LOST.test(line));
    return { ...read, damage, remarks };
  } finally {
    heard.stop();
  }
}

/** What the reader says when it left out or guessed some of the content. */
const LOST =
  /ignoring|unknown command|hex ?string|indexing all|unterminated|setfont|xref|flate|lzw|ascii85|stream|operator|eof|end of|unexpected|bad |corrupt|invalid (?:object|command|stream|page)|pages? tree|skipping/i;

/** Hears what the library prints, which has no other way to tell; this thread is the reader's own. */
function listen() {
  const said: string[] = [];
  const { log, warn } = console;
  const hear = (...words: unknown[]): void => {
    said.push(
      words
        .map(String)
        .join(" ")
        .replace(/^Warning: /, ""),
    );
  };
  console.log = hear;
  console.warn = hear;
  return {
    said,
    stop(): void {
      console.log = log;
      console.warn = warn;
    },
  };
}

async function readPdf(
  bytes: Uint8Array,
  file: string,
  { pdfjs, home }: PdfLibrary,
): Promise<Omit<PdfText, "damage" | "remarks">> {
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${join(home, "cmaps")}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(home, "standard_fonts")}/`,
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 1,
  });
  try {
    const document = await task.promise;
    const pages: string[] = [];
    const emptyPages: number[] = [];
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n);
      const content = await page.getTextContent();
      const text = pageLines(content.items as unknown as TextItem[]);
      if (text.trim() === "") emptyPages.push(n);
      pages.push(text);
      page.cleanup();
    }
    if (emptyPages.length === pages.length) {
      throw extractError("scanned-pdf", { file, pages: pages.length });
    }
    return { text: pages.join("\n\f\n"), pages: pages.length, emptyPages };
  } catch (cause) {
    if (cause instanceof Error && cause.name === "UserError") throw cause;
    const reason = firstLine(cause);
    throw extractError("damaged", { file, format: ".pdf", reason }, cause);
  } finally {
    await task.destroy();
  }
}
