import { append } from "../../base/index.js";
import { parseXml, type XmlElement, xmlAll, xmlFirst } from "../../extract/index.js";
import {
  EMPTY_REPORT,
  type PatentCitation,
  type PatentEvent,
  type ReportedPatent,
} from "../../store/index.js";
import { crawlError, SourceError } from "../errors.js";
import type { FetchedPage } from "../fetcher.js";
import type {
  InterfaceTools,
  PatentAnswer,
  PatentInterface,
  PatentSession,
} from "../patent-interface.js";
import { transferOf } from "../transfer-of.js";

const RANGE = 100;
/** A search gives its first 2000 results and no more. */
const GIVEN_AT_MOST = 2000;
const TOKEN_MARGIN_MS = 30_000;
const SERVICE: readonly (readonly [RegExp, string])[] = [
  [/\/published-data\/search/, "search"],
  [/\/(?:legal|family)\//, "inpadoc"],
];

/**
 * Open Patent Services of the European Patent Office: bibliographic data of more than a hundred
 * offices, China among them.   中文: 欧洲专利局 OPS 接口
 *
 * A question in CQL (`pa="HUAWEI" and pd within "20150101 20151231"`) is asked in ranges of 100; legal events
 * are one request for each publication. Access: a token for the key and secret of a registered
 * application, renewed when it runs out. The traffic light (`X-Throttling-Control`) sets the pace:
 * the number of its service is requests a minute; black stops until `Retry-After` (milliseconds).
 *
 * Source    EPO, OPS RESTful Web Services Reference Guide v1.3.20, §§ 2.1, 3.1, 3.2, 4.
 */
export const epoOps: PatentInterface = {
  name: "epo-ops",
  label: "European Patent Office, Open Patent Services 3.2",
  verified: "never",
  endpoint: "https://ops.epo.org/3.2",
  secrets: ["XINZHI_OPS_KEY", "XINZHI_OPS_SECRET"],
  robots: "ignore",
  delayMs: 2000,
  queryForm: 'CQL, e.g. pa="HUAWEI" and pd within "20150101 20151231"',
  connect: (tools) => new OpsSession(tools),
};

class OpsSession implements PatentSession {
  readonly #tools: InterfaceTools;
  #token: { readonly value: string; readonly until: number } | undefined;

  constructor(tools: InterfaceTools) {
    this.#tools = tools;
  }

  start(query: string): string[] {
    if (query.trim() === "") {
      const problem = { en: "the question is empty", zh: "检索式为空" };
      throw crawlError("bad-query", { source: "epo-ops", query, problem });
    }
    return [this.#searchAddress(query, 1)];
  }

  async read(address: string): Promise<PatentAnswer> {
    const page = await this.#ask(address);
    // OPS answers 404 to a question without results.
    if (page.status === 404) return { page, patents: [], next: [], total: 0 };
    const root = parseAnswer(page, address);
    return address.includes("/legal/")
      ? { page, patents: readLegal(root, address), next: [] }
      : this.#readSearch(page, root, address);
  }

  #readSearch(page: FetchedPage, root: XmlElement, address: string): PatentAnswer {
    const query = new URL(address).searchParams.get("q")!;
    const search = xmlFirst(root, "biblio-search");
    const total = Number(search?.attributes["total-result-count"]);
    if (search === undefined || !Number.isInteger(total)) {
      throw new SourceError(address, "malformed", "later", { message: "no result count" });
    }
    const documents = xmlAll(root, "exchange-document");
    const next: string[] = [];
    const begin = Number(new URL(address).searchParams.get("Range")!.split("-")[0]);
    if (begin === 1) {
      for (let from = 1 + RANGE; from <= Math.min(total, GIVEN_AT_MOST); from += RANGE) {
        next.push(this.#searchAddress(query, from));
      }
    }
    if (this.#tools.details === "with-legal") {
      append(
        next,
        documents.map((d) => this.#legalAddress(d)),
      );
    }
    const withheld = begin === 1 ? Math.max(0, total - GIVEN_AT_MOST) : 0;
    return { page, patents: documents.map(readDocument), next, total, withheld };
  }

  #searchAddress(query: string, from: number): string {
    const to = Math.min(from + RANGE - 1, GIVEN_AT_MOST);
    const base = `${this.#tools.endpoint}/rest-services/published-data/search/biblio`;
    return `${base}?q=${encodeURIComponent(query)}&Range=${from}-${to}`;
  }

  /** Behind `#`, which is not sent, the application to which the events will belong. */
  #legalAddress(document: XmlElement): string {
    const { country, kind } = document.attributes;
    const number = `${country}.${document.attributes["doc-number"]}.${kind}`;
    const application = applicationOf(document);
    return `${this.#tools.endpoint}/rest-services/legal/publication/docdb/${number}#${application}`;
  }

  async #ask(address: string): Promise<FetchedPage> {
    let page = await this.#askOnce(address);
    // A token that ran out early is answered with 400 or 401: one new token, one more try.
    if (saysBadToken(page)) {
      this.#token = undefined;
      page = await this.#askOnce(address);
    }
    if (page.status < 300 || page.status === 404) return page;
    throw refusal(page, address);
  }

  async #askOnce(address: string): Promise<FetchedPage> {
    const token = await this.#accessToken();
    const headers = { authorization: `Bearer ${token}`, accept: "application/xml" };
    const page = await this.#tools.fetcher.ask(address, { headers }, [400, 401, 403, 404, 413]);
    const told = page.headers["x-throttling-control"];
    const pace = told === undefined ? undefined : readThrottle(told, serviceOf(address));
    if (pace !== undefined) {
      const pauseMs = pace === "stop" ? pauseOf(page.headers["retry-after"]) : 0;
      const delayMs = pace === "stop" ? 0 : 60_000 / pace;
      this.#tools.fetcher.pace(address, { delayMs, pauseMs });
    }
    return page;
  }

  async #accessToken(): Promise<string> {
    const now = this.#tools.now();
    if (this.#token !== undefined && now < this.#token.until) return this.#token.value;
    const address = `${this.#tools.endpoint}/auth/accesstoken`;
    const { secrets } = this.#tools;
    const pair = `${secrets.get("XINZHI_OPS_KEY")}:${secrets.get("XINZHI_OPS_SECRET")}`;
    const page = await this.#tools.fetcher.ask(
      address,
      {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
          "content-type": "application/x-www-form-urlencoded",
          accept: "application/json",
        },
        body: "grant_type=client_credentials",
      },
      [400, 401, 403],
    );
    if (page.status >= 400) throw new SourceError(address, "refused-key", "later");
    const value = tokenIn(page, address);
    this.#token = { value: value.token, until: now + value.lifeMs - TOKEN_MARGIN_MS };
    return value.token;
  }
}

