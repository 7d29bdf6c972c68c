import { escapeHtml, type Lang, nearest } from "../../base/index.js";
import { reportError } from "../errors.js";
import type { FigureModel } from "../figure/chart/figure-model.js";
import { TABLE_CSS, type TableLink, tableToHtml } from "../table/render-html.js";
import type { TableModel } from "../table/table-model.js";
import { inLang } from "../table/wording.js";
import {
  figureToHtml,
  methodsToHtml,
  refereeToHtml,
  tableFilesToHtml,
  warningsToHtml,
} from "./html-blocks.js";
import {
  type LineagePage,
  type LineageReturn,
  lineageAnchors,
  lineageToHtml,
} from "./lineage-html.js";
import { type NumberedSection, numberSections } from "./number-sections.js";
import { PAGE_CSS } from "./page-css.js";
import { referenceText } from "./reference-text.js";
import type { Report, ReportSection } from "./section.js";
import { titleOf } from "./section-title.js";

/** Where the drawings come from. */
export interface HtmlReportOptions {
  /** Drawings with hover values that were made already; left out: drawn here. */
  readonly drawingOf?: (figure: FigureModel) => string | undefined;
  /**
   * Files of a table that lie beside the page, by ending: `{ docx: "tables/table-1.docx" }`. Text and
   * CSV go with the page itself.
   */
  readonly filesOf?: (table: TableModel) => Readonly<Record<string, string>> | undefined;
}

/**
 * A report as one self-contained HTML file: no script, no network.   中文: 自包含 HTML 报告
 *
 * Figures are inline SVG whose points show their values on hovering; each has its data behind a
 * link, each table its files; table cells show full precision; coefficients with lineage lead down to the source.
 * Everything that came from data is escaped, and the page forbids scripts and outside content.
 *
 * Errors    report/unknown-lineage — a cell or node leads to a node that is not there.
 *
 * @example
 * await renderHtmlReport({ title: "报告", lang: "zh", sections: [{ kind: "table", table }] });
 */
export async function renderHtmlReport(
  report: Report,
  options: HtmlReportOptions = {},
): Promise<string> {
  const { lang } = report;
  const numbered = numberSections(report.sections, lang);
  const page = lineagePage(numbered);
  const parts = await Promise.all(numbered.map((n, i) => sectionToHtml(n, i, lang, options, page)));
  const title = escapeHtml(inLang(report.title, lang));
  const banner =
    report.banner === undefined
      ? ""
      : `<p class="xz-banner">${escapeHtml(inLang(report.banner, lang))}</p>`;
  const body = parts.join("\n");
  checkLinks(body);
  return [
    "<!doctype html>",
    `<html lang="${lang === "zh" ? "zh-CN" : "en"}">`,
    '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${TABLE_CSS}\n${PAGE_CSS}</style></head>`,
    `<body><main><h1>${title}</h1>`,
    banner,
    contents(numbered, lang),
    body,
    "</main></body></html>\n",
  ].join("\n");
}

const anchor = (section: ReportSection, i: number) =>
  "id" in section && section.id !== undefined ? encodeURIComponent(section.id) : `part-${i + 1}`;

function contents(numbered: readonly NumberedSection[], lang: Lang): string {
  const items = numbered.flatMap(({ section, caption }, i) => {
    const text = entryOf(section, caption, lang);
    if (text === "") return [];
    const isPart = section.kind === "table" || section.kind === "figure";
    const depth =
      isPart || (section.kind === "heading" && section.level === 3) ? ' class="sub"' : "";
    return [`<li${depth}><a href="#${anchor(section, i)}">${escapeHtml(text)}</a></li>`];
  });
  if (items.length < 4) return "";
  const head = lang === "zh" ? "目录" : "Contents";
  return `<nav class="xz-contents"><details open><summary>${head}</summary><ul>${items.join("")}</ul></details></nav>`;
}

