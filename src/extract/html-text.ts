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
  "script, style, noscript, template, iframe, svg, canvas, object, select, button, input, textarea, datalist, rt, rp, nav, footer, header nav";
const BLOCKS = new Set(
  "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent founder-content".split(
    " ",
  ),
);
/** What a page hides from its reader. */
const HIDDEN =
  "[hidden], [aria-hidden=true], [style*=display i], [style*=visibility i], [style*=font-size i]";
const HIDING_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:!important)?\s*(?:;|$))/i;
/** A hidden block with this share of the running text is the text itself, which a script shows. */
const SHOWN_BY_SCRIPT = 0.4;
/** A child that holds this share of the running text of its parent is descended into. */
const DESCEND_SHARE = 0.75;

/** Names that sites give to what surrounds the text; held against a block that holds little of it. */
const SURROUNDINGS =
  /(?:^|[\s_-])(?:footer|foot|copyright|nav|navbar|menu|submenu|sidebar|breadcrumb|crumbs?|friend-?links?|share|related|recommend)(?:$|[\s_-])/i;
const SURROUNDING_SHARE = 0.4;
/** What editors leave at both ends of the text. */
const EDGE_LINE =
  /^(?:打印(?:本页)?|关闭(?:窗口|本页)?|打印\s*关闭|图集|\+1|纠错|【纠错】|[【[(（]?(?:责任)?编辑[:：].{0,20}|分享(?:到|至)?[:：]?[\s\d]*|扫一扫.{0,20}|返回(?:首页|顶部|上页)|[上下]一篇[:：].{0,60}|相关(?:阅读|报道|文档|链接)[:：]?)$/;

/**
 * The running text of a page, one line for each block.   中文: 网页正文
 *
 * Blocks that sites name as menu, foot or share bar drop out unless they hold the text. The main
 * block is found by going down from the body as long as one child holds three quarters of the text
 * that stands outside links, where text without any mark of a sentence counts a fifth: addresses,
 * menus and lists of names. Buttons and editors' lines at both ends of the block are cut.
 *
 * @example htmlText("<body><div><a>首页</a></div><div><p>各位代表：</p></div></body>").text // "各位代表："
 */
export function htmlText(html: string | HtmlDocument, options: HtmlTextOptions = {}): HtmlText {
  const $ = typeof html === "string" ? parseHtml(html) : html;
  const title = pageTitle($);
  $(NOT_TEXT).remove();
  removeHidden($);
  const content = options.content ?? "main";
  const body = $("body");
  if (content === "all") return { title, text: blockText(body).join("\n") };
  if (content !== "main") return { title, text: blockText($(content)).join("\n") };
  return { title, text: withoutEdges(blockText(mainBlock($, body))).join("\n") };
}

function removeHidden($: HtmlDocument): void {
  const lengths = new RunningLengths();
  const whole = lengths.of($("body"));
  $(HIDDEN).each((_, element) => {
    const node = $(element);
    const shown =
      node.attr("hidden") === undefined &&
      node.attr("aria-hidden") !== "true" &&
      !HIDING_STYLE.test(node.attr("style") ?? "");
    if (shown || lengths.of(node) >= SHOWN_BY_SCRIPT * whole) return;
    // A block breaks the line, hidden or not.
    node.replaceWith(BLOCKS.has(tagOf(node)) ? "<div></div>" : "");
  });
}

function withoutEdges(lines: readonly string[]): readonly string[] {
  let from = 0;
  let to = lines.length;
  while (from < to && EDGE_LINE.test(lines[from]!)) from++;
  while (to > from && EDGE_LINE.test(lines[to - 1]!)) to--;
  return lines.slice(from, to);
}

function pageTitle($: HtmlDocument): string {
  const meta = $(
    'meta[name="ArticleTitle" i], meta[property="og:title"], meta[name="title" i]',
  ).attr("content");
  return squeeze(meta ?? $("title").first().text());
}

function mainBlock($: HtmlDocument, body: HtmlNodes): HtmlNodes {
  const lengths = new RunningLengths();
  const whole = lengths.of(body);
  body.find("[class], [id]").each((_, element) => {
    const node = $(element);
    const name = `${node.attr("class") ?? ""} ${node.attr("id") ?? ""}`;
    if (SURROUNDINGS.test(name) && lengths.of(node) < SURROUNDING_SHARE * whole) node.remove();
  });
  lengths.forget();
  let current = body;
  for (;;) {
    const total = lengths.of(current);
    let next: HtmlNodes | undefined;
    current.children().each((_, element) => {
      const child = $(element);
      if (next === undefined && lengths.of(child) >= DESCEND_SHARE * total) next = child;
    });
    if (next === undefined || total === 0 || !BLOCKS.has(tagOf(next))) return current;
    // A single paragraph is not a block of paragraphs.
    if (tagOf(next) === "p") return current;
    current = next;
  }
}

const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/;
const SENTENCE_MARK = /[，。；！？、：]|[,.;!?] /;
/** What text without any mark of a sentence counts for. */
const UNMARKED_WEIGHT = 0.2;

/** Characters outside links, weighed; each node is measured once. */
class RunningLengths {
  readonly #known = new Map<TreeNode, number>();

  of(nodes: HtmlNodes): number {
    let length = 0;
    for (const node of nodes.toArray()) length += this.#measure(node as unknown as TreeNode);
    return length;
  }

  /** The tree has changed. */
  forget(): void {
    this.#known.clear();
  }

  #measure(node: TreeNode): number {
    if (node.name === "a") return 0;
    if (node.type === "text") {
      const text = squeeze(node.data ?? "");
      if (ADDRESS.test(text)) return 0;
      return SENTENCE_MARK.test(text) ? text.length : UNMARKED_WEIGHT * text.length;
    }
    let length = this.#known.get(node);
    if (length !== undefined) return length;
    length = 0;
    for (const child of node.children ?? []) length += this.#measure(child);
    this.#known.set(node, length);
    return length;
  }
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

/**
 * Block elements and <br> break lines; white space inside a line is one blank. A <br> in the middle
 * of a sentence (数字<br>经济。) breaks none.
 */
function blockText(root: HtmlNodes): string[] {
  const lines: string[] = [];
  let line = "";
  /** The line before ended at a <br>, not at the end of a block. */
  let broken = false;
  const flush = (by: "block" | "br"): void => {
    const written = line.replace(/[ \t\r\n]+/g, " ");
    const clean = written.trim();
    line = "";
    if (clean === "") {
      // An empty line is a gap.
      broken = false;
      return;
    }
    const before = lines.at(-1);
    if (broken && before !== undefined && goesOn(before, written)) lines[lines.length - 1] += clean;
    else lines.push(clean);
    broken = by === "br";
  };
  const walk = (node: TreeNode): void => {
    if (node.type === "text") {
      line += node.data ?? "";
      return;
    }
    const isBlock = node.name !== undefined && BLOCKS.has(node.name);
    if (node.name === "br") flush("br");
    if (isBlock) leave();
    for (const child of node.children ?? []) walk(child);
    if (isBlock) leave();
  };
  const leave = (): void => {
    flush("block");
    broken = false;
  };
  for (const node of root.toArray()) walk(node as unknown as TreeNode);
  flush("block");
  return lines;
}

const INDENT = /^[\u00a0\u2003\u3000]/;
const NUMBERED =
  /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}[章节条部]|附[件：:]|[·•●◆■])/;
const HEADING_WORDS = /回顾|总结|安排|部署|任务|目标|要求|报告|工作$|：$|:$/;

/** Whether a sentence goes on behind a <br>: it had no end, and what follows is no new beginning. */
function goesOn(before: string, next: string): boolean {
  const text = next.trim();
  if (INDENT.test(next) || NUMBERED.test(text) || NUMBERED.test(before)) return false;
  if (!/[\u4e00-\u9fff]$/.test(before) || !/^[\u4e00-\u9fff]/.test(text)) return false;
  return !HEADING_WORDS.test(before) && /[，。；]/.test(text);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
