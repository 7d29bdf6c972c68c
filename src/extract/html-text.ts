import { type HtmlDocument, type HtmlNodes, parseHtml } from "./html-document.js";

/** Text of a page. */
export interface HtmlText {
  readonly title: string;
  readonly text: string;
}

/** What to take from a page. */
export interface HtmlTextOptions {
  /** `main` (default): the block that holds most of the running text; `all`: the whole body; else a CSS selector. */
  readonly content?: string;
}

const NOT_TEXT =
  "script, style, noscript, template, iframe, svg, canvas, object, select, button, input, nav, footer, header nav, [hidden], [aria-hidden=true]";
const BLOCKS = new Set(
  "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent founder-content".split(
    " ",
  ),
);
/** A child that holds this share of the running text of its parent is descended into. */
const DESCEND_SHARE = 0.75;

/**
 * The running text of a page, one line for each block.   中文: 网页正文
 *
 * The main block is found by going down from the body as long as one child holds three quarters of
 * the text that stands outside links; menus and lists of links thus drop out.
 *
 * @example htmlText("<body><div><a>首页</a></div><div><p>各位代表：</p></div></body>").text // "各位代表："
 */
export function htmlText(html: string | HtmlDocument, options: HtmlTextOptions = {}): HtmlText {
  const $ = typeof html === "string" ? parseHtml(html) : html;
  const title = pageTitle($);
  $(NOT_TEXT).remove();
  const content = options.content ?? "main";
  const body = $("body");
  const root = content === "all" ? body : content === "main" ? mainBlock($, body) : $(content);
  return { title, text: blockText(root) };
}

function pageTitle($: HtmlDocument): string {
  const meta = $(
    'meta[name="ArticleTitle" i], meta[property="og:title"], meta[name="title" i]',
  ).attr("content");
  return squeeze(meta ?? $("title").first().text());
}

function mainBlock($: HtmlDocument, body: HtmlNodes): HtmlNodes {
  let current = body;
  for (;;) {
    const total = runningLength($, current);
    let next: HtmlNodes | undefined;
    current.children().each((_, element) => {
      const child = $(element);
      if (next === undefined && runningLength($, child) >= DESCEND_SHARE * total) next = child;
    });
    if (next === undefined || total === 0 || !BLOCKS.has(tagOf(next))) return current;
    // A single paragraph is not a block of paragraphs.
    if (tagOf(next) === "p") return current;
    current = next;
  }
}

function runningLength($: HtmlDocument, node: HtmlNodes): number {
  let linked = 0;
  node.find("a").each((_, a) => {
    linked += squeeze($(a).text()).length;
  });
  return squeeze(node.text()).length - linked;
}

function tagOf(node: HtmlNodes): string {
  return String(node.prop("tagName") ?? "").toLowerCase();
}

interface TreeNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly children?: readonly TreeNode[];
}

/** Block elements and <br> break lines; white space inside a line is one blank. */
function blockText(root: HtmlNodes): string {
  const lines: string[] = [];
  let line = "";
  const flush = (): void => {
    const clean = line.replace(/[ \t\r\n]+/g, " ").trim();
    if (clean !== "") lines.push(clean);
    line = "";
  };
  const walk = (node: TreeNode): void => {
    if (node.type === "text") {
      line += node.data ?? "";
      return;
    }
    const isBlock = node.name !== undefined && BLOCKS.has(node.name);
    if (node.name === "br" || isBlock) flush();
    for (const child of node.children ?? []) walk(child);
    if (isBlock) flush();
  };
  for (const node of root.toArray()) walk(node as unknown as TreeNode);
  flush();
  return lines.join("\n");
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
