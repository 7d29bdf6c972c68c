import { nearest } from "../../base/index.js";
import type { Column, Table } from "../../table/index.js";
import { regressError } from "../errors.js";
import { requireColumn, type Scope } from "./evaluate-expression.js";
import { printExpression } from "./print-expression.js";
import type { Expression } from "./syntax.js";
import { TokenReader } from "./token-reader.js";

type Operand =
  | { readonly kind: "constant"; readonly value: number | string }
  | { readonly kind: "column"; readonly column: Column }
  | { readonly kind: "values"; readonly values: Float64Array };

/**
 * The rows for which a condition holds, 1 or 0.   中文: 计算筛选条件
 *
 * Language  `== != < <= > >= & | ! ( ) %in% c(…) is.na()`, arithmetic, strings in quotes. A missing
 *           value compares as false; text compares with text, and with a number by its value.
 * Errors    regress/formula, regress/formula-name.
 * @example evaluateWhere(table, "year >= 2010 & province != '西藏'")
 */
export function evaluateWhere(table: Table, condition: string | Expression): Uint8Array {
  if (typeof condition !== "string") {
    return truth(condition, { table, text: printExpression(condition) });
  }
  const reader = new TokenReader(condition, table.names);
  const expression = reader.expression();
  if (reader.next.kind !== "end") {
    reader.fail("the condition should end here", "条件应在此结束");
  }
  return truth(expression, { table, text: condition });
}

function truth(e: Expression, scope: Scope): Uint8Array {
  const n = scope.table.nrow;
  if (e.kind === "unary" && e.operator === "!") {
    return truth(e.value, scope).map((v) => 1 - v);
  }
  if (e.kind === "binary") {
    if (e.operator === "&" || e.operator === "|") {
      const a = truth(e.left, scope);
      const b = truth(e.right, scope);
      return a.map(e.operator === "&" ? (v, i) => v & b[i]! : (v, i) => v | b[i]!);
    }
    if (e.operator === "%in%") return isIn(e.left, e.right, scope);
    const compare = COMPARISONS[e.operator];
    if (compare !== undefined) {
      const a = reader(operand(e.left, scope));
      const b = reader(operand(e.right, scope));
      const out = new Uint8Array(n);
      for (let i = 0; i < n; i++) out[i] = compareValues(a(i), b(i), compare);
      return out;
    }
  }
  if (e.kind === "call" && e.name === "is.na" && e.arguments.length === 1) {
    const a = reader(operand(e.arguments[0]!, scope));
    return Uint8Array.from({ length: n }, (_, i) => (a(i) === null ? 1 : 0));
  }
  if (e.kind === "name" || e.kind === "number") {
    const a = reader(operand(e, scope));
    return Uint8Array.from({ length: n }, (_, i) => (a(i) === null || a(i) === 0 ? 0 : 1));
  }
  return wrong(e, scope, "a comparison is needed", "此处应为比较");
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (o) => o === 0,
  "!=": (o) => o !== 0,
  "<": (o) => o < 0,
  "<=": (o) => o <= 0,
  ">": (o) => o > 0,
  ">=": (o) => o >= 0,
};

function compareValues(
  a: number | string | null,
  b: number | string | null,
  holds: (order: number) => boolean,
): number {
  if (a === null || b === null) return 0;
  if (typeof a === "number" && typeof b === "number") return holds(a - b) ? 1 : 0;
  if (typeof a === "string" && typeof b === "string") {
    return holds(a < b ? -1 : a > b ? 1 : 0) ? 1 : 0;
  }
  // Text against a number: by value where the text is a number, else unequal.
  const left = Number(a);
  const right = Number(b);
  const order = Number.isNaN(left) || Number.isNaN(right) ? Number.NaN : left - right;
  return holds(order) ? 1 : 0;
}

function reader(o: Operand): (row: number) => number | string | null {
  if (o.kind === "constant") return () => o.value;
  if (o.kind === "values") return (i) => (Number.isNaN(o.values[i]!) ? null : o.values[i]!);
  const { column } = o;
  if (column.kind === "number") {
    return (i) => (Number.isNaN(column.values[i]!) ? null : column.values[i]!);
  }
  return (i) => (column.codes[i]! < 0 ? null : column.levels[column.codes[i]!]!);
}

function operand(e: Expression, scope: Scope): Operand {
  if (e.kind === "number" || e.kind === "text") return { kind: "constant", value: e.value };
  if (e.kind === "name") {
    if (e.name === "TRUE" || e.name === "FALSE") {
      return { kind: "constant", value: e.name === "TRUE" ? 1 : 0 };
    }
    requireColumn(e.name, e.at, scope);
    return { kind: "column", column: scope.table.column(e.name) };
  }
  if (e.kind === "unary" && e.operator === "-" && e.value.kind === "number") {
    return { kind: "constant", value: -e.value.value };
  }
  return { kind: "values", values: arithmetic(e, scope) };
}

function arithmetic(e: Expression, scope: Scope): Float64Array {
  const n = scope.table.nrow;
  if (e.kind === "number") return new Float64Array(n).fill(e.value);
  if (e.kind === "name") {
    requireColumn(e.name, e.at, scope);
    return scope.table.number(e.name);
  }
  if (e.kind === "unary" && e.operator !== "!") {
    return arithmetic(e.value, scope).map((v) => (e.operator === "-" ? -v : v));
  }
  if (e.kind === "binary") {
    const f = ARITHMETIC[e.operator];
    if (f !== undefined) {
      const a = arithmetic(e.left, scope);
      const b = arithmetic(e.right, scope);
      return a.map((v, i) => f(v, b[i]!));
    }
  }
  if (e.kind === "call") {
    const known = ["is.na", "c"];
    const close = nearest(e.name, known);
    const hint = close === undefined ? "" : ` (did you mean ${close}?)`;
    return wrong(
      e,
      scope,
      `a condition knows no function ${e.name}()${hint}`,
      `筛选条件中没有函数 ${e.name}()`,
    );
  }
  return wrong(e, scope, "a number or a column is needed", "此处应为数值或列名");
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

function isIn(left: Expression, right: Expression, scope: Scope): Uint8Array {
  const listed =
    right.kind === "call" && right.name === "c" ? right.arguments.flatMap(spread) : spread(right);
  const values = listed.map((item) => {
    const o = operand(item, scope);
    return o.kind === "constant"
      ? o.value
      : wrong(item, scope, "c(…) holds constants only", "c(…) 中只能是常量");
  });
  const a = reader(operand(left, scope));
  const equal = COMPARISONS["=="]!;
  const memory = new Map<number | string | null, number>();
  return Uint8Array.from({ length: scope.table.nrow }, (_, i) => {
    const value = a(i);
    let found = memory.get(value);
    if (found === undefined) {
      found = values.some((v) => compareValues(value, v, equal) === 1) ? 1 : 0;
      memory.set(value, found);
    }
    return found;
  });
}

/** `2010:2015` in a list stands for its members. */
function spread(e: Expression): Expression[] {
  if (!(e.kind === "call" && e.name === "c:")) return [e];
  const [from, to] = e.arguments;
  if (from?.kind !== "number" || to?.kind !== "number") return [e];
  return Array.from({ length: Math.max(to.value - from.value + 1, 0) }, (_, i) => ({
    kind: "number",
    at: e.at,
    value: from.value + i,
  }));
}

function wrong(e: Expression, scope: Scope, expected: string, zh: string): never {
  throw regressError("formula", { formula: scope.text, at: e.at, found: "", expected, zh });
}
