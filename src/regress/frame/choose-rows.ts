import { type Notice, notice } from "../../base/index.js";
import type { Table } from "../../table/index.js";
import { regressError } from "../errors.js";
import type { Scope } from "../formula/evaluate-expression.js";
import { evaluateWhere } from "../formula/evaluate-where.js";
import type { Formula } from "../formula/syntax.js";
import type { Classification } from "./classification.js";
import type { FrameOptions } from "./frame-options.js";
import { logarithmNotices } from "./logarithm-notices.js";
import { dropSingletons } from "./singletons.js";
import { markMissing, markNonFinite, type NamedColumn, type Piece } from "./term-columns.js";

/** An effect on all rows. */
export interface WholeEffect extends Classification {
  readonly slope: NamedColumn | null;
}

/** Everything a formula names, on all rows. */
export interface Evaluated {
  readonly outcome: NamedColumn;
  readonly terms: readonly (readonly Piece[])[];
  readonly endogenous: readonly (readonly Piece[])[];
  readonly instruments: readonly (readonly Piece[])[];
  readonly effects: readonly WholeEffect[];
  readonly required: readonly Classification[];
  readonly weights: Float64Array | null;
  readonly offset: Float64Array | null;
}

/** Rows left out, by reason; `where` are those that the condition excludes. 中文: 剔除的观测 */
export interface LeftOut {
  readonly where: number;
  readonly missing: number;
  /** Complete rows whose weight is zero. */
  readonly zeroWeight: number;
  readonly singletons: number;
}

/** The rows that a model uses. */
export interface Sample {
  readonly rows: Int32Array | null;
  readonly n: number;
  readonly dropped: LeftOut;
  readonly warnings: readonly Notice[];
}

/** The rows that can be used: those that the condition keeps and that have every value. */
export function chooseRows(
  e: Evaluated,
  scope: Scope,
  formula: Formula,
  options: FrameOptions,
): Sample {
  const { table } = scope;
  const total = table.nrow;
  const where =
    options.where === undefined
      ? new Uint8Array(total).fill(1)
      : evaluateWhere(table, options.where);
  const eligible = count(where);
  const logs = logarithmNotices(formula, scope, where);
  const infinite = countInfinite(e, where, logs.rows);
  const keep = where.slice();
  clearMissing(e, keep);
  const filled = count(keep);
  if (e.weights !== null) checkWeights(e.weights, keep, table, options.weights!);
  const complete = count(keep);
  const singletons =
    options.singletons === "keep"
      ? 0
      : dropSingletons(
          e.effects.filter((f) => f.slope === null),
          keep,
        );
  const n = complete - singletons;
  const dropped = {
    where: total - eligible,
    missing: eligible - filled,
    zeroWeight: filled - complete,
    singletons,
  };
  if (n === 0) throw regressError("no-rows", { input: total, ...dropped, ...table.where() });
  const warnings: Notice[] = [...logs.notices];
  if (infinite > 0) {
    warnings.push(
      notice(
        "regress/infinite",
        `${infinite} rows with infinite values were left out as missing`,
        `${infinite} 行含无穷值，已按缺失剔除`,
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

function countInfinite(e: Evaluated, keep: Uint8Array, explained: Uint8Array): number {
  const columns = [e.outcome.values];
  for (const pieces of [...e.terms, ...e.endogenous, ...e.instruments]) {
    for (const piece of pieces) {
      if (piece.kind === "numbers") for (const c of piece.columns) columns.push(c.values);
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
  for (let i = 0; i < keep.length; i++) total += keep[i]! & isInfinite[i]! & (1 - explained[i]!);
  return total;
}

/** Rows of weight zero carry nothing and go; a negative weight has no meaning. */
function checkWeights(w: Float64Array, keep: Uint8Array, table: Table, column: string): void {
  let bad = 0;
  let first = -1;
  for (let i = 0; i < w.length; i++) {
    if (keep[i] === 0) continue;
    if (w[i] === 0) keep[i] = 0;
    else if (w[i]! < 0) {
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
