import { type HtmlDocument, type HtmlNodes, parseHtml } from "../../extract/index.js";
import { EMPTY_REPORT, type PatentEvent, type ReportedPatent } from "../../store/index.js";
import { decodePage } from "../decode-page.js";
import { crawlError, SourceError } from "../errors.js";
import type {
  InterfaceTools,
  PatentAnswer,
  PatentInterface,
  PatentSession,
} from "../patent-interface.js";
import { refuseWalls } from "../read-page.js";
import { transferOf } from "../transfer-of.js";

const NUMBER = /^[A-Z]{2}\d{4,14}[A-Z]?\d?$/;

/**
 * Pages of Google Patents by publication number: applicants, dates, classes, citations in both
 * directions, legal events.   中文: Google 专利页面
 *
 * The list of numbers is the question; there is no search here, since robots.txt closes it.
 *
 * Source    the `itemprop` marks of the pages themselves (schema.org microdata).
 */
export const googlePatents: PatentInterface = {
  name: "google-patents",
  label: "Google Patents, pages by publication number",
  verified: "never",
  endpoint: "https://patents.google.com",
  secrets: [],
  robots: "obey",
  delayMs: 5000,
  queryForm: "publication numbers, e.g. CN101234567B,CN102345678A",
  connect: (tools) => new GooglePatentsSession(tools),
};

class GooglePatentsSession implements PatentSession {
  readonly #tools: InterfaceTools;

  constructor(tools: InterfaceTools) {
    this.#tools = tools;
  }

  start(query: string): string[] {
    const numbers = query
      .toUpperCase()
      .split(/[\s,;，；]+/)
      .filter((n) => n !== "");
    const bad = numbers.find((n) => !NUMBER.test(n));
    if (numbers.length === 0 || bad !== undefined) {
      const shown = bad ?? "";
      const problem = { en: `"${shown}" is no publication number`, zh: `“${shown}”不是公开号` };
      throw crawlError("bad-query", { source: "google-patents", query, problem });
    }
    return [...new Set(numbers)].map((n) => `${this.#tools.endpoint}/patent/${n}/zh`);
  }

  async read(address: string): Promise<PatentAnswer> {
    const page = await this.#tools.fetcher.get(address);
    const patent = readGooglePatent(decodePage(page), address);
    return { page, patents: [patent], next: [] };
  }
}

/** Takes a patent from a page. Errors: SourceError for walls and pages that are no patent. */
export function readGooglePatent(html: string, address: string): ReportedPatent {
  const $ = parseHtml(html);
  const article = $("article.result").first();
  const head = article.length > 0 ? article : $("body");
  const publication = first(head, "dd[itemprop=publicationNumber]");
  if (publication === "") {
    refuseWalls(html, address);
    if (/automated queries|unusual traffic/i.test(html)) {
      throw new SourceError(address, "captcha", "later");
    }
    throw new SourceError(address, "malformed", "later", { message: "no patent on the page" });
  }
  const { events, transfers } = eventsOf($, head);
  return {
    ...EMPTY_REPORT,
    source: "google-patents",
    publication,
    application: first(head, "dd[itemprop=applicationNumber]"),
    kindCode: head.find("meta[itemprop=kindCode]").first().attr("content") ?? "",
    country: first(head, "dd[itemprop=countryCode]"),
    title: first(head, "span[itemprop=title]"),
    abstract: squeeze(head.find("section[itemprop=abstract] [itemprop=content]").first().text()),
    filed: dateOf(head, "filingDate"),
    published: dateOf(head, "publicationDate"),
    granted: grantDate($, head),
    status: first(head, "dd[itemprop=legalStatusIfi] [itemprop=status]"),
    applicants: each($, head, "dd[itemprop=assigneeOriginal]").map((name) => ({
      name,
      address: null,
    })),
    ipc: classesOf($, head),
    citationsReceived: head.find("tr[itemprop^=forwardReferences]").length,
    cites: citesOf($, head),
    events,
    transfers,
  };
}

/** Leaves of the class tree that are not CPC. */
function classesOf($: HtmlDocument, head: HtmlNodes): string[] {
  const found = new Set<string>();
  head.find("li[itemprop=classifications]").each((_, element) => {
    const node = $(element);
    const mark = (name: string): boolean =>
      node.find(`meta[itemprop=${name}]`).first().attr("content") === "true";
    const code = first(node, "[itemprop=Code]");
    if (mark("Leaf") && !mark("IsCPC") && code !== "") found.add(code);
  });
  return [...found];
}

function citesOf($: HtmlDocument, head: HtmlNodes): ReportedPatent["cites"] {
  const found = new Map<string, string | null>();
  head.find("tr[itemprop^=backwardReferences]").each((_, element) => {
    const row = $(element);
    const cited = first(row, "[itemprop=publicationNumber]");
    const origin = row.find("[itemprop=examinerCited]").length > 0 ? "examiner" : null;
    if (cited !== "" && !found.has(cited)) found.set(cited, origin);
  });
  return [...found].map(([cited, origin]) => ({ cited, origin }));
}

function eventsOf($: HtmlDocument, head: HtmlNodes) {
  const events: PatentEvent[] = [];
  const transfers: ReportedPatent["transfers"][number][] = [];
  head.find("tr[itemprop=legalEvents]").each((_, element) => {
    const row = $(element);
    const date = dateOf(row, "date") || null;
    const code = first(row, "[itemprop=code]");
    const attributes = each($, row, "[itemprop=attributes]");
    const text = [first(row, "[itemprop=title]"), ...attributes].join("; ");
    events.push({ date, code, text });
    const transfer = transferOf(code, text, date);
    if (transfer !== undefined) transfers.push(transfer);
  });
  return { events, transfers };
}

/** The time line says when the application was granted; a B page is a grant by its kind. */
function grantDate($: HtmlDocument, head: HtmlNodes): string {
  let found = "";
  head.find("dd[itemprop=events]").each((_, element) => {
    const node = $(element);
    if (found === "" && first(node, "[itemprop=type]") === "granted") found = dateOf(node, "date");
  });
  return found;
}

function dateOf(node: HtmlNodes, name: string): string {
  return node.find(`time[itemprop=${name}]`).first().attr("datetime")?.trim() ?? "";
}

function first(node: HtmlNodes, selector: string): string {
  return squeeze(node.find(selector).first().text());
}

function each($: HtmlDocument, node: HtmlNodes, selector: string): string[] {
  return node
    .find(selector)
    .toArray()
    .map((e) => squeeze($(e).text()))
    .filter((s) => s !== "");
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
