import { tableError } from "../errors.js";
import { Table } from "../table.js";

/**
 * A table with columns under new names; values, labels and units stay.   中文: 重命名列
 *
 * Errors    table/missing-column, table/name-conflict — a new name that another column bears.
 * @example renameColumns(table, [["城市代码", "region_code"]])
 */
export function renameColumns(
  table: Table,
  pairs: readonly (readonly [from: string, to: string])[],
): Table {
  if (pairs.length === 0) return table;
  const to = new Map(pairs.map(([from, name]) => [table.column(from).name, name]));
  const names = table.names.map((name) => to.get(name) ?? name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice[0] !== undefined) {
    throw tableError("name-conflict", { ...table.where(), column: twice[0], names: twice });
  }
  const columns = table.columns.map((c, i) => ({ ...c, name: names[i]! }));
  return new Table(columns, table.origin);
}
