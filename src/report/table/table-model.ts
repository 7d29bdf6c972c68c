import type { Localized } from "../../base/index.js";

/** Text that may differ by language; a plain string is the same in both.   中文: 双语或单语文本 */
export type Wording = string | Localized;

/** What stands in one place of a table.   中文: 单元格 */
export type TableCell =
  | { readonly kind: "empty" }
  | { readonly kind: "text"; readonly text: Wording }
  | {
      readonly kind: "number";
      readonly value: number | null;
      /** Digits after the point; 0 gives a count with thousands separators. */
      readonly digits: number;
      readonly stars?: string;
      /** A value below its digits: with further ones (default), as zero, or as `<0.001`. */
      readonly small?: "further" | "zero" | "below";
      /** Links the cell to a node of the lineage. */
      readonly lineage?: string;
    }
  | {
      /** An estimate with its standard error or t value in parentheses below. */
      readonly kind: "estimate";
      readonly estimate: number;
      readonly digits: number;
      readonly stars: string;
      /** What stands in parentheses; null prints none. */
      readonly spread: number | null;
      readonly spreadDigits: number;
      readonly lineage?: string;
    };

/** One column of a table; the first holds the row labels.   中文: 列 */
export interface TableColumn {
  readonly header: Wording;
  /** Second line of the header, such as the outcome under the column number. */
  readonly subheader?: Wording;
  readonly align?: "left" | "center" | "right";
}

/** A heading over several columns; columns count from 0, both ends included.   中文: 跨列表头 */
export interface ColumnSpan {
  readonly text: Wording;
  readonly from: number;
  readonly to: number;
}

/** One row: a label and a cell for every further column.   中文: 行 */
export interface TableRow {
  readonly label: Wording;
  readonly cells: readonly TableCell[];
}

/** Rows that belong together, under an optional heading or rule.   中文: 行组 */
export interface RowGroup {
  readonly heading?: Wording;
  readonly rule?: "above" | "none";
  readonly rows: readonly TableRow[];
}

/**
 * A table before it takes a format: what every renderer reads.   中文: 表格模型
 *
 * Titles carry no number: numbers are given in the order of the study when it is printed.
 */
export interface TableModel {
  readonly kind: "table";
  readonly title: Wording;
  readonly columns: readonly TableColumn[];
  readonly spans?: readonly ColumnSpan[];
  readonly groups: readonly RowGroup[];
  readonly notes: readonly Wording[];
}

/** A cell of text. @example textCell("是") */
export function textCell(text: Wording): TableCell {
  return text === "" ? { kind: "empty" } : { kind: "text", text };
}

/** A cell with a number; null and NaN print as –. @example numberCell(0.3145, 3) */
export function numberCell(value: number | null, digits = 3): TableCell {
  return { kind: "number", value, digits };
}

/** A p value: below its digits it is said to be. @example pCell(1e-9) // <0.001 */
export function pCell(value: number | null, digits = 3): TableCell {
  return { kind: "number", value, digits, small: "below" };
}

/** The cell without anything. */
export const emptyCell: TableCell = { kind: "empty" };
