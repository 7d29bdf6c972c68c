import { append, type Notice, notice } from "../../base/index.js";
import { Panel, type Table } from "../../table/index.js";
import { regressError } from "../errors.js";
import { evaluateExpression, requireColumn, type Scope } from "../formula/evaluate-expression.js";
import { evaluateWhere } from "../formula/evaluate-where.js";
import { readExpression } from "../formula/parse-formula.js";
import { printExpression } from "../formula/print-expression.js";
import type { EffectTerm, Formula, Term } from "../formula/syntax.js";
import type { RegressOptions } from "../options.js";
import { type Classification, classify, compactCodes } from "./classification.js";
import { dropSingletons } from "./singletons.js";
import {
  columnsOf,
  markMissing,
  markNonFinite,
  type NamedColumn,
  type Piece,
  pick,
  pickedColumn,
  piecesOf,
} from "./term-columns.js";

/** An absorbed effect on the rows used.   中文: 样本内的固定效应 */
export interface FrameEffect {
  readonly name: string;
  readonly columns: readonly string[];
  readonly codes: Int32Array;
  readonly size: number;
  readonly slope?: Float64Array;
  readonly label: (level: number) => string;
}

/** Everything a fit needs, on the rows used.   中文: 模型数据框 */
export interface ModelFrame {
  readonly table: Table | Panel;
  readonly formula: Formula;
  readonly n: number;
  /** Rows of the table; null when all are used. */
  readonly rows: Int32Array | null;
  readonly outcome: NamedColumn;
  /** Regressors without the constant; with instruments, the exogenous ones. */
  readonly regressors: readonly NamedColumn[];
  /** A constant is estimated (never together with absorbed level effects). */
  readonly intercept: "yes" | "no";
  readonly effects: readonly FrameEffect[];
  readonly endogenous: readonly NamedColumn[];
  readonly instruments: readonly NamedColumn[];
  readonly weights: Float64Array | null;
  readonly offset: Float64Array | null;
  /** Rows left out, by reason. `where` are those that the condition excludes. */
  readonly dropped: {
    readonly where: number;
    readonly missing: number;
    readonly singletons: number;
  };
  readonly warnings: readonly Notice[];
}

export type FrameOptions = Pick<
  RegressOptions,
  "weights" | "offset" | "where" | "panel" | "singletons" | "trend"
> & {
  /** Further columns that must not be missing, such as cluster variables (`a^b` allowed). */
  readonly required?: readonly string[];
};

/**
 * Evaluates a formula on a table: the rows that can be used and all columns on them.
 * 中文: 构造模型数据框
 *
 * A row is used when the condition holds and every number is finite (infinite ones count as
 * missing, with a warning) and every classification known; then rows alone in a level of a fixed
 * effect are dropped until none is left.
 * Errors    regress/no-rows, regress/formula-name, regress/bad-weights, regress/needs-panel.
 */
export function modelFrame(
  data: Table | Panel,
  formula: Formula,
  options: FrameOptions = {},
): ModelFrame {
  const table =
    options.panel !== undefined && !(data instanceof Panel) ? new Panel(data, options.panel) : data;
  const scope: Scope = { table, text: formula.text };
  const evaluated = evaluate(table, formula, options, scope);
  const sample = chooseRows(evaluated, table, options);
  const { rows, n } = sample;
  const regressors = evaluated.terms.flatMap((p) => columnsOf(p, rows, scope));
  const effects = evaluated.effects.map((e) => onRows(e, rows));
  const hasLevels = effects.some((e) => e.slope === undefined);
  return {
    table,
    formula,
    n,
    rows,
    outcome: pickedColumn(evaluated.outcome.name, evaluated.outcome.values, rows),
    regressors,
    intercept: hasLevels ? "no" : formula.intercept,
    effects,
    endogenous: evaluated.endogenous.flatMap((p) => columnsOf(p, rows, scope)),
    instruments: evaluated.instruments.flatMap((p) => columnsOf(p, rows, scope)),
    weights: evaluated.weights === null ? null : pick(evaluated.weights, rows),
    offset: evaluated.offset === null ? null : pick(evaluated.offset, rows),
    dropped: sample.dropped,
    warnings: sample.warnings,
  };
}

interface WholeEffect extends Classification {
  readonly slope: NamedColumn | null;
}

interface Evaluated {
  readonly outcome: NamedColumn;
  readonly terms: readonly (readonly Piece[])[];
  readonly endogenous: readonly (readonly Piece[])[];
  readonly instruments: readonly (readonly Piece[])[];
  readonly effects: readonly WholeEffect[];
  readonly required: readonly Classification[];
  readonly weights: Float64Array | null;
  readonly offset: Float64Array | null;
}

function evaluate(
  table: Table | Panel,
  formula: Formula,
  options: FrameOptions,
  scope: Scope,
): Evaluated {
  const pieces = (terms: readonly Term[]) => terms.map((t) => piecesOf(t, scope));
  const effects = formula.effects.flatMap((e) => effectsOf(e, table, scope));
  if (options.trend !== undefined) effects.push(trendOf(options.trend, table));
  return {
    outcome: {
      name: printExpression(formula.outcome),
      values: evaluateExpression(formula.outcome, scope),
    },
    terms: pieces(formula.terms),
    endogenous: pieces(formula.instruments?.endogenous ?? []),
    instruments: pieces(formula.instruments?.instruments ?? []),
    effects,
    required: (options.required ?? []).map((name) => classify(table, name.split("^"))),
    weights: options.weights === undefined ? null : table.number(options.weights),
    offset: options.offset === undefined ? null : offsetOf(options.offset, table),
  };
}

