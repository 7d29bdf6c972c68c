import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCnipaPage, readGooglePatent, SourceError } from "../../src/crawl/index.js";
import { parseApplicationNumber } from "../../src/patent/index.js";

const real = join(import.meta.dirname, "../../../shared/data/patents/html");
const has = existsSync(real);
if (!has)
  process.stderr.write("saved pages are not compared: ../shared/data/patents/html is absent\n");
const saved = (name: string): string => readFileSync(join(real, name), "utf8");

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SourceError) return error.reason;
    throw error;
  }
  return "none";
}

const GOOGLE = `<html><head><title>CN109999999B</title></head><body><search-app><article class="result">
<span itemprop="title">一种示例装置
   </span><dl><dd itemprop="publicationNumber">CN109999999B</dd><meta itemprop="kindCode" content="B">
<dd itemprop="countryCode">CN</dd><dd itemprop="legalStatusIfi" itemscope><span itemprop="status">Active</span></dd></dl>
<dd itemprop="applicationNumber">CN2020111729190A</dd>
<dd itemprop="assigneeOriginal" repeat>青岚大学</dd><dd itemprop="assigneeOriginal" repeat>云屏智能有限公司</dd>
<time itemprop="filingDate" datetime="2020-10-28">2020-10-28</time><time itemprop="publicationDate" datetime="2022-06-10">x</time>
<dd itemprop="events" itemscope repeat><time itemprop="date" datetime="2022-06-10"></time><span itemprop="type">granted</span></dd>
<section itemprop="abstract" itemscope><div itemprop="content">摘要 <b>文字</b>。</div></section>
<ul itemprop="classifications" itemscope repeat>
<li itemprop="classifications" itemscope repeat><span itemprop="Code">G</span><meta itemprop="IsCPC" content="false"></li>
<li itemprop="classifications" itemscope repeat><span itemprop="Code">G06F3/01</span><meta itemprop="IsCPC" content="false"><meta itemprop="Leaf" content="true"></li>
<li itemprop="classifications" itemscope repeat><span itemprop="Code">Y02D10/00</span><meta itemprop="IsCPC" content="true"><meta itemprop="Leaf" content="true"></li></ul>
<table><tr itemprop="backwardReferencesOrig" itemscope repeat><td><span itemprop="publicationNumber">CN101000001A</span><span itemprop="examinerCited">*</span></td></tr>
<tr itemprop="forwardReferencesFamily" itemscope repeat><td><span itemprop="publicationNumber">CN112000001B</span></td></tr>
<tr itemprop="legalEvents" itemscope repeat><td><time itemprop="date" datetime="2021-01-22"></time></td><td itemprop="code">PB01</td><td itemprop="title">Publication</td></tr>
<tr itemprop="legalEvents" itemscope repeat><td><time itemprop="date" datetime="2023-05-09"></time></td><td itemprop="code">TR01</td><td itemprop="title">Transfer of patent right</td><td>
<p itemprop="attributes" itemscope repeat><strong itemprop="label">Effective date of registration</strong>: <span itemprop="value">20230425</span></p>
<p itemprop="attributes" itemscope repeat><strong itemprop="label">Patentee after</strong>: <span itemprop="value">禾川科技有限公司</span></p>
<p itemprop="attributes" itemscope repeat><strong itemprop="label">Patentee before</strong>: <span itemprop="value">青岚大学</span></p></td></tr></table>
</article></search-app></body></html>`;

describe("a page of Google Patents", () => {
  it("gives numbers, dates, parties, classes of the IPC alone, citations, events, transfers", () => {
    const patent = readGooglePatent(GOOGLE, "http://x/");
    expect(patent).toMatchObject({
      publication: "CN109999999B",
      application: "CN2020111729190A",
      kindCode: "B",
      country: "CN",
      title: "一种示例装置",
      abstract: "摘要 文字。",
      filed: "2020-10-28",
      published: "2022-06-10",
      granted: "2022-06-10",
      status: "Active",
      ipc: ["G06F3/01"],
      citationsReceived: 1,
      cites: [{ cited: "CN101000001A", origin: "examiner" }],
      transfers: [{ from: "青岚大学", to: "禾川科技有限公司", date: "20230425" }],
    });
    expect(patent.applicants.map((a) => a.name)).toEqual(["青岚大学", "云屏智能有限公司"]);
    expect(patent.events.map((e) => e.code)).toEqual(["PB01", "TR01"]);
  });

  it("is not taken for a patent when it is a wall or something else", () => {
    const sorry = "<html><body>We're sorry, your computer sends automated queries.</body></html>";
    expect(reasonOf(() => readGooglePatent(sorry, "http://x/"))).toBe("captcha");
    const other = `<html><body><p>${"一段文字。".repeat(80)}</p></body></html>`;
    expect(reasonOf(() => readGooglePatent(other, "http://x/"))).toBe("malformed");
  });

  it.skipIf(!has)("is read as the saved one shows it", () => {
    const patent = readGooglePatent(saved("google_patents_CN101551481B.html"), "http://x/");
    expect(patent).toMatchObject({
      publication: "CN101551481B",
      application: "CN2009101277538A",
      filed: "2009-03-25",
      published: "2012-11-21",
      granted: "2012-11-21",
      citationsReceived: 2,
    });
    expect(parseApplicationNumber(patent.application, "CN")).toMatchObject({
      text: "CN200910127753.8",
      check: "right",
    });
    expect(patent.applicants).toHaveLength(1);
    expect(patent.cites.map((c) => c.cited)).toContain("CN1542067A");
    expect(patent.events[0]).toMatchObject({ date: "2009-10-07", code: "C06" });
  });
});

