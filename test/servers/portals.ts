import { Document, Packer, Paragraph } from "docx";
import iconv from "iconv-lite";
import { page, type Route } from "./site.js";

/** An imitation portal: its routes, how to crawl it, and the truth about it. */
export interface Portal {
  readonly name: string;
  readonly routes: Readonly<Record<string, Route>>;
  readonly start: string;
  readonly list?: Readonly<Record<string, unknown>>;
  readonly page?: Readonly<Record<string, unknown>>;
  /** Path of each report page → a sentence that its text must hold, in order of parts. */
  readonly truth: Readonly<Record<string, readonly string[]>>;
  /** Pages on the way that hold no text of their own. */
  readonly hollow?: number;
}

const years = [2012, 2013, 2014, 2015, 2016, 2017];

function sentence(place: string, year: number, part = 1): string {
  return `${place}在${year}年办成第${part}类实事，修桥补路，百姓称便。`;
}

const FILLER =
  "这一年全市干部群众一起动手，把该办的事一件一件办好，把该修的路一段一段修通。".repeat(8);

/** The lines of one part of a report; the first opens it. */
function lines(sentence: string, part: number): string[] {
  const opening = ["各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。"];
  return [...(part === 1 ? opening : []), sentence, FILLER];
}

function body(place: string, year: number, part = 1): string {
  return lines(sentence(place, year, part), part)
    .map((line) => `<p>${line}</p>`)
    .join("");
}

/** The whole text of a report with these sentences, as it must be stored. */
export function wholeText(sentences: readonly string[]): string {
  return sentences.flatMap((s, i) => lines(s, i + 1)).join("\n");
}

function article(place: string, year: number, extra = "", part = 1): string {
  return `<html><head><meta charset="utf-8"><title>${year}年${place}政府工作报告</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/news/">要闻</a></div>
<div class="main"><h1>${year}年${place}政府工作报告</h1><div class="meta">发布时间：${year}-02-03 来源：${place}日报</div>
<div class="content">${body(place, year, part)}</div>${extra}</div>
<div class="foot">版权所有 联系我们</div></body></html>`;
}

const titleOf = (place: string, year: number): string => `${year}年${place}政府工作报告`;

function staticPortal(place: string, root: string): Portal {
  const links = years
    .map((y) => `<li><a href="${root}/${y}.html">${titleOf(place, y)}</a></li>`)
    .join("");
  const noise = `<li><a href="${root}/plan.html">${place}财政预算报告</a></li><li><a href="mailto:a@b.c">信箱</a></li>`;
  const routes: Record<string, Route> = {
    [`${root}/index.html`]: page(`<ul class="list">${links}${noise}</ul>`),
  };
  for (const y of years) routes[`${root}/${y}.html`] = page(article(place, y));
  const truth = Object.fromEntries(years.map((y) => [`${root}/${y}.html`, [sentence(place, y)]]));
  return { name: `static${root}`, routes, start: `${root}/index.html`, truth };
}

/** `index_N.html` behind a "next page" link. */
function numberedPortal(place: string, root: string): Portal {
  const routes: Record<string, Route> = {};
  years.forEach((y, k) => {
    const name = k === 0 ? "index" : `index_${k}`;
    const next = k + 1 < years.length ? `<a href="index_${k + 1}.html">下一页</a>` : "";
    routes[`${root}/${name}.html`] = page(
      `<a title="${titleOf(place, y)}" href="./t${y}.html">${place}…</a>${next}`,
    );
    routes[`${root}/t${y}.html`] = page(article(place, y));
  });
  const truth = Object.fromEntries(years.map((y) => [`${root}/t${y}.html`, [sentence(place, y)]]));
  return { name: `numbered${root}`, routes, start: `${root}/index.html`, truth };
}

/** `createPageHTML(n, 0, "index", "html")` writes the page links. */
function scriptedPortal(place: string, root: string): Portal {
  const routes: Record<string, Route> = {};
  years.forEach((y, k) => {
    const name = k === 0 ? "index" : `index_${k}`;
    routes[`${root}/${name}.html`] = page(
      `<ul><li><a href="${root}/${y}/t.html">${titleOf(place, y)}</a></li></ul>
       <script>createPageHTML(${years.length}, ${k}, "index", "html");</script>`,
    );
    routes[`${root}/${y}/t.html`] = page(article(place, y));
  });
  const truth = Object.fromEntries(years.map((y) => [`${root}/${y}/t.html`, [sentence(place, y)]]));
  return { name: `scripted${root}`, routes, start: `${root}/index.html`, truth };
}

/** A JSON interface with numbered pages. */
function jsonPortal(place: string, root: string, shape: "flat" | "deep"): Portal {
  const routes: Record<string, Route> = { [`${root}/`]: page("<p>列表由脚本载入</p>") };
  years.forEach((y, k) => {
    const item =
      shape === "flat"
        ? { title: titleOf(place, y), url: `${root}/${y}.html` }
        : { docTitle: `<em>${titleOf(place, y)}</em>`, docpuburl: `${root}/${y}.html` };
    const answer = shape === "flat" ? [item] : { code: 0, data: { page: k, results: [item] } };
    routes[`${root}/list?p=${k + 1}`] = page(JSON.stringify(answer), {
      "content-type": "application/json",
    });
    routes[`${root}/${y}.html`] = page(article(place, y));
  });
  const truth = Object.fromEntries(years.map((y) => [`${root}/${y}.html`, [sentence(place, y)]]));
  const pages = { url: `ORIGIN${root}/list?p={page}`, first: 1, last: years.length };
  return { name: `json${root}`, routes, start: `${root}/`, list: { pages }, truth };
}

