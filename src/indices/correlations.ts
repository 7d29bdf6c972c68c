import { crossProducts, mean } from "../math/index.js";

/**
 * Pearson correlations of columns.   中文: 相关系数矩阵
 *
 * Shapes    k columns of n; result k × k row-major, ones on the diagonal.
 */
export function correlations(columns: readonly Float64Array[]): Float64Array {
  const k = columns.length;
  const r = crossProducts(unitColumns(columns));
  for (let j = 0; j < k; j++) r[j * k + j] = 1;
  return r;
}

/** Columns minus their mean, scaled to length one. */
export function unitColumns(columns: readonly Float64Array[]): readonly Float64Array[] {
  return columns.map((column) => {
    const centre = mean(column);
    const out = new Float64Array(column.length);
    let squares = 0;
    for (let i = 0; i < out.length; i++) {
      const value = column[i]! - centre;
      out[i] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let i = 0; i < out.length; i++) out[i]! /= length;
    return out;
  });
}
