import { EMPTY_REPORT, type ReportedPatent } from "../../store/index.js";
import { crawlError, SourceError } from "../errors.js";
import type { FetchedPage } from "../fetcher.js";
import { items, parseJsonAnswer, record, text } from "../json-answer.js";
import type {
  InterfaceTools,
  PatentAnswer,
  PatentInterface,
  PatentSession,
} from "../patent-interface.js";

const SIZE = 100;
/** `from` + `size` may not pass this. */
const GIVEN_AT_MOST = 10_000;
const FIELDS = [
  "lens_id",
  "jurisdiction",
  "doc_number",
  "kind",
  "date_published",
  "biblio",
  "abstract",
  "legal_status",
];

/**
 * The Lens: patents of more than a hundred offices as JSON.   中文: Lens 专利接口
 *
 * The question is text in the Lens's query language, or a query object when it begins with `{`;
 * results come in pages of 100, the first 10 000 of them. One bearer token; 429 says in
 * `x-rate-limit-retry-after-seconds` how long to wait.
 *
 * Source    docs.api.lens.org: request-patent, response-patent.
 */
export const lens: PatentInterface = {
  name: "lens",
  label: "The Lens, patent interface",
  verified: "never",
  endpoint: "https://api.lens.org",
  secrets: ["XINZHI_LENS_TOKEN"],
  robots: "ignore",
  delayMs: 6000,
  queryForm: "Lens query, e.g. applicant.name:huawei AND year_published:2015",
  connect: (tools) => new LensSession(tools),
};

class LensSession implements PatentSession {
  readonly #tools: InterfaceTools;

  constructor(tools: InterfaceTools) {
    this.#tools = tools;
  }

  start(query: string): string[] {
    questionOf(query);
    return [this.#address(query, 0)];
  }

  async read(address: string): Promise<PatentAnswer> {
    const params = new URLSearchParams(new URL(address).hash.slice(1));
    const query = params.get("q")!;
    const from = Number(params.get("from"));
    const page = await this.#ask(address, query, from);
    const answer = record(parseJsonAnswer(page, address));
    const total = answer.total;
    if (typeof total !== "number" || !Array.isArray(answer.data)) {
      throw new SourceError(address, "malformed", "later", { message: "no total or no data" });
    }
    const next: string[] = [];
    if (from === 0) {
      for (let at = SIZE; at < Math.min(total, GIVEN_AT_MOST); at += SIZE) {
        next.push(this.#address(query, at));
      }
    }
    const withheld = from === 0 ? Math.max(0, total - GIVEN_AT_MOST) : 0;
    return { page, patents: items(answer.data).map(readRecord), next, total, withheld };
  }

  /** The question stands behind `#`: it is sent in the body. */
  #address(query: string, from: number): string {
    const question = new URLSearchParams({ q: query, from: String(from) });
    return `${this.#tools.endpoint}/patent/search#${question}`;
  }

  async #ask(address: string, query: string, from: number): Promise<FetchedPage> {
    const body = JSON.stringify({
      query: questionOf(query),
      from,
      size: SIZE,
      include: FIELDS,
      sort: [{ date_published: "asc" }, { lens_id: "asc" }],
    });
    const headers = {
      authorization: `Bearer ${this.#tools.secrets.get("XINZHI_LENS_TOKEN")}`,
      "content-type": "application/json",
      accept: "application/json",
    };
    const request = { method: "POST", headers, body } as const;
    const page = await this.#tools.fetcher.ask(address, request, [400, 401, 403]);
    if (page.status === 401 || page.status === 403) {
      throw new SourceError(address, "refused-key", "later");
    }
    if (page.status === 400) {
      const problem = { en: "the query is not understood", zh: "检索式无法解析" };
      throw crawlError("bad-query", { source: "lens", query, problem });
    }
    return page;
  }
}

function questionOf(query: string): unknown {
  const problem = { en: "the query is empty or no valid JSON", zh: "检索式为空或 JSON 有误" };
  if (query.trim() === "") throw crawlError("bad-query", { source: "lens", query, problem });
  if (!query.trimStart().startsWith("{")) return query;
  try {
    return JSON.parse(query);
  } catch {
    throw crawlError("bad-query", { source: "lens", query, problem });
  }
}

function readRecord(found: Record<string, unknown>): ReportedPatent {
  const biblio = record(found.biblio);
  const parties = record(biblio.parties);
  const applied = record(biblio.application_reference);
  const status = record(found.legal_status);
  const country = text(found.jurisdiction);
  const kind = text(found.kind);
  const citedBy = record(biblio.cited_by).patent_count;
  return {
    ...EMPTY_REPORT,
    source: "lens",
    publication: `${country}${text(found.doc_number)}${kind}`,
    application: `${text(applied.jurisdiction)}${text(applied.doc_number)}`,
    kindCode: kind,
    country,
    title: inLanguage(biblio.invention_title),
    abstract: inLanguage(found.abstract),
    filed: text(applied.date),
    published: text(found.date_published),
    granted: text(status.grant_date),
    status: text(status.patent_status),
    applicants: items(parties.applicants)
      .map((a) => ({ name: nameOf(a), address: text(a.extracted_address) || null }))
      .filter((a) => a.name !== ""),
    ipc: items(record(biblio.classifications_ipcr).classifications).map((c) => text(c.symbol)),
    citationsReceived: typeof citedBy === "number" ? citedBy : null,
    cites: items(record(biblio.references_cited).citations).flatMap((c) => {
      const id = record(record(c.patcit).document_id);
      const cited = `${text(id.jurisdiction)}${text(id.doc_number)}${text(id.kind)}`;
      const origin = text(c.cited_phase) || text(c.category) || null;
      return text(id.doc_number) === "" ? [] : [{ cited, origin }];
    }),
    transfers: transfersOf(items(parties.owners_all), nameOf(items(parties.applicants)[0] ?? {})),
  };
}

function nameOf(party: Record<string, unknown>): string {
  return text(record(party.extracted_name).value) || text(party.name);
}

/** Owners as recorded one after the other; each takes over from the one before. */
function transfersOf(
  owners: readonly Record<string, unknown>[],
  applicant: string,
): ReportedPatent["transfers"] {
  const dated = owners
    .map((o) => ({ to: nameOf(o), date: text(o.execution_date) || text(o.recorded_date) }))
    .filter((o) => o.to !== "" && o.date !== "")
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let before = applicant;
  const transfers: ReportedPatent["transfers"][number][] = [];
  for (const owner of dated) {
    if (owner.to === before) continue;
    transfers.push({ from: before || null, to: owner.to, date: owner.date });
    before = owner.to;
  }
  return transfers;
}

/** Chinese where there is Chinese, else English, else what there is. */
function inLanguage(value: unknown): string {
  const list = items(value);
  const of = (lang: string) => list.find((e) => text(e.lang).toLowerCase() === lang);
  return text((of("zh") ?? of("en") ?? list[0])?.text);
}
