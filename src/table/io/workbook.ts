/** A cell with its looks; a bare value where there are none.   中文: Excel 单元格 */
export interface WorkbookCell {
  readonly value: string | number | null;
  /** Set as superscript behind the value (stars of significance). */
  readonly superscript?: string;
  readonly weight?: "bold" | "normal";
  readonly align?: "left" | "center" | "right";
  readonly wrap?: "wrap" | "none";
  /** Excel's number format, such as `0.000` or `#,##0`. */
  readonly format?: string;
  readonly top?: "medium" | "thin";
  readonly bottom?: "medium" | "thin";
}

/** One sheet of a workbook.   中文: 工作表 */
export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly (WorkbookCell | string | number | null)[])[];
  /** Zero-based, inclusive. */
  readonly merges?: readonly {
    readonly row: number;
    readonly column: number;
    readonly toRow: number;
    readonly toColumn: number;
  }[];
  /** Column widths in characters. */
  readonly widths?: readonly number[];
  readonly frozenRows?: number;
  /** Heights of rows in points, by position from 0. */
  readonly heights?: ReadonlyMap<number, number>;
  /** `width`: printed on one page's width. */
  readonly fit?: "width" | "none";
}

const CHINESE = "宋体";
const LATIN = "Times New Roman";

/**
 * Sheets as the bytes of an .xlsx file: 宋体 for Chinese, Times New Roman for the rest.
 * 中文: 写 Excel 文件（宋体 + Times New Roman）
 *
 * Text is always written as text, never as a formula, whatever it begins with.
 *
 * @example await workbookBytes([{ name: "table 1", rows: [["city", "n"], ["北京市", 3]] }])
 */
export async function workbookBytes(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const { writeXlsx } = await import("hucre/xlsx");
  const used = new Set<string>();
  return writeXlsx({
    defaultFont: { name: LATIN, size: 10.5 },
    properties: { created: new Date(0), modified: new Date(0) },
    sheets: sheets.map((sheet) => ({
      name: sheetName(sheet.name, used),
      rows: sheet.rows.map((row) => row.map((cell) => (isPlain(cell) ? cell : plainValue(cell)))),
      cells: styledCells(sheet),
      ...(sheet.merges === undefined
        ? {}
        : {
            merges: sheet.merges.map((m) => ({
              startRow: m.row,
              startCol: m.column,
              endRow: m.toRow,
              endCol: m.toColumn,
            })),
          }),
      ...(sheet.widths === undefined ? {} : { columns: sheet.widths.map((width) => ({ width })) }),
      ...(sheet.heights === undefined
        ? {}
        : { rowDefs: new Map([...sheet.heights].map(([at, height]) => [at, { height }])) }),
      ...(sheet.fit === "width"
        ? { pageSetup: { fitToPage: true, fitToWidth: 1, fitToHeight: 0 } }
        : {}),
      ...(sheet.frozenRows === undefined ? {} : { freezePane: { rows: sheet.frozenRows } }),
    })),
  });
}

function isPlain(cell: WorkbookCell | string | number | null): cell is string | number | null {
  return cell === null || typeof cell !== "object";
}

function plainValue(cell: WorkbookCell): string | number | null {
  if (cell.superscript === undefined || cell.superscript === "") return cell.value;
  return `${cell.value ?? ""}${cell.superscript}`;
}

function styledCells(sheet: WorkbookSheet) {
  const cells = new Map<string, object>();
  sheet.rows.forEach((row, i) => {
    row.forEach((cell, j) => {
      if (isPlain(cell)) return;
      const value = plainValue(cell);
      const font = fontOf(String(value ?? ""), cell.weight === "bold");
      const raised = cell.superscript ?? "";
      cells.set(`${i},${j}`, {
        value,
        ...(raised === ""
          ? {}
          : {
              richText: [
                { text: String(cell.value ?? ""), font },
                { text: raised, font: { ...font, vertAlign: "superscript" as const } },
              ],
            }),
        style: {
          font,
          ...(cell.format === undefined ? {} : { numFmt: cell.format }),
          border: {
            ...(cell.top === undefined ? {} : { top: { style: cell.top } }),
            ...(cell.bottom === undefined ? {} : { bottom: { style: cell.bottom } }),
          },
          alignment: {
            horizontal: cell.align ?? "left",
            vertical: "center" as const,
            wrapText: cell.wrap === "wrap",
          },
        },
      });
    });
  });
  return cells;
}

function fontOf(text: string, bold: boolean) {
  return { name: /[\u2e80-\uffef]/u.test(text) ? CHINESE : LATIN, size: 10.5, bold };
}

/** Excel allows 31 characters, none of []:*?/\ and no name twice. */
function sheetName(name: string, used: Set<string>): string {
  const clean =
    name
      .replace(/[[\]:*?/\\]/g, " ")
      .replace(/^'|'$/g, "")
      .trim()
      .slice(0, 31) || "1";
  let candidate = clean;
  for (let k = 2; used.has(candidate.toLowerCase()); k++) {
    const tail = ` (${k})`;
    candidate = clean.slice(0, 31 - tail.length) + tail;
  }
  used.add(candidate.toLowerCase());
  return candidate;
}
