import { nearest } from "../../base/index.js";
import { Panel, type Table } from "../../table/index.js";
import { regressError } from "../errors.js";
import { printExpression, writeExpression } from "./print-expression.js";
import type { BinaryOperator, Call, Expression, ShiftCall } from "./syntax.js";

/** What an expression is evaluated on. */
export interface Scope {
  readonly table: Table | Panel;
  /** The text that positions refer to. */
  readonly text: string;
}

const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  log: Math.log,
  ln: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  sqrt: Math.sqrt,
  abs: Math.abs,
};
const SHIFTS = ["l", "f", "d"] as const;

/**
 * The values of a numeric expression in every row; missing is NaN.   中文: 计算数值表达式
 *
 * `l(x, k)`, `f(x, k)`, `d(x, k)` look k periods back, ahead, or take the difference, by the value
 * of time inside the unit: nothing is taken across a gap.
 * Errors    regress/formula-name, regress/formula, regress/needs-panel, table/non-numeric.
 */
export function evaluateExpression(e: Expression, scope: Scope): Float64Array {
  switch (e.kind) {
    case "name":
      requireColumn(e.name, e.at, scope);
      return scope.table.number(e.name);
    case "number":
      return new Float64Array(scope.table.nrow).fill(e.value);
    case "text":
      return wrong(e, scope, "a number is needed, this is text", "此处应为数值，却是文本");
    case "unary": {
      const x = evaluateExpression(e.value, scope);
      if (e.operator === "+") return x;
      return x.map(e.operator === "-" ? (v) => -v : (v) => (Number.isNaN(v) ? v : v === 0 ? 1 : 0));
    }
    case "binary":
      return evaluateBinary(e, scope);
    case "call":
      return evaluateCall(e, scope);
  }
}

/** Throws unless the table has the column; the caret stands under the name. */
export function requireColumn(name: string, at: number, scope: Scope): void {
  if (scope.table.has(name)) return;
  const have = scope.table.names;
  throw regressError("formula-name", {
    formula: scope.text,
    at,
    name,
    nearest: nearest(name, have),
    have,
    ...scope.table.where(),
  });
}

/** The shifts that `l(x, 1:3)` asks for; `l(x)` is one. */
export function shiftsOf(e: Call, scope: Scope): number[] {
  const asked = e.arguments[1];
  if (asked === undefined) return [1];
  const list =
    asked.kind === "call" && asked.name === "c:"
      ? range(wholeNumberOf(asked.arguments[0]!, scope), wholeNumberOf(asked.arguments[1]!, scope))
      : asked.kind === "call" && asked.name === "c"
        ? asked.arguments.map((a) => wholeNumberOf(a, scope))
        : [wholeNumberOf(asked, scope)];
  return list;
}

/** True for a call of `l`, `f` or `d`. */
export function isShift(e: Expression): e is ShiftCall {
  return e.kind === "call" && (SHIFTS as readonly string[]).includes(e.name);
}

/** `l(x, k)` of one k. */
export function evaluateShift(e: Call, k: number, scope: Scope): Float64Array {
  const inner = e.arguments[0];
  if (inner === undefined) {
    return wrong(e, scope, `${e.name}() needs a variable`, `${e.name}() 需要变量`);
  }
  const x = evaluateExpression(inner, scope);
  if (!(scope.table instanceof Panel)) {
    throw regressError("needs-panel", { what: printExpression(e) });
  }
  const rows = scope.table.shiftedRows(e.name === "f" ? k : -k);
  checkStep(e, k, scope.table, rows);
  const out = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const shifted = rows[i]! < 0 ? Number.NaN : x[rows[i]!]!;
    out[i] = e.name === "d" ? x[i]! - shifted : shifted;
  }
  return out;
}

