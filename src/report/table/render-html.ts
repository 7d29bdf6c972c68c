import { escapeHtml, type Lang } from "../../base/index.js";
import { type GridCell, type GridRow, layOut } from "./lay-out.js";
import type { TableModel } from "./table-model.js";
import { notesLine } from "./wording.js";

/** Where a cell with lineage leads, and the id of the link itself. */
export interface TableLink {
  readonly href: string;
  readonly id: string | undefined;
}

/**
 * A table as an HTML fragment with classes of its own; everything is escaped.   中文: 表格 → HTML
 *
 * Cells show the number in full precision on hovering. A cell with lineage is a link where `linkOf`
 * says where to; a table by itself has nothing to lead to.
 */
export function tableToHtml(
  model: TableModel,
  lang: Lang,
  options: {
    readonly caption?: string;
    readonly style?: "inline" | "none";
    readonly linkOf?: (lineage: string) => TableLink;
    /** Markup that stands below the notes, such as links to files. */
    readonly after?: string;
  } = {},
): string {
  const grid = layOut(model, lang);
  const align = (j: number) => `class="${grid.align[j] ?? "center"}"`;
  const head = grid.headers.map(
    (line) =>
      `<tr>${line.map((t, j) => `<th scope="col" ${align(j)}>${escapeHtml(t)}</th>`).join("")}</tr>`,
  );
  if (grid.spans.length > 0) {
    const cells = grid.spans.map(
      (s) =>
        `<th scope="colgroup" colspan="${s.width}"${s.text === "" ? "" : ' class="span"'}>${escapeHtml(s.text)}</th>`,
    );
    head.unshift(`<tr>${cells.join("")}</tr>`);
  }
  const body = grid.rows.map((row) => rowToHtml(row, grid.align, options.linkOf));
  const notes = escapeHtml(notesLine(grid.notes, lang));
  return [
    options.style === "inline" ? `<style>${TABLE_CSS}</style>` : "",
    `<div class="xz-fit"><div class="xz-scroll"><table class="xz-table" lang="${lang}">`,
    `<caption>${escapeHtml(options.caption ?? grid.title)}</caption>`,
    `<thead>${head.join("")}</thead>`,
    `<tbody>${body.join("\n")}</tbody>`,
    "</table></div>",
    notes === "" ? "" : `<p class="xz-notes">${notes}</p>`,
    `${options.after ?? ""}</div>`,
  ]
    .filter((s) => s !== "")
    .join("\n");
}

/** A whole page with one table.   中文: 单表网页 */
export function tableToHtmlPage(model: TableModel, lang: Lang): string {
  const { title } = layOut(model, lang);
  return [
    "<!doctype html>",
    `<html lang="${lang === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(title)}</title><style>${TABLE_CSS}</style></head><body>`,
    tableToHtml(model, lang),
    "</body></html>\n",
  ].join("\n");
}

function rowToHtml(
  row: GridRow,
  align: readonly string[],
  linkOf: ((lineage: string) => TableLink) | undefined,
): string {
  const classes = [row.role, ...(row.rule === "above" ? ["rule"] : [])].join(" ");
  if (row.role === "heading") {
    const text = escapeHtml(row.cells[0]!.text);
    return `<tr class="${classes}"><th scope="rowgroup" colspan="${align.length}">${text}</th></tr>`;
  }
  const cells = row.cells.map((cell, j) => {
    if (j === 0) return `<th scope="row" class="${align[0]}">${escapeHtml(cell.text)}</th>`;
    const hover = cell.value === null ? "" : ` title="${escapeHtml(String(cell.value))}"`;
    return `<td class="${align[j] ?? "center"}"${hover}>${cellToHtml(cell, linkOf)}</td>`;
  });
  return `<tr class="${classes}">${cells.join("")}</tr>`;
}

function cellToHtml(cell: GridCell, linkOf: ((lineage: string) => TableLink) | undefined): string {
  const stars = cell.stars === "" ? "" : `<sup>${cell.stars}</sup>`;
  const text = escapeHtml(cell.text);
  if (cell.lineage === null || linkOf === undefined) return `${text}${stars}`;
  const { href, id } = linkOf(cell.lineage);
  return `<a${id === undefined ? "" : ` id="${id}"`} href="${href}">${text}</a>${stars}`;
}

/** The looks of a three-line table.   中文: 三线表样式 */
export const TABLE_CSS = `.xz-fit{width:fit-content;min-width:min(100%,26em);max-width:100%;margin:1.2em auto 1.6em}
.xz-scroll{overflow-x:auto}
.xz-table{border-collapse:collapse;margin:0 auto .3em;min-width:100%;font:15px/1.5 "Times New Roman",SimSun,"Songti SC","Noto Serif CJK SC",serif;border-top:2px solid #000;border-bottom:2px solid #000}
.xz-table caption{caption-side:top;font-weight:bold;padding:.4em}
.xz-table th,.xz-table td{padding:.12em .55em;font-weight:normal;white-space:nowrap}
.xz-table thead th{white-space:normal;min-width:4.5em;max-width:11em;vertical-align:bottom;text-wrap:balance}
.xz-table tbody th{white-space:normal;word-break:keep-all;max-width:22em;min-width:6em}
.xz-table td.left{white-space:normal;max-width:22em;min-width:6em}
@media (max-width:40em){.xz-table caption{text-align:left}}
.xz-table thead tr:last-child th{border-bottom:1px solid #000}
.xz-table th.span{border-bottom:1px solid #000}
.xz-table tr.rule th,.xz-table tr.rule td{border-top:1px solid #000}
.xz-table tr.heading th{text-align:left;font-style:italic}
.xz-table .left{text-align:left}.xz-table .center{text-align:center}.xz-table .right{text-align:right}
.xz-table a{color:inherit;text-decoration:underline dotted}
.xz-notes{font-size:13px;max-width:60em;margin:.2em auto 1.6em;color:#333}
.xz-fit>.xz-notes{width:0;min-width:100%;max-width:none;margin:.2em 0}`;
