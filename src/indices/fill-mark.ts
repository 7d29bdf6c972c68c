import type { CellMark } from "../result/index.js";
import type { Table } from "../table/index.js";

/** Whether a cell was observed or filled, by the mark column that filling adds beside a column. */
export function fillMarkOf(table: Table, column: string, row: number): CellMark {
  if (Number.isNaN(table.number(column)[row]!)) return "missing";
  const name = `${column}_filled`;
  if (!table.has(name)) return "observed";
  const mark = table.number(name)[row]!;
  return mark === 1 ? "interpolated" : mark === 2 ? "extrapolated" : "observed";
}