/** A shift that finds no row at all is one off the panel's step: of a survey every two years, say. */
function checkStep(e: Call, k: number, panel: Panel, rows: Int32Array): void {
  if (rows.some((r) => r >= 0)) return;
  const step = panel.step();
  // One period alone has nothing to look back to: its values are missing, as at the ends of others.
  if (step === 0) return;
  const periods = Math.max(1, Math.round(Math.abs(k) / step)) * step;
  throw regressError("off-step", {
    term: `${e.name}(${printExpression(e.arguments[0]!)}, ${k})`,
    step,
    instead: `${e.name}(${writeExpression(e.arguments[0]!)}, ${k < 0 ? -periods : periods})`,
    isMultiple: k % step === 0,
  });
}

function evaluateCall(e: Call, scope: Scope): Float64Array {
  if (isShift(e)) {
    const shifts = shiftsOf(e, scope);
    if (shifts.length !== 1) {
      return wrong(e, scope, "one shift is needed here", "此处只能有一个滞后期");
    }
    return evaluateShift(e, shifts[0]!, scope);
  }
  if (e.name === "I" && e.arguments.length === 1) return evaluateExpression(e.arguments[0]!, scope);
  if (e.name === "is.na" && e.arguments.length === 1) {
    return evaluateExpression(e.arguments[0]!, scope).map((v) => (Number.isNaN(v) ? 1 : 0));
  }
  const f = Object.hasOwn(FUNCTIONS, e.name) ? FUNCTIONS[e.name] : undefined;
  if (f === undefined) {
    const known = [...Object.keys(FUNCTIONS), ...SHIFTS, "I", "i", "sw", "csw"];
    const close = nearest(e.name, known);
    const hint = close === undefined ? "" : ` (did you mean ${close}()?)`;
    return wrong(
      e,
      scope,
      `there is no function ${e.name}()${hint}`,
      `没有函数 ${e.name}()${close === undefined ? "" : `（是否想写 ${close}()？）`}`,
    );
  }
  if (e.arguments.length !== 1) {
    return wrong(e, scope, `${e.name}() takes one argument`, `${e.name}() 只有一个参数`);
  }
  return evaluateExpression(e.arguments[0]!, scope).map((v) => f(v));
}

const OPERATORS: Readonly<
  Record<Exclude<BinaryOperator, "%in%">, (a: number, b: number) => number>
> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "==": (a, b) => compare(a, b, a === b),
  "!=": (a, b) => compare(a, b, a !== b),
  "<": (a, b) => compare(a, b, a < b),
  "<=": (a, b) => compare(a, b, a <= b),
  ">": (a, b) => compare(a, b, a > b),
  ">=": (a, b) => compare(a, b, a >= b),
  "&": (a, b) => compare(a, b, a !== 0 && b !== 0),
  "|": (a, b) => compare(a, b, a !== 0 || b !== 0),
};

/** A comparison inside a formula (`I(x > 2)`) is missing where its sides are. */
function compare(a: number, b: number, holds: boolean): number {
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : holds ? 1 : 0;
}

function evaluateBinary(e: Extract<Expression, { kind: "binary" }>, scope: Scope): Float64Array {
  if (e.operator === "%in%") {
    return wrong(e, scope, "%in% belongs into a condition", "%in% 只能用于筛选条件");
  }
  const a = evaluateExpression(e.left, scope);
  const b = evaluateExpression(e.right, scope);
  const f = OPERATORS[e.operator];
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) {
    // NaN ** 0 is 1 in JavaScript; a missing value stays missing.
    out[i] = Number.isNaN(a[i]!) || Number.isNaN(b[i]!) ? Number.NaN : f(a[i]!, b[i]!);
  }
  return out;
}

function wholeNumberOf(e: Expression, scope: Scope): number {
  const value =
    e.kind === "number"
      ? e.value
      : e.kind === "unary" && e.operator === "-" && e.value.kind === "number"
        ? -e.value.value
        : Number.NaN;
  if (!Number.isInteger(value)) {
    return wrong(e, scope, "a whole number is needed", "此处应为整数");
  }
  return value;
}

function range(from: number, to: number): number[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step);
}

function wrong(e: Expression, scope: Scope, expected: string, zh: string): never {
  throw regressError("formula", { formula: scope.text, at: e.at, found: "", expected, zh });
}
