import { nearest } from "../../base/index.js";
import type { Factor, Table } from "../../table/index.js";
import type { ColumnView } from "../absorb/effect.js";
import { regressError } from "../errors.js";
import {
  evaluateExpression,
  evaluateShift,
  isShift,
  requireColumn,
  type Scope,
  shiftsOf,
} from "../formula/evaluate-expression.js";
import { printExpression } from "../formula/print-expression.js";
import type { Call, Expression, Term } from "../formula/syntax.js";

/** A regressor on all rows of the table, or on the rows used. */
export interface NamedColumn {
  readonly name: string;
  readonly values: Float64Array;
  /** Where the values are taken from, when they are only copied on demand. */
  readonly view?: ColumnView;
}

/** A column on the rows used; copied when its values are first asked for. */
export function pickedColumn(
  name: string,
  values: Float64Array,
  rows: Int32Array | null,
): NamedColumn {
  if (rows === null) return { name, values };
  let picked: Float64Array | null = null;
  return {
    name,
    view: { values, rows },
    get values() {
      picked ??= pick(values, rows);
      return picked;
    },
  };
}

/** What one factor of a term turns into: numbers, or a classification whose levels come later. */
export type Piece =
  | { readonly kind: "numbers"; readonly columns: readonly NamedColumn[] }
  | {
      readonly kind: "levels";
      readonly name: string;
      readonly factor: Factor;
      readonly reference: "first" | "none" | readonly (number | string)[];
      readonly times: NamedColumn | null;
      readonly at: number;
    };

/** The pieces of a term on every row; levels are not chosen before the sample is known. */
export function piecesOf(term: Term, scope: Scope): Piece[] {
  return term.factors.map((e) => pieceOf(e, scope));
}

function pieceOf(e: Expression, scope: Scope): Piece {
  if (isShift(e)) {
    const columns = shiftsOf(e, scope).map((k) => ({
      name: `${e.name}(${printExpression(e.arguments[0] ?? e)}, ${k})`,
      values: evaluateShift(e, k, scope),
    }));
    return { kind: "numbers", columns };
  }
  if (e.kind === "call" && (e.name === "i" || e.name === "factor")) return levelsOf(e, scope);
  if (e.kind === "name") {
    requireColumn(e.name, e.at, scope);
    if (scope.table.column(e.name).kind === "text") {
      return {
        kind: "levels",
        name: e.name,
        factor: scope.table.factor(e.name),
        reference: "first",
        times: null,
        at: e.at,
      };
    }
  }
  const name = printExpression(e);
  return { kind: "numbers", columns: [{ name, values: evaluateExpression(e, scope) }] };
}

function levelsOf(e: Call, scope: Scope): Piece {
  const [variable, by] = e.arguments;
  if (variable?.kind !== "name" || e.arguments.length > 2) {
    throw regressError("formula", {
      formula: scope.text,
      at: e.at,
      found: "",
      expected: "i() takes a column, and at most one number column to multiply with",
      zh: "i() 的参数是一列分类变量，以及至多一列相乘的数值变量",
    });
  }
  for (const key of Object.keys(e.named)) {
    if (key !== "ref") {
      throw regressError("unknown-option", {
        option: `i(…, ${key})`,
        nearest: nearest(key, ["ref"]),
        have: ["ref"],
      });
    }
  }
  requireColumn(variable.name, variable.at, scope);
  if (by?.kind === "name" && scope.table.has(by.name) && isWords(scope.table, by.name)) {
    throw regressError("text-times", {
      formula: scope.text,
      at: by.at,
      variable: variable.name,
      by: by.name,
    });
  }
  const times =
    by === undefined ? null : { name: printExpression(by), values: evaluateExpression(by, scope) };
  const ref = e.named.ref;
  const reference = ref !== undefined ? constantsOf(ref, scope) : times === null ? "first" : "none";
  const factor = scope.table.factor(variable.name);
  return { kind: "levels", name: variable.name, factor, reference, times, at: e.at };
}

/** A column of words, not of numbers with a cell that is none. */
function isWords(table: Table, name: string): boolean {
  const column = table.column(name);
  return column.kind === "text" && !column.levels.some((level) => Number.isFinite(Number(level)));
}