/** The list stands in a script of the page. */
function inPagePortal(place: string, root: string, style: "object" | "assign"): Portal {
  const items = years.map((y) =>
    style === "object"
      ? `{"title":"${titleOf(place, y)}","url":"${root}/${y}.html"}`
      : `docs.push({ url: '${root}/${y}.html', date: '${y}-01-01', title: '${titleOf(place, y)}' });`,
  );
  const code = style === "object" ? `var list=[${items.join(",")}];` : items.join("\n");
  const routes: Record<string, Route> = {
    [`${root}/index.html`]: page(`<div id="list"></div><script>${code}</script>`),
  };
  for (const y of years) routes[`${root}/${y}.html`] = page(article(place, y));
  const truth = Object.fromEntries(years.map((y) => [`${root}/${y}.html`, [sentence(place, y)]]));
  return { name: `inpage${root}`, routes, start: `${root}/index.html`, truth };
}

/** Articles split over several addresses, by links or by a script. */
function splitPortal(place: string, root: string, style: "links" | "script"): Portal {
  const routes: Record<string, Route> = {};
  const truth: Record<string, string[]> = {};
  const links = years.map((y) => `<a href="${root}/t${y}.html">${titleOf(place, y)}</a>`).join("");
  routes[`${root}/index.html`] = page(links);
  for (const y of years) {
    for (let part = 1; part <= 3; part++) {
      const name = part === 1 ? `t${y}` : `t${y}_${part - 1}`;
      const extra =
        style === "script"
          ? `<script>createPageHTML(3, ${part - 1}, "t${y}", "html")</script>`
          : part < 3
            ? `<a href="t${y}_${part}.html">下一页</a>`
            : "";
      routes[`${root}/${name}.html`] = page(article(place, y, extra, part));
    }
    truth[`${root}/t${y}.html`] = [1, 2, 3].map((part) => sentence(place, y, part));
  }
  return { name: `split${root}`, routes, start: `${root}/index.html`, truth };
}

/** A frameset around the list. */
function framesetPortal(place: string, root: string): Portal {
  const inner = staticPortal(place, root);
  const routes = {
    ...inner.routes,
    [`${root}/home.html`]: page(
      `<html><frameset cols="20%,80%"><frame src="${root}/menu.html"><frame src="${root}/index.html"></frameset></html>`,
    ),
    [`${root}/menu.html`]: page("<a href='/x.html'>简介</a>"),
  };
  return { ...inner, name: `frameset${root}`, routes, start: `${root}/home.html` };
}

/** The same site as GBK bytes, with the charset in the page or nowhere. */
function gbkPortal(place: string, root: string, declared: "meta" | "none"): Portal {
  const inner = staticPortal(place, root);
  const routes: Record<string, Route> = {};
  const asGbk = (html: string): Route =>
    page(
      iconv.encode(
        declared === "meta"
          ? html.replace('charset="utf-8"', 'charset="gb2312"')
          : html.replace('<meta charset="utf-8">', ""),
        "gb18030",
      ),
      { "content-type": "text/html" },
    );
  const links = years.map((y) => `<a href="${root}/${y}.html">${titleOf(place, y)}</a>`).join("");
  routes[`${root}/index.html`] = asGbk(`<html><head><meta charset="utf-8"></head>${links}</html>`);
  for (const y of years) routes[`${root}/${y}.html`] = asGbk(article(place, y));
  return { ...inner, name: `gbk${root}`, routes, start: `${root}/index.html` };
}

/** The report is a Word file: linked by the list itself, or by a page that holds nothing else. */
async function attachmentPortal(
  place: string,
  root: string,
  where: "list" | "page",
): Promise<Portal> {
  const routes: Record<string, Route> = {};
  const truth: Record<string, string[]> = {};
  const target = (y: number): string => (where === "list" ? `W0${y}.docx` : `${y}.html`);
  const links = years.map((y) => `<a href="${root}/${target(y)}">${titleOf(place, y)}</a>`);
  routes[`${root}/index.html`] = page(links.join(""));
  for (const y of years) {
    const children = lines(sentence(place, y), 1).map((line) => new Paragraph(line));
    const bytes = await Packer.toBuffer(new Document({ sections: [{ children }] }));
    routes[`${root}/W0${y}.docx`] = page(bytes, { "content-type": "application/octet-stream" });
    routes[`${root}/${y}.html`] = page(
      `<h1>${titleOf(place, y)}</h1><p>附件：<a href="./W0${y}.docx">${y}年报告.docx</a></p>`,
    );
    truth[`${root}/W0${y}.docx`] = [sentence(place, y)];
  }
  const hollow = where === "page" ? years.length : 0;
  return { name: `attachment${root}`, routes, start: `${root}/index.html`, truth, hollow };
}

/** Two imitation portals of each structural pattern, with their truth. */
export const portals: readonly Portal[] = [
  staticPortal("青岚市", "/a1"),
  staticPortal("望川市", "/a2"),
  numberedPortal("澄湖市", "/b1"),
  numberedPortal("云屏市", "/b2"),
  scriptedPortal("雾山市", "/c1"),
  scriptedPortal("临渚市", "/c2"),
  jsonPortal("银汀市", "/d1", "flat"),
  jsonPortal("鹿鸣市", "/d2", "deep"),
  inPagePortal("砚台市", "/e1", "object"),
  inPagePortal("松桥市", "/e2", "assign"),
  splitPortal("白榆市", "/f1", "links"),
  splitPortal("丹崖市", "/f2", "script"),
  framesetPortal("霁城市", "/g1"),
  framesetPortal("星渚市", "/g2"),
  gbkPortal("禾川市", "/h1", "meta"),
  gbkPortal("岚汀市", "/h2", "none"),
  await attachmentPortal("槐荫市", "/i1", "list"),
  await attachmentPortal("菱塘市", "/i2", "page"),
];
