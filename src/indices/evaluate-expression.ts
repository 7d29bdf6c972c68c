import type { Panel } from "../table/index.js";
import { indexError } from "./errors.js";
import type { Expression, FunctionName } from "./expression.js";

/** What evaluating a formula needs to know besides the panel. */
export interface EvaluationContext {
  /** Name of the indicator, for messages. */
  readonly indicator: string;
  /** Values of a panel column; given by the caller so that filled columns can stand in. */
  readonly column: (name: string) => Float64Array;
}

/** Values of a formula and what happened on the way. */
export interface Evaluation {
  readonly values: Float64Array;
  /** Rows where a division by zero left the value missing. */
  readonly zeroDivisions: number;
}

type Binary = (a: number, b: number) => number;

const BINARY: Readonly<Record<"+" | "-" | "*" | "^", Binary>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "^": (a, b) => a ** b,
};

/**
 * The values of a formula on every row of a panel.   中文: 计算公式
 *
 * A missing operand makes the result missing; so does a division by zero, which is counted. Lags,
 * leads and differences look inside the unit by the value of time, never across a gap.
 *
 * Errors    indices/domain — a logarithm of a value ≤ 0 or a root of a negative one: the first
 *           cell is named, and how many there are.
 */
export function evaluateExpression(
  expression: Expression,
  panel: Panel,
  context: EvaluationContext,
): Evaluation {
  let zeroDivisions = 0;
  const evaluate = (e: Expression): Float64Array => {
    switch (e.kind) {
      case "number":
        return new Float64Array(panel.nrow).fill(e.value);
      case "column":
        return context.column(e.name);
      case "negate":
        return evaluate(e.of).map((v) => -v);
      case "binary": {
        const left = evaluate(e.left);
        const right = evaluate(e.right);
        if (e.operator !== "/") return combine(left, right, BINARY[e.operator]);
        return combine(left, right, (a, b) => {
          if (b !== 0) return a / b;
          if (!Number.isNaN(a)) zeroDivisions++;
          return Number.NaN;
        });
      }
      case "call":
        return call(e.name, evaluate(e.of), e.periods, panel, context.indicator);
    }
  };
  return { values: evaluate(expression), zeroDivisions };
}

function combine(a: Float64Array, b: Float64Array, apply: Binary): Float64Array {
  const out = new Float64Array(a.length);
  // NaN ^ 0 is 1 in IEEE arithmetic; a missing operand must stay missing.
  for (let i = 0; i < out.length; i++) {
    out[i] = Number.isNaN(a[i]!) || Number.isNaN(b[i]!) ? Number.NaN : apply(a[i]!, b[i]!);
  }
  return out;
}

function call(
  name: FunctionName,
  x: Float64Array,
  periods: number,
  panel: Panel,
  indicator: string,
): Float64Array {
  switch (name) {
    case "ln":
      checkDomain(x, (v) => v <= 0, "ln", panel, indicator);
      return x.map(Math.log);
    case "sqrt":
      checkDomain(x, (v) => v < 0, "sqrt", panel, indicator);
      return x.map(Math.sqrt);
    case "exp":
      return x.map(Math.exp);
    case "abs":
      return x.map(Math.abs);
    case "l":
      return shifted(x, panel, -periods);
    case "f":
      return shifted(x, panel, periods);
    case "d":
      return combine(x, shifted(x, panel, -periods), (a, b) => a - b);
    case "growth":
      // A base of zero has no growth rate: missing, never infinite.
      return combine(x, shifted(x, panel, -periods), (a, b) => (b === 0 ? Number.NaN : a / b - 1));
  }
}

function shifted(x: Float64Array, panel: Panel, by: number): Float64Array {
  const rows = panel.shiftedRows(by);
  return Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : x[row]!));
}

function checkDomain(
  x: Float64Array,
  outside: (value: number) => boolean,
  call: string,
  panel: Panel,
  indicator: string,
): void {
  let first = -1;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (!outside(x[i]!)) continue;
    count++;
    if (first < 0) first = i;
  }
  if (first < 0) return;
  throw indexError("domain", {
    ...panel.where(),
    ...(panel.origin === undefined ? {} : { row: panel.fileRow(first) }),
    indicator,
    call,
    value: x[first]!,
    unit: unitName(panel, first),
    time: panel.times[first]!,
    count,
  });
}

/** The unit of a row in words. */
export function unitName(panel: Panel, row: number): string {
  return String(panel.unitFactor.levels[panel.unitFactor.codes[row]!]);
}