function constantsOf(e: Expression, scope: Scope): (number | string)[] {
  if (e.kind === "number" || e.kind === "text") return [e.value];
  if (e.kind === "name" && e.name === "Inf") return [Number.POSITIVE_INFINITY];
  if (e.kind === "unary" && e.operator === "-") {
    return constantsOf(e.value, scope).map((v) => -Number(v));
  }
  if (e.kind === "call" && e.name === "c") return e.arguments.flatMap((a) => constantsOf(a, scope));
  throw regressError("formula", {
    formula: scope.text,
    at: e.at,
    found: "",
    expected: "ref takes a value or c(…)",
    zh: "ref 应为一个值或 c(…)",
  });
}

/** True where the piece has a value. */
export function markMissing(piece: Piece, keep: Uint8Array): void {
  if (piece.kind === "numbers") {
    for (const { values } of piece.columns) markNonFinite(values, keep);
    return;
  }
  const { codes } = piece.factor;
  // ±Infinity as a level (never treated) is a value, so only the missing code counts.
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) keep[i] = 0;
  if (piece.times !== null) markNonFinite(piece.times.values, keep);
}

/** Clears `keep` where a value is missing or infinite. */
export function markNonFinite(values: Float64Array, keep: Uint8Array): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) keep[i] = 0;
  }
}

/** The columns of a term on the rows used: products of its pieces, first factor fastest. */
export function columnsOf(
  pieces: readonly Piece[],
  rows: Int32Array | null,
  scope: Scope,
): NamedColumn[] {
  let columns: readonly NamedColumn[] | null = null;
  for (const piece of pieces) {
    const next = expandPiece(piece, rows, scope);
    columns = columns === null ? next : next.flatMap((b) => columns!.map((a) => product(a, b)));
  }
  return [...(columns ?? [])];
}

function product(a: NamedColumn, b: NamedColumn): NamedColumn {
  const values = new Float64Array(a.values.length);
  for (let i = 0; i < values.length; i++) values[i] = a.values[i]! * b.values[i]!;
  return { name: `${a.name}:${b.name}`, values };
}

function expandPiece(piece: Piece, rows: Int32Array | null, scope: Scope): NamedColumn[] {
  if (piece.kind === "numbers") {
    return piece.columns.map((c) => pickedColumn(c.name, c.values, rows));
  }
  const { factor } = piece;
  const n = rows === null ? factor.codes.length : rows.length;
  const count = new Int32Array(factor.levels.length);
  for (let i = 0; i < n; i++) count[factor.codes[rows === null ? i : rows[i]!]!]!++;
  const present = factor.levels.map((_, l) => l).filter((l) => count[l]! > 0);
  const omitted = omittedLevels(piece, present, scope);
  const times = piece.times === null ? null : pick(piece.times.values, rows);
  const columnOf = new Int32Array(factor.levels.length).fill(-1);
  const chosen = present.filter((l) => !omitted.has(l));
  chosen.forEach((l, at) => {
    columnOf[l] = at;
  });
  const columns = chosen.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const at = columnOf[factor.codes[rows === null ? i : rows[i]!]!]!;
    if (at >= 0) columns[at]![i] = times === null ? 1 : times[i]!;
  }
  const suffix = piece.times === null ? "" : `:${piece.times.name}`;
  return chosen.map((l, at) => ({
    name: `${piece.name}::${factor.levels[l]}${suffix}`,
    values: columns[at]!,
  }));
}

function omittedLevels(
  piece: Extract<Piece, { kind: "levels" }>,
  present: readonly number[],
  scope: Scope,
): ReadonlySet<number> {
  const { factor, reference } = piece;
  if (reference === "none") return new Set();
  if (reference === "first") return new Set(present.slice(0, 1));
  return new Set(
    reference.map((value) => {
      const found = factor.levels.findIndex((l) => l === value || String(l) === String(value));
      if (found >= 0) return found;
      const labels = factor.levels.map(String);
      throw regressError("formula", {
        formula: scope.text,
        at: piece.at,
        found: String(value),
        expected: `${piece.name} never takes the reference value ${value} (its values: ${labels.slice(0, 12).join(", ")}${labels.length > 12 ? ", …" : ""})`,
        zh: `${piece.name} 没有参照值 ${value}（取值：${labels.slice(0, 12).join("、")}${labels.length > 12 ? "……" : ""}）`,
      });
    }),
  );
}

/** The values at the rows; the array itself when all rows are used. */
export function pick(values: Float64Array, rows: Int32Array | null): Float64Array {
  if (rows === null) return values;
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]!]!;
  return out;
}
