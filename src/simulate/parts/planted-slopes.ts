import type { PanelSize } from "./panel-scores.js";
import { twfeAverage } from "./twfe-average.js";

/** A variable by which the planted slope differs, and by how much for one unit of it. */
export interface SlopeShift {
  readonly by: Float64Array;
  readonly shift: number;
}

/**
 * A planted slope for each cell: `average` is what two-way fixed effects estimate over all cells,
 * and each moderator shifts it.   中文: 异质的植入效应（加权平均等于设定值）
 */
export function plantedSlopes(
  size: PanelSize,
  x: Float64Array,
  average: number,
  shifts: readonly SlopeShift[],
): Float64Array {
  const slopes = x.map((_, i) => shifts.reduce((s, { by, shift }) => s + shift * by[i]!, 0));
  const excess = twfeAverage(size, x, slopes);
  return slopes.map((s) => average + s - excess);
}
