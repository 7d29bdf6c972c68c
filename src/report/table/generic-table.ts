import {
  type ColumnSpan,
  emptyCell,
  numberCell,
  type TableCell,
  type TableModel,
  textCell,
  type Wording,
} from "./table-model.js";

/** A column of `genericTable`. */
export interface GenericColumn {
  readonly header: Wording;
  readonly align?: "left" | "center" | "right";
  /** Digits of numbers in this column. Default 3, or none where all numbers are whole. */
  readonly digits?: number;
}

/**
 * Any rows as a table: policy lists, indicator systems, anything without a shape of its own.
 * 中文: 通用表格
 *
 * The first entry of each row is its label. A row with only a first entry is a heading.
 *
 * @example
 * genericTable({ title: "批次", columns: [{ header: "年份" }, { header: "城市数" }], rows: [[2012, 9]] })
 */
export function genericTable(options: {
  readonly title: Wording;
  readonly columns: readonly GenericColumn[];
  /** Headings over columns; 0 is the column of labels. */
  readonly spans?: readonly ColumnSpan[];
  readonly rows: readonly (readonly (Wording | number | null | TableCell)[])[];
  readonly notes?: readonly Wording[];
}): TableModel {
  const { columns, rows } = options;
  const digits = columns.map(
    (column, j) => column.digits ?? (rows.every((r) => isWholeOrGap(r[j])) ? 0 : 3),
  );
  return {
    kind: "table",
    title: options.title,
    columns: columns.map((column, j) => ({
      header: column.header,
      align: column.align ?? (j > 0 && rows.every((r) => isNumberOrGap(r[j])) ? "right" : "left"),
    })),
    ...(options.spans === undefined ? {} : { spans: options.spans }),
    groups: [
      {
        rows: rows.map((row) => ({
          label: labelOf(row[0]),
          cells: columns.slice(1).map((_, j) => cellOf(row[j + 1], digits[j + 1]!)),
        })),
      },
    ],
    notes: options.notes ?? [],
  };
}

type Entry = Wording | number | null | TableCell | undefined;

function isNumberOrGap(entry: Entry): boolean {
  if (typeof entry === "object" && entry !== null && "kind" in entry) return entry.kind !== "text";
  return entry === null || entry === undefined || typeof entry === "number";
}

function isWholeOrGap(entry: Entry): boolean {
  return typeof entry !== "number" || Number.isInteger(entry) || Number.isNaN(entry);
}

function cellOf(entry: Entry, digits: number): TableCell {
  if (entry === null || entry === undefined) return emptyCell;
  if (typeof entry === "number") {
    // A whole number that may be a year carries no separators.
    const mayBeYear = digits === 0 && entry >= 1900 && entry <= 2100;
    return mayBeYear ? textCell(String(entry)) : numberCell(entry, digits);
  }
  if (typeof entry === "object" && "kind" in entry) return entry;
  return textCell(entry);
}

function labelOf(entry: Entry): Wording {
  if (entry === null || entry === undefined) return "";
  if (typeof entry === "number") return String(entry);
  if (typeof entry === "object" && "kind" in entry) return entry.kind === "text" ? entry.text : "";
  return entry;
}
