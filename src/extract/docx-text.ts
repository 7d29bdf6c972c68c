import { firstLine, UserError } from "../base/index.js";
import { readPart, zipParts } from "../bytes/index.js";
import { extractError } from "./errors.js";
import { parseXml, type XmlElement, xmlFirst } from "./parse-xml.js";

const MAIN = "word/document.xml";
/**
 * Elements whose text a reader does not see: deleted and moved text, field codes, the reading above
 * a character, and the second form of what stands in the file twice.
 */
const NOT_TEXT = new Set("del moveFrom instrText delText rt Fallback rPr pPr".split(" "));

/**
 * Paragraphs of a Word file (.docx), tables cell by cell; without hidden and deleted text, and of
 * annotated characters (ruby) the characters.   中文: 提取 Word 文本
 *
 * Errors    extract/damaged — not a Word file, or broken; bytes/damaged-zip.
 */
export function docxText(input: Uint8Array, file: string): string {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const parts = zipParts(bytes, file, ".docx");
  const main =
    parts.find((p) => p.name === MAIN) ??
    parts.find((p) => /^word\/document\d*\.xml$/.test(p.name));
  if (main === undefined) {
    throw extractError("damaged", { file, format: ".docx", reason: "it holds no document" });
  }
  const body = xmlFirst(parseDocument(readPart(bytes, main, file, ".docx"), file), "body");
  const pieces: string[] = [];
  if (body !== undefined) collect(body, pieces);
  return pieces.join("");
}

function parseDocument(part: Buffer, file: string): XmlElement {
  try {
    return parseXml(part.toString("utf8"), file);
  } catch (cause) {
    if (cause instanceof UserError && cause.code.startsWith("limit/")) throw cause;
    const reason = firstLine(cause);
    throw extractError("damaged", { file, format: ".docx", reason }, cause);
  }
}

function collect(element: XmlElement, pieces: string[]): void {
  for (const child of element.children) {
    const { name } = child;
    if (NOT_TEXT.has(name) || (name === "r" && isHidden(child))) continue;
    if (name === "t") pieces.push(child.text);
    else if (name === "tab") pieces.push("\t");
    else if (name === "noBreakHyphen") pieces.push("\u2011");
    else {
      collect(child, pieces);
      if (name === "p") pieces.push("\n");
    }
  }
}

/** A run with the property `vanish`, not switched off. */
function isHidden(run: XmlElement): boolean {
  const vanish = run.children
    .find((c) => c.name === "rPr")
    ?.children.find((c) => c.name === "vanish");
  return vanish !== undefined && !/^(?:0|false|off)$/.test(vanish.attributes.val ?? "");
}
