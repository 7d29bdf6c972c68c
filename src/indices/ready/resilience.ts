import type { Panel } from "../../table/index.js";
import { baseRows, type Derived, derived, remark } from "./derived.js";

/** Choices of `resilience`. */
export interface ResilienceOptions {
  /** The year compared with. */
  readonly base: number;
  readonly form?: "log-ratio" | "deviation";
}

/**
 * Resilience against a base year.   中文: 相对基期的韧性
 *
 * Formula   `log-ratio`: ln(y_it / y_i0), 0 in the base year;
 *           `deviation`: ln((y_it − y_i0) / y_i0), missing where y ≤ y_i0, the base year included.
 * Defaults  form `log-ratio`: the only one that fits the N and minimum of the paper that prints the
 *           second formula.
 * Warnings  indices/no-base — the unit has no positive value in the base year;
 *           indices/not-above-base — cells of `deviation` without a value.
 * @example resilience(panel, "innovation", { base: 2007 }).values
 */
export function resilience(panel: Panel, column: string, options: ResilienceOptions): Derived {
  const { base, form = "log-ratio" } = options;
  const y = panel.number(column);
  const origin = baseRows(panel, base);
  let noBase = 0;
  let notAbove = 0;
  const values = y.map((value, i) => {
    const start = origin[i]! < 0 ? Number.NaN : y[origin[i]!]!;
    if (Number.isNaN(value)) return Number.NaN;
    if (!(start > 0)) {
      noBase++;
      return Number.NaN;
    }
    if (form === "log-ratio" && value > 0) return Math.log(value / start);
    if (form === "deviation" && value > start) return Math.log((value - start) / start);
    notAbove++;
    return Number.NaN;
  });
  const bound = form === "deviation" ? "y <= base" : "y <= 0";
  return derived(values, [
    ...remark(
      "no-base",
      noBase,
      `cell(s) of units without a positive ${column} in ${base} are missing.`,
      `个单元格因该单位 ${base} 年的 ${column} 缺失或非正而缺失。`,
    ),
    ...remark(
      "not-above-base",
      notAbove,
      `cell(s) with ${bound} are missing.`,
      `个单元格因 ${bound} 而缺失。`,
    ),
  ]);
}
