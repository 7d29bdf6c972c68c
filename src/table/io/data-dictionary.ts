import { type ColumnMeta, textColumn } from "../column.js";
import { tableError } from "../errors.js";
import { Table } from "../table.js";

const KEYS = ["label", "unit", "source", "lineage", "format", "empty"] as const;

/**
 * The data dictionary of a table: one row for each column.   中文: 数据字典
 *
 * @example dataDictionary(table).names // ["variable", "type", "label", "unit", "source", …]
 */
export function dataDictionary(table: Table): Table {
  return new Table([
    textColumn("variable", table.names),
    textColumn(
      "type",
      table.columns.map((c) => c.kind),
    ),
    ...KEYS.map((key) =>
      textColumn(
        key,
        table.columns.map((c) => c[key] ?? null),
      ),
    ),
  ]);
}

/**
 * The table with labels, units and sources from a dictionary (columns variable, label, unit,
 * source, empty; others are left alone).   中文: 为数据附加数据字典
 *
 * Empty cells keep what the column has.
 *
 * Errors    table/missing-column — a variable that the table does not have; table/bad-empty
 */
export function withDictionary(table: Table, dictionary: Table): Table {
  const changed = Array.from({ length: dictionary.nrow }, (_, i) => {
    const column = table.column(String(dictionary.value(i, "variable")));
    const found: Record<string, string> = {};
    for (const key of KEYS) {
      const value = dictionary.has(key) ? dictionary.value(i, key) : null;
      if (key === "empty" && value !== null && value !== "never" && value !== "excluded") {
        throw tableError("bad-empty", { row: dictionary.fileRow(i), value: String(value) });
      }
      if (value !== null) found[key] = String(value);
    }
    return { ...column, ...(found as ColumnMeta) };
  });
  return table.withColumns(changed);
}
