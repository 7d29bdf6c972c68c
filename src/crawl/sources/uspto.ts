import { EMPTY_REPORT, type ReportedPatent } from "../../store/index.js";
import { crawlError, SourceError } from "../errors.js";
import { items, parseJsonAnswer, record, text } from "../json-answer.js";
import type {
  InterfaceTools,
  PatentAnswer,
  PatentInterface,
  PatentSession,
} from "../patent-interface.js";

const LIMIT = 100;

/**
 * The Open Data Portal of the US office: applications since 2001 with their events and recorded
 * assignments.   中文: 美国专利商标局开放数据接口
 *
 * The office classifies by CPC and gives no IPC here; a CPC symbol is not taken for one.
 *
 * Source    data.uspto.gov/apis/patent-file-wrapper/search.
 */
export const uspto: PatentInterface = {
  name: "uspto",
  label: "USPTO Open Data Portal, patent file wrapper",
  verified: "never",
  endpoint: "https://api.uspto.gov",
  secrets: ["XINZHI_USPTO_KEY"],
  robots: "ignore",
  delayMs: 1500,
  queryForm: "e.g. applicationMetaData.firstApplicantName:Huawei*",
  connect: (tools) => new UsptoSession(tools),
};

class UsptoSession implements PatentSession {
  readonly #tools: InterfaceTools;

  constructor(tools: InterfaceTools) {
    this.#tools = tools;
  }

  start(query: string): string[] {
    if (query.trim() === "") {
      const problem = { en: "the query is empty", zh: "检索式为空" };
      throw crawlError("bad-query", { source: "uspto", query, problem });
    }
    return [this.#address(query, 0)];
  }

  async read(address: string): Promise<PatentAnswer> {
    const headers = {
      "x-api-key": this.#tools.secrets.get("XINZHI_USPTO_KEY")!,
      accept: "application/json",
    };
    const page = await this.#tools.fetcher.ask(address, { headers }, [400, 401, 403, 404]);
    const params = new URL(address).searchParams;
    const query = params.get("q")!;
    // No matching records is a 404 here.
    if (page.status === 404) return { page, patents: [], next: [], total: 0 };
    if (page.status === 400) {
      const problem = { en: "the query is not understood", zh: "检索式无法解析" };
      throw crawlError("bad-query", { source: "uspto", query, problem });
    }
    if (page.status >= 400) throw new SourceError(address, "refused-key", "later");
    const answer = record(parseJsonAnswer(page, address));
    const total = answer.count;
    if (typeof total !== "number" || !Array.isArray(answer.patentFileWrapperDataBag)) {
      throw new SourceError(address, "malformed", "later", { message: "no count or no data" });
    }
    const next: string[] = [];
    if (params.get("offset") === "0") {
      for (let at = LIMIT; at < total; at += LIMIT) next.push(this.#address(query, at));
    }
    return { page, patents: items(answer.patentFileWrapperDataBag).map(readWrapper), next, total };
  }

  #address(query: string, offset: number): string {
    const base = `${this.#tools.endpoint}/api/v1/patent/applications/search`;
    return `${base}?q=${encodeURIComponent(query)}&offset=${offset}&limit=${LIMIT}`;
  }
}

function readWrapper(wrapper: Record<string, unknown>): ReportedPatent {
  const meta = record(wrapper.applicationMetaData);
  const number = text(meta.patentNumber);
  const isDesign = /design/i.test(text(meta.applicationTypeLabelName));
  const inventors = new Set(items(meta.inventorBag).map((i) => fold(text(i.inventorNameText))));
  return {
    ...EMPTY_REPORT,
    source: "uspto",
    publication: text(meta.earliestPublicationNumber) || (number === "" ? "" : `US${number}`),
    application: `US${text(wrapper.applicationNumberText)}`,
    // "Utility" is the US word for an invention; a utility model is something else.
    type: isDesign ? "design" : "invention",
    kindCode: number === "" ? "A" : "B",
    title: text(meta.inventionTitle),
    abstract: text(record(wrapper.grantDocumentMetaData).grantAbstractText),
    filed: day(meta.filingDate),
    published: day(meta.earliestPublicationDate) || day(meta.grantDate),
    granted: day(meta.grantDate),
    country: "US",
    status: text(meta.applicationStatusDescriptionText),
    applicants: applicantsOf(meta),
    events: items(wrapper.eventDataBag).map((e) => ({
      date: day(e.eventDate) || null,
      code: text(e.eventCode),
      text: text(e.eventDescriptionText),
    })),
    transfers: items(wrapper.assignmentBag).flatMap((a) => transfersOf(a, inventors)),
  };
}

function applicantsOf(meta: Record<string, unknown>): ReportedPatent["applicants"] {
  const named = items(meta.applicantBag).map((a) => ({
    name: text(a.applicantNameText),
    address: addressOf(items(a.correspondenceAddressBag)[0] ?? {}),
  }));
  const found = named.filter((a) => a.name !== "");
  const first = text(meta.firstApplicantName);
  return found.length > 0 || first === "" ? found : [{ name: first, address: null }];
}

function addressOf(address: Record<string, unknown>): string | null {
  const parts = ["cityName", "geographicRegionName", "countryName"].map((k) => text(address[k]));
  return parts.filter((p) => p !== "").join(", ") || null;
}

/** Assignments of the right; the first one, from the inventors to their employer, is no transfer. */
function transfersOf(
  assignment: Record<string, unknown>,
  inventors: ReadonlySet<string>,
): ReportedPatent["transfers"][number][] {
  if (!/assignment of assignor|change of name|merger/i.test(text(assignment.conveyanceText))) {
    return [];
  }
  const givers = items(assignment.assignorBag);
  const names = givers.map((g) => text(g.assignorNameText)).filter((n) => n !== "");
  if (names.length > 0 && names.every((n) => inventors.has(fold(n)))) return [];
  const date = day(givers[0]?.executionDate) || day(assignment.recordedDate) || null;
  return items(assignment.assigneeBag)
    .map((a) => text(a.assigneeNameText))
    .filter((to) => to !== "")
    .map((to) => ({ from: names[0] ?? null, to, date }));
}

/** `LAST, FIRST` and `First Last` are one person. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .split(/[\s,.]+/)
    .filter((w) => w !== "")
    .sort()
    .join(" ");
}

function day(value: unknown): string {
  return text(value).slice(0, 10);
}