/** A column, or an expression of columns such as `log(pop)`. */
function offsetOf(text: string, table: Table): Float64Array {
  if (table.has(text)) return table.number(text);
  return evaluateExpression(readExpression(text, table.names), { table, text });
}

function effectsOf(term: EffectTerm, table: Table, scope: Scope): WholeEffect[] {
  for (const { name, at } of term.columns) requireColumn(name, at, scope);
  const grouped = classify(
    table,
    term.columns.map((c) => c.name),
  );
  const slopes = term.slopes.map((e) => {
    const name = printExpression(e);
    return {
      ...grouped,
      name: `${grouped.name}[${name}]`,
      slope: { name, values: evaluateExpression(e, scope) },
    };
  });
  return term.level === "slopes-only" ? slopes : [{ ...grouped, slope: null }, ...slopes];
}

function trendOf(column: string, table: Table | Panel): WholeEffect {
  if (!(table instanceof Panel)) throw regressError("needs-panel", { what: "--trend" });
  const grouped = classify(table, column.split("^"));
  return {
    ...grouped,
    name: `${grouped.name}[${table.time}]`,
    slope: { name: table.time, values: table.times },
  };
}

interface Sample {
  readonly rows: Int32Array | null;
  readonly n: number;
  readonly dropped: ModelFrame["dropped"];
  readonly warnings: readonly Notice[];
}

function chooseRows(e: Evaluated, table: Table, options: FrameOptions): Sample {
  const total = table.nrow;
  const where =
    options.where === undefined
      ? new Uint8Array(total).fill(1)
      : evaluateWhere(table, options.where);
  const eligible = count(where);
  const infinite = countInfinite(e, where);
  const keep = where.slice();
  clearMissing(e, keep);
  const complete = count(keep);
  if (e.weights !== null) checkWeights(e.weights, keep, table, options.weights!);
  const singletons =
    options.singletons === "keep"
      ? 0
      : dropSingletons(
          e.effects.filter((f) => f.slope === null),
          keep,
        );
  const n = complete - singletons;
  const dropped = { where: total - eligible, missing: eligible - complete, singletons };
  if (n === 0) throw regressError("no-rows", { input: total, ...dropped, ...table.where() });
  const warnings: Notice[] = [];
  if (infinite > 0) {
    warnings.push(
      notice(
        "regress/infinite",
        `${infinite} rows with infinite values were left out as missing`,
        `${infinite} 行含无穷值，已按缺失剔除`,
      ),
    );
  }
  if (singletons > 0) {
    warnings.push(
      notice(
        "regress/singletons",
        `${singletons} rows alone in a fixed effect were dropped`,
        `剔除 ${singletons} 个单例观测（某一固定效应内仅一行）`,
      ),
    );
  }
  return { rows: n === total ? null : rowsOf(keep, n), n, dropped, warnings };
}

function clearMissing(e: Evaluated, keep: Uint8Array): void {
  markNonFinite(e.outcome.values, keep);
  for (const pieces of [...e.terms, ...e.endogenous, ...e.instruments]) {
    for (const piece of pieces) markMissing(piece, keep);
  }
  for (const { codes, slope } of e.effects) {
    clearCodes(codes, keep);
    if (slope !== null) markNonFinite(slope.values, keep);
  }
  for (const { codes } of e.required) clearCodes(codes, keep);
  if (e.weights !== null) markNonFinite(e.weights, keep);
  if (e.offset !== null) markNonFinite(e.offset, keep);
}

function clearCodes(codes: Int32Array, keep: Uint8Array): void {
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) keep[i] = 0;
}

function countInfinite(e: Evaluated, keep: Uint8Array): number {
  const columns = [e.outcome.values];
  for (const pieces of [...e.terms, ...e.endogenous, ...e.instruments]) {
    for (const piece of pieces) {
      if (piece.kind === "numbers")
        append(
          columns,
          piece.columns.map((c) => c.values),
        );
      else if (piece.times !== null) columns.push(piece.times.values);
    }
  }
  const isInfinite = new Uint8Array(keep.length);
  for (const values of columns) {
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (v === Number.POSITIVE_INFINITY || v === Number.NEGATIVE_INFINITY) isInfinite[i] = 1;
    }
  }
  let total = 0;
  for (let i = 0; i < keep.length; i++) total += keep[i]! & isInfinite[i]!;
  return total;
}

function checkWeights(w: Float64Array, keep: Uint8Array, table: Table, column: string): void {
  let bad = 0;
  let first = -1;
  for (let i = 0; i < w.length; i++) {
    if (keep[i] === 1 && !(w[i]! > 0)) {
      bad++;
      if (first < 0) first = i;
    }
  }
  if (bad === 0) return;
  throw regressError("bad-weights", {
    column,
    value: w[first]!,
    count: bad,
    row: table.fileRow(first),
    ...table.where(),
  });
}

function count(keep: Uint8Array): number {
  let total = 0;
  for (const v of keep) total += v;
  return total;
}

function rowsOf(keep: Uint8Array, n: number): Int32Array {
  const rows = new Int32Array(n);
  let at = 0;
  for (let i = 0; i < keep.length; i++) if (keep[i] === 1) rows[at++] = i;
  return rows;
}

function onRows(effect: WholeEffect, rows: Int32Array | null): FrameEffect {
  const { codes, size, levels } = compactCodes(effect.codes, effect.size, rows);
  const label = (level: number) => effect.label(levels[level]!);
  const base = { name: effect.name, columns: effect.columns, codes, size, label };
  return effect.slope === null ? base : { ...base, slope: pick(effect.slope.values, rows) };
}
