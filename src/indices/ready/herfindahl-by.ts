import type { Table } from "../../table/index.js";
import { type Derived, derived } from "./derived.js";
import { herfindahl } from "./herfindahl.js";

/**
 * Herfindahl index of the rows that share a group, such as firms of an industry and year.
 * 中文: 分组赫芬达尔指数
 *
 * @example herfindahlBy(firms, "sales", ["industry", "year"]).values
 */
export function herfindahlBy(table: Table, column: string, by: readonly string[]): Derived {
  const x = table.number(column);
  const groups = new Map<string, number[]>();
  const factors = by.map((name) => table.factor(name).codes);
  for (let i = 0; i < table.nrow; i++) {
    const key = factors.map((codes) => codes[i]).join(" ");
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [i]);
    else members.push(i);
  }
  const values = new Float64Array(table.nrow).fill(Number.NaN);
  for (const rows of groups.values()) {
    if (factors.some((codes) => codes[rows[0]!]! < 0)) continue;
    const index = herfindahl(rows.map((i) => x[i]!));
    for (const i of rows) values[i] = index;
  }
  return derived(values);
}
