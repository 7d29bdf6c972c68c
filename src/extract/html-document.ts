import { createRequire } from "node:module";
import type { CheerioAPI } from "cheerio";
import { beyondLimit, limits } from "../base/index.js";

// The parser brings an HTTP client along, a fifth of a second at the start of every command that
// could read a page: it is loaded with the first page.
const require = createRequire(import.meta.url);
let parser: Pick<typeof import("cheerio"), "load"> | undefined;

/** A parsed page; the one door to the HTML parser.   中文: 解析后的网页 */
export type HtmlDocument = CheerioAPI;

/** One node set of a page. */
export type HtmlNodes = ReturnType<CheerioAPI>;

/**
 * Parses a page as browsers do, whatever its mistakes.   中文: 解析网页
 *
 * Errors    limit/exceeded (htmlDepth) — elements inside each other without end, which no reader of
 *           the tree could walk.
 * @example parseHtml("<p>a</p>")("p").text()
 */
export function parseHtml(html: string): HtmlDocument {
  parser ??= require("cheerio") as typeof import("cheerio");
  if (mayNest(html)) checkDepth(html);
  return parser.load(html);
}

/** Whether a page has enough tags to nest beyond the limit at all. */
function mayNest(html: string): boolean {
  let count = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    if (++count > limits().htmlDepth) return true;
  }
  return false;
}

/** Elements that have no end tag, and those that the next of their kind ends. */
const UNNESTED = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup".split(
    " ",
  ),
);

/**
 * Counts open elements from tag to tag. The tree is not built for it: its parser looks at every open
 * element at each tag, which takes for ever where there are a hundred thousand.
 */
function checkDepth(html: string): void {
  const most = limits().htmlDepth;
  const open: string[] = [];
  const counts = new Map<string, number>();
  const tag =
    /<!--[\s\S]*?-->|<(script|style|textarea|title)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-z][^\s/>]*)/gi;
  for (let found = tag.exec(html); found !== null; found = tag.exec(html)) {
    const name = found[3]?.toLowerCase();
    if (name === undefined || UNNESTED.has(name)) continue;
    if (found[2] === "") {
      if (open.push(name) > most) throw beyondLimit("htmlDepth");
      counts.set(name, (counts.get(name) ?? 0) + 1);
      continue;
    }
    // An end tag closes what stands open inside its element; one that closes nothing is left out.
    if ((counts.get(name) ?? 0) === 0) continue;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      counts.set(last, counts.get(last)! - 1);
      if (last === name) break;
    }
  }
}
