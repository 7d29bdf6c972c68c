import type { Panel } from "../../table/index.js";
import { indexError } from "../errors.js";
import { baseRows, type Derived, derived, remark } from "./derived.js";

/** Choices of `shiftShare`. */
export interface ShiftShareOptions {
  /** Columns with the shares, one for each industry; their value in the base year counts. */
  readonly shares: readonly string[];
  /** Columns with the shocks, in the same order. */
  readonly shocks: readonly string[];
  readonly base: number;
}

/**
 * Shift-share (Bartik) instrument.   中文: 份额移动工具变量
 *
 * Formula   Σ_m share_{i,m,base} × shock_{m,t}; with one share and one shock their product.
 * Errors    indices/bad-industries — not one shock for each share.
 * Warnings  indices/no-base — units without a share in the base year.
 * @example shiftShare(panel, { shares: ["robot_share"], shocks: ["us_robots"], base: 2010 })
 */
export function shiftShare(panel: Panel, options: ShiftShareOptions): Derived {
  const { shares, shocks, base } = options;
  if (shares.length === 0 || shares.length !== shocks.length) {
    throw indexError("bad-industries", { output: shares.length, other: shocks.length });
  }
  const origin = baseRows(panel, base);
  const values = new Float64Array(panel.nrow);
  shares.forEach((name, m) => {
    const share = panel.number(name);
    const shock = panel.number(shocks[m]!);
    for (let i = 0; i < values.length; i++) {
      values[i]! += origin[i]! < 0 ? Number.NaN : share[origin[i]!]! * shock[i]!;
    }
  });
  const without = origin.filter((row) => row < 0).length;
  return derived(
    values,
    remark(
      "no-base",
      without,
      `cell(s) of units that are not observed in ${base} are missing.`,
      `个单元格因该单位在 ${base} 年没有观测而缺失。`,
    ),
  );
}
