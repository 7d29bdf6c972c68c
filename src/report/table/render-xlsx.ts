import { greatest, type Lang, removeControls } from "../../base/index.js";
import { type WorkbookCell, type WorkbookSheet, workbookBytes } from "../../table/index.js";
import { type Grid, type GridCell, layOut } from "./lay-out.js";
import { displayWidth } from "./render-text.js";
import type { TableModel } from "./table-model.js";
import { notesLine } from "./wording.js";

/** Tables as one Excel file, one sheet each: three lines, 宋体, stars raised.   中文: 表格 → Excel */
export async function tablesToXlsx(
  tables: readonly {
    readonly name: string;
    readonly table: TableModel;
    readonly caption?: string;
  }[],
  lang: Lang,
): Promise<Uint8Array> {
  return workbookBytes(
    tables.map(({ name, table, caption }) => sheetOf(layOut(table, lang), name, lang, caption)),
  );
}

/** One table as an Excel file.   中文: 单表 → Excel */
export function tableToXlsx(model: TableModel, lang: Lang): Promise<Uint8Array> {
  return tablesToXlsx([{ name: layOut(model, lang).title, table: model }], lang);
}

function sheetOf(grid: Grid, name: string, lang: Lang, caption?: string): WorkbookSheet {
  const width = grid.align.length;
  const rows: WorkbookCell[][] = [];
  const merges: { row: number; column: number; toRow: number; toColumn: number }[] = [];
  const whole = (cell: WorkbookCell) => {
    merges.push({ row: rows.length, column: 0, toRow: rows.length, toColumn: width - 1 });
    rows.push(padded([cell], width));
  };
  whole({ value: removeControls(caption ?? grid.title), weight: "bold", align: "center" });
  addHead(grid, rows, merges);
  grid.rows.forEach((row, i) => {
    const top = row.rule === "above" ? { top: "thin" as const } : {};
    const bottom = i === grid.rows.length - 1 ? { bottom: "medium" as const } : {};
    const cells = row.cells.map(
      (cell, j): WorkbookCell => ({
        ...printed(cell),
        superscript: cell.stars,
        align: grid.align[j] ?? "center",
        ...top,
        ...bottom,
      }),
    );
    rows.push(padded(cells, width, { ...top, ...bottom }));
  });
  if (grid.notes.length > 0) {
    whole({ value: removeControls(notesLine(grid.notes, lang)), wrap: "wrap" });
  }
  const widths = widthsOf(grid);
  const places = widths.reduce((sum, w) => sum + w, 0);
  const noteLines = Math.ceil((displayWidth(notesLine(grid.notes, lang)) * 1.1) / places);
  return {
    name,
    rows,
    merges,
    widths,
    fit: "width",
    frozenRows: grid.headers.length + (grid.spans.length > 0 ? 2 : 1),
    heights: new Map(grid.notes.length === 0 ? [] : [[rows.length - 1, 15 * noteLines]]),
  };
}

function addHead(
  grid: Grid,
  rows: WorkbookCell[][],
  merges: { row: number; column: number; toRow: number; toColumn: number }[],
): void {
  const start = rows.length;
  if (grid.spans.length > 0) {
    const line: WorkbookCell[] = [];
    for (const span of grid.spans) {
      if (span.width > 1 && span.text !== "") {
        const toColumn = line.length + span.width - 1;
        merges.push({ row: start, column: line.length, toRow: start, toColumn });
      }
      const rule = span.text === "" ? {} : { bottom: "thin" as const };
      const cell: WorkbookCell = { value: removeControls(span.text), align: "center", ...rule };
      for (let k = 0; k < span.width; k++) line.push(k === 0 ? cell : { value: null, ...rule });
    }
    rows.push(line);
  }
  for (const header of grid.headers) {
    rows.push(
      header.map((text, j) => ({ value: removeControls(text), align: grid.align[j] ?? "center" })),
    );
  }
  const last = rows.length - 1;
  rows[start] = rows[start]!.map((cell) => ({ ...cell, top: "medium" }));
  rows[last] = rows[last]!.map((cell) => ({ ...cell, bottom: "thin" }));
}

/** A bare number stays a number in full precision, shown with the digits of the table. */
function printed(cell: GridCell): Pick<WorkbookCell, "value" | "format"> {
  const isBare = cell.value !== null && cell.stars === "" && /^-?[\d,]+(\.\d+)?$/.test(cell.text);
  if (!isBare) return { value: cell.text === "" ? null : removeControls(cell.text) };
  const digits = cell.text.split(".")[1]?.length ?? 0;
  return { value: cell.value, format: digits === 0 ? "#,##0" : `0.${"0".repeat(digits)}` };
}

function padded(
  cells: readonly WorkbookCell[],
  width: number,
  look: Partial<WorkbookCell> = {},
): WorkbookCell[] {
  return Array.from({ length: width }, (_, j) => cells[j] ?? { value: null, ...look });
}

function widthsOf(grid: Grid): number[] {
  return grid.align.map((_, j) => {
    const texts = [
      ...grid.headers.map((h) => h[j]!),
      ...grid.rows.filter((r) => r.role !== "heading").map((r) => r.cells[j]?.text ?? ""),
    ];
    return Math.min(48, Math.max(8, greatest(texts.map((t) => displayWidth(t) + 3))));
  });
}
