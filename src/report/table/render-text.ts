import { append, greatest, type Lang, removeControls } from "../../base/index.js";
import { type GridCell, layOut } from "./lay-out.js";
import type { TableModel } from "./table-model.js";

/** A table for the terminal; a Chinese character takes two places.   中文: 表格 → 终端文本 */
export function tableToText(model: TableModel, lang: Lang): string {
  const grid = layOut(model, lang);
  const lines = grid.rows.map((row) => row.cells.map(textOf));
  const widths = grid.align.map((_, j) =>
    Math.max(
      greatest(grid.headers.map((line) => displayWidth(line[j]!))),
      greatest(lines.map((cells) => (cells.length === 1 ? 0 : displayWidth(cells[j] ?? "")))),
      0,
    ),
  );
  widenForSpans(grid.spans, widths);
  const total = widths.reduce((sum, w) => sum + w + 2, -2);
  const print = (cells: readonly string[]) =>
    cells
      .map((cell, j) => pad(cell, widths[j]!, grid.align[j]!))
      .join("  ")
      .trimEnd();
  const out = [grid.title, "═".repeat(total)];
  if (grid.spans.length > 0) out.push(spanLine(grid.spans, widths));
  append(out, grid.headers.map(print));
  out.push("─".repeat(total));
  grid.rows.forEach((row, i) => {
    if (row.rule === "above") out.push("─".repeat(total));
    out.push(row.role === "heading" ? lines[i]![0]! : print(lines[i]!));
  });
  out.push("═".repeat(total), ...grid.notes);
  return `${out.join("\n")}\n`;
}

/** Places that a text takes on the screen.   中文: 显示宽度 */
export function displayWidth(text: string): number {
  let places = 0;
  for (const c of text) places += c.codePointAt(0)! > 0x2e7f ? 2 : 1;
  return places;
}

function textOf(cell: GridCell): string {
  return removeControls(cell.text + cell.stars).replace(/[\r\n\t]+/g, " ");
}

function pad(text: string, width: number, align: "left" | "center" | "right"): string {
  const room = Math.max(0, width - displayWidth(text));
  const before = align === "left" ? 0 : align === "right" ? room : Math.floor(room / 2);
  return " ".repeat(before) + text + " ".repeat(room - before);
}

type Spans = ReturnType<typeof layOut>["spans"];

function widenForSpans(spans: Spans, widths: number[]): void {
  let at = 0;
  for (const span of spans) {
    const have = widths.slice(at, at + span.width).reduce((sum, w) => sum + w + 2, -2);
    const lack = displayWidth(span.text) - have;
    if (lack > 0) widths[at + span.width - 1]! += lack;
    at += span.width;
  }
}

function spanLine(spans: Spans, widths: readonly number[]): string {
  let at = 0;
  return spans
    .map((span) => {
      const width = widths.slice(at, at + span.width).reduce((sum, w) => sum + w + 2, -2);
      at += span.width;
      return pad(span.text, width, "center");
    })
    .join("  ")
    .trimEnd();
}
