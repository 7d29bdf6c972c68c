import { append, type Lang } from "../../base/index.js";
import { formatNumber } from "./format-number.js";
import type { ColumnSpan, TableCell, TableModel, TableRow } from "./table-model.js";
import { inLang } from "./wording.js";

/** A printed cell: text, stars behind it, and where it leads.   中文: 排好的单元格 */
export interface GridCell {
  readonly text: string;
  readonly stars: string;
  /** The number behind the text, in full precision. */
  readonly value: number | null;
  readonly lineage: string | null;
}

/** One printed line. */
export interface GridRow {
  readonly cells: readonly GridCell[];
  readonly rule: "above" | "none";
  /** `heading` spans the whole width. */
  readonly role: "estimate" | "spread" | "plain" | "heading";
}

/** A heading over columns; the spans of a line cover it without gaps. */
export interface GridSpan {
  readonly text: string;
  readonly width: number;
}

/** A table in one language, line by line: the only thing renderers look at.   中文: 排版网格 */
export interface Grid {
  readonly title: string;
  readonly spans: readonly GridSpan[];
  readonly headers: readonly (readonly string[])[];
  readonly align: readonly ("left" | "center" | "right")[];
  readonly rows: readonly GridRow[];
  readonly notes: readonly string[];
}

/** Lays a table out in one language.   中文: 排版 */
export function layOut(model: TableModel, lang: Lang): Grid {
  const width = model.columns.length;
  const headers = [model.columns.map((c) => inLang(c.header, lang))];
  if (model.columns.some((c) => c.subheader !== undefined)) {
    headers.push(model.columns.map((c) => inLang(c.subheader ?? "", lang)));
  }
  const rows: GridRow[] = [];
  for (const group of model.groups) {
    const start = rows.length;
    if (group.heading !== undefined) {
      rows.push({ cells: [plain(inLang(group.heading, lang))], rule: "none", role: "heading" });
    }
    for (const row of group.rows) append(rows, linesOf(row, width, lang));
    const first = rows[start];
    if (group.rule === "above" && first !== undefined) rows[start] = { ...first, rule: "above" };
  }
  return {
    title: inLang(model.title, lang),
    spans: model.spans === undefined ? [] : cover(model.spans, width, lang),
    headers,
    align: model.columns.map((c, j) => c.align ?? (j === 0 ? "left" : "center")),
    rows,
    notes: model.notes.map((n) => inLang(n, lang)),
  };
}

const blank: GridCell = { text: "", stars: "", value: null, lineage: null };

function plain(text: string): GridCell {
  return { ...blank, text };
}

function linesOf(row: TableRow, width: number, lang: Lang): GridRow[] {
  const cells = Array.from({ length: width - 1 }, (_, j) => row.cells[j]);
  const label = plain(inLang(row.label, lang));
  const upper = cells.map((cell) => upperCell(cell, lang));
  if (!cells.some((cell) => cell?.kind === "estimate")) {
    return [{ cells: [label, ...upper], rule: "none", role: "plain" }];
  }
  const lower = cells.map((cell) => lowerCell(cell));
  return [
    { cells: [label, ...upper], rule: "none", role: "estimate" },
    { cells: [blank, ...lower], rule: "none", role: "spread" },
  ];
}

function upperCell(cell: TableCell | undefined, lang: Lang): GridCell {
  if (cell === undefined || cell.kind === "empty") return blank;
  if (cell.kind === "text") return plain(inLang(cell.text, lang));
  const value = cell.kind === "number" ? cell.value : cell.estimate;
  return {
    text: cell.kind === "number" ? numberText(cell) : formatNumber(value, cell.digits),
    stars: cell.stars ?? "",
    value,
    lineage: cell.lineage ?? null,
  };
}

function numberText({ value, digits, small }: Extract<TableCell, { kind: "number" }>): string {
  const isBelow = value !== null && Math.abs(value) < 0.5 * 10 ** -digits;
  if (!isBelow || small === undefined || small === "further") return formatNumber(value, digits);
  return small === "zero" ? formatNumber(0, digits) : `<${(10 ** -digits).toFixed(digits)}`;
}

function lowerCell(cell: TableCell | undefined): GridCell {
  if (cell?.kind !== "estimate" || cell.spread === null) return blank;
  return { ...plain(`(${formatNumber(cell.spread, cell.spreadDigits)})`), value: cell.spread };
}

function cover(spans: readonly ColumnSpan[], width: number, lang: Lang): GridSpan[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const line: GridSpan[] = [];
  let at = 0;
  for (const span of sorted) {
    if (span.from > at) line.push({ text: "", width: span.from - at });
    line.push({ text: inLang(span.text, lang), width: span.to - span.from + 1 });
    at = span.to + 1;
  }
  if (at < width) line.push({ text: "", width: width - at });
  return line;
}
