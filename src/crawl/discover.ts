import { type HtmlDocument, parseHtml } from "../extract/index.js";
import type { Source } from "./source.js";

/** An address found on a list page. */
export interface FoundLink {
  readonly url: string;
  readonly title: string;
}

/** What a list page leads to. */
export interface Discovery {
  readonly pages: readonly FoundLink[];
  /** Further list pages, frames included. */
  readonly lists: readonly string[];
  /** Pages that may hold lists: what the source's `follow` pattern leads to. */
  readonly menus: readonly string[];
}

const MAX_PAGINATION = 2000;
const NEXT_TEXT = /^(?:下一页|下页|后一页|next|›|»|>|>>)$/i;

/**
 * Reads a list page: links whose title meets the pattern, and the pages behind it.
 * 中文: 解析列表页
 *
 * Knows static lists, `index_1.html` series written by `createPageHTML(n, …)`, "next" links, lists
 * inside scripts, JSON interfaces and framesets.
 */
export function discover(text: string, url: string, source: Source): Discovery {
  const title = new RegExp(source.list.title, "u");
  const html = parseHtml(text);
  const links = [...anchorLinks(html, url, source.list.link), ...scriptLinks(html, url)];
  const pages = unique(links.filter((link) => title.test(link.title)));
  const lists = source.list.next === "none" ? [] : nextLists(html, text, url, source.list.next);
  const menus = source.list.follow === undefined ? [] : followed(html, url, source.list.follow);
  return { pages, lists: [...new Set([...lists, ...frames(html, url)])], menus };
}

function followed(html: HtmlDocument, url: string, pattern: string): string[] {
  const wanted = new RegExp(pattern, "u");
  const found = anchorLinks(html, url, "a").filter((link) => wanted.test(link.title));
  return [...new Set(found.map((link) => link.url))];
}

/** The same for a JSON answer: every object with an address and a title. */
export function discoverJson(text: string, url: string, source: Source): Discovery {
  const title = new RegExp(source.list.title, "u");
  const links: FoundLink[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (depth > 12 || typeof value !== "object" || value === null) return;
    if (!Array.isArray(value)) {
      const link = linkOf(value as Record<string, unknown>, url);
      if (link !== undefined) links.push(link);
    }
    for (const child of Object.values(value)) walk(child, depth + 1);
  };
  walk(JSON.parse(text), 0);
  return { pages: unique(links.filter((link) => title.test(link.title))), lists: [], menus: [] };
}

const URL_KEYS = ["url", "link", "href", "docpuburl", "docurl", "pageurl", "infourl"];
const TITLE_KEYS = ["title", "doctitle", "name", "subject", "infotitle"];

function linkOf(record: Record<string, unknown>, base: string): FoundLink | undefined {
  const lower = new Map(Object.entries(record).map(([k, v]) => [k.toLowerCase(), v]));
  const first = (keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = lower.get(key);
      if (typeof value === "string" && value !== "") return value;
    }
    return undefined;
  };
  const address = first(URL_KEYS);
  const title = first(TITLE_KEYS);
  if (address === undefined || title === undefined) return undefined;
  const url = absolute(address, base);
  return url === undefined ? undefined : { url, title: plain(title) };
}

function anchorLinks(html: HtmlDocument, base: string, selector: string): FoundLink[] {
  const links: FoundLink[] = [];
  html(selector).each((_, element) => {
    const node = html(element);
    const anchor = node.is("a, area") ? node : node.find("a").first();
    const url = absolute(anchor.attr("href") ?? "", base);
    const title = plain(anchor.attr("title") ?? "") || plain(node.text());
    if (url !== undefined) links.push({ url, title });
  });
  return links;
}

/** Pairs of address and title inside scripts, in either order: `{"title":"…","url":"…"}`. */
function scriptLinks(html: HtmlDocument, base: string): FoundLink[] {
  const links: FoundLink[] = [];
  html("script:not([src])").each((_, element) => {
    const code = html(element).text();
    for (const match of code.matchAll(/\{[^{}]{1,2000}\}/g)) {
      const field = (names: readonly string[]): string | undefined =>
        new RegExp(`["']?(?:${names.join("|")})["']?\\s*[:=]\\s*["']([^"']+)["']`, "i").exec(
          match[0],
        )?.[1];
      const address = field(URL_KEYS);
      const title = field(TITLE_KEYS);
      const url = address === undefined ? undefined : absolute(address, base);
      if (url !== undefined && title !== undefined) links.push({ url, title: plain(title) });
    }
  });
  return links;
}

/** Further list pages: a script's page count, a selector, or a link that says "next page". */
function nextLists(html: HtmlDocument, text: string, url: string, next: string): string[] {
  if (next !== "auto") {
    const found: string[] = [];
    html(next).each((_, element) => {
      const target = absolute(html(element).attr("href") ?? "", url);
      if (target !== undefined) found.push(target);
    });
    return found;
  }
  const scripted = scriptedPages(text, url);
  if (scripted.length > 0) return scripted;
  const relation = html('link[rel="next"], a[rel="next"]').attr("href");
  const target = relation === undefined ? undefined : absolute(relation, url);
  if (target !== undefined) return [target];
  let found: string | undefined;
  html("a").each((_, element) => {
    const node = html(element);
    if (found === undefined && NEXT_TEXT.test(plain(node.text()))) {
      found = absolute(node.attr("href") ?? "", url);
    }
  });
  return found === undefined ? [] : [found];
}

/**
 * `createPageHTML(pages, current, "index", "html")`, the page counter of many government sites:
 * page 1 is `index.html`, page k is `index_{k−1}.html`.
 */
export function scriptedPages(text: string, url: string): string[] {
  const call =
    /createPageHTML\s*\(\s*(\d+)\s*,\s*\d+\s*,\s*["']([^"']+)["']\s*,\s*["']\.?(\w+)["']/.exec(
      text,
    );
  if (call === null) return [];
  const count = Math.min(Number(call[1]), MAX_PAGINATION);
  const pages: string[] = [];
  for (let k = 1; k < count; k++) {
    const page = absolute(`${call[2]}_${k}.${call[3]}`, url);
    if (page !== undefined) pages.push(page);
  }
  return pages.filter((page) => page !== url);
}

function frames(html: HtmlDocument, url: string): string[] {
  const found: string[] = [];
  html("frame[src], frameset frame[src]").each((_, element) => {
    const target = absolute(html(element).attr("src") ?? "", url);
    if (target !== undefined) found.push(target);
  });
  return found;
}

/** An http(s) address without fragment, or undefined for anything else. */
export function absolute(href: string, base: string): string | undefined {
  const trimmed = href.trim();
  if (
    trimmed === "" ||
    trimmed.startsWith("#") ||
    /^(?:javascript|mailto|tel|data):/i.test(trimmed)
  ) {
    return undefined;
  }
  try {
    const url = new URL(trimmed, base);
    if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
    url.hash = "";
    return url.href;
  } catch {
    return undefined;
  }
}

function plain(text: string): string {
  return text
    .replace(/<[^>]{0,200}>/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function unique(links: readonly FoundLink[]): FoundLink[] {
  const seen = new Map<string, FoundLink>();
  for (const link of links) if (!seen.has(link.url)) seen.set(link.url, link);
  return [...seen.values()];
}
