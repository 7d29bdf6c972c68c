import { createRequire } from "node:module";
import type { CheerioAPI } from "cheerio";

// The parser brings an HTTP client along, a fifth of a second at the start of every command that
// could read a page: it is loaded with the first page.
const require = createRequire(import.meta.url);
let parser: Pick<typeof import("cheerio"), "load"> | undefined;

/** A parsed page; the one door to the HTML parser.   中文: 解析后的网页 */
export type HtmlDocument = CheerioAPI;

/** One node set of a page. */
export type HtmlNodes = ReturnType<CheerioAPI>;

/** Parses a page; never throws, as browsers don't. @example parseHtml("<p>a</p>")("p").text() */
export function parseHtml(html: string): HtmlDocument {
  parser ??= require("cheerio") as typeof import("cheerio");
  return parser.load(html);
}
