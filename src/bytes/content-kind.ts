import { greatest, least } from "../base/index.js";
/** What a file is by its content, whatever its name says.   中文: 文件内容类型 */
export type ContentKind =
  | "text"
  | "html"
  | "xml"
  | "spreadsheet-xml"
  | "rtf"
  | "mht"
  | "pdf"
  | "docx"
  | "xlsx"
  | "pptx"
  | "odt"
  | "ods"
  | "epub"
  | "zip"
  | "doc"
  | "xls"
  | "ppt"
  | "ole"
  | "dta"
  | "parquet"
  | "sqlite"
  | "gzip"
  | "rar"
  | "7z"
  | "image"
  | "binary";

const NAMES: Readonly<Partial<Record<ContentKind, string>>> = {
  text: "text",
  html: "an HTML page",
  xml: "XML",
  "spreadsheet-xml": "an Excel 2003 XML sheet",
  rtf: "RTF (.rtf)",
  mht: "a web archive (.mht)",
  pdf: "PDF",
  docx: "Word (.docx)",
  xlsx: "Excel (.xlsx)",
  pptx: "PowerPoint (.pptx)",
  odt: "OpenDocument text (.odt)",
  ods: "an OpenDocument sheet (.ods)",
  epub: "EPUB",
  zip: "a ZIP archive",
  doc: "Word (.doc)",
  xls: "Excel (.xls)",
  ppt: "PowerPoint (.ppt)",
  ole: "an old office file",
  dta: "Stata (.dta)",
  parquet: "Parquet",
  sqlite: "an SQLite database",
  gzip: "gzip",
  rar: "a RAR archive",
  "7z": "a 7z archive",
  image: "a picture",
};

/** A kind in words, for messages. */
export function kindName(kind: ContentKind): string {
  return NAMES[kind] ?? "binary";
}

const MAGIC: readonly (readonly [ContentKind, string])[] = [
  ["pdf", "%PDF"],
  ["dta", "<stata_dta>"],
  ["parquet", "PAR1"],
  ["sqlite", "SQLite format 3\0"],
  ["gzip", "\x1f\x8b"],
  ["rar", "Rar!"],
  ["7z", "7z\xbc\xaf\x27\x1c"],
  ["image", "\x89PNG"],
  ["image", "\xff\xd8\xff"],
  ["image", "GIF8"],
  ["image", "II*\0"],
  ["image", "MM\0*"],
];

const HEAD = 4096;

/**
 * Recognises a file by its content.   中文: 按内容识别文件类型
 *
 * Archives and old office files are looked into for what they hold; text is told apart into HTML,
 * XML, RTF, MHT and plain text. `binary` is what has zero bytes and is nothing else that is known.
 *
 * @example contentKind(Buffer.from("{\\rtf1 a}")) // "rtf"
 */
export function contentKind(input: Uint8Array): ContentKind {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const head = bytes.toString("latin1", 0, Math.min(bytes.length, HEAD));
  const magic = MAGIC.find(([, begin]) => head.startsWith(begin));
  if (magic !== undefined) return magic[0];
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) return zipKind(bytes);
  if (head.startsWith("\xd0\xcf\x11\xe0")) return oleKind(bytes);
  const wide = wideHead(bytes);
  if (wide === undefined && head.includes("\0")) return "binary";
  return textKind((wide ?? head).replace(/^\ufeff|^\xef\xbb\xbf/, ""));
}

/** The head of UTF-16 with a mark as text; its zero bytes make it no binary file. */
function wideHead(bytes: Buffer): string | undefined {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!little && !big) {
    // Without a mark: every other byte of the Latin text zero.
    const sides = [0, 1].map((side) => {
      let zeros = 0;
      const n = Math.min(bytes.length, 512);
      for (let i = side; i < n; i += 2) if (bytes[i] === 0) zeros++;
      return zeros / Math.max(1, n / 2);
    });
    if (greatest(sides) < 0.2 || least(sides) > 0.05) return undefined;
    return new TextDecoder(sides[1]! > sides[0]! ? "utf-16le" : "utf-16be").decode(
      bytes.subarray(0, HEAD),
    );
  }
  return new TextDecoder(little ? "utf-16le" : "utf-16be").decode(bytes.subarray(0, HEAD));
}

function textKind(head: string): ContentKind {
  const text = head.trimStart();
  if (/^\{\\rtf/.test(text)) return "rtf";
  if (isMht(text)) return "mht";
  if (!text.startsWith("<")) return "text";
  if (/^<\?xml[^>]*>/i.test(text) || /^<!--/.test(text)) {
    const body = text.replace(/^(?:\s*<\?[^>]*\?>|\s*<!--[\s\S]*?-->)+/, "").trimStart();
    if (/^<(?:!doctype\s+html|html)\b/i.test(body)) return "html";
    if (/urn:schemas-microsoft-com:office:spreadsheet|^<\?mso-application[^>]*Excel/i.test(text)) {
      return "spreadsheet-xml";
    }
    if (/^<\?xml/i.test(text)) return "xml";
    // A comment that is not closed is no page.
    return body.startsWith("<!--") ? "text" : textKind(body);
  }
  if (/^<(?:!doctype\s+html|html|head|body|meta|table|div|style|script|title)\b/i.test(text)) {
    return "html";
  }
  return /^<!doctype\s+\w+|^<(?:tmx|tei|xliff|corpus|doc(?:ument)?)\b[^>]*>/i.test(text)
    ? "xml"
    : "text";
}

/** Lines of headers as in a mail, one of which says MIME. */
function isMht(text: string): boolean {
  if (!/^[A-Za-z-]+:[^\r\n]*\r?\n/.test(text)) return false;
  const headers = text.split(/\r?\n\r?\n/, 1)[0]!;
  return (
    /^MIME-Version:/im.test(headers) && /^Content-Type:\s*(?:multipart|text)\//im.test(headers)
  );
}

function zipKind(bytes: Buffer): ContentKind {
  const has = (name: string): boolean => bytes.includes(name, 0, "latin1");
  const mime = bytes.toString("latin1", 30, 140);
  if (mime.startsWith("mimetype")) {
    if (mime.includes("opendocument.text")) return "odt";
    if (mime.includes("opendocument.spreadsheet")) return "ods";
    if (mime.includes("epub")) return "epub";
  }
  if (has("word/document")) return "docx";
  if (has("xl/workbook")) return "xlsx";
  if (has("ppt/presentation")) return "pptx";
  return "zip";
}

function oleKind(bytes: Buffer): ContentKind {
  const has = (name: string): boolean => bytes.includes(Buffer.from(name, "utf16le"));
  if (has("WordDocument")) return "doc";
  if (has("Workbook") || has("Book\0")) return "xls";
  return has("PowerPoint Document") ? "ppt" : "ole";
}
