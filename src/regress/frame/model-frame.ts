import type { Notice } from "../../base/index.js";
import { Panel, type Table } from "../../table/index.js";
import { regressError } from "../errors.js";
import { evaluateExpression, requireColumn, type Scope } from "../formula/evaluate-expression.js";
import { readExpression } from "../formula/parse-formula.js";
import { printExpression } from "../formula/print-expression.js";
import type { EffectTerm, Formula, Term } from "../formula/syntax.js";
import { chooseRows, type Evaluated, type LeftOut, type WholeEffect } from "./choose-rows.js";
import { classify, compactCodes } from "./classification.js";
import type { FrameOptions } from "./frame-options.js";
import { columnsOf, type NamedColumn, pick, pickedColumn, piecesOf } from "./term-columns.js";

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
  readonly dropped: LeftOut;
  readonly warnings: readonly Notice[];
}

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
  const sample = chooseRows(evaluated, scope, formula, options);
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

function onRows(effect: WholeEffect, rows: Int32Array | null): FrameEffect {
  const { codes, size, levels } = compactCodes(effect.codes, effect.size, rows);
  const label = (level: number) => effect.label(levels[level]!);
  const base = { name: effect.name, columns: effect.columns, codes, size, label };
  return effect.slope === null ? base : { ...base, slope: pick(effect.slope.values, rows) };
}
