import { nearest } from "../base/index.js";
import type { CellMark, IndexResult } from "../result/index.js";
import { Panel, type Table } from "../table/index.js";
import { indexError } from "./errors.js";
import { contributionsOf } from "./linear-composite.js";

/** A cell of the panel behind an index value. */
export interface ExplainedCell {
  readonly column: string;
  readonly value: number | null;
  readonly mark: CellMark;
  readonly file: string | null;
  /** Row of that file as a spreadsheet shows it. */
  readonly row: number | null;
  /** Key that the study's lineage resolves, down to keyword counts, patents and documents. */
  readonly lineage: string | null;
}

/** One indicator's part in an index value. */
export interface ExplainedIndicator {
  readonly indicator: string;
  readonly dimension: string | null;
  readonly raw: number | null;
  readonly standardised: number | null;
  readonly weight: number | null;
  /** Weight × standardised value: the parts add up to a linear composite. */
  readonly contribution: number | null;
  readonly share: number | null;
  readonly cells: readonly ExplainedCell[];
}

/** An index value taken apart.   中文: 指数值分解 */
export interface IndexExplanation {
  readonly unit: string | number;
  readonly time: number;
  readonly value: number | null;
  readonly parts: readonly ExplainedIndicator[];
}

/** Contributions `w_j · z_j` of every indicator in every row.   中文: 贡献 */
export function contributions(result: IndexResult): readonly Float64Array[] {
  return contributionsOf(result.standardised, weightsOfResultRow(result));
}

function weightsOfResultRow(result: IndexResult): (row: number) => Float64Array {
  const byPeriod = new Map(result.weights.map((set) => [set.period, set.values]));
  const none = new Float64Array(result.indicators.length).fill(Number.NaN);
  return (row) => byPeriod.get(null) ?? byPeriod.get(result.times[row]!) ?? none;
}

/**
 * Takes one index value apart: contribution of each indicator, and from there to the raw cells of
 * the panel (the one that the index was built from), observed or filled, with file and row.   中文: 将某城市某年的指数分解到原始单元格
 *
 * Errors    indices/no-such-row — the unit or time does not occur (nearest unit offered).
 * @example explainIndex(result, panel, { unit: "海州市", time: 2015 }).parts[0]
 */
export function explainIndex(
  result: IndexResult,
  table: Table,
  at: { readonly unit: string | number; readonly time: number },
): IndexExplanation {
  const panel = table instanceof Panel ? table : new Panel(table, result.keys);
  const row = result.units.findIndex(
    (unit, i) => String(unit) === String(at.unit) && result.times[i] === at.time,
  );
  if (row < 0) {
    const units = [...new Set(result.units.map(String))];
    throw indexError("no-such-row", {
      unit: String(at.unit),
      time: at.time,
      nearest: units.includes(String(at.unit)) ? undefined : nearest(String(at.unit), units),
    });
  }
  const weights = weightsOfResultRow(result)(row);
  const value = result.values[row]!;
  const parts = result.indicators.map((indicator, j) => {
    const contribution = weights[j]! * result.standardised[j]![row]!;
    const total = result.indicators.reduce(
      (sum, _, i) => sum + weights[i]! * result.standardised[i]![row]!,
      0,
    );
    return {
      indicator: indicator.name,
      dimension: indicator.dimension,
      raw: orNull(result.raw[j]![row]!),
      standardised: orNull(result.standardised[j]![row]!),
      weight: orNull(weights[j]!),
      contribution: orNull(contribution),
      share: orNull(contribution / total),
      cells: indicator.columns.map((column) => cellOf(result, panel, column, row)),
    };
  });
  return { unit: result.units[row]!, time: at.time, value: orNull(value), parts };
}

const MARKS: readonly CellMark[] = ["observed", "interpolated", "extrapolated"];

function cellOf(result: IndexResult, panel: Panel, name: string, row: number): ExplainedCell {
  const source = result.sources.find((s) => s.column === name);
  const value = orNull(source?.values[row] ?? Number.NaN);
  return {
    column: name,
    value,
    mark: value === null ? "missing" : (MARKS[source?.marks?.[row] ?? 0] ?? "observed"),
    file: panel.origin?.file ?? null,
    row: panel.origin === undefined ? null : panel.fileRow(row),
    lineage: panel.column(name).lineage ?? null,
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
