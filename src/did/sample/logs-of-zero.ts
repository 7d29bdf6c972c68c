import {
  type Expression,
  evaluateExpression,
  type FormulaInput,
  logarithmsOf,
  parseFormula,
} from "../../regress/index.js";
import type { Table } from "../../table/index.js";

/** A logarithm of the formula, and the rows in which the variable under it is zero or less. */
export interface LoggedColumn {
  readonly name: string;
  readonly count: number;
}

/**
 * Every logarithm of a formula with the number of zeros or less under it.   中文: 公式中对零取对数的变量
 *
 * `log(x)` drops those rows, `log(1 + x)` and `log1p(x)` keep them with an effect that depends on
 * the unit of x: all are counted by x itself.
 * Shapes    rows of the table that count; default: all
 */
export function logsOfZero(
  table: Table,
  formula: FormulaInput,
  rows: ArrayLike<number> = Int32Array.from({ length: table.nrow }, (_, i) => i),
): LoggedColumn[] {
  const found = new Map<string, number>();
  for (const model of parseFormula(formula, table.names)) {
    for (const { name, argument } of logarithmsOf({ ...model, effects: [], instruments: null })) {
      const values = evaluateExpression(withoutConstant(argument), { table, text: model.text });
      let count = 0;
      for (let i = 0; i < rows.length; i++) if (values[rows[i]!]! <= 0) count++;
      found.set(name, count);
    }
  }
  return [...found].map(([name, count]) => ({ name, count }));
}

/** `1 + x` and `x + 1` are logged for the sake of x. */
function withoutConstant(e: Expression): Expression {
  if (e.kind !== "binary" || e.operator !== "+") return e;
  if (e.left.kind === "number") return e.right;
  return e.right.kind === "number" ? e.left : e;
}