function tokenIn(page: FetchedPage, address: string): { token: string; lifeMs: number } {
  try {
    const answer = JSON.parse(textOf(page)) as { access_token?: unknown; expires_in?: unknown };
    if (typeof answer.access_token === "string" && answer.access_token !== "") {
      return { token: answer.access_token, lifeMs: (Number(answer.expires_in) || 1200) * 1000 };
    }
  } catch {
    // Told below: the answer itself may hold a token and is not shown.
  }
  throw new SourceError(address, "malformed", "later", { message: "no token in the answer" });
}

/** Requests a minute that the traffic light allows a service, `stop` at black, or undefined. */
export function readThrottle(header: string, service: string): number | "stop" | undefined {
  const light = new RegExp(`\\b${service}=(\\w+):(\\d+)`).exec(header);
  if (light === null) return undefined;
  const allowed = Number(light[2]);
  return light[1] === "black" || allowed === 0 ? "stop" : allowed;
}

function serviceOf(address: string): string {
  return SERVICE.find(([pattern]) => pattern.test(address))?.[1] ?? "retrieval";
}

/** Milliseconds, as OPS writes `Retry-After`; a small number can only be seconds. */
function pauseOf(retryAfter: string | undefined): number {
  const told = Number(retryAfter ?? "");
  if (!Number.isFinite(told) || told <= 0) return 60_000;
  return Math.min(told < 1000 ? told * 1000 : told, 600_000);
}

function saysBadToken(page: FetchedPage): boolean {
  return (
    page.status === 401 ||
    (page.status === 400 && /invalid_access_token|access token/i.test(textOf(page)))
  );
}

function refusal(page: FetchedPage, address: string): Error {
  const text = textOf(page);
  const reason = page.headers["x-rejection-reason"];
  if (page.status === 403 && (reason !== undefined || /fair use|quota/i.test(text))) {
    const wanted = /^\w{1,60}$/.test(reason ?? "") ? reason! : "fair use";
    return new SourceError(address, "quota", "later", { message: wanted });
  }
  if (page.status === 401 || page.status === 403) {
    return new SourceError(address, "refused-key", "later");
  }
  const said = /<(?:\w+:)?message>([^<]{1,200})/.exec(text)?.[1] ?? `status ${page.status}`;
  const query = new URL(address).searchParams.get("q") ?? address;
  return crawlError("bad-query", { source: "epo-ops", query, problem: { en: said, zh: said } });
}

function parseAnswer(page: FetchedPage, address: string): XmlElement {
  try {
    return parseXml(textOf(page), address);
  } catch (cause) {
    throw new SourceError(address, "malformed", "later", { message: "broken XML", cause });
  }
}

function textOf(page: FetchedPage): string {
  return new TextDecoder().decode(page.body);
}

