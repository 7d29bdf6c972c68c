import { type HtmlDocument, type HtmlNodes, parseHtml } from "../../extract/index.js";
import { EMPTY_REPORT, type ReportedPatent } from "../../store/index.js";
import { decodePage } from "../decode-page.js";
import { absolute } from "../discover.js";
import { crawlError, SourceError } from "../errors.js";
import type {
  InterfaceTools,
  PatentAnswer,
  PatentInterface,
  PatentSession,
} from "../patent-interface.js";
import { refuseWalls } from "../read-page.js";

const NOTHING =
  /没有(?:找到|查到|检索到|符合)|未(?:找到|查到|检索到)|暂无(?:数据|结果|记录)|共\s*0\s*(?:条|件)/;

/**
 * Result pages of CNIPA: the announcement site and the search system, as HTML.
 * 中文: 国家知识产权局公布公告与检索结果页
 *
 * The sites stand behind script challenges, so pages are often saved in a browser: `--saved FILE…`
 * reads those. A page without patents counts as an empty result only if it says so; a challenge, a
 * captcha or a login is reported as such.
 *
 * Source    epub.cnipa.gov.cn (labels such as 申请公布号, 授权公告号, 分类号), the table of
 *           pss-system.cponline.cnipa.gov.cn.
 */
export const cnipa: PatentInterface = {
  name: "cnipa",
  label: "国家知识产权局 公布公告与检索结果页",
  verified: "never",
  endpoint: "http://epub.cnipa.gov.cn",
  secrets: [],
  robots: "obey",
  delayMs: 5000,
  queryForm: "address of a result page; pages saved by hand: --saved FILE…",
  connect: (tools) => new CnipaSession(tools),
};

class CnipaSession implements PatentSession {
  readonly #tools: InterfaceTools;

  constructor(tools: InterfaceTools) {
    this.#tools = tools;
  }

  start(query: string): string[] {
    const address = absolute(query, `${this.#tools.endpoint}/`);
    if (address === undefined || !address.startsWith(`${this.#tools.endpoint}/`)) {
      const { endpoint } = this.#tools;
      const problem = { en: `no address below ${endpoint}`, zh: `不是 ${endpoint} 下的地址` };
      throw crawlError("bad-query", { source: "cnipa", query, problem });
    }
    return [address];
  }

  async read(address: string): Promise<PatentAnswer> {
    const page = await this.#tools.fetcher.get(address);
    const html = decodePage(page);
    return { page, patents: readCnipaPage(html, address), next: nextPage(html, page.finalUrl) };
  }
}

/** The patents of a result page. Errors: SourceError for walls and for pages that say nothing. */
export function readCnipaPage(html: string, address: string): ReportedPatent[] {
  const $ = parseHtml(html);
  const patents = [...announcements($), ...tableRows($)];
  if (patents.length > 0) return patents;
  refuseWalls(html, address);
  const text = $("body").text();
  if (/操作过于频繁|请输入验证码/.test(text)) throw new SourceError(address, "captcha", "later");
  if (NOTHING.test(text)) return [];
  throw new SourceError(address, "malformed", "later", { message: "no patents on the page" });
}

function nextPage(html: string, url: string): string[] {
  const $ = parseHtml(html);
  for (const element of $("a").toArray()) {
    const node = $(element);
    if (!/^(?:下一页|下页|>|»)$/.test(node.text().trim())) continue;
    const target = absolute(node.attr("href") ?? "", url);
    return target === undefined || target === url ? [] : [target];
  }
  return [];
}

/** Cards of the announcement site: a heading, then labels with values as `dt`/`dd` or `li`. */
function announcements($: HtmlDocument): ReportedPatent[] {
  const cards = $(".cp_linr, div.item").toArray();
  return cards.flatMap((element) => {
    const card = $(element);
    const told = labelled($, card);
    const get = (...names: readonly string[]): string =>
      names.map((n) => told.get(n) ?? "").find((v) => v !== "") ?? "";
    const publication = get("授权公告号", "申请公布号", "公布号", "公告号").replace(/\s/g, "");
    if (publication === "") return [];
    const heading = squeeze(card.find("h1, h2").first().text());
    const names = get("申请人", "专利权人", "申请专利权人");
    return [
      {
        ...EMPTY_REPORT,
        source: "cnipa",
        publication,
        application: get("申请号"),
        type: /^\[([^\]]+)\]/.exec(heading)?.[1] ?? "",
        country: "CN",
        title: heading.replace(/^\[[^\]]*\]\s*/, ""),
        abstract: get("摘要").replace(/\s*全部$/, ""),
        filed: get("申请日"),
        published: get("申请公布日", "授权公告日", "公布日", "公告日"),
        granted: get("授权公告日"),
        applicants: parties(names, get("地址")),
        ipc: (get("分类号").match(/[A-H]\d{2}[A-Z]\s*\d{1,4}\s*\/\s*\d{2,6}/g) ?? []).map(squeeze),
      },
    ];
  });
}

/** Labels and values of a card; what follows a label runs to the next one. */
function labelled($: HtmlDocument, card: HtmlNodes): Map<string, string> {
  const told = new Map<string, string>();
  const put = (label: string, value: string): void => {
    const name = label.replace(/[\s:：()（）]/g, "");
    if (name !== "" && !told.has(name)) told.set(name, squeeze(value));
  };
  card.find("dt").each((_, element) => {
    const node = $(element);
    put(node.text(), node.next("dd").text());
  });
  card.find("li, p, .cp_jsh").each((_, element) => {
    const match = /^\s*([\u4e00-\u9fff()（）]{2,12})\s*[:：]([\s\S]*)$/.exec($(element).text());
    if (match !== null) put(match[1]!, match[2]!);
  });
  return told;
}

/** Rows of the search system's table; applicant and address stand in hidden fields. */
function tableRows($: HtmlDocument): ReportedPatent[] {
  return $("tr.patent")
    .toArray()
    .flatMap((element) => {
      const row = $(element);
      const hidden = (name: string): string =>
        row.find(`input[name=${name}]`).first().attr("value") ?? "";
      const cells = row
        .find("td")
        .toArray()
        .map((cell) => squeeze($(cell).text()));
      const publication = hidden("nrdPnHidden") || (cells[3] ?? "");
      if (publication === "") return [];
      const shown = cells[1] ?? "";
      const party = row.find("a[role=proposor]").first();
      return [
        {
          ...EMPTY_REPORT,
          source: "cnipa",
          publication,
          application: shown || hidden("nrdAnHidden"),
          country: /^[A-Z]{2}/.exec(publication)?.[0] ?? "",
          title: parseHtml(hidden("titleHidden")).text().trim() || (cells[5] ?? ""),
          filed: cells[2] ?? "",
          published: cells[4] ?? "",
          applicants: parties(
            party.attr("_name") ?? hidden("appNameHidden"),
            party.attr("_address") ?? hidden("appAddrHidden"),
          ),
        },
      ];
    });
}

/** Names and addresses joined by `;`; one address is the first applicant's. */
function parties(names: string, addresses: string): ReportedPatent["applicants"] {
  const split = (s: string): string[] =>
    s
      .split(/[;；]/)
      .map(squeeze)
      .filter((p) => p !== "");
  const places = split(addresses);
  return split(names).map((name, i) => ({ name, address: places[i] ?? null }));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
