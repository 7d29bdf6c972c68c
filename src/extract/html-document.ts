import { type CheerioAPI, load } from "cheerio";

/** A parsed page; the one door to the HTML parser.   中文: 解析后的网页 */
export type HtmlDocument = CheerioAPI;

/** One node set of a page. */
export type HtmlNodes = ReturnType<CheerioAPI>;

/** Parses a page; never throws, as browsers don't. @example parseHtml("<p>a</p>")("p").text() */
export function parseHtml(html: string): HtmlDocument {
  return load(html);
}

/** The charset that a page names in its head, if any (first 4 kB as Latin letters). */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString(
    "latin1",
  );
  return /<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
}
