import { type Notice, notice } from "../../base/index.js";
import { Panel } from "../../table/index.js";
import { evaluateExpression, type Scope } from "../formula/evaluate-expression.js";
import { logarithmsOf } from "../formula/logarithms.js";
import { printExpression } from "../formula/print-expression.js";
import type { Formula } from "../formula/syntax.js";

/** Rows named in a message. */
const NAMED = 3;

/**
 * Says of every logarithm how many rows have none, and which come first.   中文: 对数无定义的观测
 *
 * Shapes    where: 1 for the rows that count. `rows`: 1 where some logarithm is not defined.
 * Warnings  regress/log-not-positive
 */
export function logarithmNotices(
  formula: Formula,
  scope: Scope,
  where: Uint8Array,
): { readonly notices: readonly Notice[]; readonly rows: Uint8Array } {
  const rows = new Uint8Array(where.length);
  const notices: Notice[] = [];
  for (const { name, argument, bound } of logarithmsOf(formula)) {
    const values = evaluateExpression(argument, scope);
    let count = 0;
    const first: number[] = [];
    for (let i = 0; i < rows.length; i++) {
      if (where[i] === 0 || !(values[i]! <= bound)) continue;
      rows[i] = 1;
      count++;
      if (first.length < NAMED) first.push(i);
    }
    if (count === 0) continue;
    const inside = printExpression(argument);
    const named = first.map((i) => nameOf(i, scope)).join(", ");
    const more = count > first.length ? ", …" : "";
    const [en, zh] =
      bound === 0 ? ["zero or negative", "非正"] : [`${bound} or less`, `不大于 ${bound}`];
    notices.push(
      notice(
        "regress/log-not-positive",
        `${name} has no value in ${count} rows, where ${inside} is ${en}: ${named}${more}; they were left out`,
        `${name} 在 ${count} 行无定义（${inside} ${zh}）：${named}${more}；已剔除`,
      ),
    );
  }
  return { notices, rows };
}

/** The unit and time of a row where these are known, and its line in the file. */
function nameOf(i: number, { table }: Scope): string {
  const line = table.fileRow(i);
  const row = line === undefined ? `row ${i + 1}` : `row ${line}`;
  if (!(table instanceof Panel)) return row;
  const { levels, codes } = table.unitFactor;
  return `${levels[codes[i]!]} ${table.times[i]} (${row})`;
}
