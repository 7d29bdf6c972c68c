import { append, escapeLatex, type Lang } from "../../base/index.js";
import { type GridCell, type GridRow, type GridSpan, layOut } from "./lay-out.js";
import type { TableModel } from "./table-model.js";
import { notesLine } from "./wording.js";

/** Columns, labels included, beyond which a table is set small, and turned. */
const SMALL = 6;
const TURNED = 9;

/**
 * A table as LaTeX with booktabs and threeparttable; Chinese needs ctex.   中文: 表格 → LaTeX
 */
export function tableToLatex(
  model: TableModel,
  lang: Lang,
  options: { readonly caption?: string; readonly label?: string } = {},
): string {
  const grid = layOut(model, lang);
  const width = grid.align.length;
  // As in Word: many columns in small type, more of them on a turned page.
  const environment = width > TURNED ? "sidewaystable" : "table";
  const packages = [
    "booktabs",
    "threeparttable",
    ...(width > TURNED ? ["rotating"] : []),
    ...(lang === "zh" ? ["ctex"] : []),
  ].join(", ");
  const out = [
    `% \\usepackage{${packages}}`,
    width > TURNED ? "\\begin{sidewaystable}" : "\\begin{table}[htbp]",
    "\\centering",
    ...(width > SMALL ? ["\\footnotesize", "\\setlength{\\tabcolsep}{3pt}"] : []),
    "\\begin{threeparttable}",
    `\\caption{${escapeLatex(options.caption ?? grid.title)}}`,
  ];
  if (options.label !== undefined) out.push(`\\label{${options.label}}`);
  out.push(`\\begin{tabular}{${grid.align.map((a) => a[0]).join("")}}`, "\\toprule");
  append(out, spanLines(grid.spans));
  for (const line of grid.headers) out.push(lineOf(line.map(escapeLatex)));
  out.push("\\midrule", ...grid.rows.flatMap((row) => rowLines(row, grid.align.length)));
  out.push("\\bottomrule", "\\end{tabular}");
  if (grid.notes.length > 0) {
    out.push("\\begin{tablenotes}[flushleft]", "\\small");
    out.push(`\\item ${opening(escapeLatex(notesLine(grid.notes, lang)))}`, "\\end{tablenotes}");
  }
  out.push("\\end{threeparttable}", `\\end{${environment}}`);
  return `${out.join("\n")}\n`;
}

function spanLines(spans: readonly GridSpan[]): string[] {
  if (spans.length === 0) return [];
  const cells: string[] = [];
  const rules: string[] = [];
  let at = 1;
  for (const span of spans) {
    const text = escapeLatex(span.text);
    cells.push(span.width === 1 ? text : `\\multicolumn{${span.width}}{c}{${text}}`);
    if (text !== "") rules.push(`\\cmidrule(lr){${at}-${at + span.width - 1}}`);
    at += span.width;
  }
  return [lineOf(cells), rules.join(" ")];
}

function rowLines(row: GridRow, width: number): string[] {
  const lines = row.rule === "above" ? ["\\midrule"] : [];
  if (row.role === "heading") {
    const text = escapeLatex(row.cells[0]!.text);
    return [...lines, `\\multicolumn{${width}}{l}{\\textit{${text}}} \\\\`];
  }
  return [...lines, lineOf(row.cells.map(cellToLatex))];
}

/** One line of a table. */
function lineOf(cells: readonly string[]): string {
  return `${opening(cells.join(" & "))} \\\\`;
}

/** Behind a line end or an item, a bracket or a star would be read as its option. */
function opening(text: string): string {
  return text.replace(/^\s*([[*])/, "{$1}");
}

function cellToLatex(cell: GridCell): string {
  // A minus sign in mathematics is longer than a hyphen.
  const text =
    cell.value === null
      ? escapeLatex(cell.text)
      : escapeLatex(cell.text).replace(/-(?=[\d∞$])/, "$-$");
  return cell.stars === "" ? text : `${text}$^{${cell.stars}}$`;
}