/** What the contents call a part: its heading or caption; empty for text. */
function entryOf(section: ReportSection, caption: string, lang: Lang): string {
  switch (section.kind) {
    case "heading":
      return inLang(section.text, lang);
    case "text":
      return "";
    case "table":
    case "figure":
      return caption;
    case "warnings":
      return section.warnings.length === 0 ? "" : titleOf("warnings", lang);
    default:
      return titleOf(section.kind, lang);
  }
}

async function sectionToHtml(
  numbered: NumberedSection,
  i: number,
  lang: Lang,
  options: HtmlReportOptions,
  page: LineagePage,
): Promise<string> {
  const { section, caption } = numbered;
  const id = anchor(section, i);
  switch (section.kind) {
    case "heading": {
      const level = (section.level ?? 2) + (section.level === 1 ? 1 : 0);
      return `<h${level} id="${id}">${escapeHtml(inLang(section.text, lang))}</h${level}>`;
    }
    case "text":
      return section.look === "work"
        ? `<p class="xz-work">${escapeHtml(referenceText(section.text, lang))}</p>`
        : `<p>${escapeHtml(inLang(section.text, lang))}</p>`;
    case "table": {
      const { table } = section;
      const files = tableFilesToHtml(table, { id, lang, beside: options.filesOf?.(table) ?? {} });
      return `<section id="${id}">${tableToHtml(table, lang, { caption, linkOf: linksOf(page, i), after: files })}</section>`;
    }
    case "figure":
      return figureToHtml(section.figure, {
        caption,
        id,
        lang,
        svg: options.drawingOf?.(section.figure),
      });
    case "warnings":
      return warningsToHtml(section.warnings, lang, id);
    case "referee":
      return refereeToHtml(section.findings, lang, id);
    case "methods":
      return methodsToHtml(section, lang, id);
    case "lineage":
      return `<section id="${id}" class="xz-lineage">${lineageToHtml(section.graph, lang, page)}</section>`;
  }
}

/** Ids of the nodes, and where the tables lead to them. */
function lineagePage(numbered: readonly NumberedSection[]): LineagePage {
  const returns = new Map<string, LineageReturn[]>();
  numbered.forEach(({ section, caption }, i) => {
    if (section.kind !== "table") return;
    for (const id of lineageOf(section.table)) {
      const list = returns.get(id) ?? [];
      const at = { anchor: returnAnchor(i, id), caption };
      if (!list.some((r) => r.anchor === at.anchor)) returns.set(id, [...list, at]);
    }
  });
  const graphs = numbered.flatMap(({ section }) =>
    section.kind === "lineage" ? [section.graph] : [],
  );
  return { anchors: lineageAnchors(graphs, new Set(returns.keys())), returns };
}

function lineageOf(table: TableModel): string[] {
  const cells = table.groups.flatMap((g) => g.rows.flatMap((r) => r.cells));
  return cells.flatMap((c) => (c !== undefined && "lineage" in c && c.lineage ? [c.lineage] : []));
}

const returnAnchor = (section: number, id: string) =>
  `from-${section + 1}-${encodeURIComponent(id)}`;

/** The link of a cell to its node; it has an id itself, so that the node leads back to it. */
function linksOf(page: LineagePage, section: number): (id: string) => TableLink {
  const seen = new Set<string>();
  return (id) => {
    const anchor = page.anchors.get(id);
    if (anchor === undefined) {
      const near = nearest(id, [...page.anchors.keys()]);
      throw reportError("unknown-lineage", {
        id,
        where: "report",
        ...(near === undefined ? {} : { nearest: near }),
      });
    }
    const own = seen.has(id) ? undefined : returnAnchor(section, id);
    seen.add(id);
    return { href: `#${anchor}`, id: own };
  };
}

/** Every link inside the page must have its target: a dead lineage link would be a false claim. */
function checkLinks(body: string): void {
  const targets = new Set([...body.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]!));
  for (const [, id] of body.matchAll(/ href="#([^"]+)"/g)) {
    if (targets.has(id!)) continue;
    const near = nearest(id!, [...targets]);
    throw reportError("unknown-lineage", {
      id: id!,
      where: "report",
      ...(near === undefined ? {} : { nearest: near }),
    });
  }
}
