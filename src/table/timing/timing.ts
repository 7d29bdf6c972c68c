import type { Notice } from "../../base/index.js";

/**
 * When a unit is treated: from a year, never, or the unit is not in the sample (its year is not
 * known, or it is covered in part). The three never stand for one another.   中文: 单位的处理时点（三种状态）
 */
export type Timing =
  | { readonly state: "treated"; readonly from: number }
  | { readonly state: "never" }
  | { readonly state: "excluded" };

/** What an empty cell of a first-year column stands for.   中文: 首次处理年份列中空单元格的含义 */
export type EmptyMeans = "never" | "excluded";

/** The timing of every unit of a panel.   中文: 各单位的处理时点 */
export interface UnitTimings {
  /** Column that they were read from. */
  readonly column: string;
  /** By code of the panel's `unitFactor`. */
  readonly ofUnit: readonly Timing[];
  /** 1 in rows that are not in the sample: those of excluded units, and empty cells of a 0/1 column. */
  readonly excludedRows: Uint8Array;
  readonly notices: readonly Notice[];
}

/** Never treated. */
export const NEVER: Timing = { state: "never" };

/** Not in the sample. */
export const EXCLUDED: Timing = { state: "excluded" };

/** Treated from a year on. @example treatedFrom(2014) */
export function treatedFrom(from: number): Timing {
  return { state: "treated", from };
}

/**
 * The cell of a first-year column that means a timing: the year, 0 for never, NaN (an empty cell in
 * files) for not in the sample.   中文: 处理时点写入首次处理年份列的值
 */
export function firstYearCell(timing: Timing): number {
  if (timing.state === "treated") return timing.from;
  return timing.state === "never" ? 0 : Number.NaN;
}
