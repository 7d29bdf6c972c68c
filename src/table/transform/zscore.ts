import { numberColumn } from "../column.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/**
 * Columns minus their mean over their standard deviation (n − 1).   中文: Z 标准化
 *
 * Errors    table/constant-column — a column without spread has no z-score.
 * Agrees    Stata `egen std()`.
 * @example zscore(panel, ["gdp"], "_z").number("gdp_z")
 */
export function zscore<T extends Table>(table: T, columns: readonly string[], suffix = ""): T {
  const added = columns.map((name) => {
    const values = table.number(name);
    const present = values.filter((v) => !Number.isNaN(v));
    const mean = present.reduce((a, b) => a + b, 0) / present.length;
    const squares = present.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const sd = Math.sqrt(squares / (present.length - 1));
    if (!(sd > 0)) throw tableError("constant-column", { column: name, ...table.where() });
    return numberColumn(
      `${name}${suffix}`,
      values.map((v) => (v - mean) / sd),
    );
  });
  return table.withColumns(added) as T;
}
