import type { IndexResult } from "../result/index.js";
import { type Column, numberColumn, Table, textColumn } from "../table/index.js";
import { noteOf } from "./bundled-systems.js";
import { contributions } from "./explain-index.js";

/** Extra columns of the table of an index. */
export type IndexExtra = "raw" | "standardised" | "contributions";

/**
 * An index as a table: unit, time, what is asked for besides, dimension scores, composite.
 * 中文: 指数结果表
 *
 * Standardised indicators carry their own name with `z_` before it, contributions `c_`.
 */
export function indexTable(result: IndexResult, extra: readonly IndexExtra[] = []): Table {
  const columns: Column[] = [keyColumn(result), numberColumn(result.keys.time, result.times)];
  const each = (prefix: string, values: readonly Float64Array[]) =>
    result.indicators.forEach(({ name, label }, j) => {
      columns.push(numberColumn(`${prefix}${name}`, values[j]!, { label: `${prefix}${label}` }));
    });
  if (extra.includes("raw")) each("", result.raw);
  if (extra.includes("standardised")) each("z_", result.standardised);
  if (extra.includes("contributions")) each("c_", contributions(result));
  for (const { name, scores } of result.dimensions) columns.push(numberColumn(name, scores));
  columns.push(numberColumn(result.name, result.values, { label: result.label }));
  return new Table(columns);
}

function keyColumn(result: IndexResult): Column {
  const { units, keys } = result;
  return units.every((u) => typeof u === "number")
    ? numberColumn(keys.unit, units as readonly number[])
    : textColumn(keys.unit, units.map(String));
}

/**
 * The weight table: one row for each indicator with its dimension, direction, unit, source and
 * weight (by-year weights get one column for each year, and their mean).   中文: 权重表
 */
export function weightTable(result: IndexResult): Table {
  const text = (name: string, pick: (i: IndexResult["indicators"][number]) => string | null) =>
    textColumn(name, result.indicators.map(pick));
  const columns: Column[] = [
    text("dimension", (i) => i.dimension),
    text("subdimension", (i) => i.subdimension),
    text("indicator", (i) => i.name),
    text("label", (i) => i.label),
    text("formula", (i) => i.formula),
    text("unit", (i) => i.unit),
    text("direction", (i) => i.direction),
    text("source", (i) => i.source),
    text("note", noteOf),
    numberColumn("weight", meanWeights(result)),
  ];
  if (result.weights.length > 1) {
    for (const { period, values } of result.weights) {
      columns.push(numberColumn(`weight_${period}`, values));
    }
  } else {
    for (const [name, values] of Object.entries(result.weights[0]!.columns)) {
      columns.push(numberColumn(name, values));
    }
  }
  return new Table(columns);
}

/** Weights of the panel, or the mean over periods when there is one set for each. */
export function meanWeights(result: IndexResult): Float64Array {
  const k = result.indicators.length;
  const out = new Float64Array(k);
  for (const { values } of result.weights) for (let j = 0; j < k; j++) out[j]! += values[j]!;
  return out.map((sum) => sum / result.weights.length);
}
