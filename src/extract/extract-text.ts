import { extname } from "node:path";
import { type Notice, notice } from "../base/index.js";
import {
  type ContentKind,
  contentKind,
  declaredCharset,
  decode,
  kindName,
} from "../bytes/index.js";
import { extractError } from "./errors.js";
import { htmlText } from "./html-text.js";
import { mhtPage } from "./mht-text.js";
import { officeText } from "./office-text.js";
import { rtfText } from "./rtf-text.js";
import { tmxText } from "./tmx-text.js";

/** Text of a file and what is known of how it was stored.   中文: 提取的文本 */
export interface ExtractedText {
  readonly text: string;
  readonly format: "text" | "html" | "docx" | "doc" | "pdf" | "rtf" | "mht" | "tmx";
  /** Charset of text and HTML files, else empty. */
  readonly charset: string;
  /** The page's own title; empty for other formats. */
  readonly title: string;
  readonly warnings: readonly Notice[];
}

/**
 * Bytes of a `.txt .html .docx .doc .pdf .rtf .mht .tmx` file as text.   中文: 从文件字节提取文本
 *
 * The content decides, not the name: a Word file called `.txt` is read as Word, RTF called `.doc` as
 * RTF, a page without extension as HTML. What is none of these is refused by its own name, never
 * read as plain text. Charsets: UTF-8, UTF-16, GB18030 (GBK, GB2312), Big5.
 *
 * Errors    bytes/binary, extract/empty, extract/scanned-pdf, extract/damaged,
 *           extract/unknown-format, bytes/damaged-zip, bytes/damaged-ole, limit/exceeded.
 * Warnings  extract/other-languages — of a .tmx only the Chinese side is read; bytes/undecodable, bytes/encoded-twice; extract/empty-pages — PDF pages without text.
 * @example (await extractText(Buffer.from("各位代表："), "a.txt")).text // "各位代表："
 */
export async function extractText(bytes: Uint8Array, fileName: string): Promise<ExtractedText> {
  if (bytes.length === 0) throw extractError("empty", { file: fileName });
  const result = await extractByContent(bytes, fileName);
  if (result.text.trim() === "") throw extractError("empty", { file: fileName });
  return result;
}

async function extractByContent(bytes: Uint8Array, file: string): Promise<ExtractedText> {
  const format = formatOf(bytes, file);
  if (format === "pdf" || format === "docx" || format === "doc") {
    const { text, warnings } = await officeText({ format, bytes, file });
    return plain(format, text, warnings);
  }
  if (format === "rtf") return plain("rtf", rtfText(bytes, file));
  if (format === "mht") {
    const { html, charset } = mhtPage(bytes, file);
    return { ...htmlText(html), format: "mht", charset, warnings: [] };
  }
  const decoded = decode(bytes, {
    file,
    declared: format === "html" ? declaredCharset(bytes) : undefined,
  });
  const { warnings } = decoded;
  if (format === "tmx") {
    const { text, others } = tmxText(decoded.text, file);
    return {
      text,
      format,
      charset: decoded.charset,
      title: "",
      warnings: [...warnings, ...otherLanguages(others)],
    };
  }
  if (format === "html") {
    const page = htmlText(decoded.text);
    return { ...page, format: "html", charset: decoded.charset, warnings };
  }
  return { text: decoded.text, format: "text", charset: decoded.charset, title: "", warnings };
}

/** Endings of files that hold no running text; a text by content under one is a mistaken name. */
const OTHER = new Set(
  ".xls .xlsx .dta .parquet .db .sqlite .zip .rar .7z .gz .png .jpg .jpeg .gif .bmp .ppt .pptx .wps .exe .mp3 .mp4".split(
    " ",
  ),
);
const READ: Readonly<Partial<Record<ContentKind, ExtractedText["format"]>>> = {
  text: "text",
  html: "html",
  rtf: "rtf",
  mht: "mht",
  pdf: "pdf",
  docx: "docx",
  doc: "doc",
  // Damaged containers: the reader says what is wrong with them.
  ole: "doc",
  zip: "docx",
};
const PAGE_ENDINGS = new Set([".html", ".htm", ".shtml"]);

function formatOf(bytes: Uint8Array, file: string): ExtractedText["format"] {
  const extension = extname(file).toLowerCase();
  if (OTHER.has(extension)) throw extractError("unknown-format", { file, extension });
  const kind = contentKind(bytes);
  if (kind === "text" && PAGE_ENDINGS.has(extension)) return "html";
  // A page in XHTML, under its own ending too.
  if (kind === "xml" && PAGE_ENDINGS.has(extension)) return "html";
  // Text under the name of a format that has a mark, or half a mark of an old office file.
  const marked = /^\.(?:docx|pdf)$/.test(extension) || (extension === ".doc" && bytes[0] === 0xd0);
  if (kind === "text" && marked) {
    throw extractError("damaged", { file, format: extension, reason: "it does not begin as one" });
  }
  if (kind === "xml" && /<tmx\b/i.test(head(bytes))) return "tmx";
  // The decoder names the place of the zero byte.
  if (kind === "binary") return "text";
  const format = READ[kind];
  if (format === undefined) throw extractError("unread-kind", { file, kind: kindName(kind) });
  return format;
}

function head(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096))
    .toString("latin1")
    .replaceAll("\0", "");
}

function otherLanguages(others: readonly string[]): Notice[] {
  if (others.length === 0) return [];
  const list = others.join(", ");
  return [
    notice(
      "extract/other-languages",
      `only the Chinese side is read; left out: ${list}`,
      `仅读取中文部分；未读：${list}`,
    ),
  ];
}

function plain(
  format: ExtractedText["format"],
  text: string,
  warnings: readonly Notice[] = [],
): ExtractedText {
  return { text, format, charset: "", title: "", warnings };
}