/** One `exchange-document`. */
function readDocument(document: XmlElement): ReportedPatent {
  const { country = "", kind = "" } = document.attributes;
  const number = `${country}${document.attributes["doc-number"] ?? ""}${kind}`;
  const published = documentId(xmlFirst(document, "publication-reference"));
  return {
    ...EMPTY_REPORT,
    source: "epo-ops",
    publication: number,
    kindCode: kind,
    country,
    application: applicationOf(document),
    filed: documentId(xmlFirst(document, "application-reference")).date,
    published: published.date,
    title: inLanguage(xmlAll(document, "invention-title")),
    abstract: inLanguage(xmlAll(document, "abstract")),
    applicants: applicantNames(document).map((name) => ({ name, address: null })),
    ipc: symbolsOf(document),
    cites: xmlAll(document, "citation").flatMap(citationOf),
  };
}

function applicationOf(document: XmlElement): string {
  const { country, number } = documentId(xmlFirst(document, "application-reference"));
  return number === "" ? "" : `${country}${number}`;
}

/** The DOCDB form of a document's number; the date may stand in another form only. */
function documentId(reference: XmlElement | undefined) {
  const ids = reference === undefined ? [] : xmlAll(reference, "document-id");
  const docdb = ids.find((id) => id.attributes["document-id-type"] === "docdb") ?? ids[0];
  const part = (id: XmlElement | undefined, name: string): string =>
    (id === undefined ? undefined : xmlFirst(id, name))?.text.trim() ?? "";
  const dates = ids.map((id) => part(id, "date")).filter((d) => d !== "");
  return {
    country: part(docdb, "country"),
    number: part(docdb, "doc-number"),
    kind: part(docdb, "kind"),
    date: part(docdb, "date") || (dates[0] ?? ""),
  };
}

/** Chinese where there is Chinese, else English, else what there is. */
function inLanguage(elements: readonly XmlElement[]): string {
  const of = (lang: string) => elements.find((e) => e.attributes.lang === lang);
  const chosen = of("zh") ?? of("en") ?? elements[0];
  return chosen?.text.replace(/\s+/g, " ").trim() ?? "";
}

/** Names in the form in which the office had them, else in DOCDB's. */
function applicantNames(document: XmlElement): string[] {
  const all = xmlAll(document, "applicant");
  for (const format of ["original", "docdb", "epodoc"]) {
    const names = all
      .filter((a) => a.attributes["data-format"] === format)
      .map((a) => (xmlFirst(a, "name")?.text ?? "").replace(/\s*\[\w{2}\]\s*$/, ""))
      .map((name) => name.trim().replace(/[,;]$/, ""))
      .filter((name) => name !== "");
    if (names.length > 0) return names;
  }
  return all.map((a) => xmlFirst(a, "name")?.text.trim() ?? "").filter((name) => name !== "");
}

/** `G06F   3/  01        20060101AFI…` without version and position. */
function symbolsOf(document: XmlElement): string[] {
  const texts = ["classifications-ipcr", "classification-ipc"]
    .flatMap((name) => xmlAll(document, name))
    .flatMap((list) => xmlAll(list, "text"))
    .map((t) => t.text.trim());
  const symbols = texts.map((t) => {
    const parts = /^([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*\/\s*(\d{2,6})/.exec(t);
    return parts === null ? t : `${parts[1]}${parts[2]}/${parts[3]}`;
  });
  return [...new Set(symbols)].filter((s) => s !== "");
}

function citationOf(citation: XmlElement): PatentCitation[] {
  const cited = xmlFirst(citation, "patcit");
  if (cited === undefined) return [];
  const { country, number, kind } = documentId(cited);
  if (number === "") return [];
  const origin = citation.attributes["cited-by"] ?? citation.attributes["cited-phase"] ?? null;
  return [{ cited: `${country}${number}${kind}`, origin }];
}

/** Legal events of one publication, and the transfers among them. */
function readLegal(root: XmlElement, address: string): ReportedPatent[] {
  const { pathname, hash } = new URL(address);
  const [country = "", number = "", kind = ""] = pathname.split("/").at(-1)!.split(".");
  const events: PatentEvent[] = [];
  const transfers: ReportedPatent["transfers"][number][] = [];
  for (const legal of xmlAll(root, "legal")) {
    const fields = legal.children.filter((c) => /^L\d{3}/.test(c.name));
    const date = fields.find((f) => f.name.startsWith("L007"))?.text.trim() ?? null;
    const code = (legal.attributes.code ?? "").trim();
    const title = (legal.attributes.desc ?? "").trim();
    const lines = xmlAll(legal, "L510EP").map((f) => f.text.trim());
    const said =
      lines.length > 0
        ? lines
        : fields.filter((f) => f.name.startsWith("L5")).map((f) => f.text.trim());
    const text = [title, ...said].filter((s) => s !== "").join("; ");
    events.push({ date, code, text });
    const transfer = transferOf(code, text, date);
    if (transfer !== undefined) transfers.push(transfer);
  }
  if (events.length === 0) return [];
  return [
    {
      ...EMPTY_REPORT,
      source: "epo-ops",
      publication: `${country}${number}${kind}`,
      application: decodeURIComponent(hash.slice(1)),
      kindCode: kind,
      country,
      events,
      transfers,
    },
  ];
}
