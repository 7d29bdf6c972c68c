import { type Notice, notice } from "../../base/index.js";
import { type Column, columnMeta, numberColumn, textColumn } from "../column.js";
import { Table } from "../table.js";

/** Rows of several tables under each other, and what did not fit. */
export interface Appended {
  readonly table: Table;
  readonly warnings: readonly Notice[];
}

/**
 * Puts the rows of tables under each other, columns by name.   中文: 纵向追加
 *
 * A column that a table lacks is missing in its rows; a column that is numbers in one table and
 * text in another becomes text (codes keep their zeros). Both are said.
 *
 * Warnings  table/append-missing, table/append-text.
 * @example appendTables([panel2010, panel2011]).table.nrow
 */
export function appendTables(tables: readonly Table[]): Appended {
  const names = [...new Set(tables.flatMap((t) => t.names))];
  const warnings: Notice[] = [];
  const nameOf = (t: Table, i: number): string => t.origin?.file ?? `${i + 1}`;
  const columns = names.map((name): Column => {
    const holders = tables.filter((t) => t.has(name)).map((t) => t.column(name));
    const lacking = tables.flatMap((t, i) => (t.has(name) ? [] : [nameOf(t, i)]));
    if (lacking.length > 0) {
      warnings.push(
        notice(
          "table/append-missing",
          `${name} is missing in ${lacking.join(", ")}: empty in those rows`,
          `${lacking.join("、")} 没有列 ${name}：相应行记为缺失`,
        ),
      );
    }
    const meta = columnMeta(holders[0]!);
    if (holders.every((c) => c.kind === "number")) {
      const values = tables.flatMap((t) =>
        t.has(name) ? [...t.number(name)] : new Array<number>(t.nrow).fill(Number.NaN),
      );
      return numberColumn(name, values, meta);
    }
    if (holders.some((c) => c.kind === "number")) {
      warnings.push(
        notice(
          "table/append-text",
          `${name} is numbers in one table and text in another: text in the result`,
          `${name} 在一个表中为数值、在另一个表中为文本：结果为文本`,
        ),
      );
    }
    const texts = tables.flatMap((t) =>
      Array.from({ length: t.nrow }, (_, i) => {
        const value = t.has(name) ? t.value(i, name) : null;
        return value === null ? null : String(value);
      }),
    );
    return textColumn(name, texts, meta);
  });
  return { table: new Table(columns), warnings };
}
