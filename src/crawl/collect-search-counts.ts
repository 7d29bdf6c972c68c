import { Interrupted, throwIfInterrupted } from "../base/index.js";
import { htmlText, parseHtml } from "../extract/index.js";
import { shortName } from "../region/index.js";
import { decodePage, looksLikeJson } from "./decode-page.js";
import { SourceError } from "./errors.js";
import type { FetchedPage, Fetcher } from "./fetcher.js";
import { parseJsonAnswer, record } from "./json-answer.js";
import { refuseWalls } from "./read-page.js";
import type { SearchCounts } from "./sources/search-counts.js";

/** One question to a results page. */
export interface SearchCell {
  readonly region: string;
  readonly year: number;
  readonly keyword: string;
}

/** Its answer; without one the number is null, never 0, and the reason says why. */
export interface SearchHits extends SearchCell {
  readonly hits: number | null;
  readonly reason: string | null;
}

/** Failures that every further question would meet too. */
const HOPELESS = new Set(["captcha", "login-wall", "script-challenge", "off-limits", "robots"]);

/**
 * Asks a results page for each cell in turn and reads the number of hits.   中文: 采集检索结果数
 *
 * Only a page that says so has no hits (`count.none`, or a 0): a page without a number, a captcha
 * or an error leaves the cell without a value. A wall (captcha, login, robots) ends the asking; the
 * cells behind it are not asked, so that a later run goes on there.
 *
 * Errors    `Interrupted`; everything else is told in the cell.
 */
export async function* collectSearchCounts(
  definition: SearchCounts,
  cells: Iterable<SearchCell>,
  tools: { readonly fetcher: Pick<Fetcher, "get">; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<SearchHits> {
  for (const cell of cells) {
    throwIfInterrupted(tools.signal);
    const address = addressOf(definition, cell);
    try {
      const hits = readHits(await tools.fetcher.get(address), address, definition);
      yield { ...cell, hits, reason: null };
    } catch (error) {
      if (error instanceof Interrupted || tools.signal?.aborted) throw new Interrupted();
      if (!(error instanceof SourceError)) throw error;
      yield { ...cell, hits: null, reason: error.reason };
      if (HOPELESS.has(error.reason)) return;
    }
  }
}

/** The address of a cell, with every part encoded. */
export function addressOf(definition: SearchCounts, cell: SearchCell): string {
  const parts: Readonly<Record<string, string>> = {
    region: cell.region,
    short: shortName(cell.region),
    keyword: cell.keyword,
    year: String(cell.year),
  };
  const fill = (template: string, encode: (s: string) => string): string =>
    template.replace(/\{(region|short|keyword|year)\}/g, (_, name: string) => encode(parts[name]!));
  const query = encodeURIComponent(fill(definition.query, (s) => s));
  return fill(definition.url.replaceAll("{query}", query), encodeURIComponent);
}

/** The number of hits that a results page gives. Errors: SourceError `malformed`, walls. */
function readHits(page: FetchedPage, address: string, { count }: SearchCounts): number {
  if (count.json !== undefined) return numberAt(page, address, count.json);
  const html = decodePage(page);
  const shown = looksLikeJson(page, html) ? html : textOf(html, count.selector);
  if (count.none !== undefined && new RegExp(count.none, "u").test(shown)) return 0;
  const found = new RegExp(count.pattern, "u").exec(shown);
  const hits = found === null ? Number.NaN : parseHits(found[1] ?? found[0]);
  if (!Number.isNaN(hits)) return hits;
  refuseWalls(html, address);
  throw new SourceError(address, "malformed", "later", { message: "no number of hits" });
}

function textOf(html: string, selector: string | undefined): string {
  if (selector === undefined) return htmlText(html, { content: "all" }).text;
  return parseHtml(html)(selector).first().text().trim();
}

function numberAt(page: FetchedPage, address: string, path: string): number {
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => record(at)[key], parseJsonAnswer(page, address));
  const hits = typeof value === "number" ? value : parseHits(String(value ?? ""));
  if (Number.isInteger(hits) && hits >= 0) return hits;
  throw new SourceError(address, "malformed", "later", { message: `no number at ${path}` });
}

/** `1,234`, `约 3.5万`, `１２`; NaN for anything else. */
function parseHits(text: string): number {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  const match = /^(\d+(?:\.\d+)?)(万|亿)?$/.exec(plain);
  if (match === null) return Number.NaN;
  const unit = match[2] === "万" ? 1e4 : match[2] === "亿" ? 1e8 : 1;
  return Math.round(Number(match[1]) * unit);
}
