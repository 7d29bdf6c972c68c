import { indexError } from "./errors.js";

/** What min–max needs to know of an indicator. */
export interface MinMaxOptions {
  readonly indicator: string;
  readonly direction: "+" | "-";
  /** Period of the rows when standardising by year, for messages. */
  readonly period?: number;
}

/**
 * Direction-aware min–max standardisation of the given rows.   中文: 极差标准化
 *
 * Formula   `+`: (x − min) / (max − min);   `-`: (max − x) / (max − min)
 * Shapes    writes `out[row]` for the rows given, touches nothing else.
 * Errors    indices/constant — max = min: the indicator is named.
 */
export function minMax(
  x: Float64Array,
  rows: Int32Array,
  out: Float64Array,
  options: MinMaxOptions,
): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let r = 0; r < rows.length; r++) {
    const value = x[rows[r]!]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  if (!(range > 0)) {
    const { indicator, period } = options;
    throw indexError("constant", { indicator, value: low, period });
  }
  const positive = options.direction === "+";
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    out[row] = (positive ? x[row]! - low : high - x[row]!) / range;
  }
}
