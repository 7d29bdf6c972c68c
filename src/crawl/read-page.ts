import { type HtmlDocument, htmlText, parseHtml } from "../extract/index.js";
import { absolute, scriptedPages } from "./discover.js";
import { SourceError } from "./errors.js";
import type { Source } from "./source.js";

/** One page of an article. */
export interface ReadPage {
  readonly title: string;
  readonly text: string;
  /** ISO date of publication, if the page states one. */
  readonly date: string | null;
  /** The following pages of a split article, in order. */
  readonly next: readonly string[];
  readonly attachments: readonly string[];
}

const ATTACHMENT = /\.(?:docx?|pdf|wps)(?:$|\?)/i;
const MIN_TEXT = 200;

/**
 * Takes title, date, text, further pages and attachments from a page.   中文: 解析正文页
 *
 * Errors    SourceError `login-wall`, `script-challenge`, `captcha`: the page is no content, and
 *           must not be read as "nothing there".
 */
export function readPage(text: string, url: string, source: Source): ReadPage {
  const html = parseHtml(text);
  const attachments = source.page.attachments ? attachmentsOf(html, url) : [];
  const next = nextPages(html, text, url, source.page.next);
  const title = titleOf(html, source.page.title);
  const date = dateOf(html, source.page.date);
  const content = source.page.content === "auto" ? "main" : source.page.content;
  // Last, since it takes out of the tree what is no text.
  const body = htmlText(html, { content }).text;
  if (body.length <= MIN_TEXT) refuseWalls(text, url);
  return { title, text: body, date, next, attachments };
}

/**
 * Recognises pages that stand in front of the content: a password form, a script that sets a
 * cookie and reloads, a captcha. Only pages with little text count: articles speak of captchas too.
 */
export function refuseWalls(text: string, url: string): void {
  const running = htmlText(text, { content: "all" }).text.replace(/\s/g, "");
  if (running.length > MIN_TEXT) return;
  if (/验证码|captcha|geetest|操作过于频繁|访问过于频繁/i.test(text)) {
    throw new SourceError(url, "captcha", "later");
  }
  if (/<input[^>]+type\s*=\s*["']?password/i.test(text)) {
    throw new SourceError(url, "login-wall", "never");
  }
  const scripted = /<script/i.test(text);
  const challenge =
    /document\.cookie\s*=|location\s*(?:\.href|\.reload|\.replace)?\s*[=(]|__jsl_clearance|acw_sc__|cf-chl|eval\(/;
  if (scripted && challenge.test(text)) throw new SourceError(url, "script-challenge", "later");
}

function titleOf(html: HtmlDocument, selector: string): string {
  if (selector !== "auto") return plain(html(selector).first().text());
  const meta = html('meta[name="ArticleTitle" i], meta[property="og:title"]').attr("content");
  return plain(meta ?? "") || plain(html("h1").first().text()) || plain(html("title").text());
}

function dateOf(html: HtmlDocument, selector: string): string | null {
  if (selector !== "auto") return isoDate(html(selector).first().text());
  const meta = html(
    'meta[name="PubDate" i], meta[name="publishdate" i], meta[property="article:published_time"]',
  ).attr("content");
  const fromMeta = isoDate(meta ?? "");
  if (fromMeta !== null) return fromMeta;
  const line =
    /(?:发布|发布时间|发布日期|日期|时间|成文日期)[：:\s]{0,3}(\d{4}[-年./]\d{1,2}[-月./]\d{1,2})/.exec(
      html("body").text().slice(0, 20_000),
    );
  return isoDate(line?.[1] ?? "");
}

/** The first date in a text as `YYYY-MM-DD`. */
export function isoDate(text: string): string | null {
  const match = /(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/.exec(text);
  if (match === null) return null;
  const [, year, month, day] = match;
  if (Number(month) > 12 || Number(day) > 31) return null;
  return `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
}

/** Split articles: `t2019_1.html` written by a script, or links numbered 2, 3 … or "next page". */
function nextPages(html: HtmlDocument, text: string, url: string, next: string): string[] {
  if (next === "none") return [];
  if (next !== "auto") {
    const target = absolute(html(next).first().attr("href") ?? "", url);
    return target === undefined ? [] : [target];
  }
  const scripted = scriptedPages(text, url);
  if (scripted.length > 0) return scripted;
  const stem = url.replace(/(?:_\d+)?\.(s?html?)$/i, "");
  let found: string | undefined;
  html("a").each((_, element) => {
    const node = html(element);
    const target = absolute(node.attr("href") ?? "", url);
    if (target === undefined || target === url || found !== undefined) return;
    // "Next page" of the same article: the same name with another number.
    if (/^(?:下一页|下页)$/.test(plain(node.text())) && target.startsWith(stem)) found = target;
  });
  return found === undefined ? [] : [found];
}

function attachmentsOf(html: HtmlDocument, url: string): string[] {
  const found = new Set<string>();
  html("a[href]").each((_, element) => {
    const target = absolute(html(element).attr("href") ?? "", url);
    if (target !== undefined && ATTACHMENT.test(new URL(target).pathname)) found.add(target);
  });
  return [...found];
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