const card = (style: "dl" | "li"): string => {
  const told = [
    ["授权公告号", "CN 109999999 B"],
    ["授权公告日", "2022.06.10"],
    ["申请号", "2020111729190"],
    ["申请日", "2020.10.28"],
    ["专利权人", "青岚大学;云屏智能有限公司"],
    ["发明人", "张三;李四"],
    ["地址", "610065 四川省成都市武侯区一环路南一段24号"],
    ["分类号", "G06F3/01(2006.01)I; A61B5/0476(2006.01)I"],
    ["摘要", "本发明公开一种示例装置。"],
  ];
  const body =
    style === "dl"
      ? `<dl>${told.map(([k, v]) => `<dt>${k}：</dt><dd>${v}</dd>`).join("")}</dl>`
      : `<ul>${told.map(([k, v]) => `<li class="wl228">${k}：${v}</li>`).join("")}</ul>`;
  const box = style === "dl" ? "item" : "cp_linr";
  return `<div class="${box}"><h1>[发明授权] 一种示例装置</h1>${body}</div>`;
};

describe("result pages of CNIPA", () => {
  it.each(["dl", "li"] as const)("gives the announcements of a page in %s form", (style) => {
    const [patent, ...rest] = readCnipaPage(
      `<html><body>${card(style)}</body></html>`,
      "http://x/",
    );
    expect(rest).toEqual([]);
    expect(patent).toMatchObject({
      publication: "CN109999999B",
      application: "2020111729190",
      type: "发明授权",
      title: "一种示例装置",
      filed: "2020.10.28",
      published: "2022.06.10",
      granted: "2022.06.10",
      ipc: ["G06F3/01", "A61B5/0476"],
      abstract: "本发明公开一种示例装置。",
    });
    expect(patent!.applicants).toEqual([
      { name: "青岚大学", address: "610065 四川省成都市武侯区一环路南一段24号" },
      { name: "云屏智能有限公司", address: null },
    ]);
  });

  it("takes a page that says so for empty, and no other page", () => {
    const says = `<html><body><p>没有检索到相关专利。</p><p>${"说明文字。".repeat(60)}</p></body></html>`;
    expect(readCnipaPage(says, "http://x/")).toEqual([]);
    const mute = `<html><body><p>${"说明文字。".repeat(60)}</p></body></html>`;
    expect(reasonOf(() => readCnipaPage(mute, "http://x/"))).toBe("malformed");
    const wall = `<html><script>document.cookie="a=1";location.reload()</script></html>`;
    expect(reasonOf(() => readCnipaPage(wall, "http://x/"))).toBe("script-challenge");
  });

  it.skipIf(!has)("reads every row of the saved result page, with right check digits", () => {
    const html = saved("cnipa_search_results.html");
    const patents = readCnipaPage(html, "http://x/");
    expect(patents).toHaveLength(html.split('name="nrdPnHidden"').length - 1);
    const chinese = patents.filter((p) => p.publication.startsWith("CN"));
    expect(chinese.length).toBeGreaterThan(100);
    for (const p of chinese)
      expect(parseApplicationNumber(p.application, "CN").check).toBe("right");
    expect(patents[0]!.title).not.toMatch(/[<>]/);
    expect(patents.every((p) => /^\d{4}\.\d{2}\.\d{2}$/.test(p.filed))).toBe(true);
    expect(patents.filter((p) => p.applicants[0]?.address != null).length).toBeGreaterThan(100);
  });

  it.skipIf(!has)("calls the saved captcha page a captcha", () => {
    expect(reasonOf(() => readCnipaPage(saved("cnipr_captcha_page.html"), "http://x/"))).toBe(
      "captcha",
    );
  });
});
